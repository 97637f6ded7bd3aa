"""Findings from the tables of a document: each table is laid out, refused with a reason, or read by its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from pipeline.model.document import Document
from pipeline.model.finding import LEFT_OUT, Finding
from pipeline.model.mention import Recognised
from pipeline.relate.studies import Studies
from pipeline.relate.tables.grid import Grid
from pipeline.relate.tables.layout import Layout, layout_of
from pipeline.relate.tables.matrix import matrix_findings
from pipeline.relate.tables.names import acronyms_of_tables
from pipeline.relate.tables.regimens import course_findings, level_doses, regimen_findings
from pipeline.relate.tables.roles import Wordings, load_wordings
from pipeline.relate.tables.studies import regimens_of, study_findings
from pipeline.relate.tables.subjects import Frame, frame_of
from pipeline.relate.tables.turned import upright


def table_findings(
    document: Document, recognised: Recognised, studies: Studies, words: Wordings | None = None
) -> tuple[Finding, ...]:
    """The findings of all tables, in the order of tables, rows and columns; `words` are the project's by default."""
    words = words or load_wordings()
    grids = _grids(document, recognised, words)
    layouts = [layout_of(grid, words) for grid in grids]
    known = acronyms_of_tables(zip(grids, layouts, strict=True), studies)
    frame = frame_of(document, recognised, replace(studies, by_acronym=known | studies.by_acronym), words)
    studied = [(grid, layout) for grid, layout in zip(grids, layouts, strict=True) if layout.kind == "studies"]
    sides = {
        name: (treated, control)
        for grid, layout in studied
        for name, treated, control in regimens_of(grid, layout, frame)
    }
    frame = replace(frame, regimens=sides)
    return tuple(f for grid, layout in zip(grids, layouts, strict=True) for f in _findings(grid, layout, frame))


def _grids(document: Document, recognised: Recognised, words: Wordings) -> tuple[Grid, ...]:
    return tuple(upright(Grid(number, table, recognised), words) for number, table in enumerate(document.tables, 1))


def _findings(grid: Grid, layout: Layout, frame: Frame) -> Iterator[Finding]:
    read = READERS.get(layout.kind)
    if layout.kind == "refused":
        yield from _left_out(grid, layout, frame)
    yield from read(grid, layout, frame) if read else ()


def _left_out(grid: Grid, layout: Layout, frame: Frame) -> Iterator[Finding]:
    """What a table that reports no result of a study would say, flagged with the reason: for `--all` alone."""
    reason = LEFT_OUT_FOR.get(layout.reason)
    if reason is None or not layout.stubs:
        return
    for finding in matrix_findings(grid, layout, frame):
        yield replace(finding, flags=(*finding.flags, f"{LEFT_OUT}{reason}"))


def _facts(grid: Grid, layout: Layout, frame: Frame) -> Iterator[Finding]:
    yield from matrix_findings(grid, layout, frame)
    yield from level_doses(grid, layout, frame)


# why the numbers of a refused table are no results, as the rules of context word it
LEFT_OUT_FOR = {
    "baseline": "baseline",
    "model": "prognostic model",
    "pooled": "pooled studies",
    "preclinical": "preclinical",
    "constraints": "dose limit",
    "criteria": "definition",
    "schedule": "planned",
}
READERS: dict[str, Callable[[Grid, Layout, Frame], Iterator[Finding]]] = {
    "studies": study_findings,
    "facts": _facts,
    "regimens": regimen_findings,
    "courses": course_findings,
}
