"""The frame of a table: its top rule, the rules of the same width below, and how far down they hold a grid."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from statistics import median

from pipeline.parse.tables.captions import Caption
from pipeline.parse.tables.columns import borders_of, crosses, runs_of
from pipeline.parse.tables.lines import Line
from pipeline.parse.tables.rules import Bar

SAME_WIDTH = 6.0  # points: rules of one table start and end this close to each other
CAPTION_LINES = 10  # a caption is at most this many lines high
BROAD = 10.0  # of the size: a shorter rule tops no table
OTHER_SIZE = 0.6  # points: text of another size is no part of the grid


def top_bar(caption: Caption, bars: Sequence[Bar]) -> Bar | None:
    """The first rule that the caption stands over, else the one that starts beside it; None where there is none."""
    box, size = caption.line.box, caption.line.size
    broad = [bar for bar in bars if bar.width > BROAD * size]
    for bar in broad:
        shared = min(box.x1, bar.x1) - max(box.x0, bar.x0)
        depth = bar.y - caption.line.baseline
        if -0.2 * size < depth < CAPTION_LINES * 1.3 * size and shared > 0.3 * box.width:
            return bar
    beside = (bar for bar in broad if abs(bar.y - box.top) < 1.5 * size and 0 < bar.x0 - box.x1 < BROAD * size)
    return next(beside, None)


def chain_of(top: Bar, bars: Sequence[Bar], limit: float) -> list[Bar]:
    """The rules from `top` down to the height `limit` that are as wide as it."""
    return [bar for bar in bars if top.y <= bar.y < limit and _same_width(bar, top)]


def _same_width(bar: Bar, other: Bar) -> bool:
    return abs(bar.x0 - other.x0) <= SAME_WIDTH and abs(bar.x1 - other.x1) <= SAME_WIDTH


def bottom_of(chain: Sequence[Bar], lines: Sequence[Line]) -> float:
    """How far down the grid reaches: the last rule whose band keeps to the size and the columns of those before."""
    starts = [line.baseline for line in lines]
    places = [bisect_left(starts, bar.y) for bar in chain]
    last = min(2, len(chain) - 1)
    while last + 1 < len(chain) and not is_prose(lines[places[last] : places[last + 1]], lines[: places[last]]):
        last += 1
    if last > 1:
        return chain[last].y
    return _open_end(chain[last].y, lines[: places[last]], lines[places[last] :])


def is_prose(band: Sequence[Line], held: Sequence[Line]) -> bool:
    """Whether the band is set in another size than the lines `held`, or runs over their columns."""
    if len(band) < 3 or not held:
        return False
    if abs(median(line.size for line in band) - median(line.size for line in held)) > OTHER_SIZE:
        return True
    borders = borders_of(held, ())
    return bool(borders) and sum(crosses(line, borders) for line in band) > 0.6 * len(band)


def _open_end(edge: float, held: Sequence[Line], below: Sequence[Line]) -> float:
    """Where a table without a closing rule ends: the last line below `edge` with several columns."""
    block = block_under(edge, below)
    tabular = [line.baseline for line in block if len(runs_of(line)) > 1]
    if len(block) < 2 or len(tabular) < 0.5 * len(block) or is_prose(block, held):
        return edge
    return tabular[-1] + 0.1


def block_under(edge: float, below: Sequence[Line]) -> list[Line]:
    """The lines up to the first blank or change of size."""
    out: list[Line] = []
    for line in below:
        if line.baseline - edge > 3 * line.size or (out and abs(line.size - out[0].size) > OTHER_SIZE):
            break
        out.append(line)
        edge = line.baseline
    return out
