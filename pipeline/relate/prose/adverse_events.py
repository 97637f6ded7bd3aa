"""Adverse events from prose: event × grade × how often, for each arm; explicit zeros; what a toxicity limited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pipeline.model.finding import AdverseEvent
from pipeline.model.mention import Mention
from pipeline.model.quantity import Amount, Count, Grade
from pipeline.relate.collectives import DEATH, is_collective
from pipeline.relate.denominators import fits as fits_sample
from pipeline.relate.denominators import said_total, total_of, total_of_arm
from pipeline.relate.grading import grade_of, grades_dealt
from pipeline.relate.groups import bracket_spans, groups_of, opened_before
from pipeline.relate.measures import fits, measure_of
from pipeline.relate.pairing import Pair, pair
from pipeline.relate.prose.absence import absent_events, unreported_events
from pipeline.relate.prose.attributes import columns_of_subject
from pipeline.relate.prose.onset import onsets
from pipeline.relate.reading import EXTRACTOR_VERSION, Reading
from pipeline.relate.sentences import Sentence
from pipeline.relate.sides import Side, contrasted, sides_of
from pipeline.relate.values import Value, values_of

P_REACH = 140
_CLAUSE = re.compile(r";|\.\s")
_OF_A_GROUP = re.compile(r"\s(?:in|from|of|at|on)\s[^,;.]{0,50}?\b(?:groups?|arms?|cohorts?|level)\b", re.I)
VALUE_KINDS = frozenset({"percent", "count"})
_SPECIFIED = re.compile(r"\s?(?:events?\s)?(?:of|\(|:|namely|consisting of)\s?(?:an?\s)?(?:grade\s?[0-9/–-]+\s)?", re.I)
_CAUSE = re.compile(
    r"\b(?:due to|because of|owing to|caused by|attributed to|attributable to|from)\s(?:[\w-]+\s){0,3}$", re.I
)
_LED = re.compile(r"^\s(?:[\w-]+\s){0,3}?(?:leading|led|resulting|resulted|requiring|required)\b", re.I)
_CALLED = re.compile(
    r"\b(?:was|were|being|as|is|are)\s(?:the\s|a\s)?(?:most|only|main|commonest|predominant|principal|leading|major|chief)"
    r"\s(?:[\w-]+\s){0,4}$",
    re.I,
)
_MODIFIED = re.compile(
    r"[\s-](?:patients|treatments?|therap(?:y|ies)|vaccin\w+|prevention|prophylaxis|management|screening|"
    r"studies|trials?|"
    r"medication|drugs|free|related death)\b",
    re.I,
)


def adverse_events(reading: Reading) -> Iterator[AdverseEvent]:
    """The adverse events of the prose, one for each event, grade and arm that a number is printed for."""
    for index, sentence in enumerate(reading.sentences):
        subjects = tuple(m for m in sentence.of_kind("adverse_event") if _is_subject(sentence, m))
        if subjects:
            found = _of_sentence(reading, index, sentence, subjects)
            yield from contrasted(list(found), lambda f: (f.term, f.grade_low, f.grade_high))


def accepts(subject: Mention, value: Value) -> bool:
    """Whether a value may be that of a subject: shares and counts for events, what fits its measure for an outcome."""
    if subject.kind == "adverse_event":
        return value.kind in VALUE_KINDS
    return fits(measure_of(subject), value)


def _is_subject(sentence: Sentence, event: Mention) -> bool:
    """Whether the name is told of: it modifies no other noun and is not what another event is called."""
    if is_collective(event) and _CALLED.search(sentence.between(event.start - 60, event.start)):
        return not any(m.end < event.start for m in sentence.of_kind("adverse_event"))
    return not _modifies(sentence, event)


def _modifies(sentence: Sentence, event: Mention) -> bool:
    """Whether the name only says which patients or treatments are meant ("tuberculosis treatment")."""
    return _MODIFIED.match(sentence.between(event.end, event.end + 24)) is not None


def _of_sentence(reading: Reading, index: int, sentence: Sentence, events: Sequence[Mention]) -> Iterator[AdverseEvent]:
    absent = tuple(absent_events(sentence, events, reading.rules))
    pairs = _with_shares(sentence, tuple(_pairs(reading, sentence, events, absent)))
    for found in pairs:
        yield from _of_pair(reading, index, _specific(sentence, found.subject, events), found)
    paired = {p.subject for p in pairs}
    yield from (_bare(reading, index, m) for m in absent if m not in paired)
    for subject, time in onsets(sentence, events):
        if subject not in paired and subject not in absent:
            yield _bare(reading, index, subject, events=None, reported="yes", **time)
    for subject in unreported_events(sentence, events, reading.rules):
        yield _bare(reading, index, subject, events=None, reported="not_reported")


def _pairs(
    reading: Reading, sentence: Sentence, events: Sequence[Mention], absent: Sequence[Mention]
) -> Iterator[Pair]:
    """The events with their values; what did not occur keeps a value of zero alone."""
    subjects = tuple(sorted((*events, *sentence.of_kind("outcome")), key=lambda m: m.start))
    values = tuple(v for v in values_of(sentence) if v.kind in VALUE_KINDS and not _is_below_zero(v))
    dealt: tuple[int, ...] = ()
    for found in pair(sentence, subjects, groups_of(sentence, values, subjects), accepts):
        found = _with_totals(found, dealt)
        dealt = tuple(v.count.total for v in found.values if v.count and v.count.total is not None) or dealt
        if found.subject.kind != "adverse_event" or _is_cause(reading, sentence, found):
            continue
        if found.subject not in absent or _is_zero(found.values[0]):
            yield found


def _with_shares(sentence: Sentence, pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """The pairs with a count in front of its event and the share behind it as one ("five had pneumonitis (8 %)")."""
    out: list[Pair] = []
    for found in pairs:
        last = out[-1] if out else None
        if last is not None and last.subject is found.subject and _completes(sentence, last, found):
            count, share = last.values[0], found.values[0]
            both = replace(share, start=count.start, count=count.count)
            out[-1] = replace(last, values=(both,))
        else:
            out.append(found)
    return tuple(out)


def _completes(sentence: Sentence, first: Pair, second: Pair) -> bool:
    """Whether a count alone leads to the event and a share alone stands in the bracket right behind it."""
    if len(first.values) != 1 or len(second.values) != 1:
        return False
    count, share = first.values[0], second.values[0]
    if count.count is None or count.amount is not None or share.amount is None or share.count is not None:
        return False
    behind = sentence.between(second.subject.end, share.start)
    return count.end <= first.subject.start and behind.strip() in ("(", "[")


def _with_totals(found: Pair, dealt: tuple[int, ...]) -> Pair:
    """The pair with the totals that the sides of an earlier one were printed with ("21 [14 %] vs nine [6 %]")."""
    told = any(v.count is not None and v.count.total is not None for v in found.values)
    if told or len(dealt) != len(found.values) or len(dealt) < 2:
        return found
    if not all(fits_sample(n, v) for n, v in zip(dealt, found.values, strict=True)):
        return found
    counts = [replace(v.count or Count(), total=n) for n, v in zip(dealt, found.values, strict=True)]
    return replace(found, values=tuple(replace(v, count=c) for v, c in zip(found.values, counts, strict=True)))


def _is_below_zero(value: Value) -> bool:
    """Whether the value is no share of patients, but a change by so many percent."""
    return value.amount is not None and value.amount.below_zero


def _is_zero(value: Value) -> bool:
    """Whether the value is a count or a share of nothing."""
    return (value.count is not None and value.count.events == 0) or (
        value.amount is not None and value.amount.value == 0
    )


def _specific(sentence: Sentence, subject: Mention, subjects: Sequence[Mention]) -> Mention:
    """The event that a collective is specified by ("a DLT of keratitis"), where that is one; else the subject."""
    if not is_collective(subject):
        return subject
    behind = [m for m in subjects if m.start >= subject.end]
    if (
        behind
        and _SPECIFIED.fullmatch(sentence.between(subject.end, behind[0].start))
        and _stands_alone(sentence, behind)
    ):
        return behind[0]
    return subject


def _stands_alone(sentence: Sentence, chain: Sequence[Mention]) -> bool:
    return len(chain) == 1 or len(sentence.between(chain[0].end, chain[1].start)) > 25


def _is_cause(reading: Reading, sentence: Sentence, found: Pair) -> bool:
    """Whether the value is the rate of a change of treatment for which the event is only the cause."""
    gap = sentence.between(found.subject.end, found.values[0].start)
    if found.way == "stated" and reading.rules.spans("cause", gap):
        return True
    if not is_collective(found.subject):
        return False
    before = sentence.between(sentence.start, found.subject.start)
    after = sentence.between(found.subject.end, sentence.span.end)
    return bool(_CAUSE.search(before) or _LED.search(after))


def _of_pair(reading: Reading, index: int, subject: Mention, found: Pair) -> Iterator[AdverseEvent]:
    sentence = reading.sentences[index]
    grades = () if found.compared else grades_dealt(sentence, subject, found.values)
    sides = sides_of(reading, index, found.values, found.compared)
    if grades:
        sides = tuple(sides_of(reading, index, (v,), False)[0] for v in found.values)
    contrast = f"c{found.values[0].start}" if any(s.comparator is not None for s in sides) else ""
    alone = len(found.values) == 1 or bool(grades)
    for at, (value, side) in enumerate(zip(found.values, sides, strict=True)):
        side = replace(side, n=_total(reading, index, value, side, alone))
        grade = grades[at] if grades else grade_of(sentence, subject, value)
        if grade is not None and grade.high == 0:  # grade 0 is the absence of the event
            continue
        way = {"contrast_id": contrast, "extractor": found.way}
        yield reading.marked(_finding(reading, index, subject, value, side, grade, way), index, value.start)


def _finding(
    reading: Reading, index: int, subject: Mention, value: Value, side: Side, grade: Grade | None, said: dict[str, str]
) -> AdverseEvent:
    sentence = reading.sentences[index]
    columns = _numbers(value) | {"total": side.n} | columns_of_subject(sentence, subject, reading.rules)
    columns |= dict(onsets(sentence, [subject])).get(subject, {})
    if columns["term"] != DEATH:
        columns |= _grade_columns(grade, _scale(reading, index))
    return AdverseEvent(
        **reading.study(index, value.start).columns(),
        **reading.place(index, min(subject.start, value.start), max(subject.end, value.end)),
        **columns,
        arm=side.label,
        drugs=side.drugs,
        comparator=side.comparator,
        contrast_id=said["contrast_id"],
        p_value=p_value_near(sentence, value),
        reported="zero" if columns["events"] == 0 or columns["rate"] == 0 else "yes",
        flags=_flags(reading, sentence, subject),
        source="text",
        extractor=f"prose_{said['extractor']}@{EXTRACTOR_VERSION}",
    )


def _numbers(value: Value) -> dict[str, Any]:
    amount, count = value.amount, value.count or Count()
    below = amount is not None and amount.bound in ("<", "<=")
    return {
        "rate": amount.value if amount and not below else None,
        "rate_low": amount.low if amount else None,
        "rate_high": amount.value if amount and below else amount.high if amount else None,
        "events": count.events,
        "unit_of_count": count.of_what if count.of_what in ("patients", "events", "lesions") else "",
    }


def _total(reading: Reading, index: int, value: Value, side: Side, alone: bool) -> int | None:
    """Of how many the value is: as printed with it, the size of its arm, else a sample that the passage prints."""
    sentence = reading.sentences[index]
    said = said_total(sentence, value)
    if said is not None:
        return said
    if side.n is not None and fits_sample(side.n, value):
        return side.n
    study = reading.study(index, value.start)
    of_arm = total_of_arm(reading.samples, index, value, study, side.drugs) if side.drugs else None
    if of_arm is not None:
        return of_arm
    if value.amount is None and _OF_A_GROUP.match(sentence.between(value.end, value.end + 80)):
        return None
    both = value.amount is not None and value.count is not None
    if not (alone and side.comparator is None) and not both:
        return None
    return total_of(reading.samples, index, value, study)


def _grade_columns(grade: Grade | None, scale: str) -> dict[str, Any]:
    if grade is None:
        return {}
    return {"grade_low": grade.low, "grade_high": grade.high, "grade_scale": grade.scale or scale}


def _scale(reading: Reading, index: int) -> str:
    """The scale that grades of the sentence are on: as its paragraph says, else as the paper grades its own study."""
    own = (
        reading.focus.studies.own and reading.study(index, reading.sentences[index].start) == reading.focus.studies.own
    )
    return reading.scale if own else reading.scale_by_paragraph[reading.sentences[index].paragraph]


def p_value_near(sentence: Sentence, value: Value) -> float | None:
    """The p value of a value: in its own bracket, or behind it with no other event, measure or clause between."""
    mention = next((m for m in sentence.of_kind("p_value") if m.start >= value.end), None)
    if mention is None or not isinstance(mention.value, Amount):
        return None
    spans = tuple(bracket_spans(sentence.text, sentence.start))
    opened = opened_before(spans, mention.start)
    until = max(opened, value.end) if opened >= 0 else mention.start
    others = sentence.of_kind("adverse_event", "outcome")
    if any(value.end <= m.start < until for m in others) or _CLAUSE.search(sentence.between(value.end, until)):
        return None
    return mention.value.value if until - value.end <= P_REACH else None


def _flags(reading: Reading, sentence: Sentence, subject: Mention) -> tuple[str, ...]:
    """`cause_of_treatment_change` where the rate is of those whose treatment was changed because of the event."""
    before = sentence.between(sentence.start, subject.start)
    return ("cause_of_treatment_change",) if reading.rules.spans("cause", before) else ()


def _bare(reading: Reading, index: int, subject: Mention, **columns: Any) -> AdverseEvent:
    """The event where no number is its own: it did not occur, unless `columns` say what the paper tells instead."""
    value = Value(subject.start, subject.end, None, Count(0))
    side = replace(sides_of(reading, index, (value,), False)[0], n=None)
    grade = grade_of(reading.sentences[index], subject, value)
    way = {"contrast_id": "", "extractor": "zero" if not columns else "told"}
    finding = _finding(reading, index, subject, value, side, grade, way)
    return reading.marked(replace(finding, **columns), index, subject.start)
