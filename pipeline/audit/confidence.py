"""Is the confidence honest? Share right in each band, and what remains wrong when the unsure rows are left out."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.audit.folding import Row, number
from pipeline.audit.score import DocumentScore, wilson

# Closer where most rows lie; the last edge lies above 1, so that the last band holds a confidence of 1
EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)


@dataclass(frozen=True, slots=True)
class Band:
    """The judged rows whose confidence lies from `low` to below `high`."""

    low: float
    high: float
    rows: int
    right: int
    mean_confidence: float

    @property
    def interval(self) -> tuple[float, float]:
        """95 % Wilson interval of the share right."""
        return wilson(self.right, self.rows)


@dataclass(frozen=True, slots=True)
class Point:
    """What keeping only rows of this confidence or more would give."""

    threshold: float
    coverage: float
    precision: float
    rows: int


def judged_rows(scores: Iterable[DocumentScore]) -> list[tuple[float, bool]]:
    """(confidence, right) of each row that gold decides on; rows that only optional gold knows are left out."""
    out = []
    for score in scores:
        for facts in score.facts.values():
            out += [(_confidence(row), True) for row, _ in facts.pairs]
            out += [(_confidence(row), True) for row in facts.again]
            out += [(_confidence(row), False) for row in facts.wrong]
    return out


def calibration(judged: Sequence[tuple[float, bool]]) -> list[Band]:
    """The bands that hold rows, from low to high."""
    bands = []
    for low, high in itertools.pairwise(EDGES):
        inside = [(c, right) for c, right in judged if low <= c < high]
        if inside:
            mean = sum(c for c, _ in inside) / len(inside)
            bands.append(Band(low, min(high, 1.0), len(inside), sum(right for _, right in inside), mean))
    return bands


def risk_coverage(judged: Sequence[tuple[float, bool]]) -> list[Point]:
    """Precision and coverage at each confidence that occurs, from the highest threshold down."""
    points, right = [], 0
    ordered = sorted(judged, key=lambda j: -j[0])
    for i, (confidence, is_right) in enumerate(ordered, 1):
        right += is_right
        if i == len(ordered) or ordered[i][0] != confidence:
            points.append(Point(confidence, i / len(ordered), right / i, i))
    return points


def _confidence(row: Row) -> float:
    value = number(row.get("confidence"))
    return 1.0 if value is None else value
