"""Cells that hold sentences on results ("CNS-ORR was 79%"): read like prose, with the study and place of their cell.

A column of results goes on where its head ended.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model.document import Document, Source
from pipeline.model.finding import AdverseEvent, Finding, Outcome
from pipeline.model.mention import Passage, Recognised
from pipeline.relate.context import load_rules
from pipeline.relate.prose.adverse_events import adverse_events
from pipeline.relate.prose.outcomes import outcomes
from pipeline.relate.reading import Reading, lay_out
from pipeline.relate.studies import Studies
from pipeline.relate.tables.doses import joined
from pipeline.relate.tables.grid import Grid
from pipeline.relate.tables.subjects import Subject, place

_NO_FILE = Source("cell", "", "text", "", 0)


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


def _placed(finding: Finding, subject: Subject, grid: Grid, row: int, col: int) -> Finding:
    whom = subject.columns() | ({"contrast_id": f"t{grid.number}r{row + 1}c{col + 1}"} if finding.contrast_id else {})
    return replace(finding, **whom, char_start=None, char_end=None, section="", **place(grid, row, col))
