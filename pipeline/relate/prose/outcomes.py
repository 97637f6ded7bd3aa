"""Outcomes from prose: measure, statistic, value, interval, p value and time point, for each arm."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from pipeline.model.finding import Outcome
from pipeline.model.mention import Mention
from pipeline.model.quantity import Amount, Count
from pipeline.relate.denominators import total_of
from pipeline.relate.groups import groups_of
from pipeline.relate.measures import EXPOSURE_GROUP, FAILURE_GROUP, group_of, measure_of
from pipeline.relate.pairing import ABSOLUTE, Pair, pair
from pipeline.relate.prose.absence import absent_events
from pipeline.relate.prose.adverse_events import accepts
from pipeline.relate.prose.outcome_sites import load_outcome_sites, with_site
from pipeline.relate.prose.precision import NEAR, interval_of, p_values
from pipeline.relate.prose.timepoints import listed_times, timepoints
from pipeline.relate.reading import EXTRACTOR_VERSION, Reading
from pipeline.relate.sentences import Sentence
from pipeline.relate.sides import Side, contrasted, sides_of
from pipeline.relate.values import Value, values_of

RATIO_STATS = {"HR": "hazard ratio", "OR": "odds ratio", "RR": "risk ratio"}
_LED_TO = re.compile(r"\b(?:caus(?:ed|ing)|lead(?:ing)? to|led to|result(?:ed|ing) in)\s(?:[\w-]+\s){0,4}$", re.I)
_SINGLE_CAUSE = re.compile(
    r"[^,;]{0,60}\b(?:solely |only )?(?:due to|because of|caused by)\s(?!adverse|treatment-related|toxicit)", re.I
)
_MEDIAN = re.compile(r"\bmedians?\b|\bm(?:PFS|OS|DOR)\b", re.I)
_MEAN = re.compile(r"\bmeans?\b|\baverage\b", re.I)
_DIFFERENCE = re.compile(r"^\s(?:benefit|advantage|gain|difference|improvement)s?\s(?:of|was|in)\b", re.I)
_CAUSE = re.compile(
    r"\b(?:due to|because of|owing to|caused by|as a result of|until|before|after|following|prior(?: to)?|previous|"
    r"history of|follow-up (?:time |period |duration )?(?:for|of)|to evaluate|to assess)\s"
    r"(?:(?:the|an?|first|any|documented)\s)?$",
    re.I,
)
_INTERVAL_OPENS = re.compile(r"\b(?:CI|CrI|interval)\]?\s?[,:=]?\s?[(\[]?$")
_FOLLOW_UP = re.compile(
    r"\bfollow(?:ed)?[- ]?up\b[^.;,%]{0,30}$|\bfor (?:a minimum of|at least|more than|up to)\s$", re.I
)


def outcomes(reading: Reading) -> Iterator[Outcome]:
    """The results of the prose, one for each measure, time point and arm that a value is printed for."""
    for index, sentence in enumerate(reading.sentences):
        if sentence.of_kind("outcome"):
            found = list(_of_sentence(reading, index, sentence))
            yield from contrasted(found, lambda f: (f.measure, f.unit))


def _of_sentence(reading: Reading, index: int, sentence: Sentence) -> Iterator[Outcome]:
    named = sorted(sentence.of_kind("outcome", "adverse_event"), key=lambda m: m.start)
    subjects = tuple(m for m in named if not _is_cause(sentence, m))
    values = tuple(
        v for v in values_of(sentence) if not _is_timepoint(sentence, v, subjects) and not _is_limit(sentence, v)
    )
    absent = {m.start: m for m in absent_events(sentence, _countable(subjects), reading.rules)}
    for kinds in (("duration",), ("percent", "count"), ("ratio",)):
        alike = tuple(v for v in values if v.kind in kinds)
        able = tuple(m for m in subjects if any(accepts(m, v) for v in alike))
        for found in pair(sentence, subjects, groups_of(sentence, alike, able), accepts):
            if found.subject.kind == "outcome" and not _is_led_to(sentence, found.subject):
                absent.pop(found.subject.start, None)
                yield from _of_pair(reading, index, found.subject, found)
    yield from (_zero(reading, index, subject) for subject in absent.values())


def _countable(subjects: Iterable[Mention]) -> list[Mention]:
    """The measures that count what went wrong: none of it is a result."""
    return [m for m in subjects if m.kind == "outcome" and group_of(measure_of(m)) == FAILURE_GROUP]


def _zero(reading: Reading, index: int, subject: Mention) -> Outcome:
    """None of those events: a count of 0, of the sample that the sentence speaks of."""
    nothing = Value(subject.start, subject.end, None, Count(0), "count")
    side = sides_of(reading, index, (nothing,), False)[0]
    nothing = _of_all(reading, index, nothing, side)
    columns = {**_subject(reading.sentences[index], subject, nothing), **_numbers(nothing), **_side(side, "")}
    finding = _finding(reading, index, subject, nothing, columns)
    return reading.marked(replace(finding, extractor=f"prose_zero@{EXTRACTOR_VERSION}"), index, subject.start)


def _is_cause(sentence: Sentence, subject: Mention) -> bool:
    """Whether a measure only says why or when: "after relapse", "until progression", "follow-up for survival"."""
    before = sentence.between(subject.start - 60, subject.start)
    return subject.kind == "outcome" and _CAUSE.search(before) is not None


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


def _is_limit(sentence: Sentence, value: Value) -> bool:
    """Whether a value is the reached end of an interval whose other end was not ("95% CI, 18.1 months to NE")."""
    return _INTERVAL_OPENS.search(sentence.between(value.start - 12, value.start)) is not None


def _is_timepoint(sentence: Sentence, value: Value, subjects: Sequence[Mention]) -> bool:
    """Whether a duration says when, not how long: "1-year OS", "at 6 months"."""
    if value.kind != "duration":
        return False
    before = sentence.between(value.start - 60, value.start)
    if re.search(r"\b(?:at|after|within|for|every|than)\s$", before) or _FOLLOW_UP.search(before):
        return True
    if re.match(r"\s(?:rate|estimate|probability|figure|absolute)s?\b", sentence.between(value.end, value.end + 14)):
        return True
    behind = next((m for m in subjects if m.start >= value.end), None)
    return behind is not None and bool(
        re.fullmatch(r"[\s-](?:[a-z-]+\s){0,2}", sentence.between(value.end, behind.start))
    )


def _of_pair(reading: Reading, index: int, subject: Mention, found: Pair) -> Iterator[Outcome]:
    """One finding for each value of the pair; none for a count of nobody knows how many."""
    sentence, values = reading.sentences[index], found.values
    sides = _sides(reading, index, subject, found)
    contrast = f"c{values[0].start}" if any(s.comparator is not None for s in sides) else ""
    times, ps = timepoints(sentence, subject, values), p_values(sentence, subject, values)
    for at, value in enumerate(values):
        following = values[at + 1].start if at + 1 < len(values) else value.end + NEAR
        columns = {
            **_subject(sentence, subject, value),
            **_numbers(_of_all(reading, index, value, sides[at])),
            **_side(sides[at], contrast),
            **interval_of(sentence, value, following),
        }
        if columns["value"] is None and columns["value_low"] is None and columns["total"] is None and columns["events"]:
            continue
        finding = _finding(reading, index, subject, value, columns)
        finding = replace(
            finding, timepoint=times[at], p_value=ps[at], extractor=f"prose_{found.way}@{EXTRACTOR_VERSION}"
        )
        yield reading.marked(finding, index, value.start)


def _of_all(reading: Reading, index: int, value: Value, side: Side) -> Value:
    """A count with the number of those it is one of: of its arm, else of the sample that is spoken of."""
    if value.count is None or value.count.total is not None:
        return value
    total = side.n if side.n is not None else total_of(reading.samples, index, value, reading.study(index, value.start))
    return replace(value, count=replace(value.count, total=total))


def _sides(reading: Reading, index: int, subject: Mention, found: Pair) -> tuple[Side, ...]:
    """The side of each value; of values dealt out over times, those of one arm stand together and have one side."""
    times = len(listed_times(reading.sentences[index], subject, found.values))
    if times < 2:
        return sides_of(reading, index, found.values, found.compared)
    last = found.values[times - 1 :: times]
    return tuple(side for side in sides_of(reading, index, last, found.compared) for _ in range(times))


def _finding(reading: Reading, index: int, subject: Mention, value: Value, columns: dict[str, Any]) -> Outcome:
    start, end = min(subject.start, value.start), max(subject.end, value.end)
    study = reading.study(index, value.start).columns()
    return Outcome(**study, **reading.place(index, start, end), **columns, source="text")


def _subject(sentence: Sentence, subject: Mention, value: Value) -> dict[str, Any]:
    """Measure, statistic and, where the words around say where in the body it was seen, the site."""
    sites = load_outcome_sites()
    behind, past = (sentence.between(m.end, sentence.span.end) for m in (subject, value))
    measure, subgroup = with_site(measure_of(subject), sites.named(behind) or sites.named(past))
    return {"measure": measure, "subgroup": subgroup, "stat": _stat(sentence, subject, value)}


def _side(side: Side, contrast: str) -> dict[str, Any]:
    return {"arm": side.label, "drugs": side.drugs, "comparator": side.comparator, "contrast_id": contrast}


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
    if _tells_difference(sentence, subject, value):
        return "difference"
    if value.kind in ("percent", "count"):
        return "rate"
    near = sentence.between(min(subject.start, value.start) - 30, max(subject.end, value.end))
    if _MEDIAN.search(near):
        return "median"
    return "mean" if _MEAN.search(near) else ""


def _tells_difference(sentence: Sentence, subject: Mention, value: Value) -> bool:
    """Whether the number is how much two sides differ by: "a survival benefit of 3.1 months", "an absolute gain"."""
    behind = sentence.between(subject.end, subject.end + 30)
    return bool(_DIFFERENCE.match(behind) or ABSOLUTE.search(sentence.between(value.start - 60, value.start)))
