"""Caption -> region: which rules, lines and words of the page belong to the table under (or beside) a caption."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.parse.tables.captions import Caption
from pipeline.parse.tables.columns import runs_of
from pipeline.parse.tables.frames import bottom_of, chain_of, top_bar
from pipeline.parse.tables.lines import Line, Placed, lines_of
from pipeline.parse.tables.rules import Bar

FULL = 0.95  # of the width: a rule this long is no partial one
EDGE = 4.0  # points: how far words may stick out over the ends of the rules
HALF = 0.5  # of the width: rules this long may end a head
HEAD_BANDS = 3  # a head has at most so many levels
TITLE_LINES = 4  # a caption that stands in a band of rules of its own is at most this high
NEXT_LINE = 1.6  # of the size: lines of one paragraph follow each other this closely
FIRST_LINE = 3.4  # of the size: a legend starts this close below its table
LEGEND_STEP = 2.2  # of the size: paragraphs of a legend follow each other this closely


@dataclass(frozen=True, slots=True)
class Region:
    """A table's place: its lines of words between `x0` and `x1`, its `bars`, the lines of its caption and legend.

    `title` are the caption's lines, `head` the lines of the head where a rule ends it, `body` the rest of the grid.
    """

    caption: Caption
    x0: float
    x1: float
    bars: tuple[Bar, ...]
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


def region_of(
    caption: Caption, following: Sequence[Caption], words: Sequence[Placed], bars: Sequence[Bar], floor: float
) -> Region | None:
    """The region of the caption; None where no frame of rules stands below or beside it.

    `words` are the page's, ascending by baseline; `following` the captions below; `floor` the page's height.
    """
    top = top_bar(caption, bars)
    if top is None:
        return None
    x0, x1 = top.x0 - EDGE, top.x1 + EDGE
    limit = min((c.line.box.top for c in following if c.line.box.x0 < x1 and c.line.box.x1 > x0), default=floor)
    column = [p for p in words if x0 <= p.box.middle[0] <= x1 and p.box.top < limit]
    title, chain = _title(caption, words, column, chain_of(top, bars, limit))
    lines = lines_of(p for p in column if p.word.baseline > chain[0].y)
    bottom = bottom_of(chain, lines)
    grid = tuple(line for line in lines if line.baseline <= bottom)
    held = tuple(b for b in bars if chain[0].y <= b.y <= bottom and b.x0 >= x0 and b.x1 <= x1)
    region = Region(caption, top.x0, top.x1, held, (), grid, title, ())
    if not grid:
        return None
    return replace(_with_head(region), legend=_legend([line for line in lines if line.baseline > bottom], grid))


def _title(
    caption: Caption, words: Sequence[Placed], column: Sequence[Placed], chain: list[Bar]
) -> tuple[tuple[Line, ...], list[Bar]]:
    """The caption's lines, and the chain from the table's own top rule on."""
    if chain[0].x0 > caption.line.box.x1:
        return _side_title(caption, words, chain[0].x0), chain
    box = caption.line.box
    x0, x1 = min(box.x0, chain[0].x0) - EDGE, max(box.x1, chain[0].x1) + EDGE
    above = lines_of(
        p for p in words if x0 <= p.box.middle[0] <= x1 and box.top - 1 <= p.box.top and p.word.baseline < chain[0].y
    )
    if caption.rest or len(above) > 1 or len(chain) < 2:
        return above, chain
    band = lines_of(p for p in column if chain[0].y < p.word.baseline < chain[1].y)
    if 0 < len(band) <= TITLE_LINES and all(len(runs_of(line)) == 1 for line in band):
        return (*above, *band), chain[1:]
    return above, chain


def _side_title(caption: Caption, words: Sequence[Placed], edge: float) -> tuple[Line, ...]:
    """The caption's lines left of `edge`, from its first line down to the first blank."""
    box = caption.line.box
    beside = lines_of(p for p in words if box.x0 - EDGE < p.box.x0 and p.box.x1 < edge and p.box.top >= box.top - 1)
    out: list[Line] = []
    for line in beside:
        if out and line.baseline - out[-1].baseline > NEXT_LINE * line.size:
            break
        out.append(line)
    return tuple(out)


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


def _legend(below: Sequence[Line], grid: Sequence[Line]) -> tuple[Line, ...]:
    """The lines right under the grid in its own size or smaller, up to the first blank."""
    size = max(line.size for line in grid)
    out: list[Line] = []
    edge = grid[-1].baseline
    for line in below:
        reach = LEGEND_STEP if out else FIRST_LINE
        if line.baseline - edge > reach * size or line.size > size + 0.3:
            break
        out.append(line)
        edge = line.baseline
    return tuple(out)
