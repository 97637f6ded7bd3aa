"""The sentences of a document as the relations read them: mentions, call-outs, paragraph and heading in one value."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from pipeline.model.document import Document
from pipeline.model.geometry import Span
from pipeline.model.mention import Mention, Recognised
from pipeline.relate.citations import calls_between

_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_RAISED = re.compile(r"[.?!][”\"')\]]*\s{0,2}")
Call = tuple[int, tuple[int, ...]]


@dataclass(frozen=True)
class Sentence:
    """A sentence of the linear text; every offset counts there. `calls` are its (offset, reference numbers).

    `goes_on` tells that its paragraph begins a page: it may be the rest of the one that ended the page before.
    """

    span: Span
    text: str
    mentions: tuple[Mention, ...]
    calls: tuple[Call, ...]
    paragraph: int
    section: str
    goes_on: bool = False

    @property
    def start(self) -> int:
        """Where it begins in the linear text."""
        return self.span.start

    def between(self, start: int, end: int) -> str:
        """The characters from `start` to `end`, both offsets of the linear text; empty where they cross over."""
        return self.text[max(0, start - self.start) : max(0, end - self.start)]

    def of_kind(self, *kinds: str) -> tuple[Mention, ...]:
        """Its mentions of these kinds, ascending."""
        return tuple(m for m in self.mentions if m.kind in kinds)

    @property
    def called(self) -> tuple[int, ...]:
        """All reference numbers that it calls, ascending, each once."""
        return tuple(sorted({n for _, numbers in self.calls for n in numbers}))


def sentences_of(document: Document, recognised: Recognised) -> tuple[Sentence, ...]:
    """The sentences of the prose in reading order; a call-out raised behind a full stop belongs to the one before."""
    prose = recognised.prose
    calls = calls_between(document, prose, 0, len(document.text))
    owned = sorted((_owner_offset(document.text, call[0]), call) for call in calls)
    out: list[Sentence] = []
    paragraph, last_end = 0, 0
    for span in prose.sentences:
        breaks = bool(_PARAGRAPH.search(document.text, last_end, span.start + 1))
        goes_on = breaks and bool(out) and _begins_page(document, out[-1], span)
        paragraph += breaks
        last_end = span.end
        first, last = bisect_left(owned, (span.start,)), bisect_left(owned, (span.end,))
        own = tuple(call for _, call in owned[first:last])
        text = document.text[span.start : span.end]
        section = document.heading_path(span.start)
        out.append(Sentence(span, text, prose.within(span), own, paragraph, section, goes_on))
    return tuple(out)


def _begins_page(document: Document, before: Sentence, span: Span) -> bool:
    """Whether the sentence is the first of its page, below the same heading as the last of the page before."""
    last, first = document.runs_of(before.span)[-1:], document.runs_of(span)[:1]
    same_heading = document.heading_path(span.start) == before.section
    return bool(last and first) and same_heading and first[0].page == last[0].page + 1


def _owner_offset(text: str, call: int) -> int:
    """The offset whose sentence the call-out belongs to: that of the full stop that it is raised behind."""
    before = _RAISED.search(text, max(0, call - 4), call)
    return before.start() if before and before.end() == call else call
