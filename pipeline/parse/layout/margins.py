"""What stands beside the lines and belongs to none of them, or to the wrong one: line numbers, drop capitals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.model.geometry import Box
from pipeline.parse.layout.line import most_common
from pipeline.parse.primitives import Word

FEWEST = 8  # numbers: fewer down a margin are no line numbers
STEPS = 0.9  # of the pairs: how many must count on by one
OF_LINES = 0.7  # of the lines: how many must have a number; entries of a list are longer than a line
ALIGNED = 2.0  # points
TALL = 1.8  # times the size of the line beside it: the least of a drop capital
NEAR = 1.5  # of that line's size: how near a drop capital stands


def without_line_numbers(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words without the numbers that a manuscript prints down its left margin, one a line."""
    figures = [w for w in words if w.text.isdecimal() and w.text.isascii() and len(w.text) <= 4]
    if len(figures) < FEWEST:
        return tuple(words)
    edge = min(w.box.x0 for w in words)
    right = max((w.box.x1 for w in figures if w.box.x0 - edge < 4 * ALIGNED), default=edge)
    column = sorted((w for w in figures if abs(w.box.x1 - right) < ALIGNED), key=lambda w: w.baseline)
    others = {round(w.baseline / ALIGNED) for w in words if w.box.x0 > right}
    counted = sum(int(b.text) - int(a.text) == 1 for a, b in pairwise(column))
    if len(column) < max(FEWEST, OF_LINES * len(others)) or counted < STEPS * (len(column) - 1):
        return tuple(words)
    numbers = set(map(id, column))
    return tuple(w for w in words if id(w) not in numbers)


def with_drop_capitals(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words, each large initial set as a letter of the line that it begins; its box keeps its depth."""
    size = most_common((w.size, len(w.text)) for w in words) if words else 0.0
    out = list(words)
    for capital in [w for w in words if len(w.text) == 1 and w.text.isupper() and w.size >= TALL * size]:
        beside = [w for w in out if w is not capital and _begins(capital, w)]
        if beside:
            first = min(beside, key=lambda w: w.baseline)
            out.remove(capital)
            out.insert(out.index(first), _as_letter(capital, first))
    return tuple(out)


def _begins(capital: Word, word: Word) -> bool:
    near = -0.3 * word.size <= word.box.x0 - capital.box.x1 <= NEAR * word.size
    level = capital.box.top - 0.5 * word.size <= word.box.top and word.baseline <= capital.box.bottom
    return word.upright and capital.size >= TALL * word.size and near and level


def _as_letter(capital: Word, first: Word) -> Word:
    right = capital.box.x1 if first.space_before else max(capital.box.x0, first.box.x0)
    box = Box(capital.box.x0, min(first.box.top, capital.box.bottom), right, capital.box.bottom)
    return replace(capital, box=box, size=first.size, baseline=first.baseline, chars=(box.x0, box.x1))
