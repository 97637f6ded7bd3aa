"""Phase of a trial: "phase III", "phase Ib/II", "phase 2"; the concept's name is the code (`3`, `1b/2`, `2`).

Refused: the recommended phase 2 dose. The letter l counts as the Roman one: scanned papers print "phase lb/ll".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model.mention import Concept, Mention
from pipeline.recognise.patterns import DASH, GAP, WORD_GAP

_PART = r"(?:[Il]{1,3}|IV|[1-4])[ABab]?"
_PHASE = re.compile(
    rf"(?<![A-Za-z])(?:[Pp]hases?|PHASE)(?:{WORD_GAP}|{DASH})(?P<first>{_PART})"
    rf"(?:{GAP}(?:/|{DASH}|and|to|or){GAP}(?P<second>{_PART}))?(?![A-Za-z0-9])"
)
_RECOMMENDED = re.compile(r"[Rr]ecommended\s$")
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4"}


def find_phases(text: str) -> Iterator[Mention]:
    """The phases of the text."""
    for match in _PHASE.finditer(text):
        if _RECOMMENDED.search(text[max(0, match.start() - 16) : match.start()]):
            continue
        first, second = _code(match["first"]), _code(match["second"] or "")
        name = f"{first}/{second}" if second and second != first else first
        yield Mention.at(text, "phase", match.start(), match.end(), Concept(name), "phase")


def _code(printed: str) -> str:
    number = printed.rstrip("ABab")
    return _ROMAN.get(number.replace("l", "I"), number) + printed[len(number) :].lower()
