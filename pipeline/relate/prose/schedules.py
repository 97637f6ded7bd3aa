"""How a drug dose was given: frequency, route, number of cycles and how long, as they stand with the dose.

What follows the dose counts first, then what leads to it; another drug in between, or a break of the sense, ends the
reach. "On day 1 … every 3 weeks" is every three weeks; an infusion is intravenous and a tablet is taken by mouth.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pipeline.model.mention import Concept, Mention
from pipeline.model.quantity import Amount
from pipeline.relate.arms import names_of
from pipeline.relate.sentences import Sentence

_CLAUSE = re.compile(r"[;]|\.\s|\bfollowed by\b|\bthen\b|\bbut\b")
_ONE_DAY = "d1"
_EVERY = re.compile(r"q[0-9]*[dw]")
_CYCLE_LENGTH = re.compile(
    r"\b(?:of\s)?(?:a|an|each|every|the)\s(?:subsequent\s)?(?P<days>14|21|28|35|42)[- ]days?\s?cycles?", re.I
)
_INFUSED = re.compile(r"\binfus(?:ed|ions?)\b", re.I)
_SWALLOWED = re.compile(r"\b(?:tablets?|capsules?|pills?)\b", re.I)
_FOR = re.compile(
    r"\bfor\s(?:up\sto\s|(?:a\s)?(?:maximum|total|period|further|median)?\s?(?:of\s)?|the\sfirst\s|another\s)?$", re.I
)
_UP_TO = re.compile(r"\bup\sto\s$", re.I)
_UNTIL = re.compile(
    r"\buntil\s(?:the\s)?(?:(?:disease|tumou?r|radiographic|clinical|documented|objective|unacceptable|intolerable|"
    r"occurrence|development|evidence|of|or|and|until|the|any|patient|withdrawal|consent|refusal|death|toxicity|"
    r"toxicities|progression|relapse|recurrence|intolerance|progressive|surgery|end|radiotherapy|completion)\b\s?)+",
    re.I,
)
_GIVEN_DURATIONS = frozenset({"days", "weeks", "months", "years"})
_OF_DRUGS = re.compile(r"\s(?:of|with)\s", re.I)
SCHEDULE_REACH, BEFORE_REACH, LENGTH_REACH, CYCLES_REACH = 90, 40, 130, 160


def schedule_of(sentence: Sentence, dose: Mention, drug: Mention | None) -> dict[str, Any]:
    """`frequency`, `route`, `cycles` and `duration` of the dose; empty where not said."""
    return {
        "frequency": _frequency(sentence, dose, drug),
        "route": _route(sentence, dose, drug),
        "cycles": _cycles(sentence, dose, drug),
        "duration": _duration(sentence, dose, drug),
    }


def _frequency(sentence: Sentence, dose: Mention, drug: Mention | None) -> str:
    found = with_dose(sentence, dose, drug, "frequency")
    name = _name(found)
    if name not in ("", _ONE_DAY) or (found is not None and found.start < dose.start):
        return name
    start = found.end if found else dose.end
    if (length := _CYCLE_LENGTH.search(sentence.between(start, start + LENGTH_REACH))) and name:
        return f"q{int(length['days']) // 7}w"
    later = [_name(m) for m in sentence.of_kind("frequency") if start <= m.start <= start + CYCLES_REACH]
    rhythm = next((n for n in later if _EVERY.fullmatch(n)), "")
    return rhythm if name and rhythm else name


def _route(sentence: Sentence, dose: Mention, drug: Mention | None) -> str:
    if name := _name(with_dose(sentence, dose, drug, "route")):
        return name
    around = sentence.between(dose.start - BEFORE_REACH, _reach_end(sentence, dose, drug, SCHEDULE_REACH))
    for route, pattern in (("iv", _INFUSED), ("oral", _SWALLOWED)):
        if pattern.search(around):
            return route
    return ""


def _cycles(sentence: Sentence, dose: Mention, drug: Mention | None) -> str:
    """The number of cycles behind the dose, or before drugs whose doses follow ("two cycles of A (…) and B (…)")."""
    found = with_dose(sentence, dose, drug, "cycles")
    if found is None:
        before = [m for m in sentence.of_kind("cycles") if m.end <= dose.start <= m.end + CYCLES_REACH]
        leads = before and _OF_DRUGS.match(sentence.between(before[-1].end, dose.start))
        broken = leads and _CLAUSE.search(sentence.between(before[-1].end, dose.start))
        found = before[-1] if leads and not broken else None
    if found is None:
        return ""
    amount = found.value
    if not isinstance(amount, Amount) or amount.value is None:
        return found.text
    return f"up to {amount.value:g}" if amount.bound in ("<", "<=") else f"{amount.value:g}"


def _duration(sentence: Sentence, dose: Mention, drug: Mention | None) -> str:
    """How long it is given, as printed: "5 years", "up to 12 months", "until disease progression"."""
    end = _reach_end(sentence, dose, drug, LENGTH_REACH)
    for mention in sentence.of_kind("duration"):
        amount = mention.value
        if not (dose.end <= mention.start < end and isinstance(amount, Amount) and amount.unit in _GIVEN_DURATIONS):
            continue
        before = sentence.between(dose.end, mention.start)
        if _FOR.search(before) or _UP_TO.search(before):
            return f"up to {mention.text}" if _UP_TO.search(before) else mention.text
        if mention.text.lower().startswith("up to") and _FOR.search(before):
            return mention.text
    until = _UNTIL.search(sentence.between(dose.end, end))
    return " ".join(until[0].split()) if until else ""


def _reach_end(sentence: Sentence, dose: Mention, drug: Mention | None, reach: int) -> int:
    """Where the words behind a dose stop being about it: at another drug, at a break of the sense, or by distance."""
    limit = min(dose.end + reach, sentence.span.end)
    others = [d.start for d in _others(sentence, drug) if d.start >= dose.end]
    doses = [d.start for d in sentence.of_kind("drug_dose") if d.start >= dose.end]
    limit = min([limit, *others, *doses])
    broken = _CLAUSE.search(sentence.between(dose.end, limit))
    return dose.end + broken.start() if broken else limit


def with_dose(sentence: Sentence, dose: Mention, drug: Mention | None, kind: str) -> Mention | None:
    """The mention behind the dose, or else before it, with no other drug and no break of the sense between."""
    others = _others(sentence, drug)
    first = next((m for m in sentence.of_kind(kind) if m.start >= dose.end), None)
    if first is not None and _near(sentence, _alone(sentence, others), dose.end, first.start):
        return first
    for mention in reversed(sentence.of_kind(kind)):
        if mention.end <= dose.start and _near(sentence, others, mention.end, dose.start, BEFORE_REACH):
            return mention
    return None


def _others(sentence: Sentence, drug: Mention | None) -> list[Mention]:
    return [d for d in sentence.of_kind("drug") if drug is None or names_of(d) != names_of(drug)]


def _alone(sentence: Sentence, drugs: Sequence[Mention]) -> list[Mention]:
    """The drugs without a dose of their own: those that have one share the schedule behind both."""
    doses = sentence.of_kind("drug_dose")
    return [d for d in drugs if not any(0 <= m.start - d.end <= 4 or 0 <= d.start - m.end <= 4 for m in doses)]


def _near(sentence: Sentence, others: Sequence[Mention], start: int, end: int, reach: int = SCHEDULE_REACH) -> bool:
    if end - start > reach or any(start <= d.start < end for d in others):
        return False
    return not _CLAUSE.search(sentence.between(start, end))


def _name(mention: Mention | None) -> str:
    return mention.value.name if mention is not None and isinstance(mention.value, Concept) else ""
