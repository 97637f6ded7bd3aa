"""What stands together in one sentence or cell: acronyms, authors, registry ids and call-outs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.model.document import Document
from pipeline.model.mention import Cited, Mention, Passage, Recognised
from pipeline.relate.citations import calls_between, in_brackets

_ANOTHER = re.compile(r"\b(?:an?|another|one|two|other) (?:[\w/-]+ ){0,6}(?:trials?|stud(?:y|ies)|protocol)\b|;", re.I)
_OPENS = re.compile(r"[\s,]{0,2}[(\[]")
BESIDE = 80  # characters between an acronym and the registry id that it stands in front of


@dataclass(frozen=True)
class Scope:
    """Names that stand in one sentence or cell, with their offsets there; authors in brackets only call.

    `beside` are acronyms by the registry id that they stand in front of; `strangers` tells that words of another study
    ("a new trial") stand between a name and an id.
    """

    acronyms: dict[str, int]
    authors: tuple[str, ...]
    registry_ids: tuple[str, ...]
    calls: tuple[tuple[int, tuple[int, ...]], ...]
    beside: dict[str, str]
    strangers: bool = False


def scopes_of(document: Document, recognised: Recognised) -> list[Scope]:
    """The scopes of sentences, cells and captions; an acronym never called there goes with the call behind it."""
    scopes = [*_prose_scopes(document, recognised), *_cell_scopes(recognised)]
    called = {acronym for scope in scopes if scope.calls for acronym in scope.acronyms}
    return scopes + _later_calls(document, recognised.prose, called)


def _scope(text: str, mentions: Iterable[Mention], calls: tuple[tuple[int, tuple[int, ...]], ...]) -> Scope:
    mentions = tuple(mentions)
    acronyms: dict[str, int] = {}
    for mention in mentions:
        if mention.kind == "study":
            acronyms.setdefault(mention.name, mention.end)
    authors = tuple(m.text for m in mentions if m.kind == "author_year" and not in_brackets(text, m.start))
    ids = dict.fromkeys(m.name for m in mentions if m.kind == "registry_id")
    between = [text[a.end : b.start] for a, b in pairwise(m for m in mentions if m.kind in ("study", "registry_id"))]
    strangers = any(_ANOTHER.search(gap) for gap in between)
    return Scope(acronyms, authors, tuple(ids), calls, _acronyms_beside_ids(text, mentions), strangers)


def _acronyms_beside_ids(text: str, mentions: Sequence[Mention]) -> dict[str, str]:
    """Registry id -> the acronym before it, or in brackets behind it, none between; ids of a bracket share."""
    beside: dict[str, str] = {}
    for before, after in pairwise(m for m in mentions if m.kind in ("study", "registry_id")):
        gap = text[before.end : after.start]
        if (before.kind, after.kind) == ("registry_id", "study") and _OPENS.fullmatch(gap):
            beside.setdefault(before.name, after.name)
        if after.kind != "registry_id" or len(gap) > BESIDE:
            continue
        if before.kind == "study" and not _ANOTHER.search(gap):
            beside.setdefault(after.name, before.name)
        elif ")" not in gap and (owner := beside.get(before.name)):
            beside.setdefault(after.name, owner)
    return beside


def _prose_scopes(document: Document, recognised: Recognised) -> Iterator[Scope]:
    prose = recognised.prose
    for span in prose.sentences:
        yield _scope(prose.text, prose.within(span), calls_between(document, prose, span.start, span.end))


def _later_calls(document: Document, prose: Passage, called: set[str]) -> list[Scope]:
    """For acronyms without a call-out in their sentence: the first one behind, before the next name or paragraph."""
    names = [m for m in prose.mentions if m.kind == "study" or _is_told(document, m)]
    out: list[Scope] = []
    for at, mention in enumerate(names):
        if mention.kind != "study" or mention.name in called:
            continue
        paragraph = document.text.find("\n\n", mention.end)
        end = len(document.text) if paragraph < 0 else paragraph
        end = min(end, names[at + 1].start) if at + 1 < len(names) else end
        calls = calls_between(document, prose, mention.end, end)
        if calls:
            out.append(_scope(prose.text, [mention], calls[:1]))
    return out


def _is_told(document: Document, mention: Mention) -> bool:
    """Whether an author is a name of the sentence; one in brackets is a citation."""
    return mention.kind == "author_year" and not in_brackets(document.text, mention.start)


def _cell_scopes(recognised: Recognised) -> Iterator[Scope]:
    for passage in (*recognised.cells.values(), *recognised.captions.values()):
        calls = ((m.start, m.value.numbers) for m in passage.mentions if isinstance(m.value, Cited))
        yield _scope(passage.text, passage.mentions, tuple(calls))
