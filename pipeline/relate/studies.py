"""The studies of a paper: one identity for acronym, author and year, citation number and registry id.

A reference belongs to the acronym that stands beside it most often, in its title above all; a registry id to the
acronym or the reference that it shares its sentence or its cell with. The paper's own study is reference 0.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from pipeline.model.document import Document, Reference
from pipeline.model.geometry import Span
from pipeline.model.mention import Cited, Concept, Mention, Passage, Recognised
from pipeline.relate.citations import author_of, authored, calls_between, label, written_by
from pipeline.relate.own_study import FRONT, is_primary, is_synthesis

OWN, MOST_OWN_IDS = 0, 2
_NAME = r"[A-Z][A-Z0-9]{3,}(?:-[A-Z0-9]+)*"
_TITLE_NAME = re.compile(rf"\(({_NAME})\)(?=\s?[:.]|$)|^({_NAME})\s?:|\b({_NAME})\s(?:[Tt]rial|[Ss]tudy)\b")
_NAMES_A_STUDY = re.compile(r"\b(?:trial|study|protocol|registry)\b", re.I)
_ANOTHER = re.compile(r"\b(?:an?|another|one|two|other) (?:[\w/-]+ ){0,6}(?:trials?|stud(?:y|ies)|protocol)\b|;", re.I)
BESIDE = 80  # characters between an acronym and the registry id that it stands in front of
TITLE_VOTES, CLOSE_VOTES, CLOSE, MOST_CALLED = 4, 3, 30, 3


@dataclass(frozen=True)
class Study:
    """What the paper calls one study: `label` follows the evidence schema; all empty where none is known."""

    label: str = ""
    refs: tuple[int, ...] = ()
    registry_ids: tuple[str, ...] = ()
    acronym: str = ""

    def columns(self) -> dict[str, Any]:
        """The columns `study`, `study_refs` and `registry_ids` of a finding."""
        return {"study": self.label, "study_refs": self.refs, "registry_ids": self.registry_ids}

    def cited_as(self, numbers: Iterable[int]) -> Study:
        """The study with only those of its reference numbers that are called here; unchanged where none of them is."""
        here = tuple(sorted(set(numbers) & set(self.refs)))
        return replace(self, refs=here) if here else self

    def __bool__(self) -> bool:
        return bool(self.label or self.refs or self.registry_ids)


NO_STUDY = Study()


@dataclass(frozen=True)
class Studies:
    """The studies of a document. `own` is the study that a primary report is about, `NO_STUDY` in a review.

    `pools` tells that the own study is a meta-analysis: wherever it cites a study it tells of that study's results.
    """

    own: Study = NO_STUDY
    by_acronym: dict[str, Study] = field(default_factory=dict)
    by_reference: dict[int, Study] = field(default_factory=dict)
    by_registry_id: dict[str, Study] = field(default_factory=dict)
    references: tuple[Reference, ...] = ()
    pools: bool = False

    def cited(self, numbers: Iterable[int]) -> Study:
        """The study behind reference numbers called together: that of the first, with all the numbers."""
        called = tuple(sorted(set(numbers)))
        first = next((self.by_reference[n] for n in called if n in self.by_reference), NO_STUDY)
        return replace(first, refs=called) if first else NO_STUDY

    def named(self, mentions: Iterable[Mention], called: Iterable[int] = ()) -> Study:
        """The one study that a cell or a phrase names, by acronym, registry id, author (and year), or citation.

        `called` are reference numbers that stand beside it besides its citation mentions. `NO_STUDY` where none is
        named. A name outweighs the numbers called beside it; those that are its own become its `refs`.
        """
        mentions = tuple(mentions)
        numbers = [*called, *(n for m in mentions if isinstance(m.value, Cited) for n in m.value.numbers)]
        for kind, table in (("study", self.by_acronym), ("registry_id", self.by_registry_id)):
            for mention in mentions:
                if mention.kind == kind and (study := table.get(concept_name(mention))):
                    return study.cited_as(numbers)
        for mention in mentions:
            if mention.kind == "author_year" and (reference := self.authored(mention.text, numbers)):
                return self.by_reference[reference.number].cited_as(numbers)
        return self.cited(numbers)

    def authored(self, printed: str, called: Iterable[int] = ()) -> Reference | None:
        """The reference that "Author et al. (year)" means, by those called beside it (`citations.authored`)."""
        return authored(self.references, printed, called)


def concept_name(mention: Mention) -> str:
    """The canonical name of a mention, its printed text where it has none."""
    return mention.value.name if isinstance(mention.value, Concept) else mention.text


def find_studies(document: Document, recognised: Recognised) -> Studies:
    """All studies of a document: every reference, every acronym and registry id named in prose, table or caption."""
    scopes = [*_prose_scopes(document, recognised), *_cell_scopes(recognised)]
    scopes += _later_calls(document, recognised.prose, {a for s in scopes if s.calls for a in s.acronyms})
    refs_of, acronym_of = _acronyms_of_references(document.references, scopes)
    own = _own_study(document, recognised.prose, scopes, refs_of)
    ids_of = _owners_of_ids(scopes)
    by_acronym = {
        name: Study(name, tuple(refs_of.get(name, ())), _ids(ids_of, name), name)
        for scope in scopes
        for name in scope.acronyms
    }
    by_reference = {
        r.number: by_acronym[acronym_of[r.number]]
        if r.number in acronym_of
        else Study(label(r), (r.number,), _ids(ids_of, r.number))
        for r in document.references
    }
    if own.acronym:
        by_acronym[own.acronym] = own
    by_id = {i: _study_of_id(i, owner, by_acronym, by_reference) for i, owner in ids_of.items()}
    by_id |= dict.fromkeys(own.registry_ids, own)
    return Studies(own, by_acronym, by_reference, by_id, document.references, bool(own) and is_synthesis(document))


@dataclass(frozen=True)
class _Scope:
    """Names that stand in one sentence or cell, with their offsets there.

    `beside` are acronyms by the registry id that they stand in front of; `strangers` tells that words of another study
    ("a new trial") stand between a name and an id.
    """

    acronyms: dict[str, int]
    authors: tuple[str, ...]
    registry_ids: tuple[str, ...]
    calls: tuple[tuple[int, tuple[int, ...]], ...]
    beside: dict[str, str]
    strangers: bool = False


def _scope(text: str, mentions: Iterable[Mention], calls: tuple[tuple[int, tuple[int, ...]], ...]) -> _Scope:
    mentions = tuple(mentions)
    acronyms: dict[str, int] = {}
    for mention in mentions:
        if mention.kind == "study":
            acronyms.setdefault(concept_name(mention), mention.end)
    authors = tuple(m.text for m in mentions if m.kind == "author_year")
    ids = dict.fromkeys(concept_name(m) for m in mentions if m.kind == "registry_id")
    between = [text[a.end : b.start] for a, b in pairwise(m for m in mentions if m.kind in ("study", "registry_id"))]
    strangers = any(_ANOTHER.search(gap) for gap in between)
    return _Scope(acronyms, authors, tuple(ids), calls, _acronyms_beside_ids(text, mentions), strangers)


def _acronyms_beside_ids(text: str, mentions: Sequence[Mention]) -> dict[str, str]:
    """Registry id -> the acronym that it stands behind, no word of another study between; ids of one bracket share."""
    beside: dict[str, str] = {}
    for before, after in pairwise(m for m in mentions if m.kind in ("study", "registry_id")):
        gap = text[before.end : after.start]
        if after.kind != "registry_id" or len(gap) > BESIDE:
            continue
        if before.kind == "study" and not _ANOTHER.search(gap):
            beside.setdefault(concept_name(after), concept_name(before))
        elif ")" not in gap and (owner := beside.get(concept_name(before))):
            beside.setdefault(concept_name(after), owner)
    return beside


def _prose_scopes(document: Document, recognised: Recognised) -> Iterator[_Scope]:
    prose = recognised.prose
    for span in prose.sentences:
        yield _scope(prose.text, prose.within(span), calls_between(document, prose, span.start, span.end))


def _later_calls(document: Document, prose: Passage, called: set[str]) -> list[_Scope]:
    """For acronyms without a call-out in their sentence: the first one behind, before the next name or paragraph."""
    names = [m for m in prose.mentions if m.kind in ("study", "author_year")]
    out: list[_Scope] = []
    for at, mention in enumerate(names):
        if mention.kind != "study" or concept_name(mention) in called:
            continue
        paragraph = document.text.find("\n\n", mention.end)
        end = len(document.text) if paragraph < 0 else paragraph
        end = min(end, names[at + 1].start) if at + 1 < len(names) else end
        calls = calls_between(document, prose, mention.end, end)
        if calls:
            out.append(_scope(prose.text, [mention], calls[:1]))
    return out


def _cell_scopes(recognised: Recognised) -> Iterator[_Scope]:
    for passage in (*recognised.cells.values(), *recognised.captions.values()):
        calls = ((m.start, m.value.numbers) for m in passage.mentions if isinstance(m.value, Cited))
        yield _scope(passage.text, passage.mentions, tuple(calls))


def _acronyms_of_references(
    references: tuple[Reference, ...], scopes: list[_Scope]
) -> tuple[dict[str, list[int]], dict[int, str]]:
    """Acronym -> its references, and back. A title speaks for an acronym that the body names."""
    votes: dict[int, Counter[str]] = {r.number: Counter() for r in references}
    authors: Counter[int] = Counter()
    for scope in scopes:
        claimed = _claimed(scope, references)
        authors.update(claimed)
        for number, name, weight in _votes(scope, claimed):
            if number in votes:
                votes[number][name] += weight
    told = {name for scope in scopes for name in scope.acronyms}
    for reference in references:
        for name in sorted(told):
            if _names_itself(reference, name):
                votes[reference.number][name] += TITLE_VOTES
    winners = {n: _winner(counts, authors[n]) for n, counts in votes.items()}
    acronym_of = {n: name for n, name in winners.items() if name}
    refs_of: dict[str, list[int]] = {}
    for number, name in sorted(acronym_of.items()):
        refs_of.setdefault(name, []).append(number)
    return refs_of, acronym_of


def _names_itself(reference: Reference, acronym: str) -> bool:
    """Whether the title holds the acronym as words of its own, dashes and blanks alike."""
    words = [re.escape(w) for w in re.split(r"[\s-]", acronym) if w]
    return bool(re.search(rf"\b{'[^A-Za-z0-9]{0,2}'.join(words)}\b", reference.title or reference.raw, re.I))


def _claimed(scope: _Scope, references: tuple[Reference, ...]) -> set[int]:
    """The numbers called in the scope whose first author it names."""
    called = {n for _, numbers in scope.calls for n in numbers}
    authors = [author_of(a)[0] for a in scope.authors]
    return {r.number for r in references if r.number in called and any(written_by(r, a) for a in authors)}


def _votes(scope: _Scope, claimed: set[int]) -> Iterator[tuple[int, str, int]]:
    """(reference, acronym, weight): a call speaks for the acronym before it unless an author claims it."""
    before = 0
    for offset, numbers in scope.calls:
        since = {name: end for name, end in scope.acronyms.items() if before <= end <= offset}
        before = offset
        if len(since) != 1 or len(numbers) > MOST_CALLED:
            continue
        ((name, end),) = since.items()
        for number in set(numbers) - claimed:
            yield number, name, CLOSE_VOTES if offset - end < CLOSE else 1


def _winner(votes: Counter[str], authors: int) -> str:
    """The acronym with most votes; none where two share the place or the author is named with it as often."""
    best = votes.most_common(2)
    if not best or best[0][1] <= authors or (len(best) == 2 and best[0][1] == best[1][1]):
        return ""
    return best[0][0]


def _owners_of_ids(scopes: list[_Scope]) -> dict[str, str | int | None]:
    """Registry id -> the acronym it stands behind, or the one name of its sentence; None where it stands alone.

    The name of the sentence is its one acronym, if no id stands behind any, or the one reference number that it calls.
    """
    owners: dict[str, str | int | None] = {}
    for scope in scopes:
        called = {n for _, numbers in scope.calls for n in numbers}
        owner: str | int | None = None
        if len(scope.registry_ids) <= MOST_OWN_IDS and len(scope.acronyms) == 1 and not scope.beside:
            owner = next(iter(scope.acronyms)) if not scope.strangers else None
        elif len(scope.registry_ids) == 1 and len(called) == 1 and not scope.acronyms:
            owner = next(iter(called))
        for registry_id in scope.registry_ids:
            owners[registry_id] = owners.get(registry_id) or scope.beside.get(registry_id) or owner
    return owners


def _ids(owners: dict[str, str | int | None], owner: str | int) -> tuple[str, ...]:
    return tuple(sorted(i for i, o in owners.items() if o == owner))


def _study_of_id(
    registry_id: str, owner: str | int | None, by_acronym: dict[str, Study], by_reference: dict[int, Study]
) -> Study:
    alone = Study(registry_id, (), (registry_id,))
    if isinstance(owner, str):
        return by_acronym.get(owner, alone)
    return by_reference.get(owner, alone) if owner is not None else alone


def _own_study(document: Document, prose: Passage, scopes: list[_Scope], cited: Iterable[str]) -> Study:
    """The study of a primary report: its label is the acronym of the title, else its registry id.

    An acronym of the abstract counts where the paper nowhere cites it: cited ones are the studies of others. More than
    two registry ids there are those of others too.
    """
    if not is_primary(document):
        return NO_STUDY
    front = [s for s in document.sections if s.kind in ("title", "abstract", "front")]
    spans = [Span(s.start, s.end) for s in front] or [Span(0, min(len(document.text), FRONT))]
    mentions = [m for span in spans for m in prose.within(span)]
    acronyms = dict.fromkeys(concept_name(m) for m in mentions if m.kind == "study")
    named = _title_acronym(document.title) or next((a for a in acronyms if a not in set(cited)), "")
    found = [*document.registry_ids, *(concept_name(m) for m in mentions if m.kind == "registry_id")]
    ids = tuple(sorted(set(found)))
    if not ids:
        ids = tuple(sorted({i for s in scopes if not s.calls for i in s.registry_ids}))
    ids = ids if len(ids) <= MOST_OWN_IDS else ()
    return Study(named or next(iter(ids), ""), (OWN,), ids, named)


def _title_acronym(title: str) -> str:
    """The name that a title gives its study, in brackets, before a colon or before "trial"; empty for none."""
    found = _TITLE_NAME.search(title) if _NAMES_A_STUDY.search(title) else None
    return next((g for g in found.groups() if g), "").upper() if found else ""
