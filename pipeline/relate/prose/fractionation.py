"""What a course is made of as printed: total dose, fractions, dose per fraction; printed BED and EQD2.

A dose per fraction that no course of the recogniser claims goes to the total beside it that it divides into whole
fractions. A single fraction is its own total. Withers et al., Cancer 1983;51:2086-2095 for EQD2; Fowler, Br J Radiol
1989;62:679-694 for BED.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeline.model.mention import Course, Mention
from pipeline.model.quantity import Amount
from pipeline.relate.sentences import Sentence

BASES = ("EQD2", "BED", "RBE")
EQUIVALENTS = {"EQD2": "eqd2_gy", "BED": "bed_gy"}
_BED_BEFORE = re.compile(
    r"\b(?:biological(?:ly)? (?:effective|equivalent) doses?|BED(?:[0-9]{1,2})?)\b[^.;,]{0,30}$", re.I
)
_EQD_BEFORE = re.compile(r"\b(?:EQD-?2|equivalent (?:total )?doses? in 2[- ]?Gy fractions)\b[^.;,]{0,30}$", re.I)
_RATIO_BEFORE = re.compile(
    r"(?:[αa]/[βb]|alpha[/-]beta)(?:[- ](?:ratio|value)s?)?\s?(?:=|of|:|was|is|were|value of)?\s?"
    r"(?:[0-9]{1,2}(?:\.[0-9]{1,2})?(?:\sGy)?(?:,\s|(?:\sfor\s[a-z ]{2,24}|,)?\s(?:and|or)\s)){0,3}$",
    re.I,
)
_SPELLED = {word: n for n, word in enumerate(("one", "two", "three", "four", "five", "six"), 1)}
_IN_SO_MANY = re.compile(
    rf"\sin\s(?P<number>{'|'.join(_SPELLED)}|[1-9][0-9]?)(?=[).,;]|$|\s(?:during|with|for|to|and|or|was|were|after)\b)"
)
_RIGHT_BEHIND = re.compile(r"\s?(?:in|/|over|as)\s?", re.I)
_ANOTHER_DOSE = re.compile(r"[0-9]\s?Gy\b")
WHOLE = 0.02  # how far from a whole number of fractions a printed dose per fraction may round
REACH = 60


def parted(sentence: Sentence, course: Course, by_start: Mapping[int, Mention]) -> tuple[Course, ...]:
    """The course, or two where its fractions are of another dose than its total, which has its own right behind it.

    "Four fractions of 7 Gy after radiotherapy to 45 Gy in 25 fractions": 4 × 7 is not 45. Without fractions of its own
    the total keeps what stands with it: a paper's wrong sum is for the checks to find.
    """
    dose, number, each = (
        by_start.get(s.start) if s else None for s in (course.dose, course.fractions, course.dose_per_fraction)
    )
    if dose is None or number is None or each is None or _makes(dose, number, each):
        return (course,)
    own = next(
        (
            m
            for m in by_start.values()
            if m.kind == "rt_fractions" and _RIGHT_BEHIND.fullmatch(sentence.between(dose.end, m.start))
        ),
        None,
    )
    if own is None or own is number:
        return (course,)
    return Course(dose=course.dose, fractions=own.span), replace(course, dose=None)


def _makes(dose: Mention, number: Mention, each: Mention) -> bool:
    total, fractions, part = _single(dose), _single(number), _single(each)
    if total is None or fractions is None or part is None:
        return True
    return abs(fractions * part - total) <= WHOLE * total


def basis_of(sentence: Sentence, dose: Mention) -> str:
    """`per_fraction`, `EQD2`, `BED`, `RBE`, or empty for a physical total; `alpha_beta` for the ratio of a tissue."""
    printed = dose.value.basis if isinstance(dose.value, Amount) else ""
    before = sentence.between(dose.start - 90, dose.start)
    if _RATIO_BEFORE.search(before):
        return "alpha_beta"
    if printed:
        return printed
    for basis, pattern in (("BED", _BED_BEFORE), ("EQD2", _EQD_BEFORE)):
        said = pattern.search(before)
        if said and not _ANOTHER_DOSE.search(said[0]):
            return basis
    return ""


def equivalents_of(doses: Sequence[Mention], bases: Mapping[int, str]) -> dict[int, dict[str, Any]]:
    """By start of a physical total the EQD2, BED and alpha/beta printed for it: those behind it, else right before it.

    Only for totals that are one value: the equivalent of a range of doses is a figure of its own.
    """
    out: dict[int, dict[str, Any]] = {}
    totals = [d for d in doses if bases[d.start] == ""]
    for other in doses:
        column = {**EQUIVALENTS, "alpha_beta": "alpha_beta"}.get(bases[other.start])
        before = [d for d in totals if d.start < other.start]
        total = before[-1] if before else totals[0] if totals else None
        if column and total is not None and (amount := _single(other)) is not None and _single(total) is not None:
            out.setdefault(total.start, {}).setdefault(column, amount)
    return {start: told for start, told in out.items() if set(told) != {"alpha_beta"}}


def _single(dose: Mention) -> float | None:
    """The dose where one value alone is printed."""
    amount = dose.value
    return amount.value if isinstance(amount, Amount) and amount.low is None and amount.high is None else None


def amounts_of(dose: Mention, course: Course | None, by_start: Mapping[int, Mention], basis: str) -> dict[str, Any]:
    """Dose, fractions and dose per fraction of a course, as printed; one fraction of 8 Gy is 8 Gy in all."""
    out: dict[str, Any] = {}
    amount = dose.value
    if course and course.fractions and (mention := by_start.get(course.fractions.start)):
        out |= _fractions(mention)
    if isinstance(amount, Amount) and basis == "per_fraction":
        out["gy_per_fraction"] = amount.value
        if out.get("fractions") == 1:
            out["total_gy"] = amount.value
    elif isinstance(amount, Amount):
        out |= {"total_gy": amount.value, "total_gy_low": amount.low, "total_gy_high": amount.high}
        out["dose_basis"] = basis if basis in BASES else ""
    each = by_start.get(course.dose_per_fraction.start) if course and course.dose_per_fraction else None
    if each is not None and basis != "per_fraction":
        out["gy_per_fraction"] = each.value.value if isinstance(each.value, Amount) else None
    return out


def elliptic_fractions(sentence: Sentence, dose: Mention) -> dict[str, Any]:
    """The fractions of a course whose noun stands with the one before ("20 Gy in five fractions or 8 Gy in one")."""
    said = _IN_SO_MANY.match(sentence.between(dose.end, sentence.span.end))
    if said is None or not any(m.end <= dose.start for m in sentence.of_kind("rt_fractions")):
        return {}
    return {"fractions": _SPELLED.get(said["number"]) or int(said["number"])}


def _fractions(mention: Mention) -> dict[str, Any]:
    amount = mention.value
    if not isinstance(amount, Amount):
        return {}
    whole = {k: None if v is None else int(v) for k, v in (("fractions", amount.value), ("fractions_low", amount.low))}
    return whole | {"fractions_high": None if amount.high is None else int(amount.high)}


def each_beside(sentence: Sentence, dose: Mention, each: Sequence[Mention]) -> Mention | None:
    """The dose per fraction near a total that makes whole fractions of it ("50.4 Gy in 1.8-Gy fractions")."""
    near = (m for m in each if 0 <= max(m.start - dose.end, dose.start - m.end) <= REACH)
    return next((m for m in near if _divides(dose, m) and ";" not in _gap(sentence, dose, m)), None)


def _gap(sentence: Sentence, one: Mention, other: Mention) -> str:
    return sentence.between(min(one.end, other.end), max(one.start, other.start))


def _divides(dose: Mention, each: Mention) -> bool:
    total, part = _single(dose), _single(each)
    if total is None or part is None or part <= 0:
        return False
    fractions = total / part
    return fractions >= 1 and abs(fractions - round(fractions)) <= WHOLE * fractions
