"""Lines cut at the borders of the columns: what each column holds at one height."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.parse.tables.columns import column_of
from pipeline.parse.tables.lines import Line, Placed

CLOSE = 0.15  # of the size: a word may reach over a border by so much of the table's size and still stay on its side


@dataclass(frozen=True, slots=True)
class Strip:
    """One line of a table: its parts by column; `reach` is the last column that a part spans to, by its column."""

    line: Line
    parts: dict[int, Line]
    reach: dict[int, int]

    @property
    def baseline(self) -> float:
        """The height of the line, in points from the top."""
        return self.line.baseline

    @property
    def spanning(self) -> bool:
        """Whether the line is one part over several columns."""
        return len(self.parts) == 1 and any(last > col for col, last in self.reach.items())

    def without(self, col: int) -> Strip:
        """The strip less what the column holds."""
        return Strip(self.line, {c: p for c, p in self.parts.items() if c != col}, self.reach)


def strip_of(line: Line, borders: Sequence[float]) -> Strip:
    """The line cut at the borders; a run that reaches over borders without a hole there stays whole."""
    parts: dict[int, list[Placed]] = {}
    reach: dict[int, int] = {}
    runs = line.runs
    for run in runs:
        for col, items in _pieces(run, borders, alone=len(runs) == 1):
            last = column_of(max(p.box.x1 for p in items) - CLOSE * run.size, borders)
            parts.setdefault(col, []).extend(items)
            reach[col] = max(reach.get(col, col), last, col)
    whole = {col: Line.of(items) for col, items in sorted(parts.items())}
    return Strip(line, whole, {col: _free(col, reach[col], whole) for col in whole})


def _free(col: int, last: int, parts: dict[int, Line]) -> int:
    """How far a part may span before the next part of the line."""
    return min([last, *(c - 1 for c in parts if c > col)])


def _pieces(run: Line, borders: Sequence[float], alone: bool) -> list[tuple[int, list[Placed]]]:
    crossed = [x for x in borders if run.box.x0 + CLOSE * run.size < x < run.box.x1 - CLOSE * run.size]
    whole = [(column_of(run.box.x0 + CLOSE * run.size, borders), list(run.items))]
    if not crossed or (alone and column_of(run.box.x0 + CLOSE * run.size, borders) == 0):
        return whole
    if any(p.box.x0 < x < p.box.x1 for p in run.items for x in crossed) and not _overhangs(run, crossed):
        return whole
    pieces: dict[int, list[Placed]] = {}
    for item in run.items:
        pieces.setdefault(column_of(item.box.middle[0], borders), []).append(item)
    return list(pieces.items())


def _overhangs(run: Line, crossed: Sequence[float]) -> bool:
    """Whether the run reaches over its only border by a little."""
    return len(crossed) == 1 and min(crossed[0] - run.box.x0, run.box.x1 - crossed[0]) < 0.2 * run.box.width
