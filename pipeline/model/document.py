"""A paper as read: linear text with the way back to the page, sections, tables, references, call-outs.

The JSON form of these values (`documents/<doc_id>.json`) is written and read by `pipeline.parse.store`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pipeline.model.geometry import Box, Span
from pipeline.model.table import Table

SourceKind = Literal["pdf", "jats", "text"]
SectionKind = Literal["title", "abstract", "body", "declarations", "front"]


@dataclass(frozen=True, slots=True)
class Source:
    """One input file, accepted but not yet read.

    `doc_id` follows the evidence schema; `path` is as the user gave it or relative to the folder that was given,
    never absolute; `sha256` is of the file's bytes; `size` in bytes.
    """

    doc_id: str
    path: str
    kind: SourceKind
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Page:
    """A printed page, upright: `number` from 1, width and height in points, `rotation` the degrees it was turned by.

    `state` is `read`, `ocr` for a page read by OCR, or why it gave no text (`no_text`, `garbled_text`, `malformed`).
    """

    number: int
    width: float
    height: float
    rotation: int = 0
    state: str = "read"


@dataclass(frozen=True, slots=True)
class Run:
    """A printed word or part of one: `Document.text[start:end]` stands on `page` inside `box`."""

    start: int
    end: int
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the text under one heading, as printed; `level` 1 is the highest, `kind` says what it holds."""

    heading: str
    level: int
    start: int
    end: int
    kind: SectionKind = "body"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of which only the caption is read."""

    label: str
    caption: str
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of the reference list: `number` as the text calls it (its place in the list where none is printed).

    `authors` are "Surname Initials" in printed order, possibly cut short by "et al."; empty where not found.
    """

    number: int
    authors: tuple[str, ...] = ()
    year: int | None = None
    title: str = ""
    journal: str = ""
    doi: str = ""
    pmid: str = ""
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Callout:
    """A place of the linear text that calls references; `numbers` with ranges filled in, ascending as printed."""

    start: int
    end: int
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class HiddenText:
    """Text that a reader cannot see (white, invisible, off the page, under 2 pt); it never feeds a finding."""

    page: int
    text: str
    reason: str


@dataclass(frozen=True)
class Document:
    """A whole paper.

    `text` is title, abstract and body in reading order, paragraphs parted by a blank line, without running heads,
    captions, tables, footnotes and references. Superscript digits stand as Unicode superscripts ("15 Gy¹²", "10⁹/L"),
    so that a citation mark never glues to a number. `runs` (ascending, not overlapping) lead back to the page and are
    empty for inputs without pages. `chars` counts the text layer as read, before layout. `registry_ids` are ids that
    the front matter itself declares. `flags` name what a reviewer should know (`not_english`, `hidden_text`, `ocr`,
    `second_reader`, `pages_lost`; of texts `guessed_encoding`, `replaced_characters:3`, `control_characters:2`; of XML
    that had to be mended `recovered`).
    """

    source: Source
    text: str
    title: str = ""
    doi: str = ""
    year: int | None = None
    language: str = ""
    pages: tuple[Page, ...] = ()
    runs: tuple[Run, ...] = ()
    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()
    figures: tuple[Figure, ...] = ()
    references: tuple[Reference, ...] = ()
    callouts: tuple[Callout, ...] = ()
    hidden: tuple[HiddenText, ...] = ()
    registry_ids: tuple[str, ...] = ()
    chars: int = 0
    flags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse runs, sections and call-outs that point outside the text (ValueError)."""
        last = 0
        for run in self.runs:
            if not last <= run.start < run.end <= len(self.text):
                raise ValueError(
                    f"run {run.start}..{run.end} is out of order or outside the text of {self.source.doc_id}"
                )
            last = run.end
        spans = [(s.start, s.end) for s in self.sections] + [(c.start, c.end) for c in self.callouts]
        for start, end in spans:
            if not 0 <= start <= end <= len(self.text):
                raise ValueError(f"section or call-out {start}..{end} is outside the text of {self.source.doc_id}")

    @cached_property
    def _run_starts(self) -> list[int]:
        return [run.start for run in self.runs]

    def runs_of(self, span: Span) -> tuple[Run, ...]:
        """The runs that share a character with the span, in reading order."""
        first = max(0, bisect_right(self._run_starts, span.start) - 1)
        last = bisect_left(self._run_starts, span.end)
        return tuple(run for run in self.runs[first:last] if run.end > span.start)

    def sections_at(self, offset: int) -> tuple[Section, ...]:
        """The sections that hold the offset, outermost first."""
        return tuple(sorted((s for s in self.sections if s.start <= offset < s.end), key=lambda s: s.level))

    def heading_path(self, offset: int) -> str:
        """The headings above the offset, joined by " > "; empty before the first heading."""
        return " > ".join(s.heading for s in self.sections_at(offset) if s.heading)

    def reference(self, number: int) -> Reference | None:
        """The entry with that number, or None."""
        return self._references_by_number.get(number)

    @cached_property
    def _references_by_number(self) -> dict[int, Reference]:
        return {r.number: r for r in self.references}
