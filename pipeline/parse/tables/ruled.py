"""Tables ruled all over: the cells are the boxes between the rules, boxes without a rule between them are one cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.parse.tables.cells import Draft
from pipeline.parse.tables.lines import Line, Placed, lines_of
from pipeline.parse.tables.rules import Bar, Post
from pipeline.parse.tables.wraps import WHOLE

SAME = 3.0  # points: rules nearer than this are one
CLOSED = 0.6  # of a side: a rule that covers so much of it closes a box
BANDS = 3  # fewer boxes on top of each other are a frame, no grid
STACKED = 0.2  # of the cells: more stacks of values than that are rows without rules
OVER = 0.02  # of the words: so many may stand on a standing rule

Box = tuple[int, int]
"""An elementary box by row and column."""


def ruled_cells(
    lines: Sequence[Line], bars: Sequence[Bar], posts: Sequence[Post], x0: float, x1: float
) -> list[Draft] | None:
    """The filled cells of a table between x0 and x1; None where rules do not close its cells."""
    ys = _distinct(bar.y for bar in bars)
    items = [item for line in lines for item in line.items]
    middles = [item.box.middle[0] for item in items]
    inner = [p for p in posts if min(middles) < p.x < max(middles)]
    xs = [x0, *_distinct(p.x for p in inner), x1]
    if len(ys) <= BANDS or len(xs) < 3 or sum(_on_post(i, inner) for i in items) > OVER * len(items):
        return None
    if not _closed(inner, xs, ys):
        return None
    drafts = _drafts(items, _merged(xs, ys, bars, inner), xs, ys)
    return None if sum(map(_stacked, drafts)) > STACKED * len(drafts) else drafts


def _stacked(draft: Draft) -> bool:
    """Whether the cell is a stack of values: then the rules part groups of rows, not rows."""
    return len(draft.lines) > 1 and all(WHOLE.fullmatch(line.text) for line in draft.lines)


def head_rows(drafts: Sequence[Draft]) -> int:
    """How many rows the head of such a table has: one, and those that the cells of the first row part or reach into."""
    top = [draft for draft in drafts if draft.row == 0]
    parted = len(top) > 1 and any(draft.col_span > 1 for draft in top)
    return max([2 if parted else 1, *(draft.row_span for draft in top)])


def _distinct(places: Iterable[float]) -> list[float]:
    out: list[float] = []
    for place in sorted(places):
        if not out or place - out[-1] > SAME:
            out.append(place)
    return out


def _on_post(item: Placed, posts: Sequence[Post]) -> bool:
    x, y = item.box, item.box.middle[1]
    return any(x.x0 + 1 < p.x < x.x1 - 1 and p.top < y < p.bottom for p in posts)


def _closed(posts: Sequence[Post], xs: Sequence[float], ys: Sequence[float]) -> bool:
    """Whether each column border is ruled over most of the table's height."""
    return all(sum(p.share_of(ys[0], ys[-1]) for p in posts if abs(p.x - x) <= SAME) > CLOSED for x in xs[1:-1])


def _merged(xs: Sequence[float], ys: Sequence[float], bars: Sequence[Bar], posts: Sequence[Post]) -> dict[Box, Box]:
    """The first box of the cell that each elementary box belongs to."""
    first: dict[Box, Box] = {}
    for i, (top, bottom) in enumerate(pairwise(ys)):
        for j, (left, right) in enumerate(pairwise(xs)):
            walled = j == 0 or any(abs(p.x - left) <= SAME and p.share_of(top, bottom) > CLOSED for p in posts)
            roofed = i == 0 or any(abs(b.y - top) <= SAME and b.share_of(left, right) > CLOSED for b in bars)
            first[i, j] = (i, j) if walled and roofed else first[i, j - 1] if roofed else first[i - 1, j]
    return first


def _drafts(items: Iterable[Placed], first: dict[Box, Box], xs: Sequence[float], ys: Sequence[float]) -> list[Draft]:
    held: dict[Box, list[Placed]] = {}
    for item in items:
        x, y = item.box.middle
        row = min(max(bisect_right(ys, y) - 1, 0), len(ys) - 2)
        col = min(max(bisect_right(xs, x) - 1, 0), len(xs) - 2)
        held.setdefault(first[row, col], []).append(item)
    out = []
    for (row, col), words in sorted(held.items()):
        boxes = [box for box, start in first.items() if start == (row, col)]
        rows, cols = 1 + max(b[0] for b in boxes) - row, 1 + max(b[1] for b in boxes) - col
        out.append(Draft(row, col, lines_of(words), rows, cols))
    return out
