"""The head of a table: titles of columns, and spanning titles over several of them, as levels of cells."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from pipeline.model.table import Table
from pipeline.parse.tables.cells import Draft
from pipeline.parse.tables.lines import Line
from pipeline.parse.tables.rules import Bar
from pipeline.parse.tables.spans import Grid, centred_over, laid_over, shared_out
from pipeline.parse.tables.strips import strip_of

BLANKS = re.compile(r"\s+")
WIDE_STEP = 1.45  # times the tightest step of the head: a step this wide parts its lines into rows
ABOVE = 2.6  # of the size: how high over its rule a spanning title may stand

Rule = tuple[float, float, float]
"""A piece of a partial rule: x0, x1, y."""


@dataclass(frozen=True, slots=True)
class Title:
    """Words of the head that stand over columns `first` to `last`; `over` is the rule's height where one underlines."""

    line: Line
    first: int
    last: int
    over: float | None = None

    @property
    def spans(self) -> bool:
        """Whether other titles may stand below it as parts of it."""
        return self.last > self.first or self.over is not None


def head_cells(
    lines: Sequence[Line], full: Sequence[Bar], partial: Sequence[Bar], grid: Grid
) -> tuple[list[Draft], int]:
    """The cells of the head between its `full` rules and over its `partial` ones, and how many rows they take."""
    cells: list[Draft] = []
    rows = 0
    for block in _blocks(lines, full, partial):
        titles = [title for k in range(len(block)) for title in _titles(block[k], block[k + 1 :], partial, grid)]
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
        if ruled or (step > WIDE_STEP * tight > 0 and not underlined):
            blocks.append([])
        blocks[-1].append(below)
    return blocks


def _titles(line: Line, below: Sequence[Line], partial: Sequence[Bar], grid: Grid) -> list[Title]:
    """The titles in one line: those over a rule share its columns, the others stand over their own."""
    out: list[Title] = []
    for rule, group in groupby(line.runs, key=lambda run: _underline(run, partial)):
        runs = list(group)
        if rule is None:
            out += _bare(runs, below, grid)
        else:
            ranges = shared_out(runs, grid.under(rule[:2]), grid)
            out += [Title(run, first, last, rule[2]) for run, (first, last) in zip(runs, ranges)]
    return out


def _underline(run: Line, partial: Sequence[Bar]) -> Rule | None:
    """The piece of a partial rule right under the run."""
    middle = run.box.middle[0]
    for bar in partial:
        if run.baseline < bar.y < run.baseline + ABOVE * run.size:
            for x0, x1 in bar.pieces:
                if x0 <= middle <= x1:
                    return x0, x1, bar.y
    return None


def _bare(runs: Sequence[Line], below: Sequence[Line], grid: Grid) -> list[Title]:
    """The titles in runs without a rule: centred on several titles below, or each over its own columns."""
    under = [run for line in below for run in line.runs]
    ranges = centred_over(runs, under, grid)
    if ranges is None and below:
        over = [laid_over(run, below[0].runs, grid) for run in runs]
        ranges = over if any(last > first for first, last in over) else None
    if ranges:
        return [Title(run, first, last) for run, (first, last) in zip(runs, ranges)]
    strips = [strip_of(run, grid.borders) for run in runs]
    return [Title(part, col, col) for strip in strips for col, part in strip.parts.items()]


def _levels(titles: Sequence[Title]) -> list[int]:
    """The level of each title from 0: one more than that of the lowest spanning title above it."""
    levels: list[int] = []
    for k, title in enumerate(titles):
        above = [levels[j] + 1 for j, other in enumerate(titles[:k]) if _heads(other, title)]
        levels.append(max(above, default=0))
    return levels


def _heads(above: Title, below: Title) -> bool:
    """Whether the upper title spans the lower one, and is not just a line of the same title."""
    same = (above.first, above.last, above.over) == (below.first, below.last, below.over)
    inside = above.first <= below.first and below.last <= above.last
    return above.spans and inside and not same and above.line.baseline < below.line.baseline


def _block_cells(titles: Sequence[Title], levels: Sequence[int], row: int, depth: int) -> list[Draft]:
    """The cells of titles of one level and the same columns; a title without one below reaches down to the foot."""
    groups: dict[tuple[int, int, int], list[Title]] = {}
    for title, level in zip(titles, levels):
        groups.setdefault((level, title.first, title.last), []).append(title)
    out = []
    for (level, first, last), held in sorted(groups.items(), key=lambda group: group[0]):
        below = any(lower > level and a <= last and first <= b for lower, a, b in groups)
        span = 1 if below or any(t.over is not None for t in held) else depth - level
        out.append(Draft(row + level, first, tuple(t.line for t in held), span, last - first + 1))
    return out


def same_head(first: Table, part: Table) -> bool:
    """Whether the part repeats the head: most of its titles stand in the table's head."""
    titles = {BLANKS.sub("", c.text) for c in first.cells if c.row < first.header_rows}
    again = [BLANKS.sub("", c.text) in titles for c in part.cells if c.row < part.header_rows]
    return sum(again) > 0.5 * len(again)
