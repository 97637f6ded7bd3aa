"""The head of a table: titles of columns, and spanning titles over several of them, as levels of cells.

A spanning title stands over a partial rule, runs over a border between columns, or is centred on columns that have
titles of their own below it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.parse.tables.cells import Draft
from pipeline.parse.tables.columns import column_of, runs_of
from pipeline.parse.tables.lines import Line
from pipeline.parse.tables.rules import Bar
from pipeline.parse.tables.strips import strip_of

WIDE_STEP = 1.45  # times the tightest step of the head: a step this wide parts its lines into rows
ABOVE = 2.6  # of the size: how high over its rule a spanning title may stand


@dataclass(frozen=True, slots=True)
class Title:
    """Words of the head that stand over columns `first` to `last`; `over` is the rule's height where one underlines."""

    line: Line
    first: int
    last: int
    over: float | None = None

    def covers(self, col: int) -> bool:
        """Whether the column lies under it."""
        return self.first <= col <= self.last


def head_cells(
    lines: Sequence[Line], full: Sequence[Bar], partial: Sequence[Bar], borders: Sequence[float]
) -> tuple[list[Draft], int]:
    """The cells of the head between its `full` rules and over its `partial` ones, and how many rows they take."""
    cells: list[Draft] = []
    rows = 0
    for block in _blocks(lines, full, partial):
        titles = _titles(block, partial, borders)
        levels = _levels(titles)
        depth = max(levels, default=0) + 1
        cells += _block_cells(titles, levels, rows, depth)
        rows += depth
    return cells, rows


def _blocks(lines: Sequence[Line], full: Sequence[Bar], partial: Sequence[Bar]) -> list[list[Line]]:
    """The lines between full rules and wide steps."""
    if not lines:
        return []
    levels = [bar.y for bar in full]
    steps = [b.baseline - a.baseline for a, b in pairwise(lines)]
    tight = min((s for s in steps if s > 0.8 * lines[0].size), default=0.0)
    blocks = [[lines[0]]]
    for step, (above, below) in zip(steps, pairwise(lines)):
        ruled = bisect_left(levels, above.baseline) != bisect_left(levels, below.baseline)
        underlined = any(above.baseline < b.y < below.baseline for b in partial)
        if ruled or (step > WIDE_STEP * tight and tight and not underlined):
            blocks.append([])
        blocks[-1].append(below)
    return blocks


def _titles(lines: Sequence[Line], bars: Sequence[Bar], borders: Sequence[float]) -> list[Title]:
    out: list[Title] = []
    for k, line in enumerate(lines):
        for run in runs_of(line):
            rule = _underline(run, bars)
            if rule is not None:
                first, last = _columns_under(rule, borders)
                out.append(Title(run, first, last, rule[2]))
            else:
                out += _plain(run, borders, lines[k + 1 :])
    return out


def _underline(run: Line, bars: Sequence[Bar]) -> tuple[float, float, float] | None:
    """The piece (x0, x1, y) of a partial rule right under the run."""
    middle = run.box.middle[0]
    for bar in bars:
        if run.baseline < bar.y < run.baseline + ABOVE * run.size:
            for x0, x1 in bar.pieces:
                if x0 <= middle <= x1:
                    return x0, x1, bar.y
    return None


def _columns_under(rule: tuple[float, float, float], borders: Sequence[float]) -> tuple[int, int]:
    inset = 0.1 * (rule[1] - rule[0])
    return column_of(rule[0] + inset, borders), column_of(rule[1] - inset, borders)


def _plain(run: Line, borders: Sequence[float], below: Sequence[Line]) -> list[Title]:
    """The titles in a run without a rule under it."""
    strip = strip_of(run, borders)
    return [Title(part, col, _reach(part, col, strip.reach[col], borders, below)) for col, part in strip.parts.items()]


def _reach(part: Line, col: int, last: int, borders: Sequence[float], below: Sequence[Line]) -> int:
    """The last column under the title: by its width, and only where other titles stand below."""
    under = {column_of(r.box.middle[0], borders) for line in below for r in runs_of(line)}
    return last if last > col and {col, last} <= under else col


def _levels(titles: Sequence[Title]) -> list[int]:
    """The level of each title from 0: one more than that of the lowest spanning title above it."""
    levels: list[int] = []
    for k, title in enumerate(titles):
        above = [
            levels[j] + 1
            for j, other in enumerate(titles[:k])
            if _spans(other)
            and other.line.baseline < title.line.baseline
            and other.first <= title.first
            and title.last <= other.last
            and not _goes_on(other, title)
        ]
        levels.append(max(above, default=0))
    return levels


def _spans(title: Title) -> bool:
    return title.last > title.first or title.over is not None


def _goes_on(above: Title, below: Title) -> bool:
    """Whether both are lines of one spanning title."""
    return (above.first, above.last, above.over) == (below.first, below.last, below.over)


def _block_cells(titles: Sequence[Title], levels: Sequence[int], row: int, depth: int) -> list[Draft]:
    groups: dict[tuple[int, int, int], list[Line]] = {}
    for title, level in zip(titles, levels):
        groups.setdefault((level, title.first, title.last), []).append(title.line)
    out = []
    for (level, first, last), lines in sorted(groups.items()):
        below = any(lower > level and a <= last and first <= b for lower, a, b in groups)
        span = 1 if below or _has_rule(titles, first, last) else depth - level
        out.append(Draft(row + level, first, tuple(lines), span, last - first + 1))
    return out


def _has_rule(titles: Sequence[Title], first: int, last: int) -> bool:
    return any(t.over is not None and (t.first, t.last) == (first, last) for t in titles)
