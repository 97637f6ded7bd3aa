"use strict";
const body = document.querySelector("#errors tbody");
const rows = [...body.rows];
const filters = [...document.querySelectorAll("[data-filter]")];
const heads = [...document.querySelectorAll("#errors th")];

function filter() {
  let shown = 0;
  for (const row of rows) {
    const fits = filters.every((f) => !f.value || row.getAttribute(`data-${f.dataset.filter}`) === f.value);
    row.hidden = !fits;
    shown += fits;
  }
  document.querySelector("#shown").textContent = shown;
}

function sort(column) {
  const head = heads[column];
  const down = head.getAttribute("aria-sort") === "ascending";
  heads.forEach((h) => h.removeAttribute("aria-sort"));
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const text = (row) => row.cells[column].textContent;
  rows.sort((a, b) => text(a).localeCompare(text(b), "en", { numeric: true }) * (down ? -1 : 1));
  body.append(...rows);
}

filters.forEach((f) => f.addEventListener("change", filter));
heads.forEach((head, column) => head.addEventListener("click", () => sort(column)));
