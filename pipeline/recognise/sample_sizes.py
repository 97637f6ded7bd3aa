"""How many a study had: the counts of the text that stand as "n = 45" or beside words of enrolment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.model.mention import Mention
from pipeline.model.quantity import Count
from pipeline.recognise.patterns import WORD_GAP

_DONE = (
    r"(?:enrol(?:l?ed|ling|s)|includ(?:ed|es)|recruit(?:ed|ing)|randomi[sz]ed|assigned|analy[sz]ed|evaluated|"
    r"treated)"
)
_CUE = (
    rf"(?:{_DONE}|total of|cohort of|series of|sample of|review of|data (?:of|from|for)|study (?:of|in|with|on)|"
    r"trial (?:of|in|with)|consisting of|comprising|involving|reviewed|studied|investigated)"
)
_BEFORE = re.compile(
    rf"\b{_CUE}(?:{WORD_GAP}(?:a|total|of|the|all|only|data|from|in)){{0,4}}{WORD_GAP}$", re.IGNORECASE
)
_AFTER = re.compile(
    rf"{WORD_GAP}(?:were|was|have{WORD_GAP}been|had{WORD_GAP}been|are){WORD_GAP}(?:[a-z]{{1,16}}ly{WORD_GAP})?"
    rf"(?:{_DONE}|evaluable|eligible)\b"
)
_WINDOW = 48


def find_sample_sizes(text: str, counts: Iterable[Mention]) -> Iterator[Mention]:
    """The counts that say how many were studied: the value's total, with what it counts."""
    for count in counts:
        value = count.value
        if not isinstance(value, Count) or value.total is not None or value.events is None:
            continue
        if count.by == "count.n" or (count.by == "count.noun" and _cued(text, count)):
            size = Count(None, value.events, value.of_what)
            yield Mention.at(text, "sample_size", count.start, count.end, size, "sample_size")


def _cued(text: str, count: Mention) -> bool:
    before = text[max(0, count.start - _WINDOW) : count.start]
    return _BEFORE.search(before) is not None or _AFTER.match(text, count.end) is not None
