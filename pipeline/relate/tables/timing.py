"""When radiotherapy was given relative to the drug: in its own column, or beside the dose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.model.mention import Mention
from pipeline.model.quantity import Amount
from pipeline.relate.tables.grid import Grid
from pipeline.relate.tables.layout import Layout
from pipeline.relate.tables.shapes import TIMED

_CLAUSE = re.compile(r"[^,;]+")
_DAY = re.compile(r"\bD(?:ays?)? ?(?P<low>[0-9]+)(?: ?(?:[-–]|to) ?D?(?P<high>[0-9]+))?\b")
_AT_MOST = re.compile(r"\b(?:within|up to|less than|at most)\b|[≤<]", re.I)
DAYS = {"days": 1, "weeks": 7}


def timing_of(grid: Grid, layout: Layout, row: int, col: int) -> dict[str, Any]:
    """`timing` as printed in its column, else beside the dose, with the ends of its interval in days where printed."""
    for column in layout.columns("timing"):
        source = grid.carried(row, column)
        return _timed(grid.text(source, column), grid.passage(source, column).mentions)
    cell = grid.passage(row, col)
    for clause in _CLAUSE.finditer(cell.text):
        within = [m for m in cell.mentions if clause.start() <= m.start and m.end <= clause.end()]
        if any(m.kind == "duration" for m in within) and TIMED.search(clause[0]):
            return _timed(clause[0].strip(), within)
    return {}


def _timed(text: str, mentions: Sequence[Mention]) -> dict[str, Any]:
    ends = list(_days(text, mentions))
    low = min((a for a, _ in ends if a is not None), default=None)
    high = max((b for _, b in ends if b is not None), default=None)
    return {"timing": text, "timing_days_low": low, "timing_days_high": high}


def _days(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[float | None, float | None]]:
    """Both ends of each interval in days; "within" and "≤" have no lower end. A range outweighs its median."""
    amounts = [m.value for m in mentions if m.kind == "duration" and isinstance(m.value, Amount)]
    ranges = [a for a in amounts if a.low is not None and a.high is not None]
    within = _AT_MOST.search(text) is not None
    for amount in ranges or amounts:
        factor = DAYS.get(amount.unit)
        if factor is None:
            continue
        low = amount.low if amount.low is not None else amount.value
        high = amount.high if amount.high is not None else amount.value
        yield None if within or low is None else low * factor, None if high is None else high * factor
    for match in _DAY.finditer(text):
        yield float(match["low"]), float(match["high"] or match["low"])
