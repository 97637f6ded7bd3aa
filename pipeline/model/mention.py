"""What a recogniser saw in one passage: a kind, a span, the printed text and a typed value.

Offsets count in the passage that was given (the linear text, or the text of one cell).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Literal, get_args

from pipeline.model.geometry import Span
from pipeline.model.quantity import Amount, Count, Grade, Interval

MentionKind = Literal[
    "registry_id", "drug", "adverse_event", "drug_dose", "frequency", "route", "cycles",
    "rt_dose", "rt_fractions", "rt_frequency", "rt_boost", "rt_technique", "rt_timing", "site",
    "count", "percent", "interval", "p_value", "grade", "duration", "outcome", "ratio",
    "study", "author_year", "phase", "sample_size", "design", "status", "citation",
    "chemical", "condition", "absence", "number",
]  # fmt: skip
KINDS: frozenset[str] = frozenset(get_args(MentionKind))


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing of an agreed vocabulary: `name` canonical, `code` with its prefix (`UNII:…`, `NCIT:C…`) where it has one.

    `members` are the canonical names behind a collective (the drugs of TCHP); `flags` say what is odd about the printed
    form (`confusable`, `broken_across_lines`, `fuzzy`).
    """

    name: str
    code: str = ""
    members: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cited:
    """Reference numbers that a call-out names, ranges filled in."""

    numbers: tuple[int, ...]


MentionValue = Amount | Count | Grade | Interval | Concept | Cited | None


@dataclass(frozen=True, slots=True)
class Mention:
    """`text` is the passage from `start` to `end`; `by` names the rule, the vocabulary or the model that found it."""

    kind: MentionKind
    start: int
    end: int
    text: str
    value: MentionValue
    by: str

    def __post_init__(self) -> None:
        """Refuse unknown kinds and spans that do not fit the text (ValueError)."""
        if self.kind not in KINDS:
            raise ValueError(f"{self.kind!r} is not a kind of mention")
        if self.start < 0 or self.end - self.start != len(self.text) or not self.text:
            raise ValueError(f"mention {self.text!r} does not fit its span {self.start}..{self.end}")

    @classmethod
    def at(cls, passage: str, kind: MentionKind, start: int, end: int, value: MentionValue, by: str) -> Mention:
        """The mention of `passage[start:end]`."""
        return cls(kind, start, end, passage[start:end], value, by)

    @property
    def span(self) -> Span:
        """The span in the passage."""
        return Span(self.start, self.end)

    @property
    def name(self) -> str:
        """The canonical name of what is mentioned, its printed text where it has none."""
        return self.value.name if isinstance(self.value, Concept) else self.text


@dataclass(frozen=True, slots=True)
class Course:
    """A radiotherapy course put together: spans of its dose, fractions, frequency and boost words where they stand."""

    dose: Span | None = None
    fractions: Span | None = None
    dose_per_fraction: Span | None = None
    frequency: Span | None = None
    boost: Span | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with what was recognised in it, ascending by start; `sentences` cover it without overlap."""

    text: str
    mentions: tuple[Mention, ...] = ()
    sentences: tuple[Span, ...] = ()
    courses: tuple[Course, ...] = ()

    def within(self, span: Span) -> tuple[Mention, ...]:
        """The mentions that lie wholly inside the span."""
        return tuple(m for m in self.beginning_in(span) if m.end <= span.end)

    def beginning_in(self, span: Span) -> tuple[Mention, ...]:
        """The mentions that begin inside the span."""
        first, last = (bisect_left(self.mentions, at, key=attrgetter("start")) for at in (span.start, span.end))
        return self.mentions[first:last]


@dataclass(frozen=True)
class Recognised:
    """What was recognised in a document: its linear text, each cell by (table, row, col) from 0, each table's caption.

    `abbreviations` maps the short forms that the document defines to their long forms.
    """

    prose: Passage
    cells: dict[tuple[int, int, int], Passage] = field(default_factory=dict)
    captions: dict[int, Passage] = field(default_factory=dict)
    abbreviations: dict[str, str] = field(default_factory=dict)
