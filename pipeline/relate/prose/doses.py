"""Drug doses from prose: each printed dose with its drug, schedule, route and role."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model.finding import DrugDose
from pipeline.model.mention import Concept, Mention
from pipeline.model.quantity import Amount
from pipeline.relate.arms import Arm, names_of
from pipeline.relate.prose.schedules import schedule_of
from pipeline.relate.reading import EXTRACTOR_VERSION, Reading
from pipeline.relate.sentences import Sentence

SCHEDULE = ("frequency", "route", "role", "cycles", "duration")
ROLES = ("loading", "maintenance")
_DRUG_BEHIND = re.compile(r"\s?(?:(?:doses?|dosage)\s)?(?:per\s\w+\s)?(?:of\s)?(?:either\s)?(?:the\s)?", re.I)
_DRUG_AHEAD = re.compile(
    r"\s?[\[(]?\s?[,:–-]?\s?(?:(?:was |were |is |are )?(?:given|administered)?\s?)?(?:orally|intravenously|IV|iv)?,?\s?"
    r"(?:at\s)?(?:an?\s|the\s)?(?:[a-z]+\s)?(?:(?:doses?|dosage)(?:s of|\sof|\slevels? of)?\s)?(?:between\s|"
    r"from\s|up to\s)?",
    re.I,
)
_DOSE_LIST = re.compile(r"[^.;]{0,30}(?:,|\bor\b|\band\b|\bto\b)[^.;]{0,16}", re.I)
_PER_WEEK = re.compile(r"\s?/\s?(?:week|wk)\b", re.I)
_NEXT_WORD = re.compile(r"\s(?:of\s)?([a-z][a-z-]{3,})\b")
_COMPANY = frozenset([
    "dose", "doses", "dosage", "dosages", "daily", "once", "twice", "thrice", "every", "each", "weekly",
    "monthly", "with", "were", "when", "until", "followed", "given", "administered", "intravenously", "orally",
    "subcutaneously", "intravenous", "oral", "subcutaneous", "cohort", "cohorts", "group", "groups", "level",
    "levels", "infusion", "infusions", "based", "body", "total", "days", "cycle", "cycles", "over", "then",
    "after", "from", "maintenance", "loading", "monotherapy", "alone", "plus", "versus", "tablets", "tablet",
    "capsules", "capsule", "maximum", "starting", "three", "four", "five", "than", "which", "that", "during",
    "before", "because", "schedule", "schedules", "regimen", "continuously", "respectively", "compared",
    "while", "where", "either", "thereafter", "patients", "study", "this", "these", "their", "until", "weight",
    "area", "within", "bolus", "injection", "injections", "vial", "vials", "single", "first", "second",
    "third",
])  # fmt: skip
_THEN = re.compile(r"\b(?:then|followed by|thereafter|subsequently)\b[^,;]{0,40}$", re.I)
_CHOSEN = re.compile(
    r"\b(?:maximum tolerated dose|MTD|recommended (?:phase \S+ )?dose|RP2D|"
    r"(?:was|were) (?:selected|chosen|established))\b",
    re.I,
)
_ONCE = ("once", "d1")
SHORT = 40


def drug_doses(reading: Reading) -> Iterator[DrugDose]:
    """The doses of the prose; a dose printed again is one row, at its first place, with what each printing says."""
    rows: list[DrugDose] = []
    for found in _printed(reading):
        at = next((i for i, row in enumerate(rows) if _same_fact(row, found)), None)
        if at is None:
            rows.append(found)
        else:
            rows[at] = _told_together(rows[at], found)
    yield from rows


def _printed(reading: Reading) -> Iterator[DrugDose]:
    """Every printing of a dose with its schedule, in reading order."""
    known: list[tuple[int, DrugDose]] = []
    for index, sentence in enumerate(reading.sentences):
        for dose in sentence.of_kind("drug_dose"):
            if not isinstance(dose.value, Amount):
                continue
            for found in _of_dose(reading, index, sentence, dose, dose.value):
                finding = reading.marked(_scheduled(reading, index, found, known), index, dose.start)
                known.append((index, finding))
                yield finding


def _same_fact(one: DrugDose, other: DrugDose) -> bool:
    """Whether both are the same dose in the same study, and neither says of its schedule what the other denies."""
    fact = ("left_out", "study", "study_refs", "drug", "dose", "dose_low", "dose_high", "unit")
    if any(getattr(one, c) != getattr(other, c) for c in fact):
        return False
    said = ((getattr(one, c), getattr(other, c)) for c in SCHEDULE)
    return all(not a or not b or a == b for a, b in said)


def _told_together(one: DrugDose, other: DrugDose) -> DrugDose:
    """The first with what the second says of the schedule besides."""
    return replace(one, **{c: getattr(one, c) or getattr(other, c) for c in SCHEDULE})


def _scheduled(reading: Reading, index: int, found: DrugDose, known: Sequence[tuple[int, DrugDose]]) -> DrugDose:
    """The dose with the schedule of the earlier dose that it changes: "80 mg daily, escalated to 120 mg".

    That of the same sentence; where a dose is chosen (maximum tolerated, recommended), else the one of its paragraph.
    """
    if found.frequency:
        return found
    sentence = reading.sentences[index]
    same = [(i, d) for i, d in known if (d.drug, d.study) == (found.drug, found.study)]
    here = [d for i, d in same if i == index and d.frequency]
    chosen = _CHOSEN.search(sentence.text) is not None
    nearby = [d for i, d in same if chosen and reading.sentences[i].paragraph == sentence.paragraph]
    return _with_schedule(found, here or nearby)


def _with_schedule(found: DrugDose, same: Sequence[DrugDose]) -> DrugDose:
    """The dose with the one frequency and the one route of others of its drug; of loading doses neither is taken."""
    rhythms = {d.frequency for d in same if d.frequency not in ("", *_ONCE) and d.role != "loading"}
    routes = {d.route for d in same if d.route}
    frequency = rhythms.pop() if len(rhythms) == 1 else ""
    return replace(found, frequency=frequency, route=found.route or (routes.pop() if len(routes) == 1 else ""))


def _of_dose(reading: Reading, index: int, sentence: Sentence, dose: Mention, amount: Amount) -> Iterator[DrugDose]:
    found = drug_of_dose(sentence, dose)
    right_behind = found is not None and _DRUG_BEHIND.fullmatch(sentence.between(dose.end, found.start))
    if not right_behind and _names_another(sentence, dose):
        return
    arms = [*reading.own_arms[index], *reading.carried_arms[index]]
    drugs, code = _named(found) if found else (_only_drug(reading.carried_arms[index]), "")
    for name in drugs:
        yield DrugDose(
            **reading.study(index, dose.start).columns(),
            **reading.place(index, dose.start, dose.end),
            **schedule_of(sentence, dose, found),
            drug=name,
            drug_id=code if len(drugs) == 1 else "",
            dose=amount.value,
            dose_low=amount.low,
            dose_high=amount.high,
            unit=amount.unit + ("/week" if _PER_WEEK.match(sentence.between(dose.end, dose.end + 8)) else ""),
            role=_role(sentence, dose, amount),
            drugs=next((a.drugs for a in arms if name in a.drugs), (name,)),
            source="text",
            extractor=f"prose_dose@{EXTRACTOR_VERSION}",
        )


def _role(sentence: Sentence, dose: Mention, amount: Amount) -> str:
    """Loading or maintenance as printed; what "then" follows a loading dose is maintenance."""
    if amount.basis in ROLES:
        return amount.basis
    before = next((d for d in reversed(sentence.of_kind("drug_dose")) if d.end <= dose.start), None)
    loaded = before is not None and isinstance(before.value, Amount) and before.value.basis == "loading"
    if before is None or not loaded:
        return ""
    return "maintenance" if _THEN.search(sentence.between(before.end, dose.start)) else ""


def _names_another(sentence: Sentence, dose: Mention) -> bool:
    """Whether a word that is no part of a dose's usual company follows: a substance that no vocabulary knows."""
    word = _NEXT_WORD.match(sentence.between(dose.end, dose.end + 40))
    return word is not None and word[1].lower() not in _COMPANY


def _named(mention: Mention) -> tuple[tuple[str, ...], str]:
    return names_of(mention), mention.value.code if isinstance(mention.value, Concept) else ""


def _only_drug(arms: Sequence[Arm]) -> tuple[str, ...]:
    """The one drug of the arms that the paragraph is about; empty where there are several."""
    drugs = {d for a in arms for d in a.drugs}
    return tuple(drugs) if len(drugs) == 1 else ()


def drug_of_dose(sentence: Sentence, dose: Mention) -> Mention | None:
    """The drug of a dose: right behind it, right in front of it, else the last before or the next after it.

    A dose in a list of doses belongs with the others of the list.
    """
    drugs, doses = sentence.of_kind("drug"), sentence.of_kind("drug_dose")
    behind = next((d for d in drugs if d.start >= dose.end), None)
    ahead = next((d for d in reversed(drugs) if d.end <= dose.start), None)
    if behind and _DRUG_BEHIND.fullmatch(sentence.between(dose.end, behind.start)):
        return behind
    if ahead and _DRUG_AHEAD.fullmatch(sentence.between(ahead.end, dose.start)):
        return ahead
    following = next((d for d in doses if d.start >= dose.end), None)
    if (
        following
        and _DOSE_LIST.fullmatch(sentence.between(dose.end, following.start))
        and not _drug_between(drugs, dose, following)
    ):
        return drug_of_dose(sentence, following)
    near = behind is not None and behind.start - dose.end <= SHORT
    if behind is None or not near or "," in sentence.between(dose.end, behind.start):
        return ahead
    return ahead if ahead is not None and _has_own_dose(sentence, behind) else behind


def _has_own_dose(sentence: Sentence, drug: Mention) -> bool:
    """Whether another dose stands right behind the drug ("A at AUC 5 and B at 500 mg/m2")."""
    following = next((d for d in sentence.of_kind("drug_dose") if d.start >= drug.end), None)
    return following is not None and _DRUG_AHEAD.fullmatch(sentence.between(drug.end, following.start)) is not None


def _drug_between(drugs: Sequence[Mention], first: Mention, second: Mention) -> bool:
    return any(first.end <= d.start < second.start for d in drugs)
