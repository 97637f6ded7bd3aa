"""The entities of a document: every distinct registry id, drug and adverse event that its text and tables name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.mention import Concept, Mention, Passage, Recognised

# A sentence on whom a study took or what they had before names diseases, not events of the treatment.
_BEFORE_THE_STUDY = re.compile(
    r"\b(?:exclu(?:ded|sion)|(?:in)?eligib(?:le|ility)|inclusion criteri|co-?morbid|pre-?existing|"
    r"(?:medical|prior|past|family) history|history of|new(?:ly)? diagnos|current (?:diagnosis|disease)|"
    r"following conditions|underlying (?:disease|condition)s?)",
    re.IGNORECASE,
)
TYPES = ("registry_id", "drug", "adverse_event")


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity: `printed` are its wordings in the document, commonest first; `count` how often it is named."""

    type: str
    canonical: str
    printed: tuple[str, ...]
    count: int


def entities(recognised: Recognised) -> tuple[Entity, ...]:
    """The entities in the order of `TYPES` and by name; a collective (TCHP) counts for each of its drugs.

    Ids of look-alike characters are left out: their mentions stay, flagged, but they name no registry entry. So are
    adverse events of sentences on whom a study took or what they had before: there they are diseases.
    """
    wordings: dict[tuple[str, str], Counter[str]] = {}
    for mention in _mentions(recognised):
        for name in _names(mention):
            wordings.setdefault((mention.kind, name), Counter())[" ".join(mention.text.split())] += 1
    rows = [
        Entity(kind, name, tuple(w for w, _ in sorted(counts.items(), key=lambda i: (-i[1], i[0]))), counts.total())
        for (kind, name), counts in wordings.items()
    ]
    return tuple(sorted(rows, key=lambda row: (TYPES.index(row.type), row.canonical.lower())))


def _mentions(recognised: Recognised) -> Iterator[Mention]:
    passages: tuple[Passage, ...] = (recognised.prose, *recognised.cells.values(), *recognised.captions.values())
    for passage in passages:
        starts = [s.start for s in passage.sentences]
        told = [_BEFORE_THE_STUDY.search(s.of(passage.text)) is not None for s in passage.sentences]
        for mention in passage.mentions:
            disease = mention.kind == "adverse_event" and any(told[bisect_right(starts, mention.start) - 1 :][:1])
            if mention.kind in TYPES and not disease:
                yield mention


def _names(mention: Mention) -> tuple[str, ...]:
    value = mention.value
    if not isinstance(value, Concept) or "confusable" in value.flags:
        return ()
    return value.members or (value.name,)
