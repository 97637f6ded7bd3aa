"""Words that say that nothing is there: "no", "none", "without"; not reported; not applicable; not reached.

The concept's name keeps them apart: `none`, `not_reported`, `not_applicable`, `not_reached`. NR is "not reported", but
"not reached" where the text says so, of a median, and as the upper end of an interval.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model.mention import Concept, Mention
from pipeline.recognise.patterns import WORD_GAP, one_of

_ABSENT: dict[str, str] = {
    "no": "none", "none": "none", "without": "none", "nil": "none", "neither": "none", "absence of": "none",
    "not reported": "not_reported", "not stated": "not_reported", "not available": "not_reported", "NR": "not_reported",
    "not specified": "not_reported", "not described": "not_reported", "not provided": "not_reported",
    "not mentioned": "not_reported", "unknown": "not_reported", "ND": "not_reported", "N/R": "not_reported",
    "not applicable": "not_applicable", "N/A": "not_applicable", "NA": "not_applicable",
    "not reached": "not_reached", "not yet reached": "not_reached", "not estimable": "not_reached",
    "not evaluable": "not_reached", "NE": "not_reached",
}  # fmt: skip
_WORD = re.compile(rf"(?<![\w.-]){one_of(_ABSENT)}(?![\w-])(?!\.{WORD_GAP}?[0-9])")
_CAPITAL = re.compile(
    rf"(?<![\w.-]){one_of(w.capitalize() for w in _ABSENT if w.islower())}(?![\w-])(?!\.{WORD_GAP}?[0-9])"
)
_DEFINED = re.compile(r"[Nn]ot (?:yet )?reached,? ?[(\[]NR[)\]]|\bNR ?[:=,–-] ?not (?:yet )?reached")
_OF_MEDIAN = re.compile(r"\b[Mm]edian\b[^.;:0-9]{0,48}$|[0-9] ?(?:-|–|to|,) ?$")
_LOOK_BACK = 60
_DASHES = re.compile(r"\s{0,9}[-\u2010-\u2015\u2212]{1,3}\s{0,9}")


def find_absence(text: str, cell: bool = False) -> Iterator[Mention]:
    """The words of absence; a cell that holds only a dash counts as not reported."""
    defined = _DEFINED.search(text) is not None
    for match in (*_WORD.finditer(text), *_CAPITAL.finditer(text)):
        name = _ABSENT.get(re.sub(r"\s+", " ", match[0])) or _ABSENT[re.sub(r"\s+", " ", match[0]).lower()]
        if match[0] == "NR" and (defined or _OF_MEDIAN.search(text, max(0, match.start() - _LOOK_BACK), match.start())):
            name = "not_reached"
        yield Mention.at(text, "absence", match.start(), match.end(), Concept(name), "absence")
    if cell and _DASHES.fullmatch(text):
        start = len(text) - len(text.lstrip())
        end = len(text.rstrip())
        yield Mention.at(text, "absence", start, end, Concept("not_reported"), "absence.dash")
