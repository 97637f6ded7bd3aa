"""Outcomes from prose: measure, statistic, value, interval, p value and time point, for each arm."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.model.finding import Outcome
from pipeline.model.mention import Mention
from pipeline.model.quantity import Amount, Count, Interval
from pipeline.relate.groups import groups_of
from pipeline.relate.measures import EXPOSURE_GROUP, group_of, measure_of
from pipeline.relate.pairing import Pair, pair
from pipeline.relate.prose.adverse_events import accepts, p_value_near
from pipeline.relate.reading import EXTRACTOR_VERSION, Reading
from pipeline.relate.sentences import Sentence
from pipeline.relate.sides import Side, contrasted, sides_of
from pipeline.relate.values import Value, all_values, values_of
from pipeline.vocabulary import load

RATIO_STATS = {"HR": "hazard ratio", "OR": "odds ratio", "RR": "risk ratio"}
_LED_TO = re.compile(r"\b(?:caus(?:ed|ing)|lead(?:ing)? to|led to|result(?:ed|ing) in)\s(?:[\w-]+\s){0,4}$", re.I)
_SINGLE_CAUSE = re.compile(
    r"[^,;]{0,60}\b(?:solely |only )?(?:due to|because of|caused by)\s(?!adverse|treatment-related|toxicit)", re.I
)
_IN_BRAIN = re.compile(r"^[^,;.]{0,60}?\b(?:for|in|of) the (?:CNS|brain|central nervous system)\b", re.I)
_TIME_BEFORE = re.compile(r"\b([0-9]{1,3}(?:\.5)?)[\s-]?(year|month|week|day|yr|mo)s?[\s-]+(?:[a-z-]+\s){0,2}$", re.I)
_TIME_LEAD = re.compile(
    r"\b(?:at|after)\s([0-9]{1,3})[\s-]?(year|month|week|day)s?,?\s(?:[^.;%]{0,60}%[^.;%]{0,60})?$", re.I
)
_TIME_AFTER = re.compile(r"^[^.;%]{0,24}?\b(?:at|after)\s([0-9]{1,3})[\s-]?(year|month|week|day)s?\b", re.I)
_UNITS = {"yr": "year", "mo": "month"}
_MEDIAN = re.compile(r"\bmedians?\b|\bm(?:PFS|OS|DOR)\b", re.I)
_MEAN = re.compile(r"\bmeans?\b|\baverage\b", re.I)
NEAR = 60


def outcomes(reading: Reading) -> Iterator[Outcome]:
    """The results of the prose, one for each measure, time point and arm that a value is printed for."""
    for index, sentence in enumerate(reading.sentences):
        if sentence.of_kind("outcome"):
            found = list(_of_sentence(reading, index, sentence))
            yield from contrasted(found, lambda f: (f.measure, f.unit))


def _of_sentence(reading: Reading, index: int, sentence: Sentence) -> Iterator[Outcome]:
    subjects = tuple(sorted(sentence.of_kind("outcome", "adverse_event"), key=lambda m: m.start))
    values = tuple(v for v in values_of(sentence) if not _is_timepoint(sentence, v, subjects))
    for kinds in (("duration",), ("percent", "count"), ("ratio",)):
        alike = tuple(v for v in values if v.kind in kinds)
        able = tuple(m for m in subjects if any(accepts(m, v) for v in alike))
        for found in pair(sentence, subjects, groups_of(sentence, alike, able), accepts):
            if found.subject.kind == "outcome" and not _is_led_to(sentence, found.subject):
                yield from _of_pair(reading, index, found.subject, found)


def _is_led_to(sentence: Sentence, subject: Mention) -> bool:
    """Whether a change of treatment is only the consequence of an event: its share is then the event's."""
    if group_of(measure_of(subject)) != EXPOSURE_GROUP:
        return False
    if (
        sentence.between(subject.end, subject.end + 1) == "/"
        or sentence.between(subject.start - 1, subject.start) == "/"
    ):
        return True
    return bool(
        _LED_TO.search(sentence.between(subject.start - 60, subject.start))
        or _SINGLE_CAUSE.match(sentence.between(subject.end, sentence.span.end))
    )


def _is_timepoint(sentence: Sentence, value: Value, subjects: Sequence[Mention]) -> bool:
    """Whether a duration says when, not how long: "1-year OS", "at 6 months"."""
    if value.kind != "duration":
        return False
    if re.search(r"\b(?:at|after|within|for|every|than)\s$", sentence.between(value.start - 8, value.start)):
        return True
    behind = next((m for m in subjects if m.start >= value.end), None)
    return behind is not None and bool(
        re.fullmatch(r"[\s-](?:[a-z-]+\s){0,2}", sentence.between(value.end, behind.start))
    )


def _of_pair(reading: Reading, index: int, subject: Mention, found: Pair) -> Iterator[Outcome]:
    sides = sides_of(reading, index, found.values, found.compared)
    contrast = f"c{found.values[0].start}" if any(s.comparator is not None for s in sides) else ""
    for at, (value, side) in enumerate(zip(found.values, sides, strict=True)):
        following = found.values[at + 1].start if at + 1 < len(found.values) else value.end + NEAR
        finding = _finding(reading, index, subject, value, side, contrast, found.way, following)
        yield reading.marked(finding, index, value.start)


def _finding(
    reading: Reading,
    index: int,
    subject: Mention,
    value: Value,
    side: Side,
    contrast: str,
    way: str,
    until: int,
) -> Outcome:
    sentence = reading.sentences[index]
    start, end = min(subject.start, value.start), max(subject.end, value.end)
    return Outcome(
        **reading.study(index, value.start).columns(),
        **reading.place(index, start, end),
        **_numbers(value),
        **_interval(sentence, value, until),
        measure=_measure(sentence, subject, value),
        stat=_stat(sentence, subject, value),
        timepoint=_timepoint(sentence, subject, value),
        arm=side.label,
        drugs=side.drugs,
        comparator=side.comparator,
        contrast_id=contrast,
        p_value=p_value_near(sentence, value),
        source="text",
        extractor=f"prose_{way}@{EXTRACTOR_VERSION}",
    )


def _measure(sentence: Sentence, subject: Mention, value: Value) -> str:
    """The measure; that of the brain where the words around it say so ("the ORR was 66 % for the CNS")."""
    name = measure_of(subject)
    in_brain = load("outcomes").find(f"CNS-{name}")
    behind = sentence.between(subject.end, sentence.span.end)
    past = sentence.between(value.end, sentence.span.end)
    return in_brain.name if in_brain and (_IN_BRAIN.match(behind) or _IN_BRAIN.match(past)) else name


def _numbers(value: Value) -> dict[str, Any]:
    amount, count = value.amount, value.count or Count()
    unit = amount.unit if amount else ""
    return {
        "value": amount.value if amount else None,
        "value_low": amount.low if amount else None,
        "value_high": amount.high if amount else None,
        "bound": amount.bound if amount and amount.bound != "~" else "",
        "unit": unit if unit in ("%", "months", "weeks", "days", "years") else "",
        "events": count.events,
        "total": count.total,
    }


def _stat(sentence: Sentence, subject: Mention, value: Value) -> str:
    """The statistic as far as it is printed: a share is a rate, a time is a median only where the paper says so."""
    if value.kind == "ratio":
        return RATIO_STATS.get(value.amount.basis if isinstance(value.amount, Amount) else "", "")
    if value.kind in ("percent", "count"):
        return "rate"
    near = sentence.between(min(subject.start, value.start) - 30, max(subject.end, value.end))
    if _MEDIAN.search(near):
        return "median"
    return "mean" if _MEAN.search(near) else ""


def _timepoint(sentence: Sentence, subject: Mention, value: Value) -> str:
    """When the share was read, as "1 year", "6 months"; empty for times and where none is printed."""
    if value.kind == "duration":
        return ""
    found = _TIME_BEFORE.search(sentence.between(subject.start - 30, subject.start))
    found = found or _TIME_LEAD.search(sentence.between(sentence.start, value.start))
    found = found or _TIME_AFTER.search(sentence.between(value.end, sentence.span.end))
    found = found or _TIME_AFTER.search(sentence.between(subject.end, value.start))
    if found is None:
        return ""
    unit = _UNITS.get(found[2].lower(), found[2].lower())
    return f"{found[1]} {unit}" if found[1] == "1" else f"{found[1]} {unit}s"


def _interval(sentence: Sentence, value: Value, until: int) -> dict[str, Any]:
    """The interval printed right behind the value, before the next value."""
    for mention in sentence.of_kind("interval"):
        between = (v for v in all_values(sentence) if value.end <= v.start < mention.start)
        if value.end <= mention.start < until and isinstance(mention.value, Interval) and not any(between):
            limits = mention.value
            return {"ci_low": limits.low, "ci_high": limits.high, "ci_level": limits.level}
    return {}
