"""Findings of tables whose rows are studies: the trial itself, and the facts that its other columns print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from pipeline.model.finding import Finding
from pipeline.model.mention import Mention, Passage
from pipeline.relate.studies import Study
from pipeline.relate.tables.column_heads import caption_head
from pipeline.relate.tables.courses import row_courses
from pipeline.relate.tables.doses import cell_doses
from pipeline.relate.tables.events import cell_events
from pipeline.relate.tables.facts import event_finding, measure_finding, shares_of, with_p_value
from pipeline.relate.tables.grid import Grid
from pipeline.relate.tables.heads import Head, drugs_of
from pipeline.relate.tables.layout import MOSTLY, STUDY_ROLES, Layout
from pipeline.relate.tables.lines import value_heads
from pipeline.relate.tables.names import study_of_row
from pipeline.relate.tables.paired import PAIR, VERSUS, sided_values
from pipeline.relate.tables.prose import cell_results
from pipeline.relate.tables.subjects import Frame, Subject, caption_subject, place, sided
from pipeline.relate.tables.trials import named_in_row, row_trial, size_of
from pipeline.relate.tables.values import Value, absence, read_values, timed_values, with_ratio

SILENT = ("n", "phase", "status", "design", "endpoint", "population", "other", "year", "p_value", "timing")
SURVEYS = frozenset({"cross-sectional", "survey"})
LONGEST_ARM = 80
_COHORT = re.compile(r"\b(?:cohort|arm|part|group|stratum) (?:[0-9]{1,2}[A-Z]?|[A-Z])\b", re.I)


def study_findings(grid: Grid, layout: Layout, frame: Frame) -> Iterator[Finding]:
    """The findings of a table of studies, row by row; a study whose rows are arms gives one trial.

    Where the columns count the event of the caption, the numbers of patients are denominators: no trial is written.
    """
    first = layout.columns(*STUDY_ROLES)[0]
    about = caption_head(grid, frame.words).topic
    counted = about is not None and any(head.topic == about for head in layout.heads)
    for _, group in groupby(grid.body, key=lambda row: grid.carried(row, first)):
        rows = list(group)
        study = study_of_row(grid, layout, rows[0], frame.studies)
        if not study:
            continue
        subjects = [_subject(grid, layout, row, study, frame) for row in rows]
        if not counted:
            yield from row_trial(grid, layout, rows[0], subjects[0])
        for row, subject in zip(rows, sided(subjects) if len(rows) == 2 else subjects, strict=True):
            yield from with_p_value(grid, layout, row, _facts(grid, layout, row, subject))
            yield from row_courses(grid, layout, row, subject, frame.words)


def regimens_of(grid: Grid, layout: Layout, frame: Frame) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """(label, drugs of the treated arm, drugs of the control) of the studies that a table prints both sides of."""
    for row in grid.body:
        study = study_of_row(grid, layout, row, frame.studies)
        subject = _subject(grid, layout, row, study, frame)
        control = _controls_of(grid, layout, row, subject)
        if study.label and subject.drugs and control.drugs:
            yield study.label, subject.drugs, control.drugs


def _subject(grid: Grid, layout: Layout, row: int, study: Study, frame: Frame) -> Subject:
    """Study, drugs and number of patients of the row; the caption's drugs where no column names treatments."""
    cells = [(grid.carried(row, c), c) for c in layout.columns("drug", "dose", "radiotherapy")]
    mentions = [m for r, c in cells for m in _first_side(grid, r, c)]
    drugs = drugs_of(mentions)
    if not drugs and not layout.columns("drug"):
        drugs = caption_subject(grid, frame).drugs
    n, unit = size_of(grid, layout, row)
    arms = [_arm(VERSUS.split(grid.text(r, c))[0]) for r, c in cells if layout.heads[c].role == "drug"]
    shared = any(grid.shared(row, c) for c in layout.columns("n"))
    total = n if unit == "patients" and not shared else None
    return Subject(study, next(filter(None, arms), ""), _cohort(grid, layout, row), drugs, None, total)


def _cohort(grid: Grid, layout: Layout, row: int) -> str:
    """The "cohort A" that follows the name of a study; empty where none does."""
    names = [grid.text(row, c) for c in layout.columns(*STUDY_ROLES)]
    match = next((m for name in names if (m := _COHORT.search(name))), None)
    return match[0] if match else ""


def _arm(text: str) -> str:
    """The regimen as printed, without the schedule behind its colon; empty for a cell that names none."""
    regimen = text.split(":")[0].strip(" ;,")
    return (
        regimen
        if len(regimen) <= LONGEST_ARM and not absence(text, {}) and sum(c.isalpha() for c in regimen) > 1
        else ""
    )


def _controls_of(grid: Grid, layout: Layout, row: int, subject: Subject) -> Subject:
    """The comparator of the row: what its column of controls names, or the side behind "versus"."""
    cells = [(grid.carried(row, c), c) for c in layout.columns("comparator")]
    if cells:
        mentions = [m for r, c in cells for m in grid.passage(r, c).mentions]
        arm = next(filter(None, (_arm(grid.text(r, c)) for r, c in cells)), "")
    else:
        sides = [(grid.carried(row, c), c) for c in layout.columns("drug")]
        mentions = [m for r, c in sides for m in grid.passage(r, c).mentions if m not in _first_side(grid, r, c)]
        arm = ""
    return replace(subject, arm=arm, drugs=drugs_of(mentions), comparator=True, total=None)


def _compares(grid: Grid, layout: Layout, row: int) -> bool:
    """Whether a column of treatments sets two of them against each other."""
    return any(VERSUS.search(grid.text(grid.carried(row, c), c)) for c in layout.columns("drug"))


def _first_side(grid: Grid, row: int, col: int) -> list[Mention]:
    """The mentions in front of "versus": the investigational arm."""
    versus = VERSUS.search(grid.text(row, col))
    end = versus.start() if versus else len(grid.text(row, col))
    return [m for m in grid.passage(row, col).mentions if m.end <= end]


def _facts(grid: Grid, layout: Layout, row: int, subject: Subject) -> Iterator[Finding]:
    """What the columns of events, measures, results and doses print of the row's study."""
    surveyed = any(named_in_row(grid, layout, r, "design") in SURVEYS for r in grid.body)
    control = _controls_of(grid, layout, row, subject)
    pairs = {col: pair for col, _, pair in value_heads(layout)}
    for col, head in enumerate(layout.heads):
        silent = head.role in (*STUDY_ROLES, *SILENT) or col in pairs.values()
        if silent or grid.carried(row, col) != row or not grid.text(row, col):
            continue
        if head.role == "event" or _lists_events(grid, col, head):
            yield from cell_events(grid, row, col, head, subject)
        elif head.topic is not None and (timed := timed_values(grid.text(row, col))):
            yield from _timed(grid, row, col, head, timed, subject) if not surveyed else ()
        elif head.topic is not None and read_values(with_ratio(grid.text(row, col))[0]):
            yield from _numbers(grid, row, (col, pairs.get(col)), head, (subject, control)) if not surveyed else ()
        elif head.topic is not None or head.role == "outcome":
            compared = control if control.drugs or control.arm or _compares(grid, layout, row) else None
            yield from cell_results(grid, row, col, _above(grid, col) if head.topic else (), subject, compared)
        elif grid.mentions(row, col, "drug_dose"):
            whom = control if head.role == "comparator" else subject
            yield from cell_doses(grid, row, col, _beside(grid, layout, row, col), whom)


def _timed(
    grid: Grid, row: int, col: int, head: Head, timed: Iterable[tuple[str, Value]], subject: Subject
) -> Iterator[Finding]:
    """The values of a cell that prints one for each of several times: "1 year: 92%, 3 years: 83%"."""
    for timepoint, value in timed:
        found = _fact(grid, row, col, replace(head, timepoint=timepoint), value, None, subject)
        yield from () if found is None else (found,)


def _lists_events(grid: Grid, col: int, head: Head) -> bool:
    """Whether the column of an event holds words: names of events, or that none is reported."""
    return head.topic is not None and head.topic.kind == "event" and grid.numeric(col) <= MOSTLY


def _above(grid: Grid, col: int) -> list[Passage]:
    """The passages of a column's head, for a cell that goes on where the head ends."""
    return [p for r in range(grid.table.header_rows) if (p := grid.passage(r, col)).text]


def _beside(grid: Grid, layout: Layout, row: int, col: int) -> list[Passage]:
    """The drug cells of the row, else the head of the column, for a cell whose doses name no drug themselves."""
    if grid.mentions(row, col, "drug"):
        return []
    if layout.heads[col].drugs:
        return _above(grid, col)
    return [grid.passage(grid.carried(row, c), c) for c in layout.columns("drug") if c != col]


def _numbers(
    grid: Grid, row: int, cols: tuple[int, int | None], head: Head, sides: tuple[Subject, Subject]
) -> Iterator[Finding]:
    """The values of one cell; the two sides of "9.6 vs 6.4" are the investigational arm and the comparator.

    A hazard ratio behind them ("9.6 vs 6.4 (HR 0.65)") is a finding of its own.
    """
    col, beside = cols
    text, ratio = with_ratio(grid.text(row, col))
    values = read_values(text)
    percents = read_values(grid.text(row, beside)) if beside is not None else ()
    pair = percents[0] if len(percents) == len(values) == 1 else None
    for side_head, value, side in sided_values(grid, head, text, values, sides):
        found = _fact(grid, row, col, side_head, value, pair, side)
        if found is not None:
            compared = len(values) == PAIR and side.comparator is not None
            yield replace(found, contrast_id=f"t{grid.number}r{row + 1}c{col + 1}" if compared else "")
    if ratio is not None:
        found = _fact(grid, row, col, replace(head, stat="hazard ratio"), ratio, None, replace(sides[0], total=None))
        yield from () if found is None else (found,)


def _fact(
    grid: Grid, row: int, col: int, head: Head, value: Value, pair: Value | None, side: Subject
) -> Finding | None:
    topic, at = head.topic, place(grid, row, col)
    if topic is None:
        return None
    if topic.kind == "event":
        return event_finding(topic, head.grade, shares_of(value, head.counting, pair), side, at)
    return measure_finding(topic, head, value, pair, side, at)
