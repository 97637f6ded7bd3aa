"""Radiotherapy courses of a row: doses, fractions, techniques, site and timing, read in parallel order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pipeline.model.finding import Finding, Radiotherapy
from pipeline.model.mention import Concept
from pipeline.model.quantity import Amount
from pipeline.relate.tables.course_cells import BASES, Course, cell_courses, dealt, lowest
from pipeline.relate.tables.grid import Grid
from pipeline.relate.tables.heads import Head
from pipeline.relate.tables.layout import Layout
from pipeline.relate.tables.roles import Wordings
from pipeline.relate.tables.subjects import Subject, place
from pipeline.relate.tables.timing import timing_of
from pipeline.relate.tables.values import Value, plain, read_values

DOSE_ROLES = ("rt_dose", "radiotherapy", "dose")
TECHNIQUE_ROLES = ("technique", "radiotherapy")
_GRAY = re.compile(r"\bc?Gy(?: ?\(?RBE\)?|E)?\b|\bgray\b|\bCGE\b", re.I)
_SCHEDULE = re.compile(r"(?<![0-9./])(?P<total>[0-9]{1,2}(?:\.[0-9]+)?) ?/ ?(?P<fractions>[0-9]{1,2})(?![0-9./])")


def row_courses(grid: Grid, layout: Layout, row: int, subject: Subject, words: Wordings) -> Iterator[Finding]:
    """The radiotherapy prescriptions of a row, one for each course that prints a dose."""
    techniques = techniques_of(grid, layout, row)
    cols = [c for c in layout.columns(*DOSE_ROLES, "comparator") if _doses(grid, layout, c)]
    for col in cols:
        if grid.carried(row, col) != row:
            continue
        courses = _with_columns(
            grid, layout, row, cell_courses(grid.passage(row, col)) or _bare_course(grid, layout, row, col)
        )
        for course, names in zip(courses, dealt(techniques, courses), strict=True):
            yield Radiotherapy(
                **_armed(subject, layout.heads[col], len(cols)).columns(),
                technique=names,
                site=_site(grid, layout, row, col, _named_site(names, words)),
                **_dose_columns(course, grid.notes(row, col)),
                **timing_of(grid, layout, row, col),
                **place(grid, row, col),
            )


def _doses(grid: Grid, layout: Layout, col: int) -> bool:
    return layout.heads[col].role in DOSE_ROLES or grid.share(col, "rt_dose") > 0


def _armed(subject: Subject, head: Head, columns: int) -> Subject:
    """The subject with the arm that the head names, where the doses of several arms stand side by side."""
    return replace(subject, arm=head.arm or subject.arm) if columns > 1 else subject


def _bare_course(grid: Grid, layout: Layout, row: int, col: int) -> tuple[Course, ...]:
    """The courses of a cell that prints numbers alone, under a head that says Gy or beside a column of fractions."""
    head = layout.heads[col]
    if not _GRAY.search(head.text) and not (head.role == "rt_dose" and layout.columns("fractions")):
        return ()
    values = read_values(grid.text(row, col))
    if not values or _SCHEDULE.search(plain(grid.text(row, col))):
        return tuple(_schedules(plain(grid.text(row, col))))
    return tuple(Course(total=total) for value in values if (total := _amount(value, "Gy")) is not None)


def _schedules(text: str) -> Iterator[Course]:
    """The courses printed as dose and fractions: "48/4", "60/3 (n = 31) 54/3 (n = 20)"."""
    for match in _SCHEDULE.finditer(text):
        yield Course(Amount(float(match["total"]), unit="Gy"), Amount(float(match["fractions"]), unit="fractions"))


def _with_columns(grid: Grid, layout: Layout, row: int, courses: tuple[Course, ...]) -> tuple[Course, ...]:
    """The only course of a row with the fractions and the dose per fraction that columns of their own print."""
    if len(courses) != 1:
        return courses
    (course,) = courses
    for role in ("fractions", "dose_per_fraction"):
        values = [v for c in layout.columns(role) for v in read_values(grid.text(grid.carried(row, c), c))]
        if len(values) == 1 and role == "fractions" and course.fractions is None:
            course = replace(course, fractions=_amount(values[0], "fractions"))
        elif len(values) == 1 and role == "dose_per_fraction" and course.each is None:
            course = replace(course, each=_amount(values[0], "Gy"))
    return (course,)


def _amount(value: Value, unit: str) -> Amount | None:
    """The value as an amount, a range or a value with the range in its brackets; None for a range upside down."""
    is_range = value.high is not None
    low, high = (value.number, value.high) if is_range else value.interval or (None, None)
    if low is not None and high is not None and low > high:
        return None
    return Amount(None if is_range else value.number, low, high, unit)


def techniques_of(grid: Grid, layout: Layout, row: int) -> tuple[str, ...]:
    """The canonical techniques of a row in printed order, each once."""
    cells = [grid.passage(grid.carried(row, c), c) for c in layout.columns(*TECHNIQUE_ROLES)] or [grid.caption]
    named = [m.value for cell in cells for m in cell.mentions if m.kind == "rt_technique"]
    return tuple(dict.fromkeys(v.name for v in named if isinstance(v, Concept)))


def _dose_columns(course: Course, notes: Sequence[str]) -> dict[str, Any]:
    total, number, each = course.total, course.fractions, course.each
    said = total.basis if total else ""
    basis = next((b for b in BASES if b == said or any(b in note for note in notes)), "")
    return {
        "total_gy": total.value if total else None,
        "total_gy_low": total.low if total else None,
        "total_gy_high": total.high if total else None,
        "fractions": _whole(number.value) if number else None,
        "fractions_low": _whole(number.low) if number else None,
        "fractions_high": _whole(number.high) if number else None,
        "gy_per_fraction": lowest(each),
        "dose_basis": basis,
    }


def _whole(number: float | None) -> int | None:
    return int(number) if number is not None and number >= 1 else None


def _named_site(techniques: Sequence[str], words: Wordings) -> str:
    """The one site that all techniques irradiate by their very name; empty for none."""
    sites = {words.sites.get(technique, "") for technique in techniques}
    return sites.pop() if len(sites) == 1 else ""


def _site(grid: Grid, layout: Layout, row: int, col: int, otherwise: str) -> str:
    """The words of the site column, the one site named beside the dose, else that of the technique."""
    for site in layout.columns("site"):
        return grid.text(grid.carried(row, site), site).lower()
    named = {m.value.name for m in grid.mentions(row, col, "site") if isinstance(m.value, Concept)}
    if len(named) == 1:
        return named.pop()
    return otherwise
