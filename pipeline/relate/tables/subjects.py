"""Whom a number of a table speaks of: study, arm, drugs, side of the comparison, how many they were."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.model.document import Document
from pipeline.model.mention import Passage, Recognised
from pipeline.model.quantity import Count
from pipeline.relate.arms import find_arms
from pipeline.relate.context import load_rules
from pipeline.relate.sentences import sentences_of
from pipeline.relate.studies import NO_STUDY, Studies, Study
from pipeline.relate.tables.grid import Grid
from pipeline.relate.tables.heads import Head, drugs_of
from pipeline.relate.tables.marks import size_in
from pipeline.relate.tables.names import study_in
from pipeline.relate.tables.roles import Wordings, spoken

EXTRACTOR = "table@1"
_CONTROL = re.compile(
    r"\b(?:controls?|placebo|standard|comparator|observation|sham|best supportive|no treatment|usual care|TPC"
    r"|(?:physician|investigator)['’]?s['’]? choice)\b",
    re.I,
)
_CHEMOTHERAPY = re.compile(r"chemotherapy(?: (?:alone|group|arm))?", re.I)
_ALONE = frozenset({"alone", "only", "group", "arm", "monotherapy"})
_TOGETHER = re.compile(r"\b(?:combin\w+|plus|concurrent\w*|concomitant\w*|with|followed by)\b|[+/]", re.I)
_EACH = re.compile(r"\b(?:or|versus|vs\.?|compared|comparing|of each|various)\b", re.I)


@dataclass(frozen=True)
class Subject:
    """`comparator` is None where no side is said; `total` counts the patients, None where it is not known."""

    study: Study = NO_STUDY
    arm: str = ""
    subgroup: str = ""
    drugs: tuple[str, ...] = ()
    comparator: bool | None = None
    total: int | None = None

    def columns(self) -> dict[str, Any]:
        """The columns of a finding that say whom it is about."""
        return {**self.study.columns(), "arm": self.arm, "subgroup": self.subgroup, "drugs": self.drugs}


@dataclass(frozen=True)
class Frame:
    """What the tables of one document share. `sizes` are the numbers of patients that it prints anywhere.

    `regimens` are the drugs of both sides of a study, by its label, as tables of studies print them.
    """

    words: Wordings
    studies: Studies
    own_drugs: tuple[str, ...] = ()
    regimens: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)
    sizes: frozenset[int] = field(default_factory=frozenset)


def frame_of(document: Document, recognised: Recognised, studies: Studies, words: Wordings) -> Frame:
    """The frame of a document's tables, before any of them is read."""
    heads = (cell.text for table in document.tables for cell in table.cells if cell.row < table.header_rows)
    sizes = {size for text in heads if (size := size_in(text)) is not None}
    sizes |= {
        m.value.total
        for m in recognised.prose.mentions
        if m.kind == "sample_size" and isinstance(m.value, Count) and m.value.total is not None
    }
    return Frame(words, studies, _own_drugs(document, recognised) if studies.own else (), sizes=frozenset(sizes))


def _own_drugs(document: Document, recognised: Recognised) -> tuple[str, ...]:
    """The drugs of a paper's own study: those of its title, else the one arm of the first sentence that names any."""
    title = f" {spoken(document.title)} "
    named = drugs_of(m for m in recognised.prose.mentions if m.kind == "drug" and f" {spoken(m.text)} " in title)
    if named:
        return named
    arms = next((a for s in sentences_of(document, recognised) if (a := find_arms(s, load_rules()))), ())
    return arms[0].drugs if len(arms) == 1 else ()


def caption_subject(grid: Grid, frame: Frame) -> Subject:
    """The subject of the whole table: the study cited in the caption or the own one, the caption's drugs."""
    study = study_in(grid.table.caption, grid.caption.mentions, frame.studies) or frame.studies.own
    drugs = caption_drugs(grid.caption) or (frame.own_drugs if study is frame.studies.own and study else ())
    return Subject(study, drugs=drugs, total=size_in(grid.table.caption))


def caption_drugs(caption: Passage) -> tuple[str, ...]:
    """The drugs that every row shares: one alone, or several given together; none where the caption lists choices."""
    drugs = drugs_of(caption.mentions)
    if len(drugs) < 2 or (_TOGETHER.search(caption.text) and not _EACH.search(caption.text)):
        return drugs
    return ()


def arm_subjects(heads: Sequence[Head], whole: Subject, frame: Frame) -> tuple[Subject, ...]:
    """The subjects of arm heads that stand side by side; the sides are told where one of them is a control."""
    naming = any(head.drugs for head in heads)
    subjects = sided([_arm_subject(head, whole, frame, naming) for head in heads], whole.drugs)
    return tuple(with_regimen(s, frame) for s in subjects)


def with_regimen(subject: Subject, frame: Frame) -> Subject:
    """The subject with all drugs of its side: "tucatinib group" of a trial of tucatinib with two others."""
    if subject.comparator is None or subject.study.label not in frame.regimens:
        return subject
    side = frame.regimens[subject.study.label][subject.comparator]
    return replace(subject, drugs=side) if set(subject.drugs) <= set(side) else subject


def sided(subjects: Sequence[Subject], shared: tuple[str, ...] = ()) -> tuple[Subject, ...]:
    """The subjects with their side of the comparison, where one is told; `shared` are drugs that no arm names."""
    controls = _controls([s for s in subjects if s.arm])
    return tuple(_sided(s, s.arm in controls, shared) if controls and s.arm else s for s in subjects)


def _controls(subjects: Sequence[Subject]) -> frozenset[str]:
    """The arms that are controls: those called so, else of two arms of one study the one with fewer or later drugs."""
    arms = list({s.arm: s for s in subjects}.values())
    called = frozenset(s.arm for s in arms if _CONTROL.search(s.arm))
    if called or len(arms) != 2:
        return called if len(called) < len(arms) else frozenset()
    first, second = arms
    if not first.study or first.study != second.study:
        return frozenset()
    smaller = _smaller(first, second)
    if smaller is not None:
        return frozenset({smaller.arm})
    if first.drugs == second.drugs or not (first.drugs and second.drugs):
        return frozenset()
    return frozenset({first.arm if set(first.drugs) < set(second.drugs) else second.arm})


def _smaller(first: Subject, second: Subject) -> Subject | None:
    """The arm that is the other less something ("ADT alone", "Docetaxel + ADT"), or chemotherapy beside a drug."""
    for one, other in ((first, second), (second, first)):
        if _words(one.arm) < _words(other.arm) and set(one.drugs) <= set(other.drugs):
            return one
        if _CHEMOTHERAPY.fullmatch(one.arm) and not one.drugs and other.drugs:
            return one
    return None


def _words(arm: str) -> frozenset[str]:
    """The words of an arm that tell what is given."""
    return frozenset(re.findall(r"[a-z0-9-]+", arm.lower())) - _ALONE


def _sided(subject: Subject, control: bool, shared: tuple[str, ...]) -> Subject:
    """The subject as control or not; a control that names no drug of its own does not take those of the caption."""
    drugs = () if control and subject.drugs == shared else subject.drugs
    return replace(subject, comparator=control, drugs=drugs)


def _arm_subject(head: Head, whole: Subject, frame: Frame, naming: bool) -> Subject:
    """The subject of one head; beside arms that name drugs, one that names none does not take the caption's."""
    study = study_in(head.text, head.mentions, frame.studies) or whole.study
    total = head.n if head.n is not None else whole.total
    shared = () if naming and head.arm else whole.drugs
    return replace(whole, study=study, arm=head.arm, drugs=head.drugs or shared, total=total)


def place(grid: Grid, row: int, col: int) -> dict[str, Any]:
    """The columns of a finding that say where it stands; `row` and `col` count from 0."""
    row, col = grid.printed(row, col)
    return {"source": "table", "table": grid.number, "row": row + 1, "col": col + 1, "extractor": EXTRACTOR}
