"""The walk through the blocks of a paper in reading order: its look and what came before say what a block is."""

from __future__ import annotations

import re

from pipeline.model.document import SectionKind
from pipeline.model.geometry import Box
from pipeline.parse.headings import heads_references, kind_of
from pipeline.parse.layout.blocks import Block
from pipeline.parse.layout.names import (
    ABSTRACT,
    CAPTION,
    CLOSING,
    KEYWORDS,
    LICENCE,
    OPENING,
    RUN_IN_ABSTRACT,
    bare,
)
from pipeline.parse.layout.parts import Role
from pipeline.parse.layout.style import Style

SMALLER, LARGER = 0.94, 1.06  # of the body's size: from here on text is set smaller or larger on purpose
HEADING_LETTERS, HEADING_LINES = 160, 3  # at most, in a heading
CAPTION_GAP = 1.5  # sizes: how closely the lines of a caption follow
HEADING_SIZE = 0.92  # of the body's size: the least of a heading
FRONT_PAGES = 2  # keywords stand on these, where an abstract has no heading
NOTE_LINES = 8  # lines: a footnote has fewer
ABSTRACT_LETTERS = 350  # the least of an abstract without a heading
STRUCTURE_LETTERS = 40  # at most, in a heading within an abstract
PARAGRAPH = 120  # letters: fewer on a page of small pieces are labels
NOTE_MARK = re.compile(
    r"^(?:[*†‡§¶#‖∗✉]|[a-z0-9]{1,2}(?=[A-Z])|"
    r"(?i:e-?mail|correspond(?:ence|ing)|received|accepted|published|citation|edited by|reviewed by|copyright|"
    r"licen[sc]e|to cite|doi|abbreviations|this (?:is an open|article))\b)"
)


class Walk:
    """Goes through the blocks once; remembers which part of the paper it is in."""

    def __init__(self, style: Style, heights: dict[int, float], title: Block | None) -> None:
        self._style, self._heights, self._title = style, heights, title
        self._part = Role.FRONT
        self._kind: SectionKind = "front"
        self._abstract: Block | None = None
        self._structure: Block | None = None
        self._caption: Block | None = None
        self._abstract_letters = 0
        self._abstract_done = False
        self._reference_heading: Block | None = None
        self._entry_size: float | None = None

    @property
    def kind(self) -> SectionKind:
        """The kind of the section that the block just seen stands in."""
        return self._kind

    def role(self, block: Block) -> Role:
        """What the next block is; blocks must come in reading order."""
        role = self._role(block)
        if role is Role.TITLE:
            self._kind = "title"
        else:
            self._kind = "abstract" if self._part is Role.ABSTRACT else "body"
        return role

    def _role(self, block: Block) -> Role:
        if block is self._title:
            return Role.TITLE
        if self._title is not None and block.page == 1 and block.box.bottom <= self._title.box.top:
            return Role.FRONT
        if self._is_caption(block) or self._continues_caption(block):
            self._caption = block
            return Role.CAPTION
        name = bare(block.text)
        if self._part is not Role.REFERENCE and heads_references(block.text):
            self._part, self._reference_heading = Role.REFERENCE, block
            return Role.HEADING
        return {Role.FRONT: self._front, Role.ABSTRACT: self._in_abstract, Role.BODY: self._body}.get(
            self._part, self._references
        )(block, name)

    def _front(self, block: Block, name: str) -> Role:
        if ABSTRACT.fullmatch(name):
            self._part = Role.ABSTRACT
            return Role.HEADING
        if RUN_IN_ABSTRACT.match(name) and block.letters > PARAGRAPH:
            self._part, self._abstract, self._abstract_letters = Role.ABSTRACT, block, block.letters
            return Role.ABSTRACT
        if OPENING.fullmatch(name):
            self._part = Role.BODY
            return Role.HEADING
        if block.letters > 2 * PARAGRAPH and is_prose(block) and self._style.like_body(block.size):
            self._part = Role.BODY
            return Role.BODY
        return Role.FRONT

    def _in_abstract(self, block: Block, name: str) -> Role:
        if KEYWORDS.match(name):
            self._abstract_done = True
            return Role.FRONT
        heading = self.is_heading(block)
        if heading and (self._abstract_done or self._opens_body(name)):
            self._part = Role.BODY
            return Role.HEADING
        if self._abstract is None and block.letters <= PARAGRAPH:
            self._structure = block if heading else self._structure
            return Role.HEADING if heading else Role.ABSTRACT
        self._abstract = self._abstract or block
        if self._like_abstract(block, heading):
            self._abstract_letters += block.letters
            return Role.HEADING if heading and block.letters < STRUCTURE_LETTERS else Role.ABSTRACT
        if self._style.like_body(block.size) and block.letters > PARAGRAPH and not NOTE_MARK.match(block.text):
            self._part = Role.BODY
            return Role.BODY
        if heading:
            self._part = Role.BODY
            return Role.HEADING
        return Role.FRONT

    def _opens_body(self, name: str) -> bool:
        """An introduction, or a background after the abstract's own."""
        return bool(OPENING.fullmatch(name)) and (
            name.casefold() == "introduction" or self._abstract_letters > ABSTRACT_LETTERS
        )

    def _like_abstract(self, block: Block, heading: bool) -> bool:
        first = self._abstract
        if first is None or self._abstract_done or block.page - first.page > 1:
            return False
        if self._structure and heading and _same_look(block, self._structure):
            return True
        return _same_size(block, first) and (block.font == first.font or heading or block.letters > PARAGRAPH)

    def _body(self, block: Block, name: str) -> Role:
        if KEYWORDS.match(name) and block.page <= FRONT_PAGES:
            return Role.FRONT
        if self.is_heading(block):
            return Role.HEADING
        if LICENCE.search(block.text) or (block.page == 1 and self._is_affiliation(block)):
            return Role.NOTE
        if self._style.like_body(block.size):
            return Role.BODY
        if block.size < SMALLER * self._style.size and self._is_note(block):
            return Role.NOTE
        return Role.BODY if is_prose(block) and block.letters > PARAGRAPH else Role.LABEL

    def _references(self, block: Block, name: str) -> Role:
        heading = self._reference_heading
        if heading is not None and self.is_heading(block) and not re.match(r"\W*[0-9]", block.text):
            like = abs(block.size - heading.size) < 0.5 and block.bold == heading.bold
            if like or kind_of(block.text) == "declarations":
                self._part = Role.BODY
                return Role.HEADING
        if self._entry_size is None:
            self._entry_size = block.size
        alike = abs(block.size - self._entry_size) < 0.06 * block.size
        return Role.REFERENCE if alike and not CLOSING.match(block.text) else Role.NOTE

    def _is_caption(self, block: Block) -> bool:
        first = block.lines[0]
        found = CAPTION.match(first.text)
        if found is None:
            return False
        word = first.words[0]
        plain = word.font == self._style.font and self._style.like_body(word.size)
        return not plain or found["stop"] is not None or found.end() == len(first.text)

    def _continues_caption(self, block: Block) -> bool:
        """Whether it stands closely below a caption and is smaller than the text, or the caption is a label alone."""
        above = self._caption
        if above is None or above.page != block.page:
            return False
        gap = block.box.top - above.box.bottom
        below = -block.size < gap < CAPTION_GAP * block.size and _beside(above.box, block.box)
        label = CAPTION.fullmatch(above.text) is not None
        return below and (label or max(block.size, above.size) < SMALLER * self._style.size)

    def is_heading(self, block: Block) -> bool:
        """Whether it is short and set larger, bolder, in capitals or in another font than the text."""
        if block.letters > HEADING_LETTERS or len(block.lines) > HEADING_LINES or block.letters < 3:
            return False
        if not re.search(r"[A-Za-z]{3}", block.text) or block.text.endswith((",", ";")):
            return False
        last = block.lines[-1].words[-1]
        if last.font != block.font or any(line.font != block.font for line in block.lines):  # the text begins within
            return False
        larger = block.size > LARGER * self._style.size
        loud = block.bold or block.text.isupper() or (block.font != self._style.font and not block.text.endswith("."))
        return larger or (loud and block.size >= HEADING_SIZE * self._style.size)

    def _is_note(self, block: Block) -> bool:
        low = block.box.top > 0.6 * self._heights.get(block.page, 0)
        return bool(NOTE_MARK.match(block.text)) or (low and len(block.lines) < NOTE_LINES)

    def _is_affiliation(self, block: Block) -> bool:
        """Whether it begins with a mark or a raised figure, as addresses and correspondence do, and is short."""
        first = block.lines[0]
        marked = NOTE_MARK.match(block.text) or first.words[0].size < 0.85 * first.size
        return bool(marked) and len(block.lines) < NOTE_LINES


def _beside(a: Box, b: Box) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1


def _same_size(a: Block, b: Block) -> bool:
    return abs(a.size - b.size) < 0.05 * a.size


def _same_look(a: Block, b: Block) -> bool:
    return _same_size(a, b) and a.font == b.font


def is_prose(block: Block) -> bool:
    """Sentences rather than labels: mostly small letters, on several lines."""
    return sum(c.islower() for c in block.text) > 0.6 * block.letters and len(block.lines) >= 2
