"""Columns from the gaps that the rows share; the head decides where in a gap the border runs.

A run is a stretch of words of one line without a column-wide hole. Where almost no run covers a stretch of x, columns
part; the few runs that reach over such a stretch on both sides are spanning cells.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from pipeline.parse.tables.lines import HOLE, Line, segments

FEW, SOME = 4, 8  # so many rows may line up a word space by chance: then a hole must be wider
WIDER, WIDE = 1.0, 0.7  # of the size: the narrowest hole where there are few, or some, rows
STRAY = 0.2  # of the rows: a column without a title is filled at least so far
ALIGNED = 0.2  # of the size: how far starts of one column may differ
ODD_HOLE = 1.3  # times the blanks of a run: a hole this wide parts two cells
ODD = 25  # one row in so many may run over a border
Gap = tuple[float, float]


def borders_of(body: Sequence[Line], head: Sequence[Line]) -> tuple[float, ...]:
    """The x of each border between two columns, ascending; () where the rows share no gap."""
    rows = [line.runs for line in body]
    evidence = _telling(rows) or [line.runs for line in (*head, *body)]
    if not body or all(len(row) < 2 for row in evidence):
        return ()
    size = median(line.size for line in body)
    width = size * (WIDER if len(evidence) < FEW else WIDE if len(evidence) < SOME else HOLE)
    titles = [run for line in head for run in line.runs]
    gaps = _gaps([run for row in evidence for run in row], size * HOLE, (len(evidence) + ODD // 2) // ODD)
    gaps = [gap for k, gap in enumerate(gaps) if gap[1] - gap[0] >= width or _parts_titles(k, gaps, titles)]
    foot = [run for line in head[-1:] for run in segments(line, WIDE)]
    inner = [run for run in foot if not any(run.box.x0 < a and b < run.box.x1 for a, b in gaps)]
    gaps = _split_by_titles(gaps, inner, width)
    gaps = _without_strays(gaps, evidence, titles)
    runs = [run for line in (*head, *body) for run in line.runs]
    starts = [item.box.x0 for line in head for item in line.items]
    return tuple(_best_place(gap, runs, any(abs(gap[1] - x) < ALIGNED * size for x in starts)) for gap in gaps)


def _without_strays(gaps: Sequence[Gap], evidence: Sequence[Sequence[Line]], titles: Sequence[Line]) -> list[Gap]:
    """The gaps, without those left of a column that has no title and next to no cells: a stretched blank."""
    kept: list[Gap] = []
    ends = [*(low for low, _ in gaps[1:]), float("inf")]
    for gap, end in zip(gaps, ends):
        held = sum(any(gap[1] <= run.box.x0 < end for run in row) for row in evidence)
        named = any(title.box.x0 < end and title.box.x1 > gap[1] for title in titles)
        if named or not titles or held >= max(2, STRAY * len(evidence)):
            kept.append(gap)
    return kept


def _parts_titles(k: int, gaps: Sequence[Gap], titles: Sequence[Line]) -> bool:
    """Whether the gap is no chance: one title ends left of it, behind the gap before; one starts right of it."""
    low, high = gaps[k]
    before = gaps[k - 1][1] if k > 0 else float("-inf")
    after = gaps[k + 1][0] if k + 1 < len(gaps) else float("inf")
    ends = any(before < title.box.x1 <= high for title in titles)
    return ends and any(low <= title.box.x0 < after for title in titles)


def _telling(rows: Sequence[tuple[Line, ...]]) -> list[tuple[Line, ...]]:
    """The rows that tell columns: those with a hole, and lone runs that cannot be headings over several columns."""
    several = [row for row in rows if len(row) > 1]
    if not several:
        return []
    left = min(row[0].box.x0 for row in several)
    right = max(row[-1].box.x1 for row in several)
    return [row for row in rows if len(row) > 1 or not _is_heading(row[0], left, right)]


def _is_heading(run: Line, left: float, right: float) -> bool:
    """Whether a lone run starts where the table starts, or is centred on it."""
    centred = abs((run.box.x0 - left) - (right - run.box.x1)) < run.size
    return run.box.x0 < left + run.size or centred


def _gaps(runs: Sequence[Line], width: float, odd: int) -> list[Gap]:
    """The stretches wider than `width` that at most `odd` runs reach into and no run stands in by itself."""
    left, right = min(r.box.x0 for r in runs), max(r.box.x1 for r in runs)
    out: list[Gap] = []
    for low, high in _thin(runs, odd):
        alone = [(r.box.x0, r.box.x1) for r in runs if r.box.x0 >= low and r.box.x1 <= high]
        holes = _holes(alone, low, high)
        out += [(a, b) for a, b in holes if b - a >= width and a > left and b < right]
    return out


def _thin(runs: Sequence[Line], odd: int) -> Iterable[Gap]:
    """The stretches between the first and the last run that at most `odd` runs cover."""
    events = sorted([(r.box.x0, 1) for r in runs] + [(r.box.x1, -1) for r in runs])
    depth, start = 0, events[0][0]
    for x, step in events:
        if step > 0 and depth == odd and x > start:
            yield start, x
        depth += step
        if step < 0 and depth == odd:
            start = x
    if odd and events[-1][0] > start:
        yield start, events[-1][0]


def _holes(spans: Iterable[Gap], low: float, high: float) -> Iterable[Gap]:
    """What the spans leave free between low and high."""
    reach = low
    for a, b in sorted(spans):
        if a > reach:
            yield reach, min(a, high)
        reach = max(reach, b)
    if high > reach:
        yield reach, high


def _split_by_titles(gaps: Sequence[Gap], titles: Sequence[Line], width: float) -> list[Gap]:
    """The gaps, cut where the title of an empty column stands in them."""
    out: list[Gap] = []
    for low, high in gaps:
        held = [(t.box.x0, t.box.x1) for t in titles if low - width < t.box.x0 and t.box.x1 < high + width]
        parts = [g for g in _holes(held, low, high) if g[1] - g[0] >= width]
        out += parts if len(parts) > 1 else [(low, high)]
    return out


def _best_place(gap: Gap, runs: Sequence[Line], aligned: bool) -> float:
    """Where in the gap the border stands: between titles that nearly touch, else where the fewest runs are.

    `aligned` tells that a word of the head starts where the next column does: what ends before belongs to its left.
    """
    low, high = gap
    touching = [hole for run in runs if run.box.x0 < low and run.box.x1 > high for hole in _odd_holes(run, gap)]
    return touching[0] if touching else _emptiest(gap, [(r.box.x0, r.box.x1) for r in runs], aligned)


def _odd_holes(run: Line, gap: Gap) -> Iterable[float]:
    """The middle of each hole in the gap that is wider than the blanks of the run: there two cells nearly touch."""
    holes = [
        (after.box.x0 - before.box.x1, (after.box.x0 + before.box.x1) / 2) for before, after in pairwise(run.items)
    ]
    usual = median(width for width, _ in holes) if len(holes) > 1 else float("inf")
    return (x for width, x in holes if width > ODD_HOLE * usual and gap[0] <= x <= gap[1])


def _emptiest(gap: Gap, spans: Iterable[Gap], rightmost: bool) -> float:
    """The middle of the stretch of the gap that the fewest spans cover, the widest (or `rightmost`) of several."""
    low, high = gap
    near = [(max(low, a), min(high, b)) for a, b in spans if a < high and b > low]
    cuts = sorted({low, high, *(x for span in near for x in span)})
    ranked = [
        (sum(a < (p + q) / 2 < b for a, b in near), -p if rightmost else p - q, (p + q) / 2) for p, q in pairwise(cuts)
    ]
    return min(ranked)[2]


def crosses(line: Line, borders: Sequence[float]) -> bool:
    """Whether the line runs over most of the borders."""
    return sum(any(r.box.x0 < x < r.box.x1 for r in line.runs) for x in borders) > 0.5 * len(borders)


def column_of(x: float, borders: Sequence[float]) -> int:
    """Which column, from 0, the x lies in."""
    return bisect_right(borders, x)
