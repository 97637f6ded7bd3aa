"""Printed lines -> linear text with the way back: hyphens at line ends, raised digits, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.model.document import Run
from pipeline.parse.layout.line import Line, touching
from pipeline.parse.primitives import Word

RAISED_SIZE, RAISED_BY = 0.85, 0.12  # of the line's size: smaller and higher than this is a superscript
SUPERSCRIPT = str.maketrans("0123456789+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺")
NEGATIVE_POWER = re.compile(r"[-−–](?=[0-9])")
HYPHENS = "-‐\u00ad"
LETTERS = re.compile(r"[^\W\d_]+")
INDENT = (0.6, 5.0)  # sizes: how far the first line of a paragraph is moved in
BULLETS = "•▪■●○◦‣∙\uf0b7"
SHORT_LINE = 2.5  # sizes: a line that ends so far from the right edge ends its paragraph, if its sentence ends
SENTENCE_END = re.compile(r"[.!?:;]['\"”’)\]]*[⁰¹²³⁴⁵⁶⁷⁸⁹,–\[\]0-9 ()]*$")


def known_words(lines: Iterable[Line]) -> frozenset[str]:
    """The words that the document prints within a line, in small letters: evidence for what a hyphen parted."""
    words: set[str] = set()
    for line in lines:
        words.update(word.text.strip("()[]{}.,;:'\"“”‘’").casefold() for word in line.words[:-1])
    return frozenset(words)


def without_hyphen(left: str, right: str, known: frozenset[str]) -> bool:
    """Whether the hyphen between the end of a line and the next line's first word only parts a word.

    What the document prints elsewhere decides; else a hyphen beside figures or capitals stays, and one between two
    words that both stand alone elsewhere.
    """
    if left.endswith("\u00ad"):
        return True
    before, after = left.rstrip(HYPHENS), re.split(r"[^\w-]", right)[0]
    stem = re.split(r"[^\w-]", before)[-1]
    if not stem or not after or not after[0].islower() or not stem[-1].islower():
        return False
    if (stem + after).casefold() in known:
        return True
    if f"{stem}-{after}".casefold() in known:
        return False
    return not (stem.casefold() in known and after.casefold() in known and min(len(stem), len(after)) > 2)


def raised(word: Word, line: Line) -> bool:
    """Whether the word is a superscript of its line."""
    return word.size < RAISED_SIZE * line.size and line.baseline - word.baseline > RAISED_BY * line.size


def printed(word: Word, line: Line) -> str:
    """The word's text, digits of a superscript as such; a dash before a raised figure is a minus ("10⁻⁹")."""
    if not raised(word, line):
        return word.text
    text = word.text
    if NEGATIVE_POWER.match(text):
        text = "⁻" + text[1:]
    return text.translate(SUPERSCRIPT)


class TextBuilder:
    """Writes the linear text piece by piece and keeps a run for each printed word."""

    def __init__(self, known: frozenset[str]) -> None:
        """`known` are the document's words, for hyphens at line ends."""
        self._known = known
        self._pieces: list[str] = []
        self.length = 0
        self.runs: list[Run] = []

    @property
    def text(self) -> str:
        """What has been written so far."""
        return "".join(self._pieces)

    def ends_sentence(self) -> bool:
        """Whether what stands last closes a sentence."""
        tail = "".join(self._pieces[-12:])
        return not tail or SENTENCE_END.search(tail) is not None

    def blank_line(self) -> None:
        """End the paragraph, if one was begun."""
        if self._pieces and self._pieces[-1] != "\n\n":
            self._write("\n\n")

    def paragraph(self, lines: Sequence[Line]) -> None:
        """Write lines that go on from each other and from what stands last, if that is an open paragraph."""
        for line in lines:
            self._join(line.words[0])
            self._line(line)

    def _line(self, line: Line) -> None:
        self._word(line.words[0], line)
        for before, word in pairwise(line.words):
            if not touching(before, word):
                self._write(" ")
            self._word(word, line)

    def _word(self, word: Word, line: Line) -> None:
        start, text = self.length, printed(word, line)
        self._write(text)
        self.runs.append(Run(start, self.length, line.page, word.box))

    def _join(self, word: Word) -> None:
        """What stands between the end of a line and the next line's first word."""
        if not self._pieces or self._pieces[-1] == "\n\n":
            return
        last = self._pieces[-1]
        if last[-1:] not in HYPHENS or len(last) < 2 or not word.text[:1].isalnum():
            self._write(" ")
        elif without_hyphen(last, word.text, self._known):
            self._shorten()

    def _shorten(self) -> None:
        self._pieces[-1] = self._pieces[-1][:-1]
        self.length -= 1
        run = self.runs[-1]
        self.runs[-1] = Run(run.start, run.end - 1, run.page, run.box)

    def _write(self, text: str) -> None:
        self._pieces.append(text)
        self.length += len(text)


def paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of a block parted into paragraphs, by indented first lines, short last lines and bullets."""
    left, right = min(x.box.x0 for x in lines), max(x.box.x1 for x in lines)
    initial = lines[0].words[0].box.bottom  # a drop capital reaches down beside the next lines
    out = [[lines[0]]]
    for before, line in pairwise(lines):
        indent = (line.box.x0 - left) / line.size
        moved_in = (
            initial < line.baseline and INDENT[0] < indent < INDENT[1] and before.box.x0 - left < INDENT[0] * line.size
        )
        ended = right - before.box.x1 > SHORT_LINE * line.size and before.text.endswith((".", ":", "?", "!"))
        if moved_in or ended or line.text[0] in BULLETS:
            out.append([])
        out[-1].append(line)
    return out
