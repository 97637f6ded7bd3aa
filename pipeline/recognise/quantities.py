"""The numbers of a text with what stands at them: unit, range, bound."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.model.quantity import Amount
from pipeline.recognise.bounds import bound_after, bound_before
from pipeline.recognise.figure import Figure
from pipeline.recognise.numbers import Numeral, numerals, unsigned
from pipeline.recognise.ranges import join_brackets, join_deviations, join_ranges, share_units
from pipeline.recognise.units import NEVER_NEGATIVE, unit_at

# "over 5 weeks" says how long something took, not that it took longer.
_LASTS = ("time", "fractions")


def figures(text: str) -> tuple[Figure, ...]:
    """The numbers of the text, ranges joined, with units and bounds, in order and not overlapping."""
    parts = join_deviations(text, list(_with_units(text)))
    parts = share_units(text, join_ranges(text, parts))
    return tuple(_with_bound(text, f) for f in join_brackets(text, parts))


def _with_units(text: str) -> Iterator[Figure]:
    """The numerals with their units; what a unit holds ("50 × 10⁹/L") is no numeral of its own."""
    end = 0
    for numeral in numerals(text):
        if numeral.start >= end:
            yield (figure := _with_unit(text, numeral))
            end = figure.end


def _with_unit(text: str, numeral: Numeral) -> Figure:
    start, end = numeral.start, numeral.end
    found = unit_at(text, end)
    if found is None:
        return Figure(start, end, end, Amount(numeral.value), "", numeral.rule, start, start)
    unit, group, unit_end = found
    if group in NEVER_NEGATIVE:
        numeral = unsigned(text, numeral)
        start = numeral.start
    return Figure(start, end, unit_end, Amount(numeral.value, unit=unit), group, numeral.rule, start, start)


def _with_bound(text: str, part: Figure) -> Figure:
    before = bound_before(text, part.start)
    if before and not (part.group in _LASTS and text.startswith("over", before[1])):
        bound, begins, is_sign = before
        amount = replace(part.amount, bound=bound)
        return replace(part, amount=amount, bound_start=begins, sign_start=begins if is_sign else part.start)
    if bound := bound_after(text, part.end):
        return replace(part, amount=replace(part.amount, bound=bound))
    return part
