"""Findings of tables whose rows are studies: the trial itself, and the facts that its other columns print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Literal

from pipeline.model.finding import PHASES, Finding, Trial
from pipeline.model.mention import Passage
from pipeline.model.quantity import Count
from pipeline.relate.citations import author_of
from pipeline.relate.studies import NO_STUDY, Study, concept_name
from pipeline.relate.table_courses import row_courses, techniques_of
from pipeline.relate.table_events import cell_events
from pipeline.relate.table_facts import event_finding, measure_finding, shares_of
from pipeline.relate.table_grid import Grid
from pipeline.relate.table_heads import Head, drugs_of, size_in
from pipeline.relate.table_layout import STUDY_ROLES, Layout
from pipeline.relate.table_prose import cell_doses, cell_results
from pipeline.relate.table_subjects import Frame, Subject, caption_subject, place
from pipeline.relate.table_values import plain, read_values

SILENT = ("n", "phase", "status", "design", "endpoint", "population", "other", "p_value", "timing")
SURVEYS = frozenset({"cross-sectional", "survey"})
_LESIONS = re.compile(r"\blesions?\b|\bmetastases\b|\btumou?rs?\b", re.I)
_PHASE = re.compile(
    r"(?P<first>[Il1]{1,3}|IV|[1-4])(?P<letter>[ab]?)(?: ?[-/] ?(?P<second>[Il]{1,3}|IV|[1-4])(?P<more>[ab]?))?", re.I
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_VERSUS = re.compile(r"\b(?:vs\.?|versus|compared with|compared to)\b", re.I)


def study_findings(grid: Grid, layout: Layout, frame: Frame) -> Iterator[Finding]:
    """The findings of a table of studies, row by row; a study whose rows are arms gives one trial."""
    for row in grid.body:
        study = _study(grid, layout, row, frame)
        if not study:
            continue
        subject = _subject(grid, layout, row, study, frame)
        starts = all(grid.carried(row, c) == row for c in layout.columns(*STUDY_ROLES)[:1])
        if starts:
            yield from _trial(grid, layout, row, subject)
        yield from _facts(grid, layout, row, subject)
        yield from row_courses(grid, layout, row, subject)


def _study(grid: Grid, layout: Layout, row: int, frame: Frame) -> Study:
    """The study that the row's first columns name; by name and year alone where the reference list does not have it."""
    cols = layout.columns(*STUDY_ROLES)
    mentions = [m for c in cols for m in grid.passage(grid.carried(row, c), c).mentions]
    found = frame.studies.named(mentions)
    if found:
        return found
    text = grid.text(grid.carried(row, cols[0]), cols[0])
    reference = frame.studies.authored(text)
    if reference is not None:
        return frame.studies.by_reference[reference.number]
    names = [concept_name(m) for m in mentions if m.kind in ("study", "registry_id", "author_year")]
    if names:
        return Study(label=names[0])
    author, year = author_of(text)
    return Study(label=f"{text.split()[0].strip(',')} {year}") if author and year is not None else NO_STUDY


def _subject(grid: Grid, layout: Layout, row: int, study: Study, frame: Frame) -> Subject:
    """Study, drugs and number of patients of the row; the caption's drugs where no column names treatments."""
    cells = [(grid.carried(row, c), c) for c in layout.columns("drug", "dose", "radiotherapy")]
    mentions = [m for r, c in cells for m in _first_side(grid, r, c)]
    drugs = drugs_of(mentions)
    if not drugs and not layout.columns("drug"):
        drugs = caption_subject(grid, frame).drugs
    n, unit = size_of(grid, layout, row)
    arm = next((grid.text(r, c) for r, c in cells if layout.heads[c].role == "drug" and len(grid.text(r, c)) < 120), "")
    return Subject(study, arm=arm, drugs=drugs, total=n if unit == "patients" else None)


def _first_side(grid: Grid, row: int, col: int) -> list[Any]:
    """The mentions in front of "versus": the investigational arm."""
    versus = _VERSUS.search(grid.text(row, col))
    end = versus.start() if versus else len(grid.text(row, col))
    return [m for m in grid.passage(row, col).mentions if m.end <= end]


def size_of(grid: Grid, layout: Layout, row: int) -> tuple[int | None, Literal["patients", "lesions"]]:
    """The number studied and what it counts, from the column of sizes, else from words such as "in 60 patients"."""
    for col in layout.columns("n"):
        source = grid.carried(row, col)
        text = grid.text(source, col)
        unit: Literal["patients", "lesions"] = (
            "lesions" if _LESIONS.search(text) or _only_lesions(layout, col) else "patients"
        )
        values = read_values(_LESIONS.sub("", text).replace("()", "").replace("patients", ""))
        if len(values) == 1 and values[0].whole and values[0].of is None and values[0].high is None:
            return int(values[0].number), unit
        return size_in(text), unit
    for col in range(grid.table.cols):
        for mention in grid.mentions(row, col, "sample_size"):
            if isinstance(mention.value, Count) and mention.value.total is not None:
                return mention.value.total, "patients"
    return None, "patients"


def _only_lesions(layout: Layout, col: int) -> bool:
    head = layout.heads[col].text.split("(")[0]
    return bool(_LESIONS.search(head)) and "patient" not in head.lower()


def _trial(grid: Grid, layout: Layout, row: int, subject: Subject) -> Iterator[Finding]:
    """The trial of the row, where the row says anything of it beside its name."""
    n, unit = size_of(grid, layout, row)
    columns: dict[str, Any] = {
        "phase": _phase(grid, layout, row),
        "n": n,
        "rt_techniques": tuple(sorted(techniques_of(grid, layout, row))),
        "population": _text(grid, layout, row, "population"),
        "design": _named(grid, layout, row, "design"),
        "status": _named(grid, layout, row, "status"),
    }
    if not any(columns.values()) and not subject.drugs and not subject.study.registry_ids:
        return
    col = layout.columns(*STUDY_ROLES)[0]
    yield Trial(
        **(subject.columns() | {"arm": subject.arm if layout.columns("drug") else ""}),
        acronym=subject.study.acronym,
        n_unit=unit if n is not None else "",
        **columns,
        **place(grid, row, col),
    )


def _phase(grid: Grid, layout: Layout, row: int) -> str:
    """The phase in the agreed form ("lb/ll" is read as Ib/II: the letter l for the numeral I); empty where none is."""
    for col in layout.columns("phase"):
        match = _PHASE.fullmatch(re.sub(r"(?i)phase", "", plain(grid.text(grid.carried(row, col), col))).strip())
        if match:
            first = _digit(match["first"]) + match["letter"].lower()
            second = _digit(match["second"]) + match["more"].lower() if match["second"] else ""
            phase = f"{first}/{second}".removesuffix("/")
            return phase if phase in PHASES else phase.replace("a", "").replace("b", "")
    named = {concept_name(m) for c in range(grid.table.cols) for m in grid.mentions(row, c, "phase")}
    phase = named.pop() if len(named) == 1 else ""
    return phase if phase in PHASES else ""


def _digit(printed: str) -> str:
    letters = printed.lower().replace("l", "i")
    return _ROMAN.get(letters, printed)


def _text(grid: Grid, layout: Layout, row: int, role: str) -> str:
    return next((grid.text(grid.carried(row, c), c) for c in layout.columns(role)), "")


def _named(grid: Grid, layout: Layout, row: int, kind: Literal["design", "status"]) -> str:
    """The first design or status named in its column, else anywhere in the row or the caption."""
    cols = layout.columns(kind) or range(grid.table.cols)
    found = [concept_name(m) for c in cols for m in grid.mentions(grid.carried(row, c), c, kind)]
    caption = [concept_name(m) for m in grid.caption.mentions if m.kind == kind]
    return (found + caption if kind == "status" else found or [""])[0] if found or caption else ""


def _facts(grid: Grid, layout: Layout, row: int, subject: Subject) -> Iterator[Finding]:
    """What the columns of events, measures, results and doses print of the row's study."""
    surveyed = _named(grid, layout, row, "design") in SURVEYS
    for col, head in enumerate(layout.heads):
        if grid.carried(row, col) != row or not grid.text(row, col) or head.role in (*STUDY_ROLES, *SILENT):
            continue
        if head.role == "event" or (head.topic and head.topic.name == "adverse event" and not grid.numeric(col)):
            yield from cell_events(grid, row, col, head.text, subject)
        elif head.topic is not None and read_values(grid.text(row, col)):
            yield from _numbers(grid, row, col, head, subject) if not surveyed else ()
        elif head.topic is not None or head.role == "outcome":
            yield from cell_results(grid, row, col, _above(grid, col) if head.topic else (), subject)
        elif grid.mentions(row, col, "drug_dose"):
            yield from cell_doses(grid, row, col, _beside(grid, layout, row, col), subject)


def _above(grid: Grid, col: int) -> list[Passage]:
    """The passages of a column's head, for a cell that goes on where the head ends."""
    return [p for r in range(grid.table.header_rows) if (p := grid.passage(r, col)).text]


def _beside(grid: Grid, layout: Layout, row: int, col: int) -> list[Passage]:
    """The drug cells of the row, for a cell whose doses name no drug themselves."""
    if grid.mentions(row, col, "drug"):
        return []
    return [grid.passage(grid.carried(row, c), c) for c in layout.columns("drug") if c != col]


def _numbers(grid: Grid, row: int, col: int, head: Head, subject: Subject) -> Iterator[Finding]:
    """The values of one cell; the two sides of "9.6 vs 6.4" are the investigational arm and the comparator."""
    values = read_values(grid.text(row, col))
    topic, at = head.topic, place(grid, row, col)
    assert topic is not None
    for index, value in enumerate(values):
        side = _side(subject, index, len(values))
        found = (
            event_finding(topic, head.grade, shares_of(value, head.counting), side, at)
            if topic.kind == "event"
            else measure_finding(topic, head, value, None, side, at)
        )
        if found is not None:
            yield replace(found, contrast_id=f"t{grid.number}r{row + 1}c{col + 1}" if len(values) == 2 else "")


def _side(subject: Subject, index: int, count: int) -> Subject:
    if count != 2:
        return subject
    control = index == 1
    return replace(
        subject,
        comparator=control,
        arm="" if control else subject.arm,
        drugs=() if control else subject.drugs,
        total=None,
    )
