"""The trial of a row: number studied, phase, design, status, techniques, population."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from pipeline.model.finding import PHASES, Finding, Trial
from pipeline.model.quantity import Count
from pipeline.relate.tables.courses import techniques_of
from pipeline.relate.tables.grid import Grid
from pipeline.relate.tables.layout import STUDY_ROLES, Layout
from pipeline.relate.tables.marks import size_in
from pipeline.relate.tables.shapes import phase_in
from pipeline.relate.tables.subjects import Subject, place
from pipeline.relate.tables.values import read_values

Unit = Literal["patients", "lesions"]
SECONDARY = frozenset({"double-blind", "open-label", "multicenter", "non-inferiority", "post hoc"})
SAYING = ("year", "phase", "n", "population", "design", "status", "technique", "radiotherapy")
BETWEEN_CELLS = " | "
_LESIONS = re.compile(r"\blesions?\b|\bmetastases\b|\btumou?rs?\b", re.I)


def size_of(grid: Grid, layout: Layout, row: int) -> tuple[int | None, Unit]:
    """The number studied and what it counts, from the column of sizes, else from words such as "in 60 patients"."""
    for col in layout.columns("n"):
        source = grid.carried(row, col)
        text = grid.text(source, col)
        said = " ".join([text, *grid.notes(source, col)])
        unit: Unit = "lesions" if _LESIONS.search(said) or _only_lesions(layout, col) else "patients"
        values = read_values(_LESIONS.sub("", text).replace("()", "").replace("patients", ""))
        paired = bool(_LESIONS.search(layout.heads[col].text))
        if len(values) == 1 and values[0].whole and (values[0].of is None or paired) and values[0].high is None:
            return int(values[0].number), unit
        return size_in(text), unit
    for col in range(grid.table.cols):
        for mention in grid.mentions(row, col, "sample_size"):
            if isinstance(mention.value, Count) and mention.value.total is not None:
                return mention.value.total, "patients"
    return None, "patients"


def _only_lesions(layout: Layout, col: int) -> bool:
    head = layout.heads[col].text.split("(")[0]
    return bool(_LESIONS.search(head)) and not re.search(r"\b(?:patients?|pts)\b", head, re.I)


def row_trial(grid: Grid, layout: Layout, row: int, subject: Subject) -> Iterator[Finding]:
    """The trial of the row, where the row says anything of it beside its name."""
    n, unit = size_of(grid, layout, row)
    columns: dict[str, Any] = {
        "phase": _phase(grid, layout, row),
        "n": n,
        "rt_techniques": tuple(sorted(techniques_of(grid, layout, row))),
        "population": _text(grid, layout, row, "population"),
        "design": named_in_row(grid, layout, row, "design"),
        "status": named_in_row(grid, layout, row, "status"),
    }
    cited = subject.study.registry_ids and 0 not in subject.study.refs
    if not any(columns.values()) and not subject.drugs and not cited:
        return
    col = layout.columns(*STUDY_ROLES)[0]
    yield Trial(
        **(subject.columns() | {"arm": subject.arm if layout.columns("drug") else ""}),
        acronym=subject.study.acronym,
        n_unit=unit if n is not None else "",
        **columns,
        quote=_said(grid, layout, row),
        **place(grid, row, col),
    )


def _said(grid: Grid, layout: Layout, row: int) -> str:
    """The cells of the row that name the study and print its columns, from left to right, each once."""
    texts = (grid.text(grid.carried(row, c), c) for c in layout.columns(*STUDY_ROLES, *SAYING))
    return BETWEEN_CELLS.join(dict.fromkeys(filter(None, texts)))


def _phase(grid: Grid, layout: Layout, row: int) -> str:
    """The phase of the row, from its column, else the one phase that the row names."""
    for col in layout.columns("phase"):
        if phase := phase_in(grid.text(grid.carried(row, col), col), PHASES):
            return phase
    named = {m.name for c in range(grid.table.cols) for m in grid.mentions(row, c, "phase")}
    phase = named.pop() if len(named) == 1 else ""
    return phase if phase in PHASES else ""


def _text(grid: Grid, layout: Layout, row: int, role: str) -> str:
    return next((grid.text(grid.carried(row, c), c) for c in layout.columns(role)), "")


def named_in_row(grid: Grid, layout: Layout, row: int, kind: Literal["design", "status"]) -> str:
    """The first design or status named in its column, else anywhere in the row or the caption."""
    cols = layout.columns(kind) or range(grid.table.cols)
    group = grid.group_of(row)
    places = [(grid.carried(row, c), c) for c in cols] + ([(group, 0)] if group is not None else [])
    found = [m.name for r, c in places for m in grid.mentions(r, c, kind)]
    found.sort(key=lambda name: name in SECONDARY)
    caption = [m.name for m in grid.caption.mentions if m.kind == kind]
    return (found + caption if kind == "status" else found or [""])[0] if found or caption else ""
