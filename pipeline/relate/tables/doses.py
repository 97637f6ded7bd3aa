"""Drug doses written in a cell: "Lapatinib: orally, 750 mg twice, then 1000 mg or 1250 mg once daily".

A cell is a list of drugs, each with what is said of it up to the next one; a dose column goes on where the drug column
of its row ended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pipeline.model.finding import DrugDose
from pipeline.model.geometry import Span
from pipeline.model.mention import Concept, Mention, Passage
from pipeline.model.quantity import Amount
from pipeline.relate.arms import names_of
from pipeline.relate.tables.grid import Grid
from pipeline.relate.tables.heads import drugs_of
from pipeline.relate.tables.subjects import Subject, place

ROLES = ("loading", "maintenance")
BETWEEN = ": "
_SUBSTANCE = re.compile(r"\s+of\s+(?!(?:body|corporal|ideal|actual|the)\b)(?=[a-z])")


def cell_doses(grid: Grid, row: int, col: int, before: Sequence[Passage], subject: Subject) -> Iterator[DrugDose]:
    """The doses of a cell, `before` being the cells of its row that may name the drug."""
    passage = joined([*before, grid.passage(row, col)])
    given = drugs_of(passage.mentions)
    for clause in _clauses(passage):
        doses = [
            m
            for m in clause
            if m.kind == "drug_dose" and isinstance(m.value, Amount) and not _of_other(passage, clause, m)
        ]
        for at, dose in enumerate(doses):
            for name in _names(clause):
                drugs = subject.drugs if before and name in subject.drugs else given
                yield DrugDose(
                    **replace(subject, drugs=drugs).columns(),
                    drug=name,
                    drug_id=_code(clause),
                    **_amount(dose),
                    frequency=_said(passage, clause, doses, at, "frequency"),
                    route=_said(passage, clause, doses, at, "route"),
                    **place(grid, row, col),
                )


def joined(passages: Sequence[Passage]) -> Passage:
    """The passages as one sentence, a colon between them, their mentions moved along."""
    text, mentions = "", []
    for passage in passages:
        text += BETWEEN if text else ""
        mentions += [replace(m, start=m.start + len(text), end=m.end + len(text)) for m in passage.mentions]
        text += passage.text
    return Passage(text, tuple(mentions), (Span(0, len(text)),))


def _clauses(passage: Passage) -> Iterator[list[Mention]]:
    """The mentions of each drug's stretch; where the first dose leads its drug, each stretch ends with its drug."""
    drugs = [m for m in passage.mentions if m.kind == "drug"]
    opens = [m for m, last in zip(drugs, [None, *drugs], strict=False) if last is None or names_of(m) != names_of(last)]
    doses = [m for m in passage.mentions if m.kind == "drug_dose"]
    if not opens or not doses:
        return
    if doses[0].start < opens[0].start:
        ends = [m.end for m in opens[:-1]] + [len(passage.text)]
        starts = [0, *ends[:-1]]
    else:
        starts = [m.start for m in opens]
        ends = [*starts[1:], len(passage.text)]
    for start, end in zip(starts, ends, strict=True):
        yield [m for m in passage.mentions if start <= m.start and m.end <= end]


def _of_other(passage: Passage, clause: Sequence[Mention], dose: Mention) -> bool:
    """Whether the dose is that of a substance outside the clause of its drug: "bupivacaine and 150 μg of clonidine"."""
    match = _SUBSTANCE.match(passage.text, dose.end)
    return match is not None and not any(m.kind == "drug" and m.start == match.end() for m in clause)


def _names(clause: Sequence[Mention]) -> tuple[str, ...]:
    return next((names_of(m) for m in clause if m.kind == "drug"), ())


def _code(clause: Sequence[Mention]) -> str:
    """The code of the clause's drug; empty for a collective, whose members have codes of their own."""
    concept = next((m.value for m in clause if m.kind == "drug"), None)
    return concept.code if isinstance(concept, Concept) and not concept.members else ""


def _amount(dose: Mention) -> dict[str, Any]:
    amount = dose.value
    assert isinstance(amount, Amount)
    role = amount.basis if amount.basis in ROLES else ""
    return {"dose": amount.value, "dose_low": amount.low, "dose_high": amount.high, "unit": amount.unit, "role": role}


def _said(passage: Passage, clause: Sequence[Mention], doses: Sequence[Mention], at: int, kind: str) -> str:
    """The schedule or route of a dose: behind it, behind the doses listed with it, else before it."""
    named = [m for m in clause if m.kind == kind and isinstance(m.value, Concept)]
    for index in range(at, len(doses)):
        end = doses[index + 1].start if index + 1 < len(doses) else len(passage.text)
        behind = [m for m in named if doses[index].end <= m.start < end]
        if behind:
            return behind[0].value.name  # type: ignore[union-attr]
        if index + 1 < len(doses) and not _listed(passage.text[doses[index].end : end]):
            break
    before = [
        m for m in named if m.end <= doses[at].start and (at == 0 or kind == "route" or m.start >= doses[at - 1].end)
    ]
    return before[-1].value.name if before else ""  # type: ignore[union-attr]


def _listed(between: str) -> bool:
    """Whether two doses are choices of one schedule: "1000 mg, 1250 mg, or 1500 mg"."""
    return between.strip(" ,/").lower() in ("", "or", "and", "to")
