"""The grade that an adverse event of a sentence is reported with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model.mention import Mention
from pipeline.model.quantity import Grade
from pipeline.relate.collectives import is_collective
from pipeline.relate.groups import bracket_spans
from pipeline.relate.sentences import Sentence
from pipeline.relate.values import Value

_POST_MODIFIER = re.compile(r"\s?(?:of|at|with|,|\(|with a|,\s(?:all|both|each)(?:\s(?:of|were|being))?)?\s?", re.I)
_WITH_VALUE = re.compile(r"\s?[,:]?\s?(?:in\s)?", re.I)
_OF_GRADE = re.compile(r"\s(?:of|at|with)\s", re.I)
_LETHAL = r"(?:fatal|lethal)"
_FATAL_BEFORE = re.compile(rf"\b(?:{_LETHAL}|died (?:of|from)|deaths? (?:from|due to))\b(?:\s[\w-]+){{0,2}}\s*$", re.I)
_FATAL_BETWEEN = re.compile(rf"\b{_LETHAL}\s(?:cases?|events?|reactions?|outcomes?)\s(?:in|of)\b[^,;]*$", re.I)
_FATAL_IN = re.compile(rf"\b{_LETHAL}\s(?:in|for)\s[^,;]*$", re.I)
_GOVERNS = re.compile(r"\s(?:(?:events?|cases?|was|were|occurred|seen|noted)\s){0,3}in\s[^,;]{0,90}", re.I)
_FATAL_VALUE = re.compile(rf"\b{_LETHAL}\b", re.I)
_ENDS = re.compile(r";|\bwhereas\b|\bwhile\b")
_LEVEL = re.compile(r"(?P<least>≥|>=)?\s?(?P<level>[0-5]|IV|I{1,3}|V)\b")
_RANGE = re.compile(r"[0-5IV]\s?(?:[-\u2010-\u2015]|to)\s?[0-5IV]")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}
FATAL = Grade(5, 5)
BEFORE_SUBJECT = 40


def grades_dealt(sentence: Sentence, subject: Mention, values: Sequence[Value]) -> tuple[Grade | None, ...]:
    """One grade for each value where as many grades as values stand at the event; empty where they do not.

    "Grade 2 and 3 morbidities occurred in 23 and 7 %", "nausea of all grades and grade ≥ 3 occurred in 61 and 7 %".
    """
    if len(values) < 2:
        return ()
    told = max((m.end for m in sentence.of_kind("percent", "count") if m.end <= values[0].start), default=0)
    since = max(subject.start - BEFORE_SUBJECT, told if told > subject.end else 0)
    near = [g for g in sentence.of_kind("grade") if since <= g.start and g.end <= values[0].start]
    if len(near) == len(values):
        return tuple(_graded(g) for g in near)
    if near and (each := _each_of(near[-1], len(values))):
        return each
    levels = list(_LEVEL.finditer(near[0].text)) if len(near) == 1 and " and " in near[0].text else []
    return tuple(_from_level(m) for m in levels) if len(levels) == len(values) else ()


def _each_of(mention: Mention, number: int) -> tuple[Grade, ...]:
    """The grades from the first to the last of a range that is as long as a list ("grade 0-3: 20%, 40%, 30% and 10%").

    Two values are more often those of two arms than of two grades.
    """
    grade = mention.value
    if not isinstance(grade, Grade) or number < 3 or grade.high - grade.low + 1 != number:
        return ()
    if not _RANGE.search(mention.text):
        return ()
    return tuple(Grade(level, level, grade.scale) for level in range(grade.low, grade.high + 1))


def _from_level(match: re.Match[str]) -> Grade:
    printed = match["level"]
    low = _ROMAN[printed] if printed in _ROMAN else int(printed)
    return Grade(low, 5 if match["least"] else low)


def grade_of(sentence: Sentence, subject: Mention, value: Value) -> Grade | None:
    """The grade of the event; None for any grade or where none is said.

    A grade right in front of the value ("any grade, 12 %; grade 3, 2 %") wins, then one that tells of the event anew,
    then one in brackets right behind the event or its value, then one right behind the event ("hyperglycemia of any
    grade"), then the last one before it, which governs the list that it opens.
    """
    if _is_fatal(sentence, subject, value):
        return FATAL
    grades = [
        g for g in sentence.of_kind("grade") if not (isinstance(g.value, Grade) and g.value.scale == "histologic")
    ]
    ahead = next((g for g in reversed(grades) if subject.end <= g.start < value.start), None)
    if ahead and _WITH_VALUE.fullmatch(sentence.between(ahead.end, value.start)):
        return _graded(ahead)
    told = _told_anew(sentence, [g for g in grades if subject.end <= g.start < value.start], value)
    if told:
        return _graded(told)
    for anchor in (subject.end, max(subject.end, value.end)):
        behind = next((g for g in grades if g.start >= anchor), None)
        if behind and _POST_MODIFIER.fullmatch(sentence.between(anchor, behind.start)) and not _opens(sentence, behind):
            return _graded(behind)
    spans = tuple(bracket_spans(sentence.text, sentence.start))
    for grade in reversed([g for g in grades if g.end <= subject.start]):
        closed = any(a < grade.start < b <= subject.start for a, b in spans)
        if closed or _modifies_another(sentence, grade):
            continue
        if not _ENDS.search(sentence.between(grade.end, subject.start)):
            return _graded(grade)
    between = next((g for g in grades if subject.end <= g.start < value.start), None)
    if between is None or "," in sentence.between(subject.end, between.start):
        return None
    return _graded(between)


def _opens(sentence: Sentence, grade: Mention) -> bool:
    """Whether the grade stands right in front of the next event, whose grade it then is ("(grade 4 rash and …)")."""
    return any(0 <= m.start - grade.end <= 1 for m in sentence.of_kind("adverse_event"))


def _modifies_another(sentence: Sentence, grade: Mention) -> bool:
    """Whether the grade stands behind an earlier event ("neuropathy of grade 3 in 6 % and rash in 1 %").

    Behind a collective it governs what follows ("events of grade 3 were rash in 6 % and nausea in 1 %").
    """
    events = (m for m in sentence.of_kind("adverse_event") if m.end <= grade.start and not is_collective(m))
    return any(_OF_GRADE.fullmatch(sentence.between(m.end, grade.start)) for m in events)


def _told_anew(sentence: Sentence, behind: Sequence[Mention], value: Value) -> Mention | None:
    """The grade that opens a second telling of the event ("rash was seen in 30 %, of grade 3 in 4 % and 2 %")."""
    last = behind[-1] if behind else None
    return last if last and _GOVERNS.fullmatch(sentence.between(last.end, value.start)) else None


def _graded(mention: Mention) -> Grade | None:
    """The grades of a mention; None for "any grade", which carries none."""
    return mention.value if isinstance(mention.value, Grade) else None


def _is_fatal(sentence: Sentence, subject: Mention, value: Value) -> bool:
    if _FATAL_BEFORE.search(sentence.between(subject.start - 40, subject.start)):
        return True
    if value.start < subject.end:
        return False
    between = sentence.between(subject.end, value.start)
    if _FATAL_BETWEEN.search(between) or _FATAL_IN.search(between):
        return True
    return bool(_FATAL_VALUE.search(sentence.between(value.start, value.end)))
