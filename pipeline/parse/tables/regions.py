"""Caption -> region: which rules, lines and words of the page belong to the table under (or beside) a caption."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.parse.tables.borderless import open_grid
from pipeline.parse.tables.captions import Caption
from pipeline.parse.tables.columns import runs_of
from pipeline.parse.tables.frames import bottom_of, chain_of, top_bar
from pipeline.parse.tables.legends import legend_under
from pipeline.parse.tables.lines import Line, segments
from pipeline.parse.tables.notes import opens_legend
from pipeline.parse.tables.rules import Bar, Post
from pipeline.parse.tables.sheet import Sheet

FULL = 0.95  # of the width: a rule this long is no partial one
EDGE = 4.0  # points: how far words may stick out over the ends of the rules
HALF = 0.5  # of the width: rules this long may end a head
HEAD_BANDS = 3  # a head has at most so many levels
TITLE_LINES = 4  # a caption that stands in a band of rules of its own is at most this high
TITLE_HOLE = 1.2  # of the size: a line of a caption has no hole this wide
SMALLER = 0.4  # points: lines this much smaller than the grid are its legend
NEXT_LINE = 1.6  # of the size: lines of one paragraph follow each other this closely


@dataclass(frozen=True, slots=True)
class Region:
    """A table's place between `x0` and `x1`: its `bars` and `posts`, the lines of its grid, caption and legend.

    `title` are the caption's lines, `head` the lines of the head where a rule ends it, `body` the rest of the grid.
    """

    caption: Caption
    x0: float
    x1: float
    bars: tuple[Bar, ...]
    posts: tuple[Post, ...]
    head: tuple[Line, ...]
    body: tuple[Line, ...]
    title: tuple[Line, ...]
    legend: tuple[Line, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines of the grid."""
        return (*self.head, *self.body)

    @property
    def full_bars(self) -> tuple[Bar, ...]:
        """The rules over the whole width."""
        return tuple(bar for bar in self.bars if bar.share_of(self.x0, self.x1) > FULL)

    @property
    def partial_bars(self) -> tuple[Bar, ...]:
        """The rules over some columns."""
        return tuple(bar for bar in self.bars if bar.share_of(self.x0, self.x1) <= FULL)


def region_of(caption: Caption, following: Sequence[Caption], sheet: Sheet) -> Region | None:
    """The region of the caption; None where neither a frame of rules nor aligned lines stand below or beside it.

    `following` are the captions below it on the sheet.
    """
    top = top_bar(caption, sheet.bars)
    x0, x1 = (top.x0, top.x1) if top else (caption.line.box.x0, caption.line.box.x1)
    below = (c.line.box.top for c in following if c.line.box.x0 < x1 + EDGE and c.line.box.x1 > x0 - EDGE)
    limit = min(below, default=sheet.height)
    return _framed(caption, top, limit, sheet) if top else _borderless(caption, limit, sheet)


def _framed(caption: Caption, top: Bar, limit: float, sheet: Sheet) -> Region | None:
    x0, x1 = top.x0 - EDGE, top.x1 + EDGE
    title, chain, head = _title(caption, sheet, chain_of(top, sheet.bars, limit))
    lines = sheet.lines(x0, x1, chain[0].y, limit)
    shaded = any(f.width > HALF * top.width and chain[0].y <= f.top < limit for f in sheet.fills)
    bottom = bottom_of(chain, lines, shaded)
    grid, legend = _parted([line for line in lines if line.baseline <= bottom])
    if not grid:
        return None
    below = [line for line in lines if line.baseline > bottom]
    legend += _legend(caption, grid, below, sheet)
    bars = tuple(b for b in sheet.bars if chain[0].y <= b.y <= bottom and b.x0 >= x0 and b.x1 <= x1)
    posts = tuple(p for p in sheet.posts if x0 <= p.x <= x1 and p.bottom > chain[0].y and p.top < bottom)
    region = Region(caption, top.x0, top.x1, bars, posts, head, tuple(grid), title, tuple(legend))
    return region if head else _with_head(region)


def _borderless(caption: Caption, limit: float, sheet: Sheet) -> Region | None:
    found = open_grid(caption, limit, sheet)
    if found is None:
        return None
    title, grid = found
    x0, x1 = min(line.box.x0 for line in grid), max(line.box.x1 for line in grid)
    below = sheet.lines(x0 - EDGE, x1 + EDGE, grid[-1].baseline + 0.1, limit)
    legend = _legend(caption, grid, below, sheet)
    return Region(caption, x0, x1, (), (), (), grid, title, tuple(legend))


def _title(caption: Caption, sheet: Sheet, chain: list[Bar]) -> tuple[tuple[Line, ...], list[Bar], tuple[Line, ...]]:
    """The caption's lines, the chain from the table's own top rule on, and the head that stands above that rule."""
    box, top = caption.line.box, chain[0]
    if top.x0 > box.x1:
        return _side_title(caption, sheet, top.x0), chain, ()
    x0, x1 = min(box.x0, top.x0) - EDGE, max(box.x1, top.x1) + EDGE
    above = sheet.lines(x0, x1, caption.line.baseline - 0.5 * caption.line.size, top.y)
    columned = next((k for k, line in enumerate(above) if k and len(segments(line, TITLE_HOLE)) > 1), len(above))
    if columned < len(above):
        return above[:columned], chain, above[columned:]
    if caption.rest or len(above) > 1 or len(chain) < 2:
        return above, chain, ()
    band = sheet.lines(x0, x1, top.y, chain[1].y)
    if 0 < len(band) <= TITLE_LINES and all(len(runs_of(line)) == 1 for line in band):
        return (*above, *band), chain[1:], ()
    return above, chain, ()


def _side_title(caption: Caption, sheet: Sheet, edge: float) -> tuple[Line, ...]:
    """The caption's lines left of `edge`, from its first line down to the first blank."""
    first = caption.line
    out: list[Line] = []
    for line in sheet.lines(first.box.x0 - EDGE, edge, first.baseline - 0.5 * first.size, sheet.height):
        if out and line.baseline - out[-1].baseline > NEXT_LINE * line.size:
            break
        out.append(line)
    return tuple(out)


def _parted(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of the grid, and those of a legend that stands within its frame."""
    if not lines:
        return [], []
    start = len(lines)
    while start > 1 and len(runs_of(lines[start - 1])) == 1:
        start -= 1
    opening = (k for k in range(start, len(lines)) if opens_legend(lines[k]) or lines[k].size < lines[0].size - SMALLER)
    cut = next(opening, len(lines))
    return lines[:cut], lines[cut:]


def _with_head(region: Region) -> Region:
    """The region with its lines above the rule under the head set apart; bands of lone lines above it belong to it."""
    levels = [bar.y for bar in region.full_bars]
    k = 1
    while k + 2 < len(levels) and all(len(runs_of(line)) < 2 for line in _between(region.body, levels[k - 1 : k + 1])):
        k += 1
    edge = levels[k] if len(levels) > k and region.body[-1].baseline > levels[k] else _partial_edge(region)
    head = tuple(line for line in region.body if line.baseline < edge)
    return replace(region, head=head, body=region.body[len(head) :])


def _partial_edge(region: Region) -> float:
    """Where the head ends that only rules beside the first column part from the body; 0.0 where there is none."""
    wide = [bar.y for bar in region.partial_bars if bar.share_of(region.x0, region.x1) > HALF]
    bands = [_between(region.body, pair) for pair in pairwise((region.bars[0].y, *wide))] if wide else []
    if not bands or len(bands) > HEAD_BANDS or any(not 0 < len(band) <= TITLE_LINES for band in bands):
        return 0.0
    if len(bands) > 1:
        return wide[-1]
    return min((line.baseline for line in region.body if line.baseline > wide[0]), default=0.0) + 0.1


def _between(lines: Sequence[Line], levels: Sequence[float]) -> list[Line]:
    return [line for line in lines if levels[0] < line.baseline < levels[1]]


def _legend(caption: Caption, grid: Sequence[Line], below: Sequence[Line], sheet: Sheet) -> list[Line]:
    taken = {item.index for line in (caption.line, *grid) for item in line.items}
    return legend_under(grid, below, (item for item in sheet.words if item.index not in taken))
