"""What the words around an adverse event say of it: serious, dose-limiting, to what it is attributed."""

from __future__ import annotations

import re
from typing import Any

from pipeline.model.mention import Concept, Mention
from pipeline.relate.collectives import ADVERSE_EVENT, DLT, SERIOUS, term_of
from pipeline.relate.context import ContextRules
from pipeline.relate.sentences import Sentence

ATTRIBUTIONS = ("radiotherapy_related", "treatment_related", "any_cause")
_SERIOUS = re.compile(r"\bserious\b|\bSAEs?\b", re.I)
_LIMITING = re.compile(r"\bdose[- ]limiting\b|\bDLTs?\b", re.I)
_TURNS = re.compile(r";|\.\s|\b(?:whereas|while|but)\b")
_DENIED = re.compile(r"\b(?:not|neither|nor|non)[\s-](?:considered\s|thought\s|judged\s|deemed\s)?(?:to be\s)?$", re.I)
NEAR = 50


def columns_of_subject(sentence: Sentence, subject: Mention, rules: ContextRules) -> dict[str, Any]:
    """The names of the event and what is said of it: `serious`, `dose_limiting`, `attribution`."""
    before = sentence.between(sentence.start, subject.end)
    term = _collective(before, term_of(subject))
    return {
        "term": term,
        "term_id": subject.value.code if isinstance(subject.value, Concept) else "",
        "term_printed": " ".join(subject.text.split()),
        "serious": True if _SERIOUS.search(_TURNS.split(before)[-1]) else None,
        "dose_limiting": True if term == DLT or _LIMITING.search(_TURNS.split(before)[-1]) else None,
        "attribution": attribution_of(sentence, subject, rules),
    }


def attribution_of(sentence: Sentence, subject: Mention, rules: ContextRules) -> str:
    """To what the paper attributes the event: the last phrase that leads to it, else the first behind it in its clause.

    A phrase behind it counts only up to the next event; "not related to treatment" attributes nothing.
    """
    before = sentence.between(sentence.start, subject.end)
    following = next((m.start for m in sentence.of_kind("adverse_event") if m.start >= subject.end), sentence.span.end)
    behind = _TURNS.split(sentence.between(subject.end, following))[0]
    ahead = [(end, name) for name in ATTRIBUTIONS for start, end in _said(rules, name, before, "before")]
    after = [(start, name) for name in ATTRIBUTIONS for start, _ in _said(rules, name, behind, "after")]
    return max(ahead)[1] if ahead else min(after)[1] if after else ""


def _said(rules: ContextRules, name: str, text: str, reach: str) -> list[tuple[int, int]]:
    return [(a, b) for a, b in rules.spans(name, text, reach) if not _DENIED.search(text[:a])]


def _collective(before: str, term: str) -> str:
    """The collective that a bare "adverse event" or "toxicity" is by the words right before it."""
    if term != ADVERSE_EVENT:
        return term
    near = before[-NEAR:]
    if _LIMITING.search(near):
        return DLT
    return SERIOUS if _SERIOUS.search(near) else term
