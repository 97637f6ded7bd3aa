"""Call-outs of references in a text that comes without a reading of its own: "[12, 14–16]", "trial¹²".

Refused: brackets with anything but reference numbers, raised digits of a power or a unit (10⁹, m², cm³).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model.document import Callout
from pipeline.model.mention import Cited, Mention
from pipeline.recognise.patterns import DASH, GAP

_NUMBER = r"[0-9]{1,3}"
_BRACKETS = re.compile(rf"\[{GAP}{_NUMBER}(?:{GAP}(?:[,;]|{DASH}){GAP}{_NUMBER}){{0,30}}{GAP}\]")
_RAISED_DIGIT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED = re.compile(rf"(?<=[A-Za-z)\]%.,;:”\"])[{_RAISED_DIGIT}]{{1,3}}(?:[,⁻–-][{_RAISED_DIGIT}]{{1,3}}){{0,30}}")
_UNIT_BEFORE = re.compile(r"(?<![A-Za-z])(?:[mck]?m|µm|Gy|kg|s|L)$")
_LOWERED = str.maketrans(_RAISED_DIGIT + "⁻–", "0123456789--")
_LONGEST_RANGE = 200


def find_citations(text: str) -> Iterator[Mention]:
    """The call-outs of the text, ranges filled in."""
    for match in _BRACKETS.finditer(text):
        yield Mention.at(text, "citation", match.start(), match.end(), _cited(match[0]), "citation.brackets")
    for match in _RAISED.finditer(text):
        if not _UNIT_BEFORE.search(text[max(0, match.start() - 4) : match.start()]):
            cited = _cited(match[0].translate(_LOWERED))
            yield Mention.at(text, "citation", match.start(), match.end(), cited, "citation.raised")


def as_mentions(text: str, callouts: tuple[Callout, ...]) -> Iterator[Mention]:
    """The call-outs that the reading of the document found, as mentions."""
    for callout in callouts:
        if callout.start < callout.end:
            yield Mention.at(text, "citation", callout.start, callout.end, Cited(callout.numbers), "citation.callout")


def _cited(printed: str) -> Cited:
    numbers: list[int] = []
    for part in re.findall(rf"({_NUMBER})(?:{GAP}{DASH}{GAP}({_NUMBER}))?", printed):
        first = int(part[0])
        last = int(part[1]) if part[1] else first
        numbers += range(first, last + 1) if first <= last <= first + _LONGEST_RANGE else (first, last)
    return Cited(tuple(numbers))
