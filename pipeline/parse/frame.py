"""The turn from a page's own coordinates (y upwards, text in any of four directions) to the upright page."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pipeline.model.geometry import Box

DIRECTIONS = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}
Rect = tuple[float, float, float, float]


def direction_of(a: float, b: float) -> int | None:
    """The angle in degrees, anticlockwise, that text with the matrix (a, b, ...) runs in; None where it slants."""
    if not (math.isfinite(a) and math.isfinite(b)) or (a == 0 and b == 0):
        return None
    angle = math.degrees(math.atan2(b, a))
    nearest = round(angle / 90) * 90
    return nearest % 360 if abs(angle - nearest) < 3 else None


@dataclass(frozen=True, slots=True)
class Frame:
    """The upright page: the `direction` of its text in degrees, its left and top after the turn, width and height."""

    direction: int
    left: float
    top: float
    width: float
    height: float

    @classmethod
    def of(cls, shown: Rect, direction: int) -> Frame:
        """The frame of a page that shows the rectangle (left, bottom, right, top) and whose text runs so."""
        left, bottom, right, top = _turned(shown, *DIRECTIONS[direction])
        return cls(direction, left, top, right - left, top - bottom)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """The upright place of a point of the page."""
        cos, sin = DIRECTIONS[self.direction]
        return x * cos + y * sin - self.left, self.top - (y * cos - x * sin)

    def box(self, rect: Rect) -> Box:
        """The upright box of a rectangle (left, bottom, right, top); ValueError where a number is not finite."""
        left, bottom, right, top = _turned(rect, *DIRECTIONS[self.direction])
        return Box(left - self.left, self.top - top, right - self.left, self.top - bottom)

    def rect(self, box: Box) -> Rect:
        """The page's rectangle of an upright box: `box` undone."""
        cos, sin = DIRECTIONS[self.direction]
        turned = (box.x0 + self.left, self.top - box.bottom, box.x1 + self.left, self.top - box.top)
        return _turned(turned, cos, -sin)


def _turned(rect: Rect, cos: int, sin: int) -> Rect:
    xa, xb = sorted((rect[0] * cos + rect[1] * sin, rect[2] * cos + rect[3] * sin))
    ya, yb = sorted((rect[1] * cos - rect[0] * sin, rect[3] * cos - rect[2] * sin))
    return xa, ya, xb, yb
