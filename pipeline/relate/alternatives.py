"""Cohorts of which some were given one drug and some another: "palbociclib (n = 10) or abemaciclib (n = 5)".

A number of the whole cohort speaks of all these drugs. They are alternatives where no comparison, no allocation and
no result in the sentence tells them apart.
"""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.relate.arms import Arm
from pipeline.relate.sentences import Sentence

_APART = re.compile(
    r"\b(?:randomi\w*|assign\w*|allocat\w*|versus|vs|compar\w*|than|arms?|groups?|cohorts|alone|placebo|respectively|"
    r"followed by|switch\w*|after|prior|previous\w*|while|whereas)\b",
    re.I,
)
_SIZE = r"(?:\s?\((?:n\s?=\s?)?[0-9]{1,5}(?:\s(?:patients|women|men))?(?:[,;]\s?[0-9.]+\s?%)?\))"
_NUMBER = r"(?:[0-9]{1,5}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_OR = re.compile(rf"{_SIZE}?(?:,\s?(?:or\s|and\s)?|\s(?:or|and/or)\s)(?:with\s|to\s|by\s)?", re.I)
_SIZED = re.compile(rf"{_SIZE}(?:,\s?(?:and\s)?|\sand\s)(?:with\s)?", re.I)
_DEALT = re.compile(
    rf"\s(?:[a-z]+\s){{0,6}}?(?:in|to|by|for)\s{_NUMBER}(?:\s(?:patients|women|men))?(?:\s\([^()]{{0,20}}\))?"
    r"(?:,\s?(?:and\s)?|\sand\s)",
    re.I,
)
_RESULTS = ("ratio", "p_value", "adverse_event", "outcome")
MOST = 5


def with_alternatives(sentence: Sentence, arms: tuple[Arm, ...]) -> tuple[Arm, ...]:
    """The arms of the sentence, as one with all their drugs where they are alternatives within one cohort."""
    given = [a for a in arms if a.drugs]
    several = 1 < len(given) <= MOST and len(given) == len(arms)
    if not several or any(a.control or a.dose for a in arms) or sentence.of_kind(*_RESULTS):
        return arms
    gaps = [sentence.between(a.end, b.start) for a, b in pairwise(given)]
    if _APART.search(sentence.between(given[0].start - 40, given[-1].end)) or not _are_alternatives(gaps):
        return arms
    start, end = given[0].start, given[-1].end
    drugs = tuple(sorted({d for a in given for d in a.drugs}))
    return (Arm(start, end, sentence.between(start, end), drugs, either=True),)


def _are_alternatives(gaps: list[str]) -> bool:
    """Whether the drugs are joined by "or", or each but the last is followed by how many were given it."""
    offered = all(_OR.fullmatch(g) for g in gaps) and bool(re.search(r"\bor\b", gaps[-1]))
    return offered or all(_SIZED.fullmatch(g) for g in gaps) or all(_DEALT.fullmatch(g) for g in gaps)
