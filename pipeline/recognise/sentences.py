"""Splits a text into sentences: linear, no model; made for papers ("et al.", "Fig. 2", "P = .05", "i.v.", initials)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model.geometry import Span

_END = re.compile(r"[.!?…][\"'”’)\]]{0,3}[⁰¹²³⁴-⁹,–-]{0,12}(?=\s)|\n[ \t]{0,80}\n")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(\[/–-])(?:al|vs|v|e\.g|i\.e|cf|ca|approx|resp|no|nos|vol|p|pp|ed|eds|etc|viz|incl|max|min|"
    r"[Ff]igs?|[Tt]abs?|[Ee]qs?|[Rr]efs?|[Ss]ect?|[Ss]uppl|[Cc]h|[Nn]os?|[Dd]rs?|[Pp]rof|Mr|Mrs|Ms|St|[Dd]ept|Univ|Inc|"
    r"Ltd|Co|Corp|Jr|Sr|[Gg]r|wk|wks|mo|mos|yr|yrs|hr|hrs|i\.v|i\.m|s\.c|p\.o|b\.i\.d|t\.i\.d|q\.d|a\.m|"
    r"[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|[Jj]un|[Jj]ul|[Aa]ug|[Ss]ept?|[Oo]ct|[Nn]ov|[Dd]ec|[A-Z]|[A-Z]\.[A-Z])$"
)
_OPENS = re.compile(r"[\"'“‘(\[]{0,3}(?:[A-ZÀ-ÖØ-Þ0-9µμ≥≤<>]|[a-z]{1,4}[A-Z]|[a-z]-[A-Z])")
_NUMBER_LABEL = re.compile(r"(?:^|[\s(\[])(?:[Ff]igs?|[Tt]abs?|[Ee]qs?|[Rr]efs?|[Nn]os?|[Vv]ol|pp?|[Ss]ect?|[Cc]h)$")
_LABEL = re.compile(r"[A-Z]?[0-9]")
_LOOK_BACK = 12
LONGEST = 2000  # characters: no sentence is that long, but a list without full stops may be


def sentences(text: str) -> Iterator[Span]:
    """Spans that cover every printed character of the text, in order, without overlap; blanks between are left out.

    None is longer than `LONGEST`: what is sought in a sentence takes a time that grows with its square.
    """
    for span in _whole_sentences(text):
        yield from _pieces(text, span)


def _whole_sentences(text: str) -> Iterator[Span]:
    start = _skip_blanks(text, 0)
    for match in _END.finditer(text):
        if match.end() <= start:
            continue
        after = _skip_blanks(text, match.end())
        if match[0][0] == "\n" or after >= len(text) or _ends(text, match.start(), after):
            yield Span(start, _before_blanks(text, match.start() if match[0][0] == "\n" else match.end()))
            start = after
    if start < len(text):
        yield Span(start, _before_blanks(text, len(text)))


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """The span, or pieces of it that end before a blank where there is one."""
    start = span.start
    while span.end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = start + LONGEST if cut < 0 else cut
        yield Span(start, _before_blanks(text, cut))
        start = _skip_blanks(text, cut)
    yield Span(start, span.end)


def _ends(text: str, at: int, after: int) -> bool:
    """Whether the mark at `at` ends a sentence, the next one beginning at `after`."""
    if not _OPENS.match(text, after):
        return False
    if text[at] != ".":
        return True
    before = text[max(0, at - _LOOK_BACK) : at]
    if _NUMBER_LABEL.search(before):
        return _LABEL.match(text, after) is None
    return _ABBREVIATED.search(before) is None


def _skip_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _before_blanks(text: str, at: int) -> int:
    while at > 0 and text[at - 1].isspace():
        at -= 1
    return at
