"""Two numbers in one cell: those of two arms ("25.3 / 16.0" of "drug / placebo"), or of two grades ("G2 / G3")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.relate.tables.grid import Grid
from pipeline.relate.tables.heads import Head
from pipeline.relate.tables.subjects import Subject
from pipeline.relate.tables.values import Value

PAIR = 2
VERSUS = re.compile(r"\b(?:vs\.?|versus|compared (?:with|to)|controls?:)", re.I)
_CONTROL = r"(?:controls?|placebo|comparator|observation|standard|sham)\b"
_TREATED_FIRST = re.compile(rf"(?:/|\bvs\.?|\bversus) ?(?:the )?{_CONTROL}", re.I)
_CONTROL_FIRST = re.compile(rf"\b{_CONTROL}(?: (?:arms?|groups?|therapy|treatment|of care))? ?(?:/|vs\.?|versus)", re.I)


def sided_values(
    grid: Grid, head: Head, text: str, values: Sequence[Value], sides: tuple[Subject, Subject]
) -> Iterator[tuple[Head, Value, Subject]]:
    """Each value of a cell with its head and the one of the sides (treated, control) that it speaks of.

    None where a slash parts two values of which nothing tells what they are: women and men, two time points.
    """
    graded = list(_graded(head, values))
    if graded or len(values) != PAIR:
        yield from ((h, v, sides[0]) for h, v in graded or ((head, v) for v in values))
        return
    compared, told = VERSUS.search(text) is not None, _controls(grid, head)
    slashed = "/" in text and not compared
    if slashed and told is None and not sides[1].drugs:
        return
    controls = (told or (False, True)) if compared or slashed else (None, None)
    for value, control in zip(values, controls, strict=True):
        side = sides[1] if control else replace(sides[0], comparator=control)
        yield head, value, side if control is None else replace(side, total=None)


def _controls(grid: Grid, head: Head) -> tuple[bool, bool] | None:
    """Whether the first and the second number of a cell are the control's, as the head, caption or legend tells."""
    for text in (head.text, grid.table.caption, grid.table.legend):
        if _CONTROL_FIRST.search(text):
            return True, False
        if _TREATED_FIRST.search(text):
            return False, True
    return None


def _graded(head: Head, values: Sequence[Value]) -> Iterator[tuple[Head, Value]]:
    """The two values with the heads of their grades, where the head lists two: "12% / 1%" of "G2 / G3"."""
    slashed = head.grade is not None and any(m.kind == "grade" and "/" in m.text for m in head.mentions)
    if head.grade is not None and slashed and len(values) == PAIR:
        grades = (replace(head.grade, high=head.grade.low), replace(head.grade, low=head.grade.high))
        yield from ((replace(head, grade=g), v) for g, v in zip(grades, values, strict=True))
