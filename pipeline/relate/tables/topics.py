"""Which event or measure a label names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pipeline.model.mention import Concept, Mention
from pipeline.relate.tables.marks import without_size
from pipeline.relate.tables.roles import Wordings
from pipeline.vocabulary import Entry, load

ANY_EVENT = "adverse event"
COLLECTIVE = frozenset({
    ANY_EVENT, "serious adverse event", "postoperative complication", "dose-limiting toxicity",
    "treatment-related death",
})  # fmt: skip
_VOCABULARIES: tuple[tuple[Literal["event", "measure"], str], ...] = (
    ("event", "adverse_events"),
    ("measure", "outcomes"),
)
_SHARE = re.compile(
    r"\b(?:rates?|incidence|frequency|events?|cases|number|no\.?)\b(?: of)?|\b(?:patients|pts) (?:with|experiencing)\b",
    re.I,
)
_STATED = re.compile(
    r"\b(?:median|mean)\b|[(\[]?\b[0-9]{2} ?% ?(?:CI|CrI)\b[)\]]?|[(\[]?\b(?:range|IQR)\b[)\]]?"
    r"|[,(] ?(?:months|mos?|years|days|%)\b[)]?",
    re.I,
)
_MARKS = re.compile(r"[*†‡§¶‖#⁎∗]+|[⁰¹²³⁴-⁹ᵃ-ᶻ]+(?:,[⁰¹²³⁴-⁹ᵃ-ᶻ]+)*$")
_COUNTS = re.compile(r"(?:[,(]\s*)?(?:\b(?:n|no\.?|number|patients)\s*)?\(?%\)?\)?$|[,(]\s*(?:n|no\.?)\)?$", re.I)
RESPONDERS = re.compile(r"\bOR\b(?=,? ?(?:[,(] ?)?(?:(?:n|no\.?) ?)?\(?%)")  # a share: an odds ratio has none


@dataclass(frozen=True)
class Topic:
    """What a number counts or measures: `kind` is `event` or `measure`, `name` canonical, `printed` as it stands.

    `attribution` is the cause that the label names; a `consequence` is a measure of what adverse events led to.
    """

    kind: Literal["event", "measure"]
    name: str
    printed: str
    attribution: str = ""
    consequence: bool = False


def topic_of(mentions: Iterable[Mention], words: Wordings, label: str) -> Topic | None:
    """The event or measure that the whole label is or stands for, else the longest one that it mentions."""
    whole = whole_label(label)
    if whole is not None:
        return whole
    named = [m for m in mentions if m.kind in ("adverse_event", "outcome") and isinstance(m.value, Concept)]
    if named:
        best = max(named, key=lambda m: (len(m.text), -m.start))
        assert isinstance(best.value, Concept)
        return Topic("event" if best.kind == "adverse_event" else "measure", best.value.name, best.text)
    if RESPONDERS.search(label):
        return Topic("measure", "ORR", "OR")
    meant = words.label(label) or words.label(unmarked(label))
    if meant in ("adverse event", "postoperative complication"):
        return Topic("event", meant, label)
    return Topic("measure", meant, label) if meant not in ("", "baseline", "denominator", "no", "yes") else None


def whole_label(label: str) -> Topic | None:
    """The term of the vocabularies that the label is, its marks and "n (%)" aside: sure even where prose is not."""
    named = unmarked(label)
    measured = _STATED.sub("", named).strip(" ,;:(-–—")
    for bare in dict.fromkeys((named, _SHARE.sub("", named).strip(), measured)):
        for kind, title in _VOCABULARIES:
            entry = load(title).find(bare) if bare else None
            if entry is not None and _is_form(entry, bare):
                return Topic(kind, entry.name, bare)
    return None


def _is_form(entry: Entry, label: str) -> bool:
    """Whether a label of capitals is a form of the entry as printed, or its plural: LAR is no LARS."""
    return (
        not label.isupper() or " " in label or any(label in (form, f"{form}S") for form in map(str.upper, entry.forms))
    )


def toxicity_of(organ: str) -> Topic | None:
    """The toxicity of an organ that a table of toxicities names alone ("Skin"); None where the vocabulary has none."""
    whole = load("adverse_events").find(f"{organ} toxicity") if organ else None
    return Topic("event", whole.name, organ) if whole is not None else None


def unmarked(label: str) -> str:
    """The label without footnote marks, sizes and what it counts: "Nauseaᵃ, n (%)" is "Nausea"."""
    return _COUNTS.sub("", without_size(_MARKS.sub("", label))).strip(" ,;:(-–—")
