"""Tables and figures of an article, as marked up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from pipeline.model.document import Figure
from pipeline.model.table import Cell, Table
from pipeline.parse.jats.inline import plain_text
from pipeline.parse.legend import MARKS_OF_CELL, abbreviations, footnotes, lowered
from pipeline.parse.raised import DOWN

MAX_SPAN = 1000  # rows or columns, a bound on hostile input (HTML's own for columns)
MARK = re.compile(r"[^\s,]+")


def read_tables(article: etree._Element, place_of: Mapping[str, str]) -> tuple[Table, ...]:
    """Every table with cells, in the order of the article; those of a group share its caption."""
    return tuple(
        _table(wrap, grid, place_of)
        for wrap in article.iter("table-wrap")
        if not any(parent.tag in ("sub-article", "response") for parent in wrap.iterancestors())
        for grid in wrap.iter("table")
    )


def read_figures(article: etree._Element) -> tuple[Figure, ...]:
    """Label and caption of every figure."""
    return tuple(Figure(plain_text(f.find("label")), plain_text(f.find("caption"))) for f in article.iter("fig"))


def _table(wrap: etree._Element, grid: etree._Element, place_of: Mapping[str, str]) -> Table:
    lines = list(_legend_lines(wrap))
    rows = list(grid.iter("tr"))
    cells = tuple(_cells(rows, footnotes(lines)))
    header_rows = _header_rows(rows)
    return Table(
        label=plain_text(wrap.find("label")).rstrip("."),
        caption=plain_text(wrap.find("caption")),
        cells=cells,
        header_rows=header_rows,
        row_groups=_row_groups(cells, header_rows),
        legend="\n".join(lines),
        abbreviations=abbreviations("\n".join(lines)),
        section=place_of.get(wrap.get("id") or "", ""),
    )


def _legend_lines(wrap: etree._Element) -> Iterator[str]:
    """The lines below the table; a footnote's label stands in front of it."""
    for foot in wrap.iter("table-wrap-foot"):
        for line in foot.iter("p"):
            note = line.getparent()
            label = plain_text(note.find("label")) if note is not None and note.tag == "fn" else ""
            text = lowered(plain_text(line))
            yield text if not label or text.startswith(label) else f"{label} {text}"


def _cells(rows: list[etree._Element], notes: Mapping[str, str]) -> Iterator[Cell]:
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(rows):
        col = 0
        for element in row.iterchildren("td", "th"):
            while (r, col) in taken:
                col += 1
            row_span = min(_span(element, "rowspan"), len(rows) - r)
            col_span = _span(element, "colspan")
            taken |= {(r + a, col + b) for a in range(row_span) for b in range(col_span)}
            yield Cell(r, col, plain_text(element), row_span, col_span, notes=tuple(_notes(element, notes)))
            col += col_span


def _span(element: etree._Element, name: str) -> int:
    """The span, at least 1; absurd ones are cut, so that no grid grows beyond its file."""
    value = element.get(name) or "1"
    return min(max(int(value), 1), MAX_SPAN) if value.isascii() and value.isdigit() and len(value) < 9 else 1


def _notes(cell: etree._Element, notes: Mapping[str, str]) -> Iterator[str]:
    """The footnotes whose marks stand raised in the cell, or as a sign at its end."""
    marks = [mark for sup in cell.iter("sup", "xref") for mark in MARK.findall(plain_text(sup).translate(DOWN))]
    if ending := MARKS_OF_CELL.search(plain_text(cell)):
        marks.append(ending[0].translate(DOWN))
    yield from dict.fromkeys(notes[mark] for mark in marks if mark in notes)


def _header_rows(rows: list[etree._Element]) -> int:
    """The rows in the head; without one, the leading rows of header cells or of bold cells alone."""
    marked: int = sum(row.getparent().tag == "thead" for row in rows)
    if marked:
        return marked
    count = 0
    while count < len(rows) and all(_heads(cell) for cell in rows[count].iterchildren("td", "th")):
        count += 1
    return count if count < len(rows) else min(1, count)


def _heads(cell: etree._Element) -> bool:
    if cell.tag == "th":
        return True
    bold = "".join("".join(b.itertext(etree.Element)) for b in cell.iter("bold"))
    return bold.strip() == "".join(cell.itertext(etree.Element)).strip()


def _row_groups(cells: tuple[Cell, ...], header_rows: int) -> tuple[int, ...]:
    """Rows below the head with one filled cell at their left, where a fuller row follows."""
    filled: dict[int, list[Cell]] = {}
    for cell in cells:
        if cell.text:
            filled.setdefault(cell.row, []).append(cell)
    alone = {row for row, found in filled.items() if len(found) == 1 and found[0].col == 0 and found[0].row_span == 1}
    return tuple(r for r in sorted(alone) if r >= header_rows and len(filled.get(r + 1, ())) > 1)
