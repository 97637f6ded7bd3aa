"""A page -> its tables."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.geometry import enclosing
from pipeline.model.table import Table
from pipeline.parse.legend import abbreviations
from pipeline.parse.primitives import PageContent
from pipeline.parse.tables.body import body_cells, row_groups
from pipeline.parse.tables.captions import captions_of
from pipeline.parse.tables.cells import Draft, text_of
from pipeline.parse.tables.columns import borders_of
from pipeline.parse.tables.headers import head_cells
from pipeline.parse.tables.notes import paragraphs_of, with_notes
from pipeline.parse.tables.regions import Region, region_of
from pipeline.parse.tables.rows import rows_of
from pipeline.parse.tables.ruled import head_rows, ruled_cells
from pipeline.parse.tables.sheet import Sheet
from pipeline.parse.tables.spans import Grid
from pipeline.parse.tables.strips import strip_of

RULED = 0.55  # of the table's width: a rule this long parts rows


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table with the indices of the words of its page that it took: cells, caption and legend.

    `continued` tells that its caption names it as the next part of a table of an earlier page.
    """

    table: Table
    words: frozenset[int]
    continued: bool = False


def find_tables(page: PageContent, known: frozenset[str] = frozenset()) -> list[FoundTable]:
    """The tables of the page, from top to bottom, those beside each other from left to right.

    `known` are the document's words in small letters: they decide about hyphens at line ends, beside the page's own.
    """
    sheet = Sheet.of(page)
    captions = captions_of(sheet.words)
    if not captions:
        return []
    known = known | {word.text.strip("()[].,;:").casefold() for word in page.words}
    regions = (region_of(caption, captions[k + 1 :], sheet) for k, caption in enumerate(captions))
    tables = (_read(region, page.number, known) for region in regions if region is not None)
    return [table for table in tables if table is not None]


def _read(region: Region, page: int, known: frozenset[str]) -> FoundTable | None:
    """The table in the region; None where its lines share no gap or make no two rows."""
    drafts, header_rows = _drafts(region)
    if max((draft.row for draft in drafts), default=0) < 1:
        return None
    legend = paragraphs_of(region.legend, known)
    cells = with_notes((draft.cell(page, known) for draft in drafts), "\n".join(legend))
    table = Table(
        label=region.caption.label,
        caption=region.caption.title(text_of(region.title, known)),
        cells=cells,
        header_rows=header_rows,
        page=page,
        box=enclosing(cell.box for cell in cells if cell.box),
        row_groups=row_groups(cells, header_rows),
        legend="\n".join(legend),
        abbreviations=abbreviations("\n".join(legend)),
    )
    lines = (region.caption.line, *region.title, *region.lines, *region.legend)
    return FoundTable(table, frozenset(p.index for line in lines for p in line.items), region.caption.continued)


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
