"""Findings from the tables of a document: each table is laid out, refused with a reason, or read by its kind."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model.document import Document
from pipeline.model.finding import Finding
from pipeline.model.mention import Recognised
from pipeline.relate.studies import Studies
from pipeline.relate.table_grid import Grid
from pipeline.relate.table_layout import Layout, layout_of
from pipeline.relate.table_matrix import matrix_findings
from pipeline.relate.table_regimens import course_findings, regimen_findings
from pipeline.relate.table_roles import Wordings, load_wordings
from pipeline.relate.table_studies import study_findings
from pipeline.relate.table_subjects import Frame, frame_of


def table_findings(
    document: Document, recognised: Recognised, studies: Studies, words: Wordings | None = None
) -> tuple[Finding, ...]:
    """The findings of all tables, in the order of tables, rows and columns; `words` are the project's by default."""
    frame = frame_of(document, recognised, studies, words or load_wordings())
    return tuple(f for grid in _grids(document, recognised) for f in _findings(grid, frame))


def table_layouts(document: Document, recognised: Recognised, words: Wordings | None = None) -> tuple[Layout, ...]:
    """How each table is read, with the reason where it is refused."""
    return tuple(layout_of(grid, words or load_wordings()) for grid in _grids(document, recognised))


def _grids(document: Document, recognised: Recognised) -> tuple[Grid, ...]:
    return tuple(Grid(number, table, recognised) for number, table in enumerate(document.tables, 1))


def _findings(grid: Grid, frame: Frame) -> Iterator[Finding]:
    layout = layout_of(grid, frame.words)
    if layout.kind == "studies":
        yield from study_findings(grid, layout, frame)
    elif layout.kind == "facts":
        yield from matrix_findings(grid, layout, frame)
    elif layout.kind == "regimens":
        yield from regimen_findings(grid, layout, frame)
    elif layout.kind == "courses":
        yield from course_findings(grid, layout, frame)
