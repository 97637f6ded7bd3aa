"""What stands over a column, and what the caption says for all cells."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model.mention import Concept, Passage
from pipeline.model.quantity import Grade
from pipeline.relate.tables.grid import Grid
from pipeline.relate.tables.heads import Head, arm_of, read_head, ungraded
from pipeline.relate.tables.marks import bare_grade
from pipeline.relate.tables.roles import Wordings, spoken
from pipeline.relate.tables.topics import ANY_EVENT, COLLECTIVE, Topic, toxicity_of, unmarked, whole_label

_PERIOD = re.compile(r"\b(?:late|acute|chronic|overall)\b", re.I)
_SEVERITY = re.compile(r"(?:mild|moderate|severe)$", re.I)
_GRADES = r"(?P<grade>[1-5](?: ?[-–/] ?[1-5])?)"


def column_head(grid: Grid, col: int, words: Wordings) -> Head:
    """What stands above a column, the rows of the head read together."""
    cells = [r for r in range(grid.table.header_rows) if _first_of_cell(grid, r, col)]
    parts = [(grid.text(r, col), grid.passage(r, col)) for r in cells]
    head = read_head(parts, words)
    head = _under_row_of_grades(grid, col, cells, head, words)
    if _counts_none(grid.text(cells[-1], col) if cells else "", words):
        return Head(head.text, role="other")
    head = _of_severity(grid, head)
    if _counts_toxicity(grid, head, words):
        head = _of_organ(grid, head, parts, words)
    long = grid.abbreviations.get(unmarked(head.text.split()[0] if head.text else "").lower())
    topic = whole_label(long) if head.topic is None and long else None
    return head if topic is None else replace(head, topic=replace(topic, printed=head.text), role="")


def _of_severity(grid: Grid, head: Head) -> Head:
    """The head "Severe" with the grade that caption or legend give the word; a degree of severity is no arm."""
    word = _SEVERITY.match(head.arm or head.text)
    if word is None or head.graded:
        return head
    told = re.search(
        rf"\b{word[0]}\b ?(?:=|:|,|\(|is|means)? ?\(?grades? ?{_GRADES}",
        f"{grid.table.caption} {grid.table.legend}",
        re.I,
    )
    grade = bare_grade(told["grade"]) if told else None
    return replace(head, arm="", graded=grade is not None, grade=grade)


def _counts_toxicity(grid: Grid, head: Head, words: Wordings) -> bool:
    """Whether a column may be of an organ's toxicity: its head or the caption speaks of adverse events as a whole."""
    if head.topic is not None:
        return head.topic.name == ANY_EVENT
    return head.grade is not None or words.says(grid.table.caption, "event")


def _of_organ(grid: Grid, head: Head, parts: list[tuple[str, Passage]], words: Wordings) -> Head:
    """The head as one of the toxicity of the organ that one of its rows names: "Gastrointestinal" under "Toxicity"."""
    for at, (printed, passage) in enumerate(parts):
        named = unmarked(_PERIOD.sub(" ", ungraded(printed, passage.mentions))).strip()
        organ = toxicity_of(grid.abbreviations.get(named.lower(), named))
        if organ is not None:
            return replace(head, role="", topic=organ, arm=arm_of([*parts[:at], *parts[at + 1 :]], words))
    return head


def _counts_none(label: str, words: Wordings) -> bool:
    """Whether the head is of those without the event ("no grade", "not assessed"); "No." is short for number."""
    return words.label(label) == "no" and spoken(label) != "no"


def _under_row_of_grades(grid: Grid, col: int, rows: list[int], head: Head, words: Wordings) -> Head:
    """The head with the bare grade of a row of grades: its first cell says so, or "all" stands beside "≥3"."""
    if head.graded or not rows or col == 0 or not _holds_grades(grid, rows[-1], words):
        return head
    grade = bare_grade(grid.text(rows[-1], col))
    return replace(head, graded=True, grade=grade, arm="" if len(rows) == 1 else head.arm) if grade else head


def _holds_grades(grid: Grid, row: int, words: Wordings) -> bool:
    texts = [grid.text(row, c) for c in range(1, grid.table.cols)]
    return "grade" in grid.text(row, 0).lower() or any(words.column(text)[0] == "any_grade" for text in texts)


def caption_head(grid: Grid, words: Wordings) -> Head:
    """What the caption says for all cells: the one event and the one grade that it names; collective terms are none."""
    mentions = grid.caption.mentions
    named = {m.value.name: m for m in mentions if m.kind == "adverse_event" and isinstance(m.value, Concept)}
    specific = [name for name in named if name not in COLLECTIVE]
    topic = Topic("event", specific[0], named[specific[0]].text) if len(specific) == 1 else None
    grades = [m.value for m in mentions if m.kind == "grade"]
    grade = grades[0] if len(grades) == 1 and isinstance(grades[0], Grade) else None
    cause = words.attribution(grid.table.caption)
    return Head(text=grid.table.caption, topic=topic, graded=grade is not None, grade=grade, attribution=cause)


def _first_of_cell(grid: Grid, row: int, col: int) -> bool:
    cell = grid.table.at(row, col)
    return cell is not None and cell.row == row and bool(cell.text.strip())
