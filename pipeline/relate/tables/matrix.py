"""Findings of tables whose rows are events or measures and whose columns are arms or grades, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeline.model.finding import AdverseEvent, Finding, Outcome
from pipeline.model.quantity import Grade
from pipeline.relate.tables.column_heads import caption_head
from pipeline.relate.tables.facts import (
    ROUNDED,
    absent_event,
    event_finding,
    measure_finding,
    shares_of,
    with_p_value,
)
from pipeline.relate.tables.grid import Grid
from pipeline.relate.tables.heads import Head
from pipeline.relate.tables.layout import STUDY_ROLES, Layout
from pipeline.relate.tables.lines import Line, lines_of
from pipeline.relate.tables.marks import RATIOS, Counting, graded_values
from pipeline.relate.tables.names import study_of_row
from pipeline.relate.tables.slots import Slot, counted, slots_of, values_in
from pipeline.relate.tables.subjects import Frame, Subject, arm_subjects, place, with_regimen
from pipeline.relate.tables.topics import Topic
from pipeline.relate.tables.values import absence, read_values

TIME_UNITS = ("days", "weeks", "months", "years")
SHARED = ("count_percent", "percent", "percent_count")
_SCALE = re.compile(r"Clavien[-–— ]Dindo|RTOG(?:/EORTC)?|CTCAE(?:,? v?[0-9](?:\.[0-9])?)?|LENT-SOMA")


def matrix_findings(grid: Grid, layout: Layout, frame: Frame) -> Iterator[Finding]:
    """The findings of a table of facts, row by row."""
    lines = tuple(lines_of(grid, layout, frame.words))
    slots = slots_of(grid, layout, frame, lines)
    whole: dict[int | None, int] = {}
    for line in lines:
        if line.denominator:
            slots = tuple(counted(grid, line, slot) for slot in slots)
            continue
        found = [
            _of_those_above(f, whole) if line.lent else f for s in slots for f in _cell(grid, layout, line, s, frame)
        ]
        if not line.lent:
            whole = {f.col: f.events for f in found if isinstance(f, AdverseEvent) and f.events is not None}
        compared = len(found) > 1 or any(isinstance(f, Outcome) and f.stat in RATIOS for f in found)
        found = [_of_subgroup(f) if line.subgroup else f for f in _contrasted(grid, line, found)]
        yield from with_p_value(grid, layout, line.row, found) if compared else found


def _of_those_above(finding: Finding, whole: Mapping[int | None, int]) -> Finding:
    """A grade of the event above, of the patients who had that event where the percentage says so."""
    above = whole.get(finding.col)
    if not isinstance(finding, AdverseEvent) or not above or finding.events is None or finding.rate is None:
        return finding
    fits = abs(100 * finding.events / above - finding.rate) <= ROUNDED
    misfits = not finding.total or abs(100 * finding.events / finding.total - finding.rate) > ROUNDED
    return replace(finding, total=above) if fits and misfits else finding


def _of_subgroup(finding: Finding) -> Finding:
    """A finding of a subgroup without the size of its arm, unless the percentage is of the whole arm."""
    if not isinstance(finding, AdverseEvent | Outcome) or not finding.total or finding.events is None:
        return finding
    rate = finding.rate if isinstance(finding, AdverseEvent) else finding.value
    fits = rate is not None and abs(100 * finding.events / finding.total - rate) <= ROUNDED
    return finding if fits else replace(finding, total=None)


def _cell(grid: Grid, layout: Layout, line: Line, slot: Slot, frame: Frame) -> Iterator[Finding]:
    said = replace(line, head=Head(), group=Head()) if line.subgroup else line  # "Age, years" is no unit of a result
    topic, head = _merged(said, _under(line.over, slot.head), caption_head(grid, frame.words))
    if topic is None or not _own_cell(grid, line.row, slot.col):
        return
    subject = _of_study(grid, layout, line, _whom(grid, layout, line, slot, frame), frame)
    at = place(grid, line.row, slot.col)
    if topic.kind == "event" and not _says_other(topic, head):
        yield from _graded_cell(grid, line.row, slot, (topic, head), subject)
    values = () if _says_other(topic, head) else values_in(grid, line.row, slot)
    for value, pair in values:
        found = (
            event_finding(topic, head.grade, shares_of(value, head.counting, pair), subject, at)
            if topic.kind == "event"
            else measure_finding(topic, head, value, pair, subject, at)
        )
        if found is not None:
            yield found
    absent = absence(grid.text(line.row, slot.col), grid.abbreviations)
    if absent and absent != "not_applicable" and topic.kind == "event":
        yield absent_event(topic, head.grade, absent, subject, at)


def _graded_cell(grid: Grid, row: int, slot: Slot, said: tuple[Topic, Head], subject: Subject) -> Iterator[Finding]:
    """The findings of a cell that lists grades: "G1: 8 (20%); G2: 14 (35%)"."""
    topic, head = said
    for grade, printed in graded_values(grid.text(row, slot.col)):
        for value in read_values(printed):
            shares = shares_of(value, head.counting)
            found = event_finding(topic, grade, shares, subject, place(grid, row, slot.col))
            yield from () if found is None else (found,)


def _says_other(topic: Topic, head: Head) -> bool:
    """Whether the column tells something else of it: ratios and times of onset of an event, a grade of a measure."""
    if topic.kind == "measure":
        return head.grade is not None
    return head.stat != "" or head.unit in TIME_UNITS


def _own_cell(grid: Grid, row: int, col: int) -> bool:
    """Whether the cell begins in this row and column: a spanning cell speaks once."""
    cell = grid.table.at(row, col)
    return cell is not None and (cell.row, cell.col) == (row, col)


def _merged(line: Line, above: Head, caption: Head) -> tuple[Topic | None, Head]:
    """Row and column head as one: the row's topic unless only the column has one; grade, unit, statistic of either."""
    topic = _topic(line, above, caption)
    graded_alike = topic is not None and not topic.name.startswith("serious")
    heads = (line.head, above, line.group, *([caption] if graded_alike else []))
    measuring = heads if line.head.topic else heads[1:]
    graded = next((h for h in (line.head, above) if h.grade), None) or next((h for h in heads if h.graded), Head())
    return topic, replace(
        above,
        grade=_scaled(graded.grade, [line.group.text, above.text, caption.text]),
        counting=_counting(line, above),
        unit=next((h.unit for h in measuring if h.unit), ""),
        stat=above.stat if above.stat in RATIOS else next((h.stat for h in measuring if h.stat), ""),
        timepoint=next((h.timepoint for h in measuring if h.timepoint), ""),
        level=next((h.level for h in heads if h.level is not None), None),
        ranged=next((h.ranged for h in heads if h.ranged or h.level is not None), False),
    )


def _under(over: Head | None, above: Head) -> Head:
    """The head of a column with the event or measure of a head inside the body."""
    if over is None:
        return above
    unit, stat = over.unit or above.unit, above.stat or over.stat
    return replace(above, topic=over.topic, graded=over.graded, grade=over.grade, unit=unit, stat=stat)


def _topic(line: Line, above: Head, caption: Head) -> Topic | None:
    """The event or measure of the cell, with the cause that its group or the caption names."""
    of_caption = line.lent and line.head.topic == caption.topic
    topic = above.topic if of_caption and above.topic else line.head.topic or above.topic
    if topic is None or topic.kind != "event":
        return topic
    causes = [h.topic.attribution for h in (line.head, above, line.group) if h.topic]
    return replace(topic, attribution=next(filter(None, [*causes, caption.attribution]), ""))


def _counting(line: Line, above: Head) -> Counting:
    """What the numbers of the cell count: the row says it in full ("n (%)"), or its column does, or its group."""
    if line.head.topic is None:
        return above.counting
    said = (above.counting, line.head.counting, line.group.counting)
    if above.counting == "count" and line.head.counting in SHARED:
        return line.head.counting
    return next((c for c in said if c), "")


def _scaled(grade: Grade | None, texts: Sequence[str]) -> Grade | None:
    """The grade with the scale that the group, the head or the caption names."""
    if grade is None or grade.scale:
        return grade
    named = next((m[0] for text in texts if (m := _SCALE.search(text))), "")
    return replace(grade, scale=re.sub("[–—]", "-", named))


def _whom(grid: Grid, layout: Layout, line: Line, slot: Slot, frame: Frame) -> Subject:
    """The column's subject; where the column names the event, the row names the arm, or a subgroup of its arm."""
    if line.subgroup:
        return replace(slot.subject, subgroup=line.subgroup)
    head = line.group if line.head.topic else line.head
    if line.head.topic is not None and not (head.drugs or head.n):
        return slot.subject
    (subject,) = arm_subjects([head], slot.subject, frame)
    sizes = [v for c in layout.columns("n") for v in read_values(grid.text(line.row, c))] if head is line.head else []
    total = int(sizes[0].number) if len(sizes) == 1 and sizes[0].whole else subject.total
    return replace(subject, comparator=slot.subject.comparator, arm=subject.arm or slot.subject.arm, total=total)


def _of_study(grid: Grid, layout: Layout, line: Line, subject: Subject, frame: Frame) -> Subject:
    """The subject with the study that a stub of the row names, where the table has such a stub."""
    if not any(layout.heads[stub].role in STUDY_ROLES for stub in layout.stubs):
        return subject
    study = study_of_row(grid, layout, line.row, frame.studies)
    return with_regimen(replace(subject, study=study or subject.study), frame)


def _contrasted(grid: Grid, line: Line, found: list[Finding]) -> list[Finding]:
    """The findings of a row with the mark that joins the two sides of each comparison."""
    return [
        replace(f, contrast_id=f"t{grid.number}r{line.row + 1}{_grade_mark(f)}")
        if isinstance(f, AdverseEvent | Outcome) and f.comparator is not None
        else f
        for f in found
    ]


def _grade_mark(finding: Finding) -> str:
    low: Any = getattr(finding, "grade_low", None)
    return "" if low is None else f"g{low}-{getattr(finding, 'grade_high', None)}"
