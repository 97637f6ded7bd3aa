"""Cells that hold sentences on results ("CNS-ORR was 79%"): read like prose, with the study and place of their cell.

A column of results goes on where its head ended.
"""

from __future__ import annotations

from collections import Counter
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

PAIR = 2
_NO_FILE = Source("cell", "", "text", "", 0)


def cell_results(
    grid: Grid, row: int, col: int, before: Sequence[Passage], subject: Subject, control: Subject | None = None
) -> Iterator[Finding]:
    """The measures and events with a number in a cell of results, `before` being what its head says.

    Where the row names a `control`, the two sides of a comparison that name none are the subject and the control.
    """
    reading = _reading([*before, grid.passage(row, col)])
    found: list[Outcome | AdverseEvent] = [*outcomes(reading), *adverse_events(reading)]
    for finding in _with_sides(found) if control is not None else found:
        side = control if finding.comparator and control is not None else subject
        drugs = finding.drugs or (() if finding.comparator and side is subject else side.drugs)
        yield _placed(finding, replace(subject, drugs=drugs, arm=finding.arm or side.arm), grid, row, col)


def _with_sides(found: Sequence[Outcome | AdverseEvent]) -> Iterator[Outcome | AdverseEvent]:
    """The findings with the first of two alike as treated and the second as control, where neither side is told."""
    alike = Counter(map(_measured, found))
    seen: set[tuple[object, ...]] = set()
    for finding in found:
        measured = _measured(finding)
        told = alike[measured] == PAIR and finding.comparator is None
        yield replace(finding, comparator=measured in seen, contrast_id="sides") if told else finding
        seen.add(measured)


def _measured(finding: Outcome | AdverseEvent) -> tuple[object, ...]:
    """What two findings of one cell share that are the two sides of a comparison."""
    if isinstance(finding, Outcome):
        return finding.measure, finding.stat, finding.unit, finding.timepoint, finding.comparator
    return finding.term, finding.grade_low, finding.grade_high, finding.comparator


def _reading(passages: Sequence[Passage]) -> Reading:
    passage = joined(passages)
    document = Document(_NO_FILE, passage.text)
    return lay_out(document, Recognised(passage), Studies(), load_rules())


def _placed(finding: Outcome | AdverseEvent, subject: Subject, grid: Grid, row: int, col: int) -> Finding:
    about = finding.measure if isinstance(finding, Outcome) else finding.term
    contrast = f"t{grid.number}r{row + 1}c{col + 1}{about}" if finding.contrast_id else ""
    whom = subject.columns() | ({"contrast_id": contrast} if contrast else {})
    return replace(finding, **whom, char_start=None, char_end=None, section="", **place(grid, row, col))
