"""Schedules of fractions of which a part is lost: "2 Gy, twice per", "20 fractions week", "given 5 times" and no more.

A cell is cut, a line is read across two columns: what is left still says that fractions were scheduled. The concept has
a question mark for the lost part (`2/?`, `?/week`) and the flag `cut_off`.
Refused: anything far from a word of radiation, "twice per course", "within a week", "10 weeks".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.model.mention import Concept, Mention
from pipeline.recognise.patterns import GAP, NUMBER_WORDS, WORD_GAP, one_of

_ADVERBS = {"once": 1, "twice": 2, "thrice": 3}
_SMALL = one_of([w for w in NUMBER_WORDS if "-" not in w]) + "|[0-9]{1,2}"
_SEVERAL = one_of([w for w in NUMBER_WORDS if "-" not in w and w != "one"]) + "|[2-9]|[1-9][0-9]"
_LOST = rf"(?={GAP}(?:$|[A-Z0-9(),.;]))"
_NO_PERIOD = re.compile(
    rf"(?<![A-Za-z])(?:(?P<adverb>{one_of(_ADVERBS)})(?:{WORD_GAP}per{_LOST}|(?={WORD_GAP}fractions{WORD_GAP}per))|"
    rf"(?P<times>{_SMALL}){WORD_GAP}(?:times{WORD_GAP}per{_LOST}|days{WORD_GAP}per{_LOST}|times(?={GAP}(?:$|[0-9]))))"
)
_PERIOD_ALONE = re.compile(
    rf"(?:[:(,]|(?<![A-Za-z])(?:fractions?|Gy|{_SEVERAL})){WORD_GAP}(?P<period>week|day)(?={GAP}(?:$|[():;]|x{WORD_GAP}[0-9]))"
)
_RADIATION = re.compile(r"(?<![A-Za-z])c?Gy(?![A-Za-z])|[Ff]ractions?(?![a-z])|[Rr]adiothera|[Ii]rradiat")
_NEAR = 80


def find_cut_schedules(text: str, whole: Iterable[Mention]) -> Iterator[Mention]:
    """The remains of schedules near words of radiation; `whole` are the schedules that lost nothing."""
    starts = {mention.start for mention in whole}
    for match in _NO_PERIOD.finditer(text):
        if match.start() not in starts and _near_radiation(text, match.start(), match.end()):
            times = _ADVERBS.get(match["adverb"] or "") or _number(match["times"])
            yield _cut(text, match.start(), match.end(), f"{times}/?")
    for match in _PERIOD_ALONE.finditer(text):
        if _near_radiation(text, *match.span("period")):
            yield _cut(text, *match.span("period"), f"?/{match['period']}")


def _number(printed: str) -> int:
    return NUMBER_WORDS.get(printed) or int(printed)


def _cut(text: str, start: int, end: int, code: str) -> Mention:
    return Mention.at(text, "rt_frequency", start, end, Concept(code, flags=("cut_off",)), "rt_frequency.cut")


def _near_radiation(text: str, start: int, end: int) -> bool:
    return _RADIATION.search(text, max(0, start - _NEAR), end + _NEAR) is not None
