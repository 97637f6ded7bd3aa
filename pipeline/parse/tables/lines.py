"""Words -> printed lines and their segments: what stands on one baseline, and where a line has a hole.

A raised or lowered mark (a smaller word on a shifted baseline) belongs to the line of the word that it touches.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from pipeline.model.geometry import Box, enclosing
from pipeline.parse.primitives import Word

SAME_LINE = 0.3  # of the size: baselines closer than this are one line
GLUED = 0.15  # of the size: words nearer than this are printed without a blank
HOLE = 0.45  # of the size: the narrowest hole between two columns (a blank is about 0.25, stretched 0.4)
SMALL = 0.85  # of a neighbour's size: a word this small may be its raised mark
OVER = 0.2  # of the word's size: how far a raised mark may stand over its end
TOUCH = 0.5  # of the word's size: how near a raised mark stands to it


@dataclass(frozen=True, slots=True)
class Placed:
    """A word with its index among the words of its page."""

    index: int
    word: Word

    @property
    def box(self) -> Box:
        """Where the word stands."""
        return self.word.box


@dataclass(frozen=True)
class Line:
    """Words on one baseline from left to right; `size` in points and `baseline` are those of its largest word."""

    items: tuple[Placed, ...]
    box: Box
    baseline: float
    size: float

    @classmethod
    def of(cls, items: Iterable[Placed]) -> Line:
        """The line of these words, in any order; ValueError where there are none."""
        ordered = tuple(sorted(items, key=lambda p: (p.box.x0, p.index)))
        largest = max(ordered, key=lambda p: p.word.size).word
        return cls(ordered, enclosing(p.box for p in ordered), largest.baseline, largest.size)

    @cached_property
    def runs(self) -> tuple[Line, ...]:
        """The stretches of the line between its column-wide holes."""
        return segments(self, HOLE)

    @property
    def text(self) -> str:
        """The words, parted by blanks where printed."""
        return joined(self, [item.word.text for item in self.items])

    @property
    def starts(self) -> tuple[int, ...]:
        """Where each word begins in the text."""
        texts = [item.word.text for item in self.items]
        return tuple(len(joined(self, texts[: k + 1])) - len(text) for k, text in enumerate(texts))


def joined(line: Line, texts: Sequence[str]) -> str:
    """The texts of the line's first words, with a blank between two words that do not touch."""
    out = texts[0]
    for (before, after), text in zip(pairwise(line.items), texts[1:]):
        out += text if after.box.x0 - before.box.x1 < GLUED * line.size else f" {text}"
    return out


def place(words: Sequence[Word]) -> tuple[Placed, ...]:
    """The words of a page with their indices."""
    return tuple(Placed(i, w) for i, w in enumerate(words))


def lines_of(items: Iterable[Placed]) -> tuple[Line, ...]:
    """The lines that the words form, from top to bottom; every word is in exactly one."""
    lines = [Line.of(group) for group in _by_baseline(items)]
    return tuple(sorted(_with_marks(lines), key=lambda line: (line.baseline, line.box.x0)))


def _by_baseline(items: Iterable[Placed]) -> list[list[Placed]]:
    groups: list[list[Placed]] = []
    start = 0.0
    for item in sorted(items, key=lambda p: p.word.baseline):
        word = item.word
        if groups and word.baseline - start <= SAME_LINE * min(word.size, groups[-1][0].word.size):
            groups[-1].append(item)
        else:
            groups.append([item])
            start = word.baseline
    return groups


def _with_marks(lines: list[Line]) -> list[Line]:
    """Each small word moved into the neighbouring line whose larger word it touches."""
    members = [list(line.items) for line in lines]
    starts = [[item.box.x0 for item in line.items] for line in lines]
    for k, line in enumerate(lines):
        for item in line.items:
            host = _host(item.word, k, lines, starts)
            if host is not None:
                members[k].remove(item)
                members[host].append(item)
    return [Line.of(group) for group in members if group]


def _host(word: Word, own: int, lines: list[Line], starts: list[list[float]]) -> int | None:
    """The nearest line with a larger word that the word is a mark of."""
    reach = word.size / SMALL * 2
    hosts: list[tuple[float, int]] = []
    for way in (-1, 1):
        k = own + way
        while 0 <= k < len(lines) and abs(lines[k].baseline - word.baseline) <= reach:
            if lines[k].size * SMALL >= word.size and _has_mark(lines[k], starts[k], word):
                hosts.append((abs(lines[k].baseline - word.baseline), k))
            k += way
    return min(hosts)[1] if hosts else None


def _has_mark(line: Line, starts: list[float], word: Word) -> bool:
    after = bisect_left(starts, word.box.x0 + 0.1)
    return any(_is_mark_of(word, item.word) for item in line.items[max(0, after - 1) : after + 1])


def _is_mark_of(mark: Word, word: Word) -> bool:
    """Whether the mark is smaller than the word and stands right behind or before it, at its height."""
    behind, before = mark.box.x0 - word.box.x1, word.box.x0 - mark.box.x1
    touches = -OVER * word.size <= max(behind, before) <= TOUCH * word.size
    level = word.box.top - 0.3 * word.size <= mark.box.middle[1] <= word.box.bottom + 0.3 * word.size
    return mark.size <= SMALL * word.size and touches and level


def segments(line: Line, gap: float) -> tuple[Line, ...]:
    """The line cut where the next word starts more than `gap` sizes after the end of all words before it."""
    parts: list[list[Placed]] = []
    reach = 0.0
    for item in line.items:
        if parts and item.box.x0 - reach <= gap * line.size:
            parts[-1].append(item)
        else:
            parts.append([item])
        reach = max(reach, item.box.x1) if len(parts[-1]) > 1 else item.box.x1
    return tuple(Line.of(part) for part in parts)
