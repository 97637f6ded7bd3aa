"""Which columns a spanning title of the head stands over: shared out under a rule, or centred on titles below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.parse.tables.columns import column_of
from pipeline.parse.tables.lines import Line
from pipeline.parse.tables.strips import Strip

CENTRED = 1.5  # of the size: how far a title without a rule may stand off the middle of its columns
OVER = 0.5  # of a title's width: a title above that covers so much of it spans it
Piece = tuple[float, float]
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of a table: the borders between them and from where to where the words of each reach, in points."""

    borders: tuple[float, ...]
    filled: tuple[Piece, ...]

    @classmethod
    def of(cls, x0: float, x1: float, borders: tuple[float, ...], strips: Iterable[Strip]) -> Grid:
        """The grid of a table from x0 to x1; a column without words reaches from border to border."""
        spans: dict[int, list[Piece]] = {}
        for strip in strips:
            for col, part in strip.parts.items():
                if strip.reach[col] == col:
                    spans.setdefault(col, []).append((part.box.x0, part.box.x1))
        areas = enumerate(pairwise((x0, *borders, x1)))
        held = (spans.get(col, [area]) for col, area in areas)
        return cls(borders, (*((min(a for a, _ in s), max(b for _, b in s)) for s in held), (x1, x1)))

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return len(self.borders) + 1

    def off_middle(self, title: Line, columns: Range) -> float:
        """How far, in points, a title stands from the middle of its columns' words, or of their cells."""
        first, last = columns
        left, right, after = self.filled[first][0], self.filled[last][1], self.filled[last + 1][0]
        middle = title.box.middle[0]
        return min(abs(middle - (left + right) / 2), abs(middle - (left + after) / 2))

    def off_edge(self, title: Line, columns: Range) -> float:
        """How far, in points, a title stands from the left or right edge of its columns' words."""
        left, right = self.filled[columns[0]][0], self.filled[columns[1]][1]
        return min(abs(title.box.x0 - left), abs(title.box.x1 - right))

    def own(self, title: Line) -> Range:
        """The column that the middle of the title stands over."""
        col = column_of(title.box.middle[0], self.borders)
        return col, col

    def under(self, piece: Piece) -> Range:
        """The first and the last column under a piece of rule."""
        inset = 0.1 * (piece[1] - piece[0])
        return column_of(piece[0] + inset, self.borders), column_of(piece[1] - inset, self.borders)


def shared_out(titles: Sequence[Line], columns: Range, grid: Grid, edges: bool = True) -> list[Range]:
    """The columns of each title, from left to right, where the titles share all columns of the range between them.

    Of all ways to cut the range, the one with the titles nearest to the middles (or `edges`) of their columns.
    """
    first, last = columns
    if len(titles) > last - first + 1:
        return [grid.own(title) for title in titles]
    best: dict[int, tuple[float, list[Range]]] = {first: (0.0, [])}
    for k, title in enumerate(titles):
        reach: dict[int, tuple[float, list[Range]]] = {}
        for start, (cost, ranges) in best.items():
            for end in range(start, last + 1 - (len(titles) - 1 - k)):
                off = grid.off_middle(title, (start, end))
                off = min(off, grid.off_edge(title, (start, end))) if edges else off
                found = (cost + off, [*ranges, (start, end)])
                reach[end + 1] = min(reach.get(end + 1, found), found)
        best = reach
    return best[last + 1][1]


def centred_over(titles: Sequence[Line], below: Sequence[Line], grid: Grid) -> list[Range] | None:
    """The columns of each title of a line without a rule; None where none is centred on several titles below.

    Titles in line with a column of their own keep it; the others share the columns that have titles below.
    """
    alone = {k: grid.own(title) for k, title in enumerate(titles) if _stands_over_own(title, below, grid)}
    free = [k for k in range(len(titles)) if k not in alone]
    named = sorted({grid.own(line)[0] for line in below} - {first for first, _ in alone.values()})
    found = _best_share([titles[k] for k in free], named, grid) if free else None
    return [{**alone, **dict(zip(free, found))}[k] for k in range(len(titles))] if found else None


def _best_share(titles: Sequence[Line], named: Sequence[int], grid: Grid) -> list[Range] | None:
    """How the titles share an unbroken range of named columns, each centred on several; the widest of equal ones."""
    over = [grid.own(title)[0] for title in titles]
    best: tuple[tuple[bool, int, int], list[Range]] | None = None
    for first, last in _ranges(named, over) if set(over) <= set(named) else ():
        found = shared_out(titles, (first, last), grid, edges=False)
        off = max(grid.off_middle(title, columns) / title.size for title, columns in zip(titles, found))
        rank = (first == 0, round(off), first - last)
        if off < CENTRED and all(b > a for a, b in found) and (best is None or rank < best[0]):
            best = rank, found
    return best[1] if best else None


def laid_over(title: Line, below: Sequence[Line], grid: Grid) -> Range:
    """The columns of the titles below that the title lies over; its own where it lies over one or none."""
    over = [grid.own(t)[0] for t in below if _shared(title, t) > OVER * t.box.width]
    return (min(over), max(over)) if len(set(over)) > 1 else grid.own(title)


def _shared(one: Line, other: Line) -> float:
    return min(one.box.x1, other.box.x1) - max(one.box.x0, other.box.x0)


def _stands_over_own(title: Line, below: Sequence[Line], grid: Grid) -> bool:
    """Whether the title is in line with its own column, and lies over no other."""
    own = grid.own(title)
    in_line = min(grid.off_middle(title, own), grid.off_edge(title, own)) < title.size
    return in_line and laid_over(title, below, grid) == own


def _ranges(named: Sequence[int], over: Sequence[int]) -> list[Range]:
    """The unbroken ranges of named columns that hold all of `over` and more."""
    pairs = ((a, b) for a in named for b in named if a <= min(over) and b >= max(over) and b - a >= len(over))
    return [(a, b) for a, b in pairs if all(c in named for c in range(a, b))]
