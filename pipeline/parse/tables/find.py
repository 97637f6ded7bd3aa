"""A page -> its tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model.geometry import enclosing
from pipeline.model.table import Table
from pipeline.parse.legend import abbreviations
from pipeline.parse.primitives import PageContent
from pipeline.parse.tables.above import region_above
from pipeline.parse.tables.body import body_cells, row_groups
from pipeline.parse.tables.captions import Caption, caption_text, captions_of
from pipeline.parse.tables.cells import Draft, text_of
from pipeline.parse.tables.columns import borders_of
from pipeline.parse.tables.headers import head_cells, same_head
from pipeline.parse.tables.lines import Line
from pipeline.parse.tables.notes import paragraphs_of, with_notes
from pipeline.parse.tables.regions import Region, carried_region, region_of
from pipeline.parse.tables.rows import rows_of
from pipeline.parse.tables.ruled import head_rows, ruled_cells
from pipeline.parse.tables.sheet import Sheet
from pipeline.parse.tables.spans import Grid
from pipeline.parse.tables.strips import strip_of

RULED = 0.55  # of the table's width: a rule this long parts rows


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table with the indices of the words of its page that it took: cells, caption and legend.

    `x0` and `x1` are the ends of its rules; `continued` tells that it goes on from an earlier page.
    """

    table: Table
    words: frozenset[int]
    x0: float
    x1: float
    continued: bool = False


def find_tables(page: PageContent, known: frozenset[str] = frozenset()) -> list[FoundTable]:
    """The tables of the page, from top to bottom, those beside each other from left to right.

    `known` are the document's words in small letters: they decide about hyphens at line ends, beside the page's own.
    """
    sheet = Sheet.of(page)
    captions = captions_of(sheet.words)
    if not captions:
        return []
    words = known | _words(page)
    regions = (region_of(caption, captions[k + 1 :], sheet) for k, caption in enumerate(captions))
    below = [_found(region, caption, page.number, words) for region, caption in zip(regions, captions)]
    if all(below):
        return list(filter(None, below))
    regions = (region_above(caption, captions, sheet) for caption in captions)
    above = [_found(region, caption, page.number, words) for region, caption in zip(regions, captions)]
    return list(filter(None, above)) if all(above) else _one_each(below, above)


def _one_each(below: Sequence[FoundTable | None], above: Sequence[FoundTable | None]) -> list[FoundTable]:
    """The table below each caption, else the one above it where no caption before has taken it."""
    out: list[FoundTable] = []
    for under, over in zip(below, above):
        if under:
            out.append(under)
        elif over and not any(over.words & other.words for other in out):
            out.append(over)
    return out


def _found(region: Region | None, caption: Caption, page: int, known: frozenset[str]) -> FoundTable | None:
    table = region and _table(region, caption.label, page, known)
    if not region or not table:
        return None
    return FoundTable(table, _taken(region, caption.line), region.x0, region.x1, caption.continued)


def find_carried(page: PageContent, before: FoundTable, known: frozenset[str] = frozenset()) -> FoundTable | None:
    """What goes on, at the top of this page and without a caption, of the table `before` on the page before.

    It has the frame of that table and its head or its columns; None where no such part stands there.
    """
    sheet = Sheet.of(page)
    limit = min((c.line.box.top for c in captions_of(sheet.words)), default=sheet.height)
    region = carried_region(before.x0, before.x1, limit, sheet)
    table = region and _table(region, before.table.label, page.number, known | _words(page))
    if not region or not table or not (same_head(before.table, table) or before.table.cols == table.cols):
        return None
    return FoundTable(table, _taken(region), region.x0, region.x1, continued=True)


def _words(page: PageContent) -> frozenset[str]:
    return frozenset(word.text.strip("()[].,;:").casefold() for word in page.words)


def _taken(region: Region, *others: Line) -> frozenset[int]:
    lines = (*others, *region.title, *region.lines, *region.legend)
    return frozenset(item.index for line in lines for item in line.items)


def _table(region: Region, label: str, page: int, known: frozenset[str]) -> Table | None:
    """The table in the region; None where its lines share no gap or make no two rows."""
    drafts, header_rows = _drafts(region)
    if max((draft.row for draft in drafts), default=0) < 1:
        return None
    legend = "\n".join(paragraphs_of(region.legend, known))
    cells = with_notes((draft.cell(page, known) for draft in drafts), legend)
    return Table(
        label=label,
        caption=caption_text(text_of(region.title, known)),
        cells=cells,
        header_rows=header_rows,
        page=page,
        box=enclosing(cell.box for cell in cells if cell.box),
        row_groups=row_groups(cells, header_rows),
        legend=legend,
        abbreviations=abbreviations(legend),
    )


def _drafts(region: Region) -> tuple[list[Draft], int]:
    """The cells of head and body, and how many rows the head has."""
    ruled = ruled_cells(region.lines, region.bars, region.posts, region.x0, region.x1)
    if ruled is not None:
        return ruled, head_rows(ruled)
    borders = borders_of(region.body, region.head)
    if not borders:
        return [], 0
    strips = [strip_of(line, borders) for line in region.body]
    foot = [strip_of(line, borders) for line in region.head[-1:]]
    grid = Grid.of(region.x0, region.x1, borders, [*foot, *strips])
    drafts, header_rows = head_cells(region.head, region.full_bars, region.partial_bars, grid)
    levels = [bar.y for bar in region.bars if bar.share_of(region.x0, region.x1) >= RULED]
    rows = rows_of(strips, levels, grid.columns)
    drafts += body_cells(rows, header_rows, grid.columns, (region.x0 + region.x1) / 2)
    return drafts, header_rows or int(len(rows) > 1)
