"""Radiotherapy from prose: dose, fractions, technique, site and timing of each course that is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from pipeline.model.finding import Radiotherapy
from pipeline.model.mention import Concept, Course, Mention, Recognised
from pipeline.model.quantity import Amount
from pipeline.relate.reading import EXTRACTOR_VERSION, Reading
from pipeline.relate.sentences import Sentence

BASES = ("EQD2", "BED", "RBE")
_RADIATION = re.compile(
    r"\b(?:radi\w+|irradi\w+|fraction\w*|boost\w*|brachytherapy|RT|SRS|SBRT|WBRT|stereotactic)\b", re.I
)
_OTHER_DOSE = re.compile(
    r"\b(?:mean|maximum|max|minimum|tolerance|cumulative organ|received by|to the (?:heart|lung|cord|spinal|"
    r"parotid|larynx|brainstem))\b"
    r"|\bV[0-9]|\bD(?:max|mean)\b",
    re.I,
)
_RANGE_OF = re.compile(r"\s?[(\[]\s?(?:range|IQR|interquartile range)?\s?[:,]?\s?", re.I)
SITE_OF = {"WBRT": "brain", "HA-WBRT": "brain", "PCI": "brain"}  # the technique is named after its site
NEAR = 120


def radiotherapy(reading: Reading, recognised: Recognised) -> Iterator[Radiotherapy]:
    """The courses of the prose, one for each total dose, and for a dose per fraction that stands alone."""
    for index, sentence in enumerate(reading.sentences):
        doses = sentence.of_kind("rt_dose")
        if doses and _RADIATION.search(sentence.text):
            yield from _of_sentence(reading, index, sentence, _courses(recognised, sentence))


def _courses(recognised: Recognised, sentence: Sentence) -> dict[int, Course]:
    """Total dose (by its start) -> its course; the first that names it."""
    out: dict[int, Course] = {}
    for course in recognised.prose.courses:
        dose = course.dose or course.dose_per_fraction
        if dose and sentence.span.holds(dose):
            out.setdefault(dose.start, course)
    return out


def _of_sentence(
    reading: Reading, index: int, sentence: Sentence, courses: dict[int, Course]
) -> Iterator[Radiotherapy]:
    by_start = {m.start: m for m in sentence.of_kind("rt_dose", "rt_fractions")}
    each_used = {c.dose_per_fraction.start for c in courses.values() if c.dose_per_fraction and c.dose}
    doses = sentence.of_kind("rt_dose")
    totals = [m for m in doses if _basis(m) != "per_fraction"]
    ranges = {r.start: r for d, r in pairwise(doses) if _is_range_of(sentence, d, r)}
    for at, dose in enumerate(doses):
        if dose.start in ranges or _is_no_prescription(sentence, dose):
            continue
        per_fraction = _basis(dose) == "per_fraction"
        if per_fraction and (dose.start in each_used or totals):
            continue
        amounts = _amounts(dose, courses.get(dose.start), by_start, per_fraction)
        if at + 1 < len(doses) and doses[at + 1].start in ranges:
            amounts |= _limits(doses[at + 1])
        yield reading.marked(_finding(reading, index, sentence, dose, amounts), index, dose.start)


def _is_no_prescription(sentence: Sentence, dose: Mention) -> bool:
    before = sentence.between(dose.start - 30, dose.start)
    return _OTHER_DOSE.search(before) is not None


def _is_range_of(sentence: Sentence, dose: Mention, following: Mention) -> bool:
    """Whether the second dose is the range of the first ("50 Gy (range: 30–60.4 Gy)")."""
    first, second = dose.value, following.value
    if not isinstance(first, Amount) or not isinstance(second, Amount) or first.value is None or second.low is None:
        return False
    within = second.high is not None and second.low <= first.value <= second.high
    return within and bool(_RANGE_OF.fullmatch(sentence.between(dose.end, following.start)))


def _limits(mention: Mention) -> dict[str, Any]:
    amount = mention.value
    return {"total_gy_low": amount.low, "total_gy_high": amount.high} if isinstance(amount, Amount) else {}


def _amounts(dose: Mention, course: Course | None, by_start: dict[int, Mention], per_fraction: bool) -> dict[str, Any]:
    """Dose, fractions and dose per fraction of a course, as printed."""
    out: dict[str, Any] = {}
    amount = dose.value
    if isinstance(amount, Amount) and per_fraction:
        out["gy_per_fraction"] = amount.value
    elif isinstance(amount, Amount):
        out |= {"total_gy": amount.value, "total_gy_low": amount.low, "total_gy_high": amount.high}
        out["dose_basis"] = amount.basis if amount.basis in BASES else ""
    if course and course.fractions and (mention := by_start.get(course.fractions.start)):
        out |= _fractions(mention)
    if (
        course
        and course.dose_per_fraction
        and (each := by_start.get(course.dose_per_fraction.start))
        and not per_fraction
    ):
        out["gy_per_fraction"] = each.value.value if isinstance(each.value, Amount) else None
    return out


def _fractions(mention: Mention) -> dict[str, Any]:
    amount = mention.value
    if not isinstance(amount, Amount):
        return {}
    whole = {k: None if v is None else int(v) for k, v in (("fractions", amount.value), ("fractions_low", amount.low))}
    return whole | {"fractions_high": None if amount.high is None else int(amount.high)}


def _basis(dose: Mention) -> str:
    return dose.value.basis if isinstance(dose.value, Amount) else ""


def _finding(reading: Reading, index: int, sentence: Sentence, dose: Mention, amounts: dict[str, Any]) -> Radiotherapy:
    technique = _nearest(sentence, dose, "rt_technique")
    site = _nearest(sentence, dose, "site")
    arms = (*reading.own_arms[index], *reading.carried_arms[index])
    drugs = next((a.drugs for a in arms if a.drugs), ())
    return Radiotherapy(
        **reading.study(index, dose.start).columns(),
        **reading.place(index, dose.start, dose.end),
        **amounts,
        technique=(technique,) if technique else (),
        site=site.lower() or SITE_OF.get(technique, ""),
        drugs=drugs,
        source="text",
        extractor=f"prose_course@{EXTRACTOR_VERSION}",
    )


def _nearest(sentence: Sentence, dose: Mention, kind: str) -> str:
    """Canonical name of the last such mention before the dose, else of the first behind; empty where none is near."""
    mentions = sentence.of_kind(kind)
    before = [m for m in mentions if m.end <= dose.start and dose.start - m.end <= NEAR]
    after = [m for m in mentions if m.start >= dose.end and m.start - dose.end <= NEAR]
    chosen = before[-1] if before else after[0] if after else None
    if chosen is None:
        return ""
    return chosen.value.name if isinstance(chosen.value, Concept) else chosen.text
