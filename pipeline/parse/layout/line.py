"""A printed line of one column, and what most of it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from pipeline.model.geometry import Box
from pipeline.parse.primitives import Word

PURE = 0.85  # of the letters: from here on a line is in one font


@dataclass(frozen=True)
class Line:
    """Words of one printed line from left to right; `order` is the first one's place in the text layer.

    `size` and `baseline` are those of most of its ink.
    """

    words: tuple[Word, ...]
    page: int
    order: int
    size: float
    baseline: float
    box: Box

    @cached_property
    def text(self) -> str:
        """The words as printed, blanks where the page has them; raised digits are left as they are."""
        parts = [self.words[0].text]
        for before, word in pairwise(self.words):
            parts.append(word.text if touching(before, word) else " " + word.text)
        return "".join(parts)

    @cached_property
    def letters(self) -> int:
        """How many characters, blanks not counted."""
        return sum(len(w.text) for w in self.words)

    @cached_property
    def bold(self) -> bool:
        """Whether most of it is bold."""
        return 2 * sum(len(w.text) for w in self.words if w.bold) > self.letters

    @cached_property
    def italic(self) -> bool:
        """Whether most of it is italic."""
        return 2 * sum(len(w.text) for w in self.words if w.italic) > self.letters

    @cached_property
    def font(self) -> str:
        """The font of most of its letters."""
        return str(most_common((w.font, len(w.text)) for w in self.words))

    @cached_property
    def pure(self) -> bool:
        """Whether nearly all of it is in its font."""
        return sum(len(w.text) for w in self.words if w.font == self.font) >= PURE * self.letters


def touching(before: Word, word: Word) -> bool:
    """Whether two neighbours of a line are printed without a blank between them."""
    gap = word.box.x0 - before.box.x1
    return gap < (0.05 if word.space_before else 0.15) * min(before.size, word.size)


def most_common(votes: Iterable[tuple[Any, float]]) -> Any:
    """The value with the highest sum of weights; the first one seen wins a tie."""
    count: dict[Any, float] = {}
    for value, weight in votes:
        count[value] = count.get(value, 0) + weight
    return max(count, key=count.__getitem__)
