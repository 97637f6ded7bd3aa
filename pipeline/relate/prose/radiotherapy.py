"""Radiotherapy from prose: dose, fractions, technique, site and timing of each course that is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

from pipeline.model.finding import Radiotherapy
from pipeline.model.mention import Concept, Course, Mention, Recognised
from pipeline.model.quantity import Amount
from pipeline.relate.prose.fractionation import (
    EQUIVALENTS,
    amounts_of,
    basis_of,
    each_beside,
    elliptic_fractions,
    equivalents_of,
    parted,
)
from pipeline.relate.prose.timing import timing_of
from pipeline.relate.reading import EXTRACTOR_VERSION, Reading
from pipeline.relate.sentences import Sentence

_RADIATION = re.compile(
    r"\b(?:radi\w+|irradi\w+|\w*fraction\w*|boost\w*|EQD2|BED|brachytherapy|RT|SRS|SBRT|WBRT|stereotactic)\b", re.I
)
_OTHER_DOSE = re.compile(
    r"\b(?:mean|maximum|max|minimum|tolerance|cumulative organ|received by|to the (?:heart|lung|cord|spinal|"
    r"parotid|larynx|brainstem))\b"
    r"|\bV[0-9]|\bD(?:max|mean)\b",
    re.I,
)
_TREATED_TO = re.compile(r"\btreated (?:to|with) an? (?:mean|median|total) dose of\s$", re.I)
_SIZE_BEHIND = re.compile(r"\sfractionation\b", re.I)
_DAILY_BEFORE = re.compile(r"\bper (?:day|fraction)\s?\((?:e\.g\.,?|i\.e\.,?|that is,)?\s?$", re.I)
_OF_VOLUMES = re.compile(r"\bDVHs?\b|\bdose[- ]volume histograms?\b")
_RANGE_OF = re.compile(r"\s?[(\[]\s?(?:range|IQR|interquartile range)?\s?[:,]?\s?", re.I)
SITE_OF = {"WBRT": "brain", "HA-WBRT": "brain", "PCI": "brain"}  # the technique is named after its site
NEAR = 120


def radiotherapy(reading: Reading, recognised: Recognised) -> Iterator[Radiotherapy]:
    """The courses of the prose, one for each total dose, and for a dose per fraction that stands alone."""
    for index, sentence in enumerate(reading.sentences):
        doses = sentence.of_kind("rt_dose")
        if doses and (sentence.of_kind("rt_technique", "rt_fractions") or _RADIATION.search(sentence.text)):
            yield from _of_sentence(reading, index, sentence, _courses(recognised, sentence))


def _courses(recognised: Recognised, sentence: Sentence) -> dict[int, Course]:
    """Total dose (by its start) -> its course; the first that names it."""
    out: dict[int, Course] = {}
    by_start = {m.start: m for m in sentence.of_kind("rt_dose", "rt_fractions")}
    for course in recognised.prose.courses:
        for part in parted(sentence, course, by_start):
            dose = part.dose or part.dose_per_fraction
            if dose and sentence.span.holds(dose):
                out.setdefault(dose.start, part)
    return out


def _of_sentence(
    reading: Reading, index: int, sentence: Sentence, courses: dict[int, Course]
) -> Iterator[Radiotherapy]:
    by_start = {m.start: m for m in sentence.of_kind("rt_dose", "rt_fractions")}
    doses = sentence.of_kind("rt_dose")
    bases = {d.start: basis_of(sentence, d) for d in doses}
    equivalents = equivalents_of(doses, bases)
    ranges = {r.start: r for d, r in pairwise(doses) if _is_range_of(sentence, d, r)}
    for at, dose in enumerate(doses):
        basis, course = bases[dose.start], courses.get(dose.start)
        if dose.start in ranges or basis == "alpha_beta" or _is_no_prescription(sentence, dose):
            continue
        if (basis in EQUIVALENTS and equivalents) or (basis == "per_fraction" and _has_total(dose, courses, bases)):
            continue
        amounts = amounts_of(dose, _sound(course, bases), by_start, basis) | equivalents.get(dose.start, {})
        if amounts.get("gy_per_fraction") is None and basis == "":
            each = each_beside(sentence, dose, [d for d in doses if bases[d.start] == "per_fraction"])
            amounts |= amounts_of(each, None, {}, "per_fraction") if each else {}
        if basis == "" and "fractions" not in amounts:
            amounts |= elliptic_fractions(sentence, dose)
        if at + 1 < len(doses) and doses[at + 1].start in ranges:
            amounts |= _limits(doses[at + 1])
        yield reading.marked(_finding(reading, index, sentence, dose, amounts), index, dose.start)


def _has_total(dose: Mention, courses: dict[int, Course], bases: dict[int, str]) -> bool:
    """Whether a dose per fraction is part of a course with a total, or stands beside totals."""
    course = courses.get(dose.start)
    if course and course.fractions and not course.dose:
        return False
    used = {c.dose_per_fraction.start for c in courses.values() if c.dose_per_fraction and c.dose}
    return dose.start in used or "" in bases.values()


def _sound(course: Course | None, bases: dict[int, str]) -> Course | None:
    """The course without a dose per fraction that is the alpha/beta of a tissue."""
    each = course.dose_per_fraction if course else None
    unsound = each is not None and bases.get(each.start) not in ("per_fraction", "")
    return replace(course, dose_per_fraction=None) if course and unsound else course


def _is_no_prescription(sentence: Sentence, dose: Mention) -> bool:
    before = sentence.between(dose.start - 30, dose.start)
    if _TREATED_TO.search(before):
        return False
    size = _SIZE_BEHIND.match(sentence.between(dose.end, dose.end + 20)) or _DAILY_BEFORE.search(before)
    return bool(_OTHER_DOSE.search(before) or size or _OF_VOLUMES.search(sentence.text))


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


def _finding(reading: Reading, index: int, sentence: Sentence, dose: Mention, amounts: dict[str, Any]) -> Radiotherapy:
    technique = _nearest(sentence, dose, "rt_technique") or _carried(reading, index, "rt_technique")
    site = _nearest(sentence, dose, "site") or _carried(reading, index, "site")
    arms = (*reading.own_arms[index], *reading.carried_arms[index])
    drugs = next((a.drugs for a in arms if a.drugs), ())
    return Radiotherapy(
        **reading.study(index, dose.start).columns(),
        **reading.place(index, dose.start, dose.end),
        **amounts,
        **timing_of(sentence, dose),
        technique=(technique,) if technique else (),
        site=site.lower() or SITE_OF.get(technique, ""),
        drugs=drugs,
        source="text",
        extractor=f"prose_course@{EXTRACTOR_VERSION}",
    )


def _carried(reading: Reading, index: int, kind: str) -> str:
    """What the sentence before in the paragraph names where the dose's own names none: the one of its kind there."""
    if index == 0 or reading.sentences[index - 1].paragraph != reading.sentences[index].paragraph:
        return ""
    if reading.sentences[index].of_kind(kind):
        return ""
    named = {_name(m) for m in reading.sentences[index - 1].of_kind(kind)}
    return named.pop() if len(named) == 1 else ""


def _nearest(sentence: Sentence, dose: Mention, kind: str) -> str:
    """Canonical name of the last such mention before the dose, else of the first behind; empty where none is near."""
    mentions = sentence.of_kind(kind)
    before = [m for m in mentions if m.end <= dose.start and dose.start - m.end <= NEAR]
    after = [m for m in mentions if m.start >= dose.end and m.start - dose.end <= NEAR]
    chosen = before[-1] if before else after[0] if after else None
    return "" if chosen is None else _name(chosen)


def _name(mention: Mention) -> str:
    return mention.value.name if isinstance(mention.value, Concept) else mention.text
