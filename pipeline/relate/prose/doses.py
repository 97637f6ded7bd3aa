"""Drug doses from prose: each printed dose with its drug, schedule, route and role."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.model.finding import DrugDose
from pipeline.model.mention import Concept, Mention
from pipeline.model.quantity import Amount
from pipeline.relate.arms import names_of
from pipeline.relate.reading import EXTRACTOR_VERSION, Reading
from pipeline.relate.sentences import Sentence

ROLES = ("loading", "maintenance")
_DRUG_BEHIND = re.compile(r"\s?(?:(?:doses?|dosage)\s)?(?:per\s\w+\s)?(?:of\s)?(?:either\s)?(?:the\s)?", re.I)
_DRUG_AHEAD = re.compile(
    r"\s?[\[(]?\s?[,:–-]?\s?(?:(?:was |were |is |are )?(?:given|administered)?\s?)?(?:orally|intravenously|IV|iv)?,?\s?"
    r"(?:at\s)?(?:an?\s|the\s)?(?:[a-z]+\s)?(?:(?:doses?|dosage)(?:s of|\sof|\slevels? of)?\s)?(?:between\s|"
    r"from\s|up to\s)?",
    re.I,
)
_DOSE_LIST = re.compile(r"[^.;]{0,30}(?:,|\bor\b|\band\b|\bto\b)[^.;]{0,16}", re.I)
_CLAUSE = re.compile(r"[;]|\.\s|\bfollowed by\b|\bthen\b|\bbut\b")
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
SHORT = 40
SCHEDULE_REACH = 90


def drug_doses(reading: Reading) -> Iterator[DrugDose]:
    """The doses of the prose; a dose printed again with nothing new is left to its first place."""
    seen: dict[tuple[Any, ...], DrugDose] = {}
    for index, sentence in enumerate(reading.sentences):
        for dose in sentence.of_kind("drug_dose"):
            if not isinstance(dose.value, Amount):
                continue
            for found in _of_dose(reading, index, sentence, dose, dose.value):
                finding = reading.marked(found, index, dose.start)
                key = _fact(finding)
                if key not in seen or _adds(finding, seen[key]):
                    seen[key] = finding
                    yield finding


def _fact(finding: DrugDose) -> tuple[Any, ...]:
    return (
        finding.left_out,
        finding.study,
        finding.study_refs,
        finding.drug,
        finding.dose,
        finding.dose_low,
        finding.dose_high,
        finding.unit,
    )


def _adds(finding: DrugDose, known: DrugDose) -> bool:
    """Whether the second printing says a schedule, a route or a role that the first does not."""
    pairs = ((getattr(finding, c), getattr(known, c)) for c in ("frequency", "route", "role"))
    return any(new and new != old for new, old in pairs)


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
            **_schedule(sentence, dose, found),
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


def _only_drug(arms: Sequence[Any]) -> tuple[str, ...]:
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
    if behind and behind.start - dose.end <= SHORT and "," not in sentence.between(dose.end, behind.start):
        return behind
    return ahead


def _drug_between(drugs: Sequence[Mention], first: Mention, second: Mention) -> bool:
    return any(first.end <= d.start < second.start for d in drugs)


def _schedule(sentence: Sentence, dose: Mention, drug: Mention | None) -> dict[str, Any]:
    """Frequency, route and cycles that stand with the dose."""
    frequency = _with_dose(sentence, dose, drug, "frequency")
    route = _with_dose(sentence, dose, drug, "route")
    cycles = _with_dose(sentence, dose, drug, "cycles")
    return {
        "frequency": frequency.value.name if frequency and isinstance(frequency.value, Concept) else "",
        "route": route.value.name if route and isinstance(route.value, Concept) else "",
        "cycles": cycles.text if cycles else "",
    }


def _with_dose(sentence: Sentence, dose: Mention, drug: Mention | None, kind: str) -> Mention | None:
    """The mention behind the dose, or else before it, with no other drug and no break of the sense between."""
    others = [d for d in sentence.of_kind("drug") if drug is None or names_of(d) != names_of(drug)]
    first = next((m for m in sentence.of_kind(kind) if m.start >= dose.end), None)
    if first is not None and _near(sentence, _alone(sentence, others), dose.end, first.start):
        return first
    for mention in reversed(sentence.of_kind(kind)):
        if mention.end <= dose.start and _near(sentence, others, mention.end, dose.start, 40):
            return mention
    return None


def _alone(sentence: Sentence, drugs: Sequence[Mention]) -> list[Mention]:
    """The drugs without a dose of their own: those that have one share the schedule behind both."""
    doses = sentence.of_kind("drug_dose")
    return [d for d in drugs if not any(0 <= m.start - d.end <= 4 or 0 <= d.start - m.end <= 4 for m in doses)]


def _near(sentence: Sentence, others: Sequence[Mention], start: int, end: int, reach: int = SCHEDULE_REACH) -> bool:
    if end - start > reach or any(start <= d.start < end for d in others):
        return False
    return not _CLAUSE.search(sentence.between(start, end))
