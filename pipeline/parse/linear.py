"""Puts the linear text together, paragraph by paragraph, for the readers of inputs without pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model.document import Callout, Section, SectionKind

BLANKS = re.compile(r"[ \t\r\n]+")
PARTING = "\n\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of inline text; `numbers` are the references that it calls."""

    text: str
    numbers: tuple[int, ...] = ()


def flowed(pieces: Iterable[Piece]) -> tuple[str, tuple[Callout, ...]]:
    """One paragraph with single blanks, and its call-outs by their place in it."""
    text, callouts = "", []
    for piece in pieces:
        words = BLANKS.sub(" ", piece.text)
        words = words[1:] if words.startswith(" ") and (not text or text.endswith(" ")) else words
        if piece.numbers and words.strip():
            start = len(text) + len(words) - len(words.lstrip())
            callouts.append(Callout(start, start + len(words.strip()), piece.numbers))
        text += words
    return text.rstrip(), tuple(callouts)


class LinearText:
    """Grows by headings and paragraphs; `text`, `sections` and `callouts` are always consistent."""

    def __init__(self) -> None:
        self.callouts: list[Callout] = []
        self._parts: list[str] = []
        self._length = 0
        self._open: list[tuple[str, int, SectionKind, int]] = []
        self._closed: list[Section] = []

    @property
    def text(self) -> str:
        """All paragraphs so far, parted by blank lines."""
        return PARTING.join(self._parts)

    def paragraph(self, text: str, callouts: Iterable[Callout] = ()) -> None:
        """Add a paragraph with its own call-outs; nothing where it is empty."""
        if not text:
            return
        start = self._next()
        self._parts.append(text)
        self._length = start + len(text)
        self.callouts += [Callout(start + c.start, start + c.end, c.numbers) for c in callouts]

    def open(self, heading: str, level: int, kind: SectionKind) -> None:
        """Begin a section, ending those of its level and below; its heading is a paragraph of the text."""
        self.close(level)
        self._open.append((heading, level, kind, self._next()))
        self.paragraph(heading)

    def close(self, level: int = 1) -> None:
        """End the open sections of this level and deeper ones."""
        while self._open and self._open[-1][1] >= level:
            heading, depth, kind, start = self._open.pop()
            self._closed.append(Section(heading, depth, min(start, self._length), self._length, kind))

    @property
    def heading_path(self) -> str:
        """The open headings, joined as `Document.heading_path` does."""
        return " > ".join(heading for heading, *_ in self._open if heading)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The ended sections in the order of the text, outer ones first."""
        return tuple(sorted(self._closed, key=lambda s: (s.start, s.level)))

    def _next(self) -> int:
        return self._length + len(PARTING) if self._parts else 0
