"""Characters -> words: what is written on one line without a blank or a gap.

Every reader hands its characters to a `Pen`, so that words are the same whoever read the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.geometry import Box
from pipeline.parse.primitives import Word

GAP = 0.15  # of the size: narrower gaps are kerning, wider ones are blanks (justified lines go down to 0.17)
BACK = 0.5  # of the size: a pen that goes back further starts a new word
SHIFT = 0.08  # of the size: a baseline that moves further starts a raised or lowered word
ASCENT = 0.78  # of the size: how far a word's box reaches above its baseline; the rest is below
DECIMALS = 2  # of a point: finer than any printer
BOLD_NAME = re.compile(r"(?i:bold|black|heavy|demi)|[-.,](?:B|Bd|BI|BdIt)$")
ITALIC_NAME = re.compile(r"(?i:ital|obli)|[-.,](?:I|It|BI|BdIt|Obl)$")

Piece = tuple[str, float, float]
"""A character with the x of the pen before and after it; its text is empty for a blank."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a text object is set: `direction` in degrees (None: slanting), `paint` is "", "invisible" or "white"."""

    size: float
    direction: int | None
    font: str
    bold: bool
    italic: bool
    paint: str


class Pen:
    """Collects the characters of one word; `lift` ends it."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._starts: list[float] = []
        self._end = 0.0
        self._style: Style | None = None
        self._baseline = 0.0
        self._blank = True

    def write(self, pieces: list[Piece], style: Style, baseline: float) -> Iterator[tuple[Word, str]]:
        """The words that end within these characters; the last one stays open for the next text object."""
        size = style.size
        if not self._goes_on(style, baseline):
            yield from self.lift()
        for text, x0, x1 in pieces:
            if not text:
                yield from self.lift()
                self._blank = True
                continue
            if self._texts and not -BACK * size < x0 - self._end < GAP * size:
                if x0 == self._starts[-1]:  # PDFium spells a ligature out in characters that share one box
                    self._texts[-1] += text
                    continue
                yield from self.lift()
            if not self._texts:
                self._style, self._baseline = style, baseline
            self._texts.append(text)
            self._starts.append(x0)
            self._end = x1

    def _goes_on(self, style: Style, baseline: float) -> bool:
        """Whether characters set so may belong to the open word."""
        if self._style is None:
            return True
        level = abs(baseline - self._baseline) <= SHIFT * max(style.size, self._style.size)
        return level and style.paint == self._style.paint

    def lift(self) -> Iterator[tuple[Word, str]]:
        """The open word, where there is one."""
        style = self._style
        if not self._texts or style is None:
            return
        text = "".join(self._texts)
        chars = (*self._starts, self._end)
        if len(text) + 1 != len(chars):
            chars = _spread(self._texts, chars)
        chars = tuple(round(x, DECIMALS) for x in chars)
        top = self._baseline - ASCENT * style.size
        box = Box(min(chars), round(top, DECIMALS), max(chars), round(top + style.size, DECIMALS))
        word = Word(text, box, style.size, style.font, style.bold, style.italic, self._baseline, self._blank, chars)
        self._texts, self._starts, self._style, self._blank = [], [], None, False
        yield word, style.paint


def _spread(texts: list[str], pens: tuple[float, ...]) -> tuple[float, ...]:
    """Pen places a letter, those of a ligature spread evenly over its glyph."""
    out: list[float] = []
    for text, x0, x1 in zip(texts, pens, pens[1:]):
        out += [x0 + (x1 - x0) * k / len(text) for k in range(len(text))]
    return (*out, pens[-1])
