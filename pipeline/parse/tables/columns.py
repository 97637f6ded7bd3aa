"""Columns from the gaps that all rows share."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from pipeline.parse.tables.lines import Line, segments

BLANK = 0.6  # of the size: a hole this wide may part two columns
Gap = tuple[float, float]


def gaps_of(line: Line, width: float) -> tuple[Gap, ...]:
    """The holes of the line that are wider than `width` sizes."""
    parts = segments(line, width)
    return tuple((a.box.x1, b.box.x0) for a, b in zip(parts, parts[1:]))


def crossings(line: Line, held: Sequence[Line]) -> bool:
    """Whether the line runs over most of the column borders that the lines before keep."""
    borders = separators(held)
    if not borders:
        return True
    parts = segments(line, BLANK)
    return sum(any(p.box.x0 < x < p.box.x1 for p in parts) for x in borders) > 0.5 * len(borders)


def separators(lines: Sequence[Line]) -> tuple[float, ...]:
    """The x of each border between two columns, ascending."""
    parts = [segments(line, BLANK) for line in lines]
    rows = [p for p in parts if len(p) > 1] or parts
    if not rows:
        return ()
    size = max(line.size for line in lines)
    left = min(p[0].box.x0 for p in rows)
    spans = sorted((s.box.x0, s.box.x1) for row in rows for s in row)
    events = sorted([(a, 1) for a, _ in spans] + [(b, -1) for _, b in spans])
    allowed = len(rows) // 25
    out, depth, start = [], 0, left
    for x, step in events:
        if depth <= allowed and step > 0 and depth + 1 > allowed and x - start > BLANK * size:
            out.append((start + x) / 2)
        depth += step
        if depth == allowed and step < 0:
            start = x
    return tuple(out)


def column_of(x: float, borders: Sequence[float]) -> int:
    """Which column, from 0, the x lies in."""
    return bisect_right(borders, x)
