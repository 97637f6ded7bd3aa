"""Figures put together: ranges, means with deviations, values with their range in brackets, lists that share a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from pipeline.model.quantity import Amount
from pipeline.recognise.figure import Figure, looks_like_year
from pipeline.recognise.patterns import CONNECTED_BY_TO, DASH, GAP, WORD_GAP
from pipeline.recognise.units import NEVER_NEGATIVE

_RANGE = re.compile(CONNECTED_BY_TO)
_AND = re.compile(rf"{GAP}and{WORD_GAP}")
_BETWEEN = re.compile(rf"\bbetween{WORD_GAP}$", re.IGNORECASE)
_LIST_LAST = re.compile(
    rf"{GAP},?{GAP}(?:or|and|and/or|to|versus|[vV][sS]?\.?|compared{WORD_GAP}(?:with|to)){WORD_GAP}"
)
_LIST_COMMA = re.compile(rf"{GAP},{WORD_GAP}")
_COUNTED_BEFORE = re.compile(
    rf"(?:\b(?:grades?|phase|stage|days?|cycles?|weeks?|arms?|cohorts?|level|tables?|figs?\.?|n){GAP}[=:]?|[x×*/]){GAP}$",
    re.IGNORECASE,
)
_GIVEN_IN = re.compile(rf"Gy{WORD_GAP}(?:in|over){GAP}$")
_DEVIATION = re.compile(rf"{GAP}(?:±|\+/-){GAP}")
_BRACKET = re.compile(rf"{GAP}[,(\[]{GAP}(?P<range>(?:[Rr]anges?|[Rr]anging{WORD_GAP}from)(?:{GAP}[:,=])?)?{GAP}")
_CLOSED = re.compile(rf"{GAP}[)\]]")
_WITH_RANGE = ("gray", "time", "dose", "fractions")
_LOOK_BACK = 24


def join_deviations(text: str, parts: list[Figure]) -> list[Figure]:
    """A mean and its standard deviation become the mean, with the unit of both: "100.6 ± 28.4 Gy"."""
    out: list[Figure] = []
    for part in parts:
        mean = out[-1] if out else None
        if mean is not None and _DEVIATION.fullmatch(text[mean.end : part.start]) and mean.group in ("", part.group):
            amount = replace(mean.amount, unit=part.amount.unit, basis="mean")
            out[-1] = replace(mean, end=part.end, amount=amount, group=part.group)
        else:
            out.append(part)
    return out


def join_ranges(text: str, parts: list[Figure]) -> Iterator[Figure]:
    """Rising pairs joined by a dash, "to", or "between … and" become one figure with low and high."""
    at = 0
    while at < len(parts):
        low, high = parts[at], parts[at + 1] if at + 1 < len(parts) else None
        if high is not None and _makes_range(text, low, high) and not _chained(text, parts, at):
            yield _range(low, high)
            at += 2
        else:
            yield low
            at += 1


def _makes_range(text: str, low: Figure, high: Figure) -> bool:
    if low.amount.value is None or high.amount.value is None or not low.amount.value < high.amount.value:
        return False
    if low.group and (low.group, low.amount.unit) != (high.group, high.amount.unit):
        return False
    if low.amount.value < 0 and high.group in NEVER_NEGATIVE:
        return False
    between = text[low.end : high.start]
    if _RANGE.fullmatch(between):
        return True
    opened = text[max(0, low.start - _LOOK_BACK) : low.start]
    return _AND.fullmatch(between) is not None and _BETWEEN.search(opened) is not None


def _chained(text: str, parts: list[Figure], at: int) -> bool:
    """Whether a bare dash joins the pair to a third number (a date, a telephone number): that is no range."""
    around = parts[max(0, at - 1) : at + 3]
    links = [text[a.end : b.start] for a, b in pairwise(around) if not a.group]
    return sum(re.fullmatch(DASH, link) is not None for link in links) > 1


def _range(low: Figure, high: Figure) -> Figure:
    amount = Amount(None, low.amount.value, high.amount.value, high.amount.unit)
    rule = low.rule if low.rule != "digits" else high.rule
    return Figure(low.start, high.number_end, high.end, amount, high.group, rule, low.start, low.start)


def join_brackets(text: str, parts: list[Figure]) -> Iterator[Figure]:
    """A value and the range in brackets after it become one: "20 Gy (16–24 Gy)", "8 days (range 3–449)"."""
    at = 0
    while at < len(parts):
        value, limits = parts[at], parts[at + 1] if at + 1 < len(parts) else None
        if limits is not None and (end := _bracket_end(text, value, limits)):
            amount = replace(value.amount, low=limits.amount.low, high=limits.amount.high)
            yield replace(value, amount=amount, end=end)
            at += 2
        else:
            yield value
            at += 1


def _bracket_end(text: str, value: Figure, limits: Figure) -> int:
    """Where the bracket with the range of the value closes; 0 where it holds something else (an interval, a share)."""
    low, high = limits.amount.low, limits.amount.high
    if value.group not in _WITH_RANGE or low is None or high is None:
        return 0
    opened = _BRACKET.fullmatch(text[value.end : limits.start])
    if opened is None or limits.group not in ("", value.group) or not (limits.group or opened["range"]):
        return 0
    inside = value.amount.value is not None and low <= value.amount.value <= high
    closed = _CLOSED.match(text, limits.end)
    return closed.end() if inside and closed else 0


def share_units(text: str, parts: Iterator[Figure]) -> list[Figure]:
    """Members of a list or a comparison without a unit take that of the last: "1000, 1250, or 1500 mg"."""
    out: list[Figure] = []
    following: Figure | None = None
    for part in reversed(list(parts)):
        if following is not None and not part.group and _shares(text, part, following):
            amount = replace(part.amount, unit=following.amount.unit)
            part = replace(part, amount=amount, group=following.group, shared=True)
        out.append(part)
        following = part
    return out[::-1]


def _shares(text: str, part: Figure, following: Figure) -> bool:
    if not following.group or part.rule == "word" or looks_like_year(part):
        return False
    between = text[part.end : following.start]
    if not _LIST_LAST.fullmatch(between) and not (following.shared and _LIST_COMMA.fullmatch(between)):
        return False
    before = text[max(0, part.start - _LOOK_BACK) : part.start]
    if following.group == "gray" and _GIVEN_IN.search(before):
        return False
    return _COUNTED_BEFORE.search(before) is None
