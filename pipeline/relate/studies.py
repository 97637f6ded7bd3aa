"""The studies of a paper: one identity for acronym, author and year, citation number and registry id.

A reference belongs to the acronym that stands beside it most often, in its title above all; a registry id to the
acronym or the reference that it shares its sentence or its cell with. The paper's own study is reference 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.model.document import Document, Reference
from pipeline.model.geometry import Span
from pipeline.model.mention import Cited, Mention, Passage, Recognised
from pipeline.relate.acronyms import acronyms_of_references
from pipeline.relate.citations import authored, label
from pipeline.relate.own_study import FRONT, OTHERS, is_primary, is_synthesis
from pipeline.relate.scopes import Scope, scopes_of

OWN, MOST_OWN_IDS = 0, 2
Owner = str | int | None  # of a registry id: an acronym, a reference number, nobody
_REGISTERED = re.compile(
    r"\b(?:regist(?:ered|ration|ry)|clinicaltrials|identifier|this (?:study|trial)|approved|number)\b", re.I
)
_NAME = r"[A-Z][A-Z0-9]{3,}(?:-[A-Z0-9]+)*"
_TITLE_NAME = re.compile(
    rf"\(({_NAME})\)(?=\s?[:.]|$)|^({_NAME})\s?:|\b({_NAME})(?:\s[a-z-]+){{0,3}}\s(?:[Tt]rial|[Ss]tudy)\b"
)
_DISEASE = re.compile(
    r"\b(?:cancers?|carcinomas?|tumou?rs?|lymphomas?|leuka?emias?|gliomas?|melanomas?|sarcomas?|myeloma|neoplasms?|"
    r"metastas[ei]s|disease|syndrome)\s\($",
    re.I,
)
_NAMES_A_STUDY = re.compile(r"\b(?:trial|study|protocol|registry)\b", re.I)


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
    return mention.name


def find_studies(document: Document, recognised: Recognised) -> Studies:
    """All studies of a document: every reference, every acronym and registry id named in prose, table or caption."""
    scopes = scopes_of(document, recognised)
    refs_of, acronym_of = acronyms_of_references(document.references, scopes)
    ids_of = _owners_of_ids(scopes)
    own = _own_study(document, recognised.prose, refs_of, ids_of)
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


def _owners_of_ids(scopes: list[Scope]) -> dict[str, Owner]:
    """Registry id -> the acronym it stands behind, or the one name of its sentence; None where it stands alone.

    The name of the sentence is its one acronym, if no id stands behind any, or the one reference number that it calls.
    """
    owners: dict[str, Owner] = {}
    for scope in scopes:
        called = {n for _, numbers in scope.calls for n in numbers}
        owner: Owner = None
        if len(scope.registry_ids) <= MOST_OWN_IDS and len(scope.acronyms) == 1 and not scope.beside:
            owner = next(iter(scope.acronyms)) if not scope.strangers else None
        elif len(scope.registry_ids) == 1 and len(called) == 1 and not scope.acronyms:
            owner = next(iter(called))
        for registry_id in scope.registry_ids:
            owners[registry_id] = owners.get(registry_id) or scope.beside.get(registry_id) or owner
    return owners


def _ids(owners: dict[str, Owner], owner: str | int) -> tuple[str, ...]:
    return tuple(sorted(i for i, o in owners.items() if o == owner))


def _study_of_id(registry_id: str, owner: Owner, by_acronym: dict[str, Study], by_reference: dict[int, Study]) -> Study:
    alone = Study(registry_id, (), (registry_id,))
    if isinstance(owner, str):
        return by_acronym.get(owner, alone)
    return by_reference.get(owner, alone) if owner is not None else alone


def _own_study(document: Document, prose: Passage, cited: Iterable[str], ids_of: Mapping[str, Owner]) -> Study:
    """The study of a primary report: its label is the acronym of the title or of its registry id, else that id.

    An acronym that the title begins with is its name; one of the abstract counts where the paper nowhere cites it:
    cited ones are the studies of others. More than two registry ids there are those of others too. Where the front
    gives none, the body may tell the registration.
    """
    if not is_primary(document):
        return NO_STUDY
    front = [s for s in document.sections if s.kind in ("title", "abstract", "front")]
    spans = [Span(s.start, s.end) for s in front] or [Span(0, min(len(document.text), FRONT))]
    mentions = [m for span in spans for m in prose.within(span)]
    acronyms = dict.fromkeys(concept_name(m) for m in mentions if m.kind == "study")
    first = (a for a in acronyms if re.match(rf"{re.escape(a)}(?![\w-])", document.title, re.I))
    named = _title_acronym(document.title) or next(first, "")
    named = named or next((a for a in acronyms if a not in set(cited)), "")
    found = [*document.registry_ids, *(concept_name(m) for m in mentions if m.kind == "registry_id")]
    ids = tuple(sorted(set(found) or set(_registered(document, prose))))
    ids = ids if len(ids) <= MOST_OWN_IDS else ()
    named = named or next((owner for i in ids if isinstance(owner := ids_of.get(i), str)), "")
    return Study(named or next(iter(ids), ""), (OWN,), ids, named)


def _registered(document: Document, prose: Passage) -> Iterator[str]:
    """The registry ids that the body says the own study is registered by: no other study is named or cited there."""
    for span in prose.sentences:
        mentions = prose.within(span)
        ids = [m.name for m in mentions if m.kind == "registry_id"]
        if not ids or any(m.kind in ("study", "author_year", "citation") for m in mentions):
            continue
        if _REGISTERED.search(span.of(prose.text)) and not OTHERS.search(document.heading_path(span.start)):
            yield from ids


def _title_acronym(title: str) -> str:
    """The name that a title gives its study, in brackets, before a colon or before "trial"; empty for none."""
    for found in _TITLE_NAME.finditer(title) if _NAMES_A_STUDY.search(title) else ():
        name = next(g for g in found.groups() if g).upper()
        if not _is_short_for_disease(name, title[: found.start() + 1]):
            return name
    return ""


def _is_short_for_disease(name: str, before: str) -> bool:
    """Whether the disease right before the bracket ends the words that the name is short for: "lung cancer (NSCLC)"."""
    disease = _DISEASE.search(before)
    return disease is not None and disease[0][0].upper() == name[-1]
