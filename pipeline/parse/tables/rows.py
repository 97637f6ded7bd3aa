"""Strips -> rows: which lines are one row whose cells were wrapped.

Rules and wide steps part rows for certain; lines that overlap in height never do; between them what the cells say
decides (see `wraps`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from pipeline.parse.tables.rules import Bar
from pipeline.parse.tables.strips import Strip
from pipeline.parse.tables.wraps import Widths, begins_row

WIDE_STEP = 1.25  # times the tightest step: a step this wide parts rows
OVERLAP = 0.6  # of the size: baselines closer than this overlap
LOOSE = 1.7  # of the size: a tightest step this wide leaves no wrapped lines at all
RULED = 0.55  # of the table's width: a rule this long parts rows

Row = tuple[Strip, ...]


def rows_of(strips: Sequence[Strip], bars: Sequence[Bar], x0: float, x1: float, columns: int) -> tuple[Row, ...]:
    """The strips of each row, from top to bottom."""
    widths = Widths.of(strips)
    tight = tightest_step(strips)
    levels = [bar.y for bar in bars if bar.share_of(x0, x1) >= RULED]
    return tuple(row for band in _bands(strips, levels, tight) for row in _split(band, widths, columns, tight))


def tightest_step(strips: Sequence[Strip]) -> float:
    """The smallest usual step, in points, between lines of one column; 0.0 where no column has two lines."""
    last: dict[int, float] = {}
    steps: list[float] = []
    for strip in strips:
        for col, part in strip.parts.items():
            if col in last and part.baseline - last[col] > OVERLAP * part.size:
                steps.append(part.baseline - last[col])
            last[col] = part.baseline
    return sorted(steps)[len(steps) // 20] if steps else 0.0


def _bands(strips: Sequence[Strip], levels: Sequence[float], tight: float) -> list[list[Strip]]:
    """The strips between two rules or wide steps."""
    bands: list[list[Strip]] = [[strips[0]]] if strips else []
    for above, below in pairwise(strips):
        ruled = bisect_left(levels, above.baseline) != bisect_left(levels, below.baseline)
        if ruled or below.baseline - above.baseline > WIDE_STEP * tight:
            bands.append([])
        bands[-1].append(below)
    return bands


def _split(band: Sequence[Strip], widths: Widths, columns: int, tight: float) -> list[Row]:
    if _is_centred(band, tight):
        return [tuple(band)]
    rows: list[list[Strip]] = [[band[0]]]
    for above, below in pairwise(band):
        step = below.baseline - above.baseline
        size = below.line.size
        if step > OVERLAP * size and (tight > LOOSE * size or begins_row(rows[-1], below, widths, columns)):
            rows.append([below])
        else:
            rows[-1].append(below)
    return [tuple(row) for row in rows]


def _is_centred(band: Sequence[Strip], tight: float) -> bool:
    """Whether the columns are blocks of unlike height with one middle: the cells of one row, centred in height."""
    columns: dict[int, list[float]] = {}
    for strip in band:
        for col in strip.parts:
            columns.setdefault(col, []).append(strip.baseline)
    middle = (band[0].baseline + band[-1].baseline) / 2
    heights = {round((ys[-1] - ys[0]) / tight) if tight else 0 for ys in columns.values()}
    return len(heights) > 1 and all(
        abs((ys[0] + ys[-1]) / 2 - middle) <= OVERLAP * band[0].line.size
        and all(b - a <= WIDE_STEP * tight for a, b in pairwise(ys))
        for ys in columns.values()
    )
