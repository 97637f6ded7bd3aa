"""The terms that stand for events of any kind together, as the evidence schema names them."""

from __future__ import annotations

from pipeline.model.mention import Concept, Mention

ADVERSE_EVENT = "adverse event"
SERIOUS = "serious adverse event"
DLT = "dose-limiting toxicity"
DEATH = "treatment-related death"
COLLECTIVE = frozenset({ADVERSE_EVENT, SERIOUS, DLT, DEATH})


def term_of(subject: Mention) -> str:
    """The canonical term of an adverse-event mention, in lower case."""
    return subject.value.name if isinstance(subject.value, Concept) else subject.text.lower()


def is_collective(subject: Mention) -> bool:
    """Whether the mention names events of any kind ("adverse events", "toxicities", "DLTs")."""
    return term_of(subject) in COLLECTIVE
