"""What tables are found on: the upright words and the rules of a page, in the order that the search needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model.geometry import Box
from pipeline.parse.primitives import PageContent
from pipeline.parse.tables.lines import Line, Placed, lines_of, place
from pipeline.parse.tables.rules import Bar, Post, bars_of, posts_of


@dataclass(frozen=True, slots=True)
class Sheet:
    """The upright words of a page, ascending by baseline, its horizontal `bars` and standing `posts`, its height."""

    words: tuple[Placed, ...]
    bars: tuple[Bar, ...]
    posts: tuple[Post, ...]
    fills: tuple[Box, ...]
    height: float

    @classmethod
    def of(cls, page: PageContent) -> Sheet:
        """The sheet of a page."""
        upright = (item for item in place(page.words) if item.word.upright)
        words = tuple(sorted(upright, key=lambda item: (item.word.baseline, item.index)))
        return cls(words, bars_of(page.rulings), posts_of(page.rulings), page.fills, page.height)

    def lines(self, x0: float, x1: float, top: float, bottom: float) -> tuple[Line, ...]:
        """The lines of the words whose middle lies between x0 and x1 and whose baseline between top and bottom."""
        return lines_of(self.within(x0, x1, top, bottom))

    def within(self, x0: float, x1: float, top: float, bottom: float) -> Iterable[Placed]:
        """Those words, ascending by baseline."""
        return (p for p in self.words if top < p.word.baseline <= bottom and x0 <= p.box.middle[0] <= x1)
