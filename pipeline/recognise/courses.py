"""Radiotherapy courses put together: which total dose and which dose per fraction belong to a fraction number.

Three kinds of evidence, the strongest first: a dose per fraction times the number of fractions gives another dose
nearby; lists of equal length stand in parallel ("45 and 50.4 Gy in 25 and 28 fractions"); the words between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model.geometry import Span
from pipeline.model.mention import Course, Mention
from pipeline.recognise.course_parts import NEAR, Ordered, Parts, basis, broken, ends, gap, joined
from pipeline.recognise.course_words import by_words, is_total

_TOLERANCE = 0.015
_NO_PHYSICAL_DOSE = ("BED", "EQD2")
_IN_A_LIST = re.compile(r"\s{0,3}(?:,|/|or|and|,\s{0,3}(?:or|and))\s{0,3}")
# "… with a boost of 5.4 Gy": the boost is the next course's.
_LEADS_ON = re.compile(r"\s(?:dose\s)?of\s~?[0-9]")
_TIMES_SIGN_BEFORE = re.compile(r"[\s)][x×*]\s{0,3}~?\s{0,3}$")


def courses(text: str, mentions: Sequence[Mention]) -> Iterator[Course]:
    """A course for each fraction number that has a dose, in the order of the text."""
    doses = Ordered(m for m in mentions if m.kind == "rt_dose")
    numbers = Ordered(m for m in mentions if m.kind == "rt_fractions")
    if not doses.mentions:
        return
    parts = [Parts(m) for m in numbers.mentions]
    parts = _by_product(text, parts, doses, numbers)
    parts = _by_parallel_lists(text, parts, doses)
    parts = by_words(text, parts, doses)
    beside = Ordered(m for m in mentions if m.kind in ("rt_frequency", "rt_boost"))
    for part in parts:
        if part.doses():
            yield _course(text, part, beside)


def _by_product(text: str, parts: list[Parts], doses: Ordered, numbers: Ordered) -> list[Parts]:
    """Courses with both doses where dose per fraction × fractions = total dose; the closest such pair is taken."""
    taken: set[int] = set()
    out = []
    for part in parts:
        near = [d for d in doses.near(part.fractions) if d.start not in taken and basis(d) not in _NO_PHYSICAL_DOSE]
        each_of = [e for e in near if not _crossed(part.fractions, e, numbers) and _says(text, part.fractions, e)]
        pairs = [(e, t) for e in each_of for t in near if e is not t and _multiplies(e, part.fractions, t)]
        if pairs:
            each, total = min(pairs, key=lambda p: _remoteness(text, part.fractions, *p))
            taken |= {each.start, total.start}
            part = replace(part, each=each, total=total)
        out.append(part)
    return out


def _remoteness(text: str, number: Mention, each: Mention, total: Mention) -> tuple[bool, int]:
    """Small for a total that is announced after the number of fractions, then for the nearest pair."""
    announced = total.start > number.start and is_total(text, total)
    return not announced, gap(each, number) + gap(total, number)


def _says(text: str, number: Mention, each: Mention) -> bool:
    """Whether the words allow this dose per fraction: a times sign before the number joins it to the dose before."""
    if each.start > number.end and broken(text, number.end, each.start):
        return False
    if not _TIMES_SIGN_BEFORE.search(text[max(0, number.start - 8) : number.start]):
        return True
    return each.end <= number.start and "Gy" not in text[each.end : number.start]


def _crossed(number: Mention, each: Mention, numbers: Ordered) -> bool:
    """Whether another fraction number stands between the dose per fraction and its own fraction number."""
    low, high = sorted((each.start, number.start))
    return bool(numbers.between(low + 1, high))


def _by_parallel_lists(text: str, parts: list[Parts], doses: Ordered) -> list[Parts]:
    """ "45 and 50.4 Gy in 25 and 28 fractions": the first with the first, the second with the second."""
    matched: dict[int, Mention] = {}
    for group in _lists(text, [p.fractions for p in parts]):
        before = doses.between(group[0].start - 2 * NEAR, group[0].start)
        last = _lists(text, before)[-1:] if len(group) > 1 else []
        if last and len(last[0]) == len(group) and group[0].start - last[0][-1].end <= NEAR:
            matched |= {f.start: d for f, d in zip(group, last[0])}
    return [replace(p, total=matched.get(p.fractions.start, p.total)) if not p.doses() else p for p in parts]


def _lists(text: str, mentions: Sequence[Mention]) -> list[list[Mention]]:
    groups: list[list[Mention]] = []
    for mention in mentions:
        if groups and _IN_A_LIST.fullmatch(text[groups[-1][-1].end : mention.start]):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _course(text: str, part: Parts, others: Ordered) -> Course:
    start = min(m.start for m in (part.fractions, *part.doses()))
    end = max(m.end for m in (part.fractions, *part.doses()))
    beside = [m for m in others.between(start - 2 * NEAR, end + NEAR) if _joined_to(text, m, start, end)]
    return Course(
        _span(part.total),
        part.fractions.span,
        _span(part.each),
        _span(next((m for m in beside if m.kind == "rt_frequency"), None)),
        _span(next((m for m in beside if m.kind == "rt_boost"), None)),
    )


def _joined_to(text: str, mention: Mention, start: int, end: int) -> bool:
    if mention.start >= end:
        return joined(text, end, mention.start) and _LEADS_ON.match(text, mention.end) is None
    return mention.end > start or joined(text, mention.end, start)


def _span(mention: Mention | None) -> Span | None:
    return mention.span if mention is not None else None


def _multiplies(each: Mention, fractions: Mention, total: Mention) -> bool:
    """Whether the first times the number of fractions is the second, within 1.5 % (printed doses are rounded)."""
    values = [ends(m) for m in (each, fractions, total)]
    if any(v is None for v in values):
        return False
    (e, f, t) = (v for v in values if v is not None)
    return all(abs(a * b - c) <= _TOLERANCE * c for a, b, c in zip(e, f, t)) and t[0] > e[0]
