"""Radiotherapy courses put together: which total dose and which dose per fraction belong to a fraction number.

Three kinds of evidence, the strongest first: a dose per fraction times the number of fractions gives another dose
nearby; lists of equal length stand in parallel ("45 and 50.4 Gy in 25 and 28 fractions"); the words between them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.model.geometry import Span
from pipeline.model.mention import Course, Mention
from pipeline.model.quantity import Amount

_REACH = 260
_NEAR = 130
_MOST = 12
_TOLERANCE = 0.015
_BREAK = re.compile(r"[.;]\s+(?=[A-Z(0-9])|\n\s*\n|\bthen\b|\bfollowed by\b|\bplus\b|\bversus\b|\bvs\b")
_IN_A_LIST = re.compile(r"\s*(?:,|/|or|and|,\s*(?:or|and))\s*")
_TOTAL_BEFORE = re.compile(
    r"(?:\b(?:total|initial|overall|target|final|cumulative|prescribed|median|boost)\b[^.;:()]{0,40}?(?:of|is|was|to|:)?|"
    r"\bdose(?: of|:)?|\btotal(?:ling|ing)?(?: of)?|=|\bto)\s*\(?\s*$"
)
_TOTAL_AFTER = re.compile(r"\s*(?:in\s)?total\b")
_WHOLE_COURSE = re.compile(r"\b(?:cumulative|overall)\b[^.;:()]{0,40}$")
_TOTAL_NUMBER = re.compile(r"\b[Tt]otal(?: number)? of\s*$")
_TIMES_SIGN_BEFORE = re.compile(r"[\s)][x×*]\s*~?\s*$")
_TIMES = re.compile(r"\s*(?:\([^()]{0,12}\)\s*)?[x×*]")


@dataclass(frozen=True, slots=True)
class _Parts:
    """A course while it is put together."""

    fractions: Mention
    total: Mention | None = None
    each: Mention | None = None

    def doses(self) -> tuple[Mention, ...]:
        return tuple(d for d in (self.total, self.each) if d is not None)


class _Ordered:
    """Mentions by their place, so that what stands near is found without looking at all of them."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self.mentions = tuple(mentions)
        self._starts = [m.start for m in self.mentions]

    def between(self, low: int, high: int) -> tuple[Mention, ...]:
        """Those that begin from `low` up to `high` (not included)."""
        return self.mentions[bisect_left(self._starts, low) : bisect_left(self._starts, high)]

    def near(self, mention: Mention) -> list[Mention]:
        """The few nearest within reach, nearest first."""
        around = self.between(mention.start - 2 * _REACH, mention.end + _REACH + 1)
        reached = [m for m in around if _gap(m, mention) <= _REACH]
        return sorted(reached, key=lambda m: (_gap(m, mention), m.start))[:_MOST]


def courses(text: str, mentions: Sequence[Mention]) -> Iterator[Course]:
    """A course for each fraction number that has a dose, in the order of the text."""
    doses = _Ordered(m for m in mentions if m.kind == "rt_dose")
    numbers = _Ordered(m for m in mentions if m.kind == "rt_fractions")
    if not doses.mentions:
        return
    parts = [_Parts(m) for m in numbers.mentions]
    parts = _by_product(text, parts, doses, numbers)
    parts = _by_parallel_lists(text, parts, doses)
    parts = _by_words(text, parts, doses)
    beside = _Ordered(m for m in mentions if m.kind in ("rt_frequency", "rt_boost"))
    for part in parts:
        if part.doses():
            yield _course(text, part, beside)


def _by_product(text: str, parts: list[_Parts], doses: _Ordered, numbers: _Ordered) -> list[_Parts]:
    """Courses with both doses where dose per fraction × fractions = total dose; the closest such pair is taken."""
    taken: set[int] = set()
    out = []
    for part in parts:
        near = [d for d in doses.near(part.fractions) if d.start not in taken]
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
    announced = total.start > number.start and _is_total(text, total)
    return not announced, _gap(each, number) + _gap(total, number)


def _says(text: str, number: Mention, each: Mention) -> bool:
    """Whether the words allow this dose per fraction: a times sign before the number joins it to the dose before."""
    if each.start > number.end and _BREAK.search(text, number.end, each.start):
        return False
    if not _TIMES_SIGN_BEFORE.search(text[max(0, number.start - 8) : number.start]):
        return True
    return each.end <= number.start and "Gy" not in text[each.end : number.start]


def _crossed(number: Mention, each: Mention, numbers: _Ordered) -> bool:
    """Whether another fraction number stands between the dose per fraction and its own fraction number."""
    low, high = sorted((each.start, number.start))
    return bool(numbers.between(low + 1, high))


def _by_parallel_lists(text: str, parts: list[_Parts], doses: _Ordered) -> list[_Parts]:
    """ "45 and 50.4 Gy in 25 and 28 fractions": the first with the first, the second with the second."""
    matched: dict[int, Mention] = {}
    for group in _lists(text, [p.fractions for p in parts]):
        before = doses.between(group[0].start - 2 * _NEAR, group[0].start)
        last = _lists(text, before)[-1:] if len(group) > 1 else []
        if last and len(last[0]) == len(group) and group[0].start - last[0][-1].end <= _NEAR:
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


def _by_words(text: str, parts: list[_Parts], doses: _Ordered) -> list[_Parts]:
    """Courses that still lack a dose take the doses beside them that no other course has."""
    taken = {d.start for p in parts for d in p.doses()}
    out: list[_Parts] = []
    for at, part in enumerate(parts):
        if not part.doses():
            last = parts[at - 1].fractions.end if at else 0
            following = parts[at + 1].fractions.start if at + 1 < len(parts) else len(text)
            near = doses.between(max(last, part.fractions.start - 2 * _NEAR), following)
            part = _worded(text, part, [d for d in near if d.start not in taken], following)
            taken |= {d.start for d in part.doses()}
        out.append(part)
    return out


def _worded(text: str, part: _Parts, free: Sequence[Mention], following: int) -> _Parts:
    number = part.fractions
    left = [d for d in free if d.end <= number.start and _joined(text, d.end, number.start)][-1:]
    right = [d for d in free if d.start >= number.end and _joined(text, number.end, d.start)]
    if left and _is_each(text, left[0]):
        total = next((d for d in right if _is_total(text, d) and _larger(d, left[0])), None)
        return replace(part, each=left[0], total=total)
    if left:
        each = next((d for d in right[:1] if _basis(d) == "per_fraction" and _larger(left[0], d)), None)
        return replace(part, total=left[0], each=each)
    if _TOTAL_NUMBER.search(text[max(0, number.start - 24) : number.start]):
        right = [d for d in right if _is_total(text, d)] or right
    if not right:
        return part
    if _is_each(text, right[0]):
        total = next((d for d in right[1:] if _is_total(text, d) and _larger(d, right[0])), None)
        return replace(part, each=right[0], total=total)
    nearest = right[0]
    belongs_to_next = following < len(text) and _joined(text, nearest.end, following) and not _is_total(text, nearest)
    return part if belongs_to_next else replace(part, total=nearest)


def _joined(text: str, start: int, end: int) -> bool:
    return end - start <= _NEAR and _BREAK.search(text, start, end) is None


def _is_each(text: str, dose: Mention) -> bool:
    return _basis(dose) == "per_fraction" or _TIMES.match(text, dose.end) is not None


def _is_total(text: str, dose: Mention) -> bool:
    before = text[max(0, dose.start - 48) : dose.start]
    if _WHOLE_COURSE.search(before):
        return False
    return _TOTAL_BEFORE.search(before) is not None or _TOTAL_AFTER.match(text, dose.end) is not None


def _course(text: str, part: _Parts, others: _Ordered) -> Course:
    start = min(m.start for m in (part.fractions, *part.doses()))
    end = max(m.end for m in (part.fractions, *part.doses()))
    beside = [m for m in others.between(start - 2 * _NEAR, end + _NEAR) if _joined_to(text, m, start, end)]
    return Course(
        _span(part.total),
        part.fractions.span,
        _span(part.each),
        _span(next((m for m in beside if m.kind == "rt_frequency"), None)),
        _span(next((m for m in beside if m.kind == "rt_boost"), None)),
    )


def _joined_to(text: str, mention: Mention, start: int, end: int) -> bool:
    if mention.start >= end:
        return _joined(text, end, mention.start)
    return mention.end > start or _joined(text, mention.end, start)


def _span(mention: Mention | None) -> Span | None:
    return mention.span if mention is not None else None


def _gap(one: Mention, other: Mention) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _basis(dose: Mention) -> str:
    return dose.value.basis if isinstance(dose.value, Amount) else ""


def _multiplies(each: Mention, fractions: Mention, total: Mention) -> bool:
    """Whether the first times the number of fractions is the second, within 1.5 % (printed doses are rounded)."""
    values = [_ends(m) for m in (each, fractions, total)]
    if any(v is None for v in values):
        return False
    (e, f, t) = (v for v in values if v is not None)
    return all(abs(a * b - c) <= _TOLERANCE * c for a, b, c in zip(e, f, t)) and t[0] > e[0]


def _ends(mention: Mention) -> tuple[float, float] | None:
    """Lowest and highest value, twice the same for a single one."""
    amount = mention.value
    if not isinstance(amount, Amount):
        return None
    low = amount.value if amount.value is not None else amount.low
    high = amount.value if amount.value is not None else amount.high
    return (low, high) if low is not None and high is not None else None


def _larger(one: Mention, other: Mention) -> bool:
    a, b = _ends(one), _ends(other)
    return a is not None and b is not None and a[1] > b[1]
