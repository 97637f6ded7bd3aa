"""A page -> its tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model.geometry import enclosing
from pipeline.model.table import Cell, Table
from pipeline.parse.primitives import PageContent
from pipeline.parse.tables.captions import captions_of, prose_style
from pipeline.parse.tables.columns import column_of, separators
from pipeline.parse.tables.lines import Line, Placed, lines_of, place, segments
from pipeline.parse.tables.regions import Region, region_of
from pipeline.parse.tables.rows import rows_of
from pipeline.parse.tables.rules import bars_of


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table with the indices of the words of its page that it took: cells, caption and legend.

    `continued` tells that its caption names it as the next part of a table of an earlier page.
    """

    table: Table
    words: frozenset[int]
    continued: bool = False


def find_tables(page: PageContent) -> list[FoundTable]:
    """The tables of the page, from top to bottom, those beside each other from left to right."""
    words = sorted(place(page.words), key=lambda p: p.word.baseline)
    if not any(p.word.text[:1] in "TC" for p in words):
        return []
    parts = [s for line in lines_of(words) for s in segments(line, 1.0)]
    captions = captions_of(parts, prose_style(page.words))
    bars = bars_of(page.rulings)
    out = []
    for k, caption in enumerate(captions):
        region = region_of(caption, captions[k + 1 :], words, bars, page.height)
        found = region and _read(region, page.number)
        if found:
            out.append(found)
    return out


def _read(region: Region, page: int) -> FoundTable | None:
    borders = separators(region.lines)
    if not borders:
        return None
    rows = rows_of(region.lines, region.bars, borders)
    cells = tuple(c for k, row in enumerate(rows) for c in _cells(row, k, borders, page))
    if len(rows) < 2:
        return None
    taken = (*region.title, *(p for line in (*region.lines, *region.legend) for p in line.items))
    title = " ".join(line.text for line in lines_of(region.title))
    label = region.caption.line.text[: len(region.caption.label)]
    table = Table(
        region.caption.label,
        title.removeprefix(label).lstrip(" .:|–—-"),
        cells,
        1,
        page,
        enclosing(c.box for c in cells if c.box),
        legend=" ".join(line.text for line in region.legend),
    )
    return FoundTable(table, frozenset(p.index for p in taken), region.caption.continued)


def _cells(row: Sequence[Line], number: int, borders: Sequence[float], page: int) -> list[Cell]:
    columns: dict[int, list[Placed]] = {}
    for line in row:
        for segment in segments(line, 0.6):
            first = column_of(segment.box.x0 + 0.5, borders)
            for item in segment.items:
                inside = column_of(item.box.middle[0], borders)
                columns.setdefault(inside if inside >= first else first, []).append(item)
    return [
        Cell(number, col, " ".join(p.word.text for p in items), page=page, box=enclosing(p.box for p in items))
        for col, items in sorted(columns.items())
    ]
