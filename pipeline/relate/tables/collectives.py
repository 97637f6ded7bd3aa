"""Rows on adverse events as a whole: "Any-grade TEAEs", "Serious", "Leading to discontinuation of treatment".

Such a label is wholly made of wordings of configs/table_roles.csv: a name of adverse events as such (group `events`),
what narrows them (group `narrowing`), what they led to (group `consequence`). A row may leave out the name.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.relate.tables.roles import Wordings, spoken
from pipeline.relate.tables.topics import ANY_EVENT, Topic, unmarked

SERIOUS, DEATH, RELATED_DEATH, RELATED = "serious", "death", "treatment-related death", "treatment_related"
SERIOUS_EVENT = "serious adverse event"
ATTRIBUTIONS = ("any_cause", RELATED, "radiotherapy_related")


@dataclass(frozen=True)
class Collective:
    """What a label says of adverse events as a whole; `named` tells that it names them, not only narrows them."""

    named: bool = False
    serious: bool = False
    attribution: str = ""
    consequence: str = ""


def collective_in(label: str, words: Wordings) -> Collective | None:
    """What a label, its grade taken away, says of adverse events as a whole; None where another word stands in it."""
    rest = spoken(unmarked(label)).split()
    parts: list[tuple[str, str]] = []
    while rest:
        length, group, name = words.collective(rest)
        if not length:
            return None
        parts.append((group, name))
        rest = rest[length:]
    names = [name for _, name in parts]
    return Collective(
        any(group == "events" for group, _ in parts),
        SERIOUS in names,
        next((a for a in ATTRIBUTIONS if a in names), ""),
        next((name for group, name in parts if group == "consequence"), ""),
    )


def collective_topic(found: Collective, printed: str, base: Topic | None = None) -> Topic | None:
    """What the row counts; one that names no events narrows `base`, the topic above it; None where that is none."""
    if not found.named:
        if base is None or not (base.name in (ANY_EVENT, SERIOUS_EVENT) or base.consequence):
            return None
        if base.consequence and not (found.serious or found.consequence):
            return base
    attribution = found.attribution or (base.attribution if base else "")
    if found.consequence == DEATH:
        return Topic("event", RELATED_DEATH if attribution == RELATED else DEATH, printed, attribution)
    if found.consequence:
        return Topic("measure", found.consequence, printed, consequence=True)
    serious = found.serious or (base is not None and base.name == SERIOUS_EVENT)
    return Topic("event", SERIOUS_EVENT if serious else ANY_EVENT, printed, attribution)
