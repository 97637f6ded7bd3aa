"""The time that a share speaks of: "2-year OS", "at 6 months", "1-, 3- and 5-year rates … respectively"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model.mention import Mention
from pipeline.relate.phrases import any_of
from pipeline.relate.sentences import Sentence
from pipeline.relate.values import Value

_WORDS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "twelve": "12", "fifteen": "15", "eighteen": "18", "twenty": "20", "thirty": "30",
    "sixty": "60", "ninety": "90",
}  # fmt: skip
_UNITS = {"yr": "year", "mo": "month", "wk": "week"}
_NUMBER = rf"(?:[0-9]{{1,3}}(?:\.5)?|{any_of(*_WORDS)})"
_UNIT = r"(?:year|month|week|day|yr|mo|wk)"
_TIME = rf"(?P<number>{_NUMBER})[\s-]?(?P<unit>{_UNIT})s?"
_JOINT = rf"(?:[\s-]?{_UNIT}s?)?-?\s?(?:,\s?(?:and\s)?|/|and\s|&\s?)"
_LIST = re.compile(rf"\b(?P<numbers>(?:{_NUMBER}{_JOINT}){{1,4}}{_NUMBER})[\s-]{{0,2}}(?P<unit>{_UNIT})s?\b", re.I)
_BEFORE = re.compile(rf"\b{_TIME}[\s-]+(?:[a-z-]+\s){{0,4}}$", re.I)
_OPENING = re.compile(rf"^(?:At|By|After)\s{_TIME},\s")
_RATE = re.compile(rf"\b{_TIME}\s(?:rate|estimate|probability|figure)s?\b", re.I)
_LEAD = re.compile(rf"\b(?:at|after|by|within)\s{_TIME},?\s(?:[^.;%]{{0,60}}%[^.;%]{{0,60}})?$", re.I)
_AFTER = re.compile(rf"^[^.;%]{{0,24}}?\b(?:at|after|by|within)\s{_TIME}\b", re.I)
LIST_REACH = 60


def timepoints(sentence: Sentence, subject: Mention, values: Sequence[Value]) -> tuple[str, ...]:
    """For each value of the measure when it was read, as "1 year", "6 months"; empty for times and where none is said.

    A list of times is dealt out over the values in turn where they are as many, or so many for each arm.
    """
    times = listed_times(sentence, subject, values)
    if times:
        return tuple(times[at % len(times)] for at in range(len(values)))
    return tuple(_of_value(sentence, subject, value) for value in values)


def listed_times(sentence: Sentence, subject: Mention, values: Sequence[Value]) -> tuple[str, ...]:
    """The times of a list right before or behind the measure, or behind its values, that deals them out; else empty."""
    if values[0].kind not in ("percent", "count") or len(values) < 2:
        return ()
    around = (
        sentence.between(subject.start - LIST_REACH, subject.end),
        sentence.between(subject.end, values[0].start),
        sentence.between(values[-1].end, values[-1].end + LIST_REACH),
    )
    for text in around:
        for found in _LIST.finditer(text):
            numbers = re.findall(_NUMBER, found["numbers"], re.I)
            if len(numbers) > 1 and len(values) % len(numbers) == 0:
                return tuple(_said(number, found["unit"]) for number in numbers)
    return ()


def _of_value(sentence: Sentence, subject: Mention, value: Value) -> str:
    if value.kind == "duration":
        return ""
    found = (
        _BEFORE.search(sentence.between(subject.start - 60, subject.start))
        or _RATE.search(sentence.between(subject.end, value.start))
        or _LEAD.search(sentence.between(sentence.start, value.start))
        or _AFTER.search(sentence.between(value.end, sentence.span.end))
        or _AFTER.search(sentence.between(subject.end, value.start))
        or _OPENING.match(sentence.text)
    )
    return _said(found["number"], found["unit"]) if found else ""


def _said(number: str, unit: str) -> str:
    number, unit = _WORDS.get(number.lower(), number), _UNITS.get(unit.lower(), unit.lower())
    return f"{number} {unit}" if number == "1" else f"{number} {unit}s"
