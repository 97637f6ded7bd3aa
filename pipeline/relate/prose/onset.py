"""When an adverse event set in: "median onset 4.2 weeks (range 1–9)", "radionecrosis 8–92 days after radiosurgery".

A time is an onset where the words say so ("time to onset", "developed … at a median of 7 months"), or where it stands
behind the event and counts from a treatment. Refused: follow-up, how long an event lasted, times of death, and rates
"at 12 months", which are time points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.model.mention import Mention
from pipeline.model.quantity import Amount
from pipeline.relate.phrases import any_of
from pipeline.relate.sentences import Sentence

UNITS = frozenset({"hours", "days", "weeks", "months", "years", "cycles"})
_BEGAN = any_of("onset", "occurrence", "appearance", "development", "manifestation", "diagnosis", "event")
_TOLD = re.compile(
    rf"(?<![\w-])(?:onset|(?:time|interval|latency)\s(?:to|until|from\b[^.;,]{{0,50}}\bto)\s[^.;]{{0,60}}|latency)\b[^.;]{{0,60}}$|"
    rf"\b(?:occurr(?:ed|ing)|develop(?:ed|ing)|appear(?:ed|ing)|arose|manifested|diagnosed|detected|{_BEGAN})\b[^.;]{{0,60}}"
    r"\b(?:after|at|within)\s(?:a\s)?(?:median|mean|average)(?:\stime)?(?:\sof)?\s$",
    re.I,
)
_MEDIAN = re.compile(r"\bat\s(?:a\s)?(?:median|mean|average)(?:\stime)?(?:\sof)?\s$", re.I)
_SINCE = re.compile(
    r"(?:,|\)|\s|\s?\([^()]*\))*\s?(?:after|post-?(?:[a-z]+)?|following|from|since)\b(?!\s(?:discontinu|stopp|withdraw|"
    r"resol|recover|diagnosis))",
    re.I,
)
_NO_ONSET = re.compile(
    r"\b(?:follow(?:ed|ing)?[- ]?up|resol\w+|recover\w+|improv\w+|last(?:ed|ing)?|persist\w+|duration|resum\w+|died|"
    r"dead|death|surviv\w+|progress\w+|relaps\w+|discontinu\w+|interrupt\w+|for|every|over|until|nadir)\b[^.;,]{0,40}$",
    re.I,
)
_TIME_POINT = re.compile(r"\bat\s(?:the\s)?$", re.I)
REACH = 110


def onsets(sentence: Sentence, events: Sequence[Mention]) -> Iterator[tuple[Mention, dict[str, Any]]]:
    """Each event whose onset the sentence prints, with `time_low`, `time_high` and `time_unit`."""
    for duration in sentence.of_kind("duration"):
        amount = duration.value
        if not isinstance(amount, Amount) or amount.unit not in UNITS or amount.below_zero:
            continue
        if event := _event_of(sentence, events, duration):
            yield event, _ends(amount)


def _event_of(sentence: Sentence, events: Sequence[Mention], duration: Mention) -> Mention | None:
    """The event that sets in then: the last before the time, with no other time between; None where it is no onset."""
    event = next((m for m in reversed(events) if m.end <= duration.start), None)
    if event is None or duration.start - event.end > REACH:
        return None
    gap = sentence.between(event.end, duration.start)
    if _NO_ONSET.search(gap) or any(event.end <= m.start < duration.start for m in sentence.of_kind("duration")):
        return None
    told = _TOLD.search(sentence.between(sentence.start, duration.start))
    if told and _TOLD.search(sentence.between(event.start - REACH, duration.start)):
        return event
    since = _SINCE.match(sentence.between(duration.end, duration.end + 30))
    return event if since and (_MEDIAN.search(gap) or not _TIME_POINT.search(gap)) and ";" not in gap else None


def _ends(amount: Amount) -> dict[str, Any]:
    """The printed range, else the one time as both ends; "within" has no lower end."""
    below = amount.bound in ("<", "<=")
    low = amount.low if amount.low is not None or amount.high is not None else None if below else amount.value
    high = amount.high if amount.high is not None else amount.value
    return {"time_low": low, "time_high": high, "time_unit": amount.unit}
