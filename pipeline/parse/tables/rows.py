"""Strips -> rows: which lines are one row whose cells were wrapped.

Rules and wide steps part rows for certain. Where cells are centred in height, the first column's lines are the middles
of the rows. Elsewhere what the cells say decides (see `wraps`).
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.parse.tables.lines import Line
from pipeline.parse.tables.strips import Strip
from pipeline.parse.tables.wraps import WHOLE, Habits, begins_row

WIDE_STEP = 1.25  # times the tightest step: a step this wide parts rows
OVERLAP = 0.6  # of the size: baselines closer than this overlap
LOOSE = 1.7  # of the size: a tightest step this wide leaves no wrapped lines at all
NEAR = 0.12  # of a step: two steps this alike are the same

LEADING = (0.95, 1.35)  # of the size: how far lines of one paragraph are set apart
JUMP = 1.12  # times: neighbouring steps that differ by more are of two kinds

Row = tuple[Strip, ...]


@dataclass(frozen=True, slots=True)
class Pitch:
    """The `tight` step between lines of one cell, and the step from which lines are certainly rows, in points."""

    tight: float
    wide: float


def rows_of(strips: Sequence[Strip], levels: Sequence[float], columns: int) -> tuple[Row, ...]:
    """The strips of each row, from top to bottom; `levels` are the heights of the rules that part rows, ascending."""
    pitch = pitch_of(strips)
    habits = Habits.of(strips, columns, pitch.wide)
    centred = _centres(strips, pitch.tight)
    rows: list[Row] = []
    for band in _bands(strips, levels, pitch.wide):
        if _is_one_centred_row(band, pitch):
            rows.append(tuple(band))
        elif centred:
            rows += _around_anchors(band)
        else:
            rows += _lifted(_one_by_one(band, habits, pitch))
    return tuple(rows)


def pitch_of(strips: Sequence[Strip]) -> Pitch:
    """The steps, in points, between the lines of one column."""
    last: dict[int, float] = {}
    steps: list[float] = []
    for strip in strips:
        for col, part in strip.parts.items():
            if col in last and part.baseline - last[col] > OVERLAP * part.size:
                steps.append(part.baseline - last[col])
            last[col] = part.baseline
    steps.sort()
    usual = max(2, len(steps) // 50)
    for k, step in enumerate(steps):
        often = bisect_left(steps, step * (1 + NEAR)) - k >= usual
        if often or LEADING[0] * strips[0].line.size < step < LEADING[1] * strips[0].line.size:
            return Pitch(step, _threshold(steps[k:]))
    return Pitch(min(steps, default=0.0), WIDE_STEP * min(steps, default=0.0))


def _threshold(steps: Sequence[float]) -> float:
    """Half-way up the first jump between two steps, else WIDE_STEP times the first; never beyond twice the first."""
    for small, large in pairwise(steps):
        if large > JUMP * small and small < 2 * steps[0]:
            return min(math.sqrt(small * large), 1.6 * small)
    return WIDE_STEP * steps[0]


def _bands(strips: Sequence[Strip], levels: Sequence[float], wide: float) -> list[list[Strip]]:
    """The strips between two rules or wide steps."""
    bands: list[list[Strip]] = [[strips[0]]] if strips else []
    for above, below in pairwise(strips):
        ruled = bisect_left(levels, above.baseline) != bisect_left(levels, below.baseline)
        if ruled or below.baseline - above.baseline > wide:
            bands.append([])
        bands[-1].append(below)
    return bands


def _is_one_centred_row(band: Sequence[Strip], pitch: Pitch) -> bool:
    """Whether the columns are blocks of unlike height with one middle: the cells of one row, centred in height."""
    columns: dict[int, list[float]] = {}
    for strip in band:
        for col in strip.parts:
            columns.setdefault(col, []).append(strip.baseline)
    if any(_is_stack([strip.parts[col] for strip in band if col in strip.parts]) for col in columns):
        return False
    middle = (band[0].baseline + band[-1].baseline) / 2
    heights = {round((ys[-1] - ys[0]) / pitch.tight) if pitch.tight > 0 else 0 for ys in columns.values()}
    return len(heights) > 1 and all(
        abs((ys[0] + ys[-1]) / 2 - middle) <= OVERLAP * band[0].line.size
        and all(b - a <= pitch.wide for a, b in pairwise(ys))
        for ys in columns.values()
    )


def _is_stack(lines: Sequence[Line]) -> bool:
    """Whether the lines are several values, one below the other: values of several rows."""
    return len(lines) > 1 and all(WHOLE.fullmatch(line.text) for line in lines)


def _lifted(rows: list[Row]) -> list[Row]:
    """The rows of a band; a name that stands in the middle of all of them goes to the first, as it is read."""
    named = [strip for row in rows for strip in row if 0 in strip.parts]
    if not named or 0 in {col for strip in rows[0] for col in strip.parts}:
        return rows
    middle = (rows[0][0].baseline + rows[-1][-1].baseline) / 2
    if abs((named[0].baseline + named[-1].baseline) / 2 - middle) > OVERLAP * named[0].line.size:
        return rows
    names = tuple(Strip(strip.parts[0], {0: strip.parts[0]}, {0: strip.reach[0]}) for strip in named)
    first, *others = [tuple(s for strip in row if (s := strip.without(0)).parts) for row in rows]
    return [names + first, *filter(None, others)]


def _centres(strips: Sequence[Strip], tight: float) -> bool:
    """Whether cells are centred in height: a line of the first column half a step between two lines of another."""
    return any(
        0 in strip.parts
        and _goes_around(above, strip, below)
        and abs((below.baseline - above.baseline) - tight) < NEAR * tight
        and abs(above.baseline + below.baseline - 2 * strip.baseline) < NEAR * tight
        for above, strip, below in zip(strips, strips[1:], strips[2:])
    )


def _goes_around(above: Strip, strip: Strip, below: Strip) -> bool:
    """Whether the outer strips hold text of columns that the middle one does not, and no values of two rows."""
    shared = set(above.parts) & set(below.parts) - set(strip.parts)
    return bool(shared) and not any(_is_stack([above.parts[col], below.parts[col]]) for col in shared)


def _around_anchors(band: Sequence[Strip]) -> list[Row]:
    """Rows that reach as far below their line of the first column as above it."""
    rows: list[list[Strip]] = []
    foot = float("-inf")
    for strip in band:
        if strip.baseline > foot:
            rows.append([])
            foot = float("inf")
        rows[-1].append(strip)
        if 0 in strip.parts:
            foot = 2 * strip.baseline - rows[-1][0].baseline + 0.2 * strip.line.size
    return [tuple(row) for row in rows]


def _one_by_one(band: Sequence[Strip], habits: Habits, pitch: Pitch) -> list[Row]:
    rows: list[list[Strip]] = [[band[0]]]
    for strip in band[1:]:
        if _parts(rows[-1], strip, habits, pitch):
            rows.append([strip])
        else:
            rows[-1].append(strip)
    return [tuple(row) for row in rows]


def _parts(row: Sequence[Strip], strip: Strip, habits: Habits, pitch: Pitch) -> bool:
    """Whether the strip begins a row below `row`."""
    last = {col: s.baseline for s in row for col in s.parts}
    steps = [strip.baseline - last[col] for col in strip.parts if col in last]
    if steps and min(steps) > pitch.wide:
        return True
    if strip.baseline - row[-1].baseline <= OVERLAP * strip.line.size:
        return False
    return pitch.tight > LOOSE * strip.line.size or begins_row(row, strip, habits)
