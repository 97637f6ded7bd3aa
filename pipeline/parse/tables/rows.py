"""Lines -> rows: which lines are one row whose cells were wrapped."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.parse.tables.lines import Line
from pipeline.parse.tables.rules import Bar


def rows_of(lines: Sequence[Line], bars: Sequence[Bar], borders: Sequence[float]) -> list[list[Line]]:
    """The lines of each row, from top to bottom."""
    if not lines:
        return []
    steps = [b.baseline - a.baseline for a, b in zip(lines, lines[1:])]
    small = min(steps, default=0.0)
    large = [s for s in steps if s > 1.2 * small]
    two_pitches = len(large) >= 0.2 * len(steps)
    rows = [[lines[0]]]
    for step, line in zip(steps, lines[1:]):
        ruled = any(rows[-1][-1].baseline < b.y < line.baseline for b in bars if b.width > 0.7 * (bars[0].width))
        wrapped = step <= 1.2 * small and two_pitches
        first_empty = bool(borders) and line.box.x0 > borders[0]
        if ruled or not (wrapped or (first_empty and len(line.items) < 4)):
            rows.append([line])
        else:
            rows[-1].append(line)
    return rows
