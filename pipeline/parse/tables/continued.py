"""Parts of one table on several pages -> the table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from statistics import median

from pipeline.model.table import Cell, Table
from pipeline.parse.legend import abbreviations
from pipeline.parse.primitives import PageContent
from pipeline.parse.tables.body import row_groups
from pipeline.parse.tables.find import FoundTable, find_carried, find_tables
from pipeline.parse.tables.headers import same_head
from pipeline.parse.tables.notes import with_notes


def find_all(pages: Sequence[PageContent], known: frozenset[str] = frozenset()) -> list[list[FoundTable]]:
    """The tables of each page, those included that go on from the page before without a caption."""
    out: list[list[FoundTable]] = []
    for page in pages:
        found = find_tables(page, known)
        before = out[-1][-1] if out and out[-1] else None
        carried = find_carried(page, before, known) if before and _may_go_on(found, before) else None
        if carried and not any(carried.words & table.words for table in found):
            found.insert(0, carried)
        out.append(found)
    return out


def _may_go_on(found: Sequence[FoundTable], before: FoundTable) -> bool:
    return not any(part.continued and part.table.label == before.table.label for part in found)


def join_continued(found: Iterable[FoundTable]) -> tuple[Table, ...]:
    """The tables in order; a part that continues an earlier table is joined to it without its repeated head."""
    out: list[Table] = []
    for part in found:
        earlier = next((k for k in range(len(out) - 1, -1, -1) if out[k].label == part.table.label), None)
        if earlier is None or not (part.continued or same_head(out[earlier], part.table)):
            out.append(part.table)
        else:
            out[earlier] = _joined(out[earlier], part.table)
    return tuple(out)


def _joined(first: Table, part: Table) -> Table:
    drop = part.header_rows if same_head(first, part) else 0
    places = _columns(first, part)
    shift = first.rows - drop
    moved = (replace(c, row=c.row + shift, col=places[c.col]) for c in part.cells if c.row >= drop)
    legend = "\n".join(dict.fromkeys(text for text in (first.legend, part.legend) if text))
    cells = with_notes((*first.cells, *moved), legend)
    groups = row_groups(cells, first.header_rows)
    return replace(first, cells=cells, row_groups=groups, legend=legend, abbreviations=abbreviations(legend))


def _columns(first: Table, part: Table) -> Mapping[int, int]:
    """The table's column of each column of the part: the same, or the nearest where their numbers differ."""
    same = {col: col for col in range(part.cols)}
    if part.cols == first.cols:
        return same
    here, there = _middles(first.cells), _middles(part.cells)
    nearest = {col: min(here, key=lambda k: abs(here[k] - x)) for col, x in there.items()} if here else {}
    return nearest if len(set(nearest.values())) == part.cols else same


def _middles(cells: Iterable[Cell]) -> dict[int, float]:
    """The x in the middle of each column, by the cells of that column alone."""
    places: dict[int, list[float]] = {}
    for cell in cells:
        if cell.box is not None and cell.col_span == 1:
            places.setdefault(cell.col, []).append(cell.box.middle[0])
    return {col: median(xs) for col, xs in places.items()}
