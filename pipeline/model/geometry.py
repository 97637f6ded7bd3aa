"""Where something stands: boxes on a page and spans of a text."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """A rectangle in points (1/72 inch), origin at the top left of the upright page, y growing downwards."""

    x0: float
    top: float
    x1: float
    bottom: float

    def __post_init__(self) -> None:
        """Refuse numbers that are not finite and sides that are swapped (ValueError)."""
        if not all(math.isfinite(v) for v in (self.x0, self.top, self.x1, self.bottom)):
            raise ValueError(f"box with a number that is not finite: {self}")
        if self.x0 > self.x1 or self.top > self.bottom:
            raise ValueError(f"box with swapped sides: {self}")

    @property
    def width(self) -> float:
        """Points from left to right, 0 or more."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Points from top to bottom, 0 or more."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """The centre, (x, y) in points."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    def joined(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(
            min(self.x0, other.x0), min(self.top, other.top), max(self.x1, other.x1), max(self.bottom, other.bottom)
        )

    def shares_with(self, other: Box) -> float:
        """The area in square points that both cover; 0.0 where they do not meet."""
        wide = min(self.x1, other.x1) - max(self.x0, other.x0)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide * high if wide > 0 and high > 0 else 0.0

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies inside or on the border."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def grown(self, by: float) -> Box:
        """The box with each side moved outwards by `by` points."""
        return Box(self.x0 - by, self.top - by, self.x1 + by, self.bottom + by)


def enclosing(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of them; ValueError where there is none."""
    boxes = list(boxes)
    if not boxes:
        raise ValueError("no box to enclose")
    return Box(
        min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes)
    )


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (end not included) of some text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse a span that ends before it starts or starts before 0 (ValueError)."""
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The slice of `text`; ValueError where the text is shorter than the span."""
        if self.end > len(text):
            raise ValueError(f"span {self.start}..{self.end} of a text with {len(text)} characters")
        return text[self.start : self.end]

    def meets(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end
