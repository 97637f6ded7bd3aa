"""Cells that hold sentences: read like prose, with the study and the place of their cell.

"CNS-ORR was 79%" and "750 mg twice on day one followed by 1000 mg once daily" follow the grammar of prose; a dose
column goes on where the drug column of its row ended, and a column of results where its head ended.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model.document import Document, Source
from pipeline.model.finding import AdverseEvent, Finding, Outcome
from pipeline.model.geometry import Span
from pipeline.model.mention import Passage, Recognised
from pipeline.relate.context import load_rules
from pipeline.relate.prose_adverse_events import adverse_events
from pipeline.relate.prose_doses import drug_doses
from pipeline.relate.prose_outcomes import outcomes
from pipeline.relate.reading import Reading, lay_out
from pipeline.relate.studies import Studies
from pipeline.relate.table_grid import Grid
from pipeline.relate.table_subjects import Subject, place

BETWEEN = ": "
_NO_FILE = Source("cell", "", "text", "", 0)


def cell_doses(grid: Grid, row: int, col: int, before: Sequence[Passage], subject: Subject) -> Iterator[Finding]:
    """The drug doses of a cell, `before` being the cells of its row that may name the drug."""
    for finding in drug_doses(_reading([*before, grid.passage(row, col)])):
        drugs = subject.drugs if finding.drug in subject.drugs else finding.drugs
        yield _placed(finding, replace(subject, drugs=drugs), grid, row, col)


def cell_results(grid: Grid, row: int, col: int, before: Sequence[Passage], subject: Subject) -> Iterator[Finding]:
    """The measures and events with a number in a cell of results, `before` being what its head says."""
    reading = _reading([*before, grid.passage(row, col)])
    found: list[Outcome | AdverseEvent] = [*outcomes(reading), *adverse_events(reading)]
    for finding in found:
        drugs = finding.drugs or (() if finding.comparator else subject.drugs)
        yield _placed(finding, replace(subject, drugs=drugs, arm=finding.arm or subject.arm), grid, row, col)


def _reading(passages: Sequence[Passage]) -> Reading:
    passage = joined(passages)
    document = Document(_NO_FILE, passage.text)
    return lay_out(document, Recognised(passage), Studies(), load_rules())


def joined(passages: Sequence[Passage]) -> Passage:
    """The passages as one sentence, a colon between them, their mentions moved along."""
    text, mentions = "", []
    for passage in passages:
        text += BETWEEN if text else ""
        mentions += [replace(m, start=m.start + len(text), end=m.end + len(text)) for m in passage.mentions]
        text += passage.text
    return Passage(text, tuple(mentions), (Span(0, len(text)),))


def _placed(finding: Finding, subject: Subject, grid: Grid, row: int, col: int) -> Finding:
    whom = subject.columns() | ({"contrast_id": f"t{grid.number}r{row + 1}c{col + 1}"} if finding.contrast_id else {})
    return replace(finding, **whom, char_start=None, char_end=None, section="", **place(grid, row, col))
