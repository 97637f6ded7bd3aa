"""The grade that an adverse event of a sentence is reported with."""

from __future__ import annotations

import re

from pipeline.model.mention import Mention
from pipeline.model.quantity import Grade
from pipeline.relate.sentences import Sentence
from pipeline.relate.values import Value, bracket_spans

_POST_MODIFIER = re.compile(r"\s?(?:of|at|with|,|\(|\bwith a\b)?\s?", re.I)
_FATAL = re.compile(r"\b(?:fatal|lethal|died (?:of|from)|deaths? (?:from|due to))\b(?:\s[\w-]+){0,2}\s*$", re.I)
_FATAL_CASES = re.compile(r"^\s?(?:[a-z]+\s)?fatal\b", re.I)
_ENDS = re.compile(r";|\bwhereas\b|\bwhile\b")
FATAL = Grade(5, 5)


def grade_of(sentence: Sentence, subject: Mention, value: Value | None) -> Grade | None:
    """The grade of the event; None for any grade or where none is said.

    A grade in brackets right behind the event or its value wins, then one right behind the event ("hyperglycemia of any
    grade"), then the last one before it, which governs the list that it opens.
    """
    if _is_fatal(sentence, subject, value):
        return FATAL
    grades = [
        g for g in sentence.of_kind("grade") if not (isinstance(g.value, Grade) and g.value.scale == "histologic")
    ]
    anchors = [subject.end, *([value.end] if value and value.end > subject.end else [])]
    for anchor in anchors:
        behind = next((g for g in grades if g.start >= anchor), None)
        if behind and _POST_MODIFIER.fullmatch(sentence.between(anchor, behind.start)):
            return _graded(behind)
    spans = tuple(bracket_spans(sentence.text, sentence.start))
    for grade in reversed([g for g in grades if g.end <= subject.start]):
        closed = any(a < grade.start < b <= subject.start for a, b in spans)
        if not closed and not _ENDS.search(sentence.between(grade.end, subject.start)):
            return _graded(grade)
    between = next((g for g in grades if value and subject.end <= g.start < value.start), None)
    return _graded(between) if between else None


def _graded(mention: Mention) -> Grade | None:
    return mention.value if isinstance(mention.value, Grade) and mention.value.low > 0 else _zero_up(mention)


def _zero_up(mention: Mention) -> Grade | None:
    """Grade 0 alone is a grade; "any grade" is none."""
    return mention.value if isinstance(mention.value, Grade) and mention.value.high == 0 else None


def _is_fatal(sentence: Sentence, subject: Mention, value: Value | None) -> bool:
    if _FATAL.search(sentence.between(sentence.start, subject.start)[-40:]):
        return True
    return (
        value is not None
        and value.start > subject.end
        and bool(
            re.search(r"\bfatal\b[^,;]*$", sentence.between(subject.end, value.start), re.I)
            or _FATAL_CASES.search(sentence.between(value.end, value.end + 20))
        )
    )
