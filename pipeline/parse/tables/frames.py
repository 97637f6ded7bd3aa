"""The frame of a table: its top rule, the rules of the same width below, and how far down they hold a grid."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from pipeline.parse.tables.captions import Caption
from pipeline.parse.tables.columns import borders_of, crosses
from pipeline.parse.tables.lines import Line
from pipeline.parse.tables.rules import Bar

SAME_EDGE = 3.0  # points: rules of one table start and end this close to each other
COVERS = 0.9  # of the width: pieces that cover so much are one rule of the frame
CAPTION_LINES = 10  # a caption is at most this many lines high
BROAD = 10.0  # of the size: a shorter rule tops no table
OTHER_SIZE = 0.6  # points: text of another size is no part of the grid
LOOSE = 4.0  # of the size: a rule further below a line does not close its band
BLANK = 3.0  # of the size: lines further apart are not of one block


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


def _same_width(bar: Bar, top: Bar) -> bool:
    inside = bar.x0 >= top.x0 - SAME_EDGE and bar.x1 <= top.x1 + SAME_EDGE
    return inside and bar.share_of(top.x0, top.x1) >= COVERS


def bottom_of(chain: Sequence[Bar], lines: Sequence[Line], shaded: bool) -> float:
    """How far down the grid reaches: the last rule whose band keeps to the size and the columns of those before.

    Where every other row is `shaded`, the last row may stand below the last edge of shading.
    """
    starts = [line.baseline for line in lines]
    bands = [(bar.y, bisect_left(starts, bar.y)) for bar in chain]
    bands = [bands[0], *(b for a, b in pairwise(bands) if b[1] > a[1])]
    last = min(1, len(bands) - 1)
    while last + 1 < len(bands):
        held, band = lines[: bands[last][1]], lines[bands[last][1] : bands[last + 1][1]]
        if _is_open(band, bands[last + 1][0]) or (last > 1 and is_prose(band, held)):
            break
        last += 1
    if last > 1:
        return _last_row(bands[last][0], lines[: bands[last][1]], lines[bands[last][1] :]) if shaded else bands[last][0]
    return _open_end(bands[last][0], lines[: bands[last][1]], lines[bands[last][1] :])


def _is_open(band: Sequence[Line], bar: float) -> bool:
    """Whether a rule lies too far below its band to close it."""
    return bar - band[-1].baseline > LOOSE * band[-1].size


def is_prose(band: Sequence[Line], held: Sequence[Line]) -> bool:
    """Whether the band is set in another size than the lines `held`, or runs over their columns."""
    if len(band) < 3 or not held:
        return False
    if abs(median(line.size for line in band) - median(line.size for line in held)) > OTHER_SIZE:
        return True
    before, after = borders_of(held, ()), borders_of([*held, *band], ())
    if len(after) < 0.5 * len(before):
        return True
    return bool(after) and sum(crosses(line, after) for line in band) > 0.6 * len(band)


def _last_row(edge: float, held: Sequence[Line], below: Sequence[Line]) -> float:
    """The height under the lines right below `edge` that keep to several columns of the lines `held`."""
    borders = borders_of(held, ())
    for line in below:
        near = line.baseline - edge < BLANK * line.size and abs(line.size - held[-1].size) <= OTHER_SIZE
        if not near or len(line.runs) < 2 or any(crosses(run, borders) for run in line.runs):
            return edge
        edge = line.baseline + 0.1
    return edge


def _open_end(edge: float, held: Sequence[Line], below: Sequence[Line]) -> float:
    """Where a table without a closing rule ends: the last line below `edge` with several columns."""
    block = block_under(edge, below)
    tabular = [line.baseline for line in block if len(line.runs) > 1]
    if len(block) < 2 or len(tabular) < 0.5 * len(block) or is_prose(block, held):
        return edge
    return tabular[-1] + 0.1


def block_under(edge: float, below: Sequence[Line]) -> list[Line]:
    """The lines up to the first blank or change of size."""
    out: list[Line] = []
    for line in below:
        if line.baseline - edge > BLANK * line.size or (out and abs(line.size - out[0].size) > OTHER_SIZE):
            break
        out.append(line)
        edge = line.baseline
    return out
