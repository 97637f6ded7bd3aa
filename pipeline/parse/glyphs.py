"""PDFium's text page -> words: characters of one line without a blank between them.

Words part at the text layer's own blanks and at gaps; blanks that PDFium makes up are left aside.
"""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from pipeline.model.geometry import Box
from pipeline.parse import pdfium
from pipeline.parse.frame import Frame, direction_of
from pipeline.parse.pen import BOLD_NAME, ITALIC_NAME, Pen, Piece, Style
from pipeline.parse.primitives import Word

WHITE = 250  # red, green and blue from here on are white on paper
INVISIBLE = (3, 7)  # text render modes that paint nothing (ISO 32000-1, table 106)
ITALIC, FORCE_BOLD, BOLD_WEIGHT = 1 << 6, 1 << 18, 600  # font flags: ISO 32000-1, table 123
LIGATURES = dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st")))
LINE_END_HYPHENS = {0x02: "-", 0xFFFE: "-"}  # how PDFium marks them
LOST = "\ufffd"
ISOLATED = 4  # characters: longer pieces in one font are words, not symbols
LEVEL_LETTERS = frozenset("mbrhxz")  # no Latin font draws these below the line; their Greek counterparts reach below
DESCENT = 0.12  # of the size: how far below the line a letter that is not level reaches at least
GREEK = str.maketrans("abcdefghiklmnopqrstuwxyz", "αβχδεφγηικλμνοπθρστυωχψζ")  # x is chi in text fonts, not xi
MINUS_WIDTH, MINUS_HEIGHT, BULLET = 0.35, 0.12, 0.6  # of the size: at least so wide and so flat; a dot up to so large
SPECIAL = LIGATURES | LINE_END_HYPHENS


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters `start` to `end` (not included) of the text page, drawn by one text object."""

    start: int
    end: int
    style: Style


class TextPage:
    """The characters of one page; `count` of them, visible or not."""

    def __init__(self, textpage: int, reader: pdfium.Reader, greek: set[str]) -> None:
        """Ask PDFium once for all codes, objects and advances.

        `greek` remembers over the pages of a document the fonts that were seen to draw Greek under Latin codes.
        """
        self._page, self._reader, self._greek = textpage, reader, greek
        self._fonts: dict[int, tuple[str, bool, bool]] = {}  # a handle may name another font on the next page
        self.count = max(0, pdfium.count_chars(textpage))
        self._texts = texts_of(pdfium.char_codes(textpage, self.count))
        self._boxes = pdfium.advance_boxes(textpage, self.count)
        self.stretches = tuple(self._stretches())

    def direction(self, otherwise: int) -> int:
        """The direction that most characters run in; `otherwise` on a page without text."""
        votes: Counter[int] = Counter()
        for stretch in self.stretches:
            if stretch.style.direction is not None:
                votes[stretch.style.direction] += stretch.end - stretch.start
        return votes.most_common(1)[0][0] if votes else otherwise

    def words(self, frame: Frame, shown: tuple[float, float, float, float]) -> Iterator[tuple[Word, str]]:
        """Each word with its paint, in the order of the text layer; those that do not run with the page come last."""
        for direction in sorted(
            {s.style.direction for s in self.stretches}, key=lambda d: (d != frame.direction, d or 0)
        ):
            mine = (s for s in self.stretches if s.style.direction == direction)
            if direction == frame.direction:
                yield from self._straight(mine, frame)
            elif direction is None:
                yield from self._slanting(mine, frame)
            else:
                own = Frame.of(shown, direction)
                for word, paint in self._straight(mine, own):
                    yield _askew(word, frame.box(own.rect(word.box))), paint

    def _stretches(self) -> Iterator[Stretch]:
        objects = pdfium.char_objects(self._page, self.count)
        for thing, places in groupby(range(self.count), objects.__getitem__):
            if thing is not None:
                start, *rest = places
                stretch = Stretch(start, (rest[-1] if rest else start) + 1, self._style(thing, start))
                if len(rest) < ISOLATED:
                    self._read_greek(stretch)
                self._read_shapes(stretch)
                yield stretch

    def _read_greek(self, stretch: Stretch) -> None:
        """Read an isolated piece as Greek where its font was seen to draw Greek letters under Latin codes."""
        font, places = stretch.style.font, range(stretch.start, stretch.end)
        level = stretch.style.direction == 0 and not stretch.style.italic
        if level and any(self._texts[k] in LEVEL_LETTERS and self._descends(k, stretch.style.size) for k in places):
            self._greek.add(font)
        if font in self._greek:
            for index in places:
                self._texts[index] = self._texts[index].translate(GREEK)

    def _read_shapes(self, stretch: Stretch) -> None:
        """Read a glyph without Unicode by its outline's box where that is enough: minus, times, bullet."""
        for index in range(stretch.start, stretch.end):
            if self._texts[index] == LOST and stretch.style.direction == 0:
                left, bottom, right, top = self._reader.ink_box(self._page, index)
                wide, high = (right - left) / stretch.style.size, (top - bottom) / stretch.style.size
                if wide > MINUS_WIDTH and high < MINUS_HEIGHT:
                    self._texts[index] = "−"
                elif abs(wide - high) < 0.1 * wide and wide < BULLET and bottom > self._baseline(index):
                    self._texts[index] = "×" if self._between_figures(index) else "•"

    def _between_figures(self, index: int) -> bool:
        around = self._texts[max(0, index - 1) : index + 2 : 2]
        return len(around) == 2 and all(text.isdigit() for text in around)

    def _baseline(self, index: int) -> float:
        return self._reader.origin(self._page, index)[1]

    def _descends(self, index: int, size: float) -> bool:
        _, bottom, _, _ = self._reader.ink_box(self._page, index)
        return self._baseline(index) - bottom > DESCENT * size

    def _style(self, thing: int, index: int) -> Style:
        a, b, c, d, _, _ = self._reader.text_matrix(self._page, index)
        font = pdfium.font_of(thing) or 0
        if font not in self._fonts:
            self._fonts[font] = _describe(font)
        size = pdfium.font_size(self._page, index) * (c * c + d * d) ** 0.5
        if size < 2:  # a font that draws its own glyphs may be set at size 1 and still be large
            _, bottom, _, top = self._reader.ink_box(self._page, index)
            size = max(size, top - bottom)
        return Style(size, direction_of(a, b), *self._fonts[font], self._paint(thing))

    def _paint(self, thing: int) -> str:
        if pdfium.render_mode(thing) in INVISIBLE:
            return "invisible"
        red, green, blue, alpha = self._reader.fill_colour(thing)
        return "invisible" if alpha == 0 else "white" if min(red, green, blue) >= WHITE else ""

    def _straight(self, stretches: Iterable[Stretch], frame: Frame) -> Iterator[tuple[Word, str]]:
        pen = Pen()
        for stretch in stretches:
            _, baseline = frame.point(*self._reader.origin(self._page, stretch.start))
            pieces = self._level(stretch, frame) if frame.direction == 0 else self._turned(stretch, frame)
            yield from pen.write(pieces, stretch.style, baseline)
        yield from pen.lift()

    def _level(self, stretch: Stretch, frame: Frame) -> list[Piece]:
        lefts = self._boxes[4 * stretch.start : 4 * stretch.end : 4]
        rights = self._boxes[4 * stretch.start + 2 : 4 * stretch.end : 4]
        left = frame.left
        return [
            (text, x0 - left, x1 - left)
            for text, x0, x1 in zip(self._texts[stretch.start : stretch.end], lefts, rights)
        ]

    def _turned(self, stretch: Stretch, frame: Frame) -> list[Piece]:
        out = []
        for index in range(stretch.start, stretch.end):
            x0, _ = frame.point(*self._reader.origin(self._page, index))
            ink = frame.box(self._reader.ink_box(self._page, index))
            out.append((self._texts[index], x0, max(ink.x1, x0)))
        return out

    def _slanting(self, stretches: Iterable[Stretch], frame: Frame) -> Iterator[tuple[Word, str]]:
        for stretch in stretches:
            text = "".join(self._texts[stretch.start : stretch.end])
            first = frame.box(self._reader.ink_box(self._page, stretch.start))
            if text:
                box = first.joined(frame.box(self._reader.ink_box(self._page, stretch.end - 1)))
                style = stretch.style
                word = Word(text, box, style.size, style.font, style.bold, style.italic)
                yield _askew(word, box), style.paint


def texts_of(codes: list[int]) -> list[str]:
    """One text a code: "" for blanks and for the second half of a pair, letters for a ligature."""
    table = {code: SPECIAL.get(code) or _character(code) for code in set(codes)}
    out = [table[code] for code in codes]
    for index, (high, low) in enumerate(pairwise(codes)):
        if 0xD800 <= high < 0xDC00 <= low < 0xE000:
            out[index : index + 2] = [chr(0x10000 + (high - 0xD800) * 0x400 + low - 0xDC00), ""]
    return out


def _character(code: int) -> str:
    """What a code prints: "" for a blank, LOST for what is no character, as codes of a damaged font beyond Unicode."""
    character = chr(code) if code <= sys.maxunicode else LOST
    if character.isspace() or character in "\u200b\ufeff":
        return ""
    return LOST if unicodedata.category(character) in ("Cc", "Cs") else character


def _describe(font: int) -> tuple[str, bool, bool]:
    """Base name without subset prefix, whether it is bold, whether it is italic."""
    name, flags = pdfium.font_name(font), pdfium.font_flags(font)
    bold = bool(BOLD_NAME.search(name) or flags & FORCE_BOLD) or pdfium.font_weight(font) >= BOLD_WEIGHT
    italic = bool(ITALIC_NAME.search(name) or flags & ITALIC)
    return name, bold, italic


def _askew(word: Word, box: Box) -> Word:
    """The word as one that does not run with the page: no pen places, its box alone."""
    return replace(word, box=box, baseline=box.bottom, chars=(), upright=False)
