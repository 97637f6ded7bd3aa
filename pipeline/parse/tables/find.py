"""A page -> its tables."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.geometry import enclosing
from pipeline.model.table import Table
from pipeline.parse.primitives import PageContent
from pipeline.parse.tables.captions import captions_of
from pipeline.parse.tables.cells import cells_of
from pipeline.parse.tables.columns import borders_of, runs_of
from pipeline.parse.tables.headers import head_cells
from pipeline.parse.tables.lines import Line, lines_of, place
from pipeline.parse.tables.regions import Region, region_of
from pipeline.parse.tables.rows import rows_of
from pipeline.parse.tables.rules import bars_of
from pipeline.parse.tables.strips import strip_of


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
    captions = captions_of(words)
    if not captions:
        return []
    bars = bars_of(page.rulings)
    out = []
    for k, caption in enumerate(captions):
        region = region_of(caption, captions[k + 1 :], words, bars, page.height)
        found = region and _read(region, page.number)
        if found:
            out.append(found)
    return out


def _read(region: Region, page: int) -> FoundTable | None:
    head, body = _parted(region)
    borders = borders_of(body, head)
    if not borders:
        return None
    strips = [strip_of(line, borders) for line in body]
    columns = len(borders) + 1
    full = [b for b in region.bars if b.share_of(region.x0, region.x1) > 0.95]
    partial = [b for b in region.bars if b not in full]
    cells, heads = head_cells(head, full, partial, borders, page)
    rows = rows_of(strips, [b.y for b in region.bars if b.share_of(region.x0, region.x1) > 0.55], columns)
    cells += [c for k, row in enumerate(rows) for c in cells_of(row, heads + k, page)]
    if heads + len(rows) < 2:
        return None
    taken = (*region.title, *(p for line in (*region.lines, *region.legend) for p in line.items))
    title = " ".join(line.text for line in lines_of(region.title))
    label = region.caption.line.text[: len(region.caption.label)]
    table = Table(
        region.caption.label,
        title.removeprefix(label).lstrip(" .:|–—-"),
        tuple(cells),
        max(1, heads),
        page,
        enclosing(c.box for c in cells if c.box),
        legend=" ".join(line.text for line in region.legend),
    )
    return FoundTable(table, frozenset(p.index for p in taken), region.caption.continued)


def _parted(region: Region) -> tuple[list[Line], list[Line]]:
    full = [b for b in region.bars if b.share_of(region.x0, region.x1) > 0.9]
    k = 1
    while k + 2 < len(full) and all(
        len(runs_of(li)) < 2 for li in region.lines if full[k - 1].y < li.baseline < full[k].y
    ):
        k += 1
    edge = full[k].y if len(full) > k and any(li.baseline > full[k].y for li in region.lines) else 0.0
    return [li for li in region.lines if li.baseline < edge], [li for li in region.lines if li.baseline >= edge]
