"""How a document is set: the size, font and pitch of its running text, against which everything else stands out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise, takewhile

from pipeline.parse.headings import heads_references
from pipeline.parse.layout.line import Line, most_common

PROSE = 30  # letters: shorter lines are headings, cells, labels


@dataclass(frozen=True, slots=True)
class Style:
    """`size` in points, `font` and `pitch` (baseline to baseline, in sizes) of most running text; size 0 if none."""

    size: float
    font: str
    pitch: float

    def like_body(self, size: float) -> bool:
        """Whether text of that size may be running text: within 6 %."""
        return abs(size - self.size) <= 0.06 * self.size


def style_of(lines: Iterable[Line]) -> Style:
    """The style of most letters in lines of prose; the pitch is that of most pairs of them.

    Lines after the heading of the reference list do not count: in a review they may be the most, and smaller.
    """
    before = list(takewhile(lambda line: not heads_references(line.text), lines))
    prose = [line for line in before if line.letters >= PROSE] or before
    if not prose:
        return Style(0.0, "", 1.2)
    size, font = most_common(((round(line.size, 1), line.font), line.letters) for line in prose)
    steps = [
        (round((b.baseline - a.baseline) / size, 1), 1)
        for a, b in pairwise(prose)
        if a.page == b.page and round(a.size, 1) == round(b.size, 1) == size and 0 < b.baseline - a.baseline < 3 * size
    ]
    return Style(size, font, most_common(steps) if steps else 1.2)
