"""Caption -> region: which rules, lines and words of the page belong to the table under (or beside) a caption."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.parse.tables.borderless import open_grid
from pipeline.parse.tables.captions import Caption
from pipeline.parse.tables.frames import bottom_of, chain_of, top_bar
from pipeline.parse.tables.legends import legend_under, without_legend
from pipeline.parse.tables.lines import Line
from pipeline.parse.tables.rules import Bar, Post
from pipeline.parse.tables.sheet import Sheet
from pipeline.parse.tables.titles import BAND_LINES, EDGE, title_lines

FULL = 0.95  # of the width: a rule this long is no partial one
HALF = 0.5  # of the width: rules this long may end a head
HEAD_BANDS = 3  # a head has at most so many levels
HEAD_LINES = 2  # a running head is at most this high


@dataclass(frozen=True, slots=True)
class Region:
    """A table's place between `x0` and `x1`: its `bars` and `posts`, the lines of its grid, caption and legend.

    `title` are the caption's lines, `head` the lines of the head where a rule ends it, `body` the rest of the grid.
    """

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
    if top is None or top.y >= limit:
        return _borderless(caption, limit, sheet)
    title, chain, head = title_lines(caption, sheet, chain_of(top, sheet.bars, limit))
    return framed(chain, head, title, limit, sheet)


def carried_region(x0: float, x1: float, limit: float, sheet: Sheet) -> Region | None:
    """The region of the sheet's first frame, above `limit`, if it reaches from x0 to x1; None where there is none."""
    same = (b for b in sheet.bars if abs(b.x0 - x0) < EDGE and abs(b.x1 - x1) < EDGE and b.y < limit)
    top = next(same, None)
    if top is None or len(sheet.lines(x0, x1, 0.0, top.y)) > HEAD_LINES:
        return None
    return framed(chain_of(top, sheet.bars, limit), (), (), limit, sheet)


def framed(
    chain: Sequence[Bar], head: tuple[Line, ...], title: tuple[Line, ...], limit: float, sheet: Sheet
) -> Region | None:
    """The region that a chain of rules frames, down to `limit`; None where it holds no lines."""
    top = chain[0]
    x0, x1 = top.x0 - EDGE, top.x1 + EDGE
    lines = sheet.lines(x0, x1, top.y, limit)
    shaded = any(f.width > HALF * top.width and top.y <= f.top < limit for f in sheet.fills)
    bottom = bottom_of(chain, lines, shaded)
    grid, legend = without_legend([line for line in lines if line.baseline <= bottom])
    if not grid:
        return None
    legend += _legend((*title, *grid), [line for line in lines if line.baseline > bottom], sheet)
    bars = tuple(b for b in sheet.bars if top.y <= b.y <= bottom and b.x0 >= x0 and b.x1 <= x1)
    posts = tuple(p for p in sheet.posts if x0 <= p.x <= x1 and p.bottom > top.y and p.top < bottom)
    region = Region(top.x0, top.x1, bars, posts, head, tuple(grid), title, tuple(legend))
    return region if head else _with_head(region)


def _borderless(caption: Caption, limit: float, sheet: Sheet) -> Region | None:
    found = open_grid(caption, limit, sheet)
    if found is None:
        return None
    title, grid = found
    x0, x1 = min(line.box.x0 for line in grid), max(line.box.x1 for line in grid)
    below = sheet.lines(x0 - EDGE, x1 + EDGE, grid[-1].baseline + 0.1, limit)
    return Region(x0, x1, (), (), (), grid, title, tuple(_legend((*title, *grid), below, sheet)))


def _with_head(region: Region) -> Region:
    """The region with its lines above the rule under the head set apart; bands of lone lines above it belong to it."""
    levels = [bar.y for bar in region.full_bars]
    k = 1
    while k + 2 < len(levels) and all(len(line.runs) < 2 for line in _between(region.body, levels[k - 1 : k + 1])):
        k += 1
    edge = levels[k] if len(levels) > k and region.body[-1].baseline > levels[k] else _partial_edge(region)
    head = tuple(line for line in region.body if line.baseline < edge)
    return replace(region, head=head, body=region.body[len(head) :])


def _partial_edge(region: Region) -> float:
    """Where the head ends that only rules beside the first column part from the body; 0.0 where there is none."""
    wide = [bar.y for bar in region.partial_bars if bar.share_of(region.x0, region.x1) > HALF]
    bands = [_between(region.body, pair) for pair in pairwise((region.bars[0].y, *wide))] if wide else []
    if not bands or len(bands) > HEAD_BANDS or any(not 0 < len(band) <= BAND_LINES for band in bands):
        return 0.0
    if len(bands) > 1:
        return wide[-1]
    return min((line.baseline for line in region.body if line.baseline > wide[0]), default=0.0) + 0.1


def _between(lines: Sequence[Line], levels: Sequence[float]) -> list[Line]:
    return [line for line in lines if levels[0] < line.baseline < levels[1]]


def _legend(taken: Sequence[Line], below: Sequence[Line], sheet: Sheet) -> list[Line]:
    """The legend below the grid, which stands last among the lines `taken`."""
    indices = {item.index for line in taken for item in line.items}
    return legend_under(taken, below, (item for item in sheet.words if item.index not in indices))
