"""Rulings -> bars and posts: the lying and standing lines of a page, pieces taken together where they nearly meet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.parse.primitives import Ruling

LEVEL = 1.5  # points: pieces this close in height are one bar
BREAK = 14.0  # points: pieces further apart than this are two bars (narrower than any gutter between text columns)
THICK = 4.0  # points: what is higher is a box, not a rule


@dataclass(frozen=True, slots=True)
class Bar:
    """A horizontal rule at height `y` from `x0` to `x1`, in points; `pieces` are its parts, (x0, x1), ascending."""

    y: float
    x0: float
    x1: float
    pieces: tuple[tuple[float, float], ...]

    @property
    def width(self) -> float:
        """Points from end to end."""
        return self.x1 - self.x0

    def share_of(self, x0: float, x1: float) -> float:
        """How much of the stretch from x0 to x1 its pieces cover, 0 to 1."""
        covered = sum(max(0.0, min(b, x1) - max(a, x0)) for a, b in self.pieces)
        return min(1.0, covered / (x1 - x0)) if x1 > x0 else 0.0


def bars_of(rulings: Iterable[Ruling]) -> tuple[Bar, ...]:
    """The horizontal rules of a page, from top to bottom."""
    flat = sorted(
        (r.box for r in rulings if r.horizontal and r.box.height <= THICK and r.box.width > 0), key=lambda b: b.top
    )
    levels: list[list[tuple[float, float, float]]] = []
    for box in flat:
        y = (box.top + box.bottom) / 2
        if not levels or y - levels[-1][0][2] > LEVEL:
            levels.append([])
        levels[-1].append((box.x0, box.x1, y))
    return tuple(bar for level in levels for bar in _joined(sorted(level)))


def _joined(level: list[tuple[float, float, float]]) -> list[Bar]:
    groups: list[list[tuple[float, float, float]]] = []
    reach = float("-inf")
    for piece in level:
        if piece[0] - reach > BREAK:
            groups.append([])
        groups[-1].append(piece)
        reach = max(reach, piece[1]) if len(groups[-1]) > 1 else piece[1]
    return [Bar(min(p[2] for p in g), g[0][0], max(p[1] for p in g), tuple((p[0], p[1]) for p in g)) for g in groups]


@dataclass(frozen=True, slots=True)
class Post:
    """A standing rule at `x` from `top` to `bottom`, in points."""

    x: float
    top: float
    bottom: float

    def share_of(self, top: float, bottom: float) -> float:
        """How much of the stretch from top to bottom it covers, 0 to 1."""
        covered = min(self.bottom, bottom) - max(self.top, top)
        return max(0.0, min(1.0, covered / (bottom - top))) if bottom > top else 0.0


def posts_of(rulings: Iterable[Ruling]) -> tuple[Post, ...]:
    """The standing rules of a page, from left to right; pieces of one line are one post."""
    standing = (r.box for r in rulings if not r.horizontal and r.box.width <= THICK)
    out: list[Post] = []
    for box in sorted(standing, key=lambda b: (round((b.x0 + b.x1) / 2), b.top)):
        x = (box.x0 + box.x1) / 2
        last = out[-1] if out else None
        if last and abs(last.x - x) <= LEVEL and box.top - last.bottom <= THICK:
            out[-1] = Post(last.x, last.top, max(last.bottom, box.bottom))
        else:
            out.append(Post(x, box.top, box.bottom))
    return tuple(sorted(out, key=lambda p: p.x))
