"""Findings of tables of prescriptions: rows of drugs with their doses by arm, rows of radiotherapy courses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.model.finding import Finding
from pipeline.relate.tables.courses import row_courses
from pipeline.relate.tables.doses import cell_doses
from pipeline.relate.tables.grid import Grid
from pipeline.relate.tables.heads import drugs_of
from pipeline.relate.tables.layout import MOSTLY, Layout
from pipeline.relate.tables.subjects import Frame, Subject, arm_subjects, caption_subject


def regimen_findings(grid: Grid, layout: Layout, frame: Frame) -> Iterator[Finding]:
    """The doses of a table whose rows name drugs; its columns may be arms."""
    arms = arm_subjects(layout.heads, caption_subject(grid, frame), frame)
    subjects = [replace(s, drugs=_given(grid, c) or s.drugs) for c, s in enumerate(arms)]
    for row in grid.body:
        label = grid.passage(grid.carried(row, 0), 0)
        for col in range(1, grid.table.cols):
            before = () if grid.mentions(row, col, "drug") else (label,)
            if grid.mentions(row, col, "drug_dose") and grid.carried(row, col) == row:
                yield from cell_doses(grid, row, col, before, _of_arm(subjects[col], layout, col))


def _given(grid: Grid, col: int) -> tuple[str, ...]:
    """The drugs whose rows print a dose in the column: what its arm is given."""
    rows = [r for r in grid.body if grid.mentions(r, col, "drug_dose")]
    return drugs_of(
        m for r in rows for m in (*grid.passage(grid.carried(r, 0), 0).mentions, *grid.passage(r, col).mentions)
    )


def _of_arm(subject: Subject, layout: Layout, col: int) -> Subject:
    """The column's subject where it is an arm with its size; the whole table's where the head only says "dose"."""
    return subject if layout.heads[col].n is not None else Subject(subject.study)


def course_findings(grid: Grid, layout: Layout, frame: Frame) -> Iterator[Finding]:
    """The courses of a table of prescriptions, in a paper that says whose they are: a cited study or its own."""
    whole = caption_subject(grid, frame)
    if not whole.study:
        return
    for row in grid.body:
        arm = grid.text(row, layout.stubs[0]) if layout.stubs else ""
        subject = Subject(whole.study, arm=arm, drugs=whole.drugs)
        yield from row_courses(grid, layout, row, subject, frame.words)


def level_doses(grid: Grid, layout: Layout, frame: Frame) -> Iterator[Finding]:
    """The doses that columns of a table of facts print, beside events by dose level: one a row."""
    whole = caption_subject(grid, frame)
    for col in range(1, grid.table.cols):
        named = layout.heads[col].drugs or grid.share(col, "drug") >= MOSTLY
        if whole.study and named and grid.share(col, "drug_dose") >= MOSTLY:
            before = [grid.passage(row, col) for row in range(grid.table.header_rows)]
            for row in grid.body:
                yield from cell_doses(grid, row, col, before, Subject(whole.study, drugs=layout.heads[col].drugs))
