"""Tables without rules: the block of lines with aligned holes right under a caption, in its column or page-wide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.parse.tables.captions import Caption, captions_of
from pipeline.parse.tables.columns import borders_of, column_of, crosses
from pipeline.parse.tables.frames import block_under
from pipeline.parse.tables.lines import Line, segments
from pipeline.parse.tables.sheet import Sheet

TITLE_LINES = 6  # a caption is at most this many lines high
HOLE = 1.0  # of the size: justified prose has no hole this wide
COLUMNED = 0.6  # of the lines have a hole in a table
SOME, MANY = 0.4, 3  # fewer lines with a hole will do where there are many borders
CROSSING = 0.2  # of the lines may run over the columns
FULL_LINE = 0.9  # of the column: prose fills its lines this far
BROAD = 15.0  # of the size: narrower columns hold no prose
ROWS = 3  # fewer lines are no evidence


def open_grid(caption: Caption, limit: float, sheet: Sheet) -> tuple[tuple[Line, ...], tuple[Line, ...]] | None:
    """The caption's lines and the lines of the grid below it down to `limit`; None where no table stands there."""
    for x0, x1 in _ranges(caption, limit, sheet):
        lines = sheet.lines(x0, x1, caption.line.baseline - 0.5 * caption.line.size, limit)
        start = next((k for k, line in enumerate(lines) if k > 0 and len(segments(line, HOLE)) > 1), None)
        if start is None or start > TITLE_LINES:
            continue
        grid = _trimmed(block_under(lines[start - 1].baseline, lines[start:]))
        if _is_table(grid):
            return lines[:start], tuple(grid)
    return None


def _ranges(caption: Caption, limit: float, sheet: Sheet) -> Iterator[tuple[float, float]]:
    """The half of the page that holds the caption's line, then the whole page.

    The half only where no lines run over the middle, or where another caption stands beside this one.
    """
    left = min(item.box.x0 for item in sheet.words)
    right = max(item.box.x1 for item in sheet.words)
    middle = (left + right) / 2
    below = sheet.lines(left, right, caption.line.baseline, limit)
    if _has_neighbour(caption, sheet) or sum(crosses(line, (middle,)) for line in below) <= CROSSING * len(below):
        if caption.line.box.x1 <= middle:
            yield left, middle
        elif caption.line.box.x0 >= middle:
            yield middle, right
    yield left, right


def _has_neighbour(caption: Caption, sheet: Sheet) -> bool:
    level = caption.line.baseline
    beside = [item for item in sheet.words if abs(item.word.baseline - level) < 0.5 * caption.line.size]
    return len(captions_of(beside)) > 1


def _trimmed(block: Sequence[Line]) -> list[Line]:
    """The block without the lines of one run at its end."""
    end = len(block)
    while end and len(block[end - 1].runs) == 1:
        end -= 1
    return list(block[:end])


def _is_table(grid: Sequence[Line]) -> bool:
    columned = sum(len(segments(line, HOLE)) > 1 for line in grid)
    borders = borders_of(grid, ()) if len(grid) >= ROWS else ()
    if not borders or columned < (COLUMNED if len(borders) < MANY else SOME) * len(grid):
        return False
    if sum(crosses(line, borders) for line in grid) > CROSSING * len(grid):
        return False
    return not _all_columns_filled(grid, borders)


def _all_columns_filled(grid: Sequence[Line], borders: Sequence[float]) -> bool:
    """Whether most lines of every column reach its full width, as prose in columns does."""
    widths: dict[int, list[float]] = {}
    for line in grid:
        for run in line.runs:
            widths.setdefault(column_of(run.box.middle[0], borders), []).append(run.box.width)
    broad = max(max(ws) for ws in widths.values()) > BROAD * grid[0].size
    return broad and all(
        len(ws) > 1 and sum(w > FULL_LINE * max(ws) for w in ws) > 0.5 * len(ws) for ws in widths.values()
    )
