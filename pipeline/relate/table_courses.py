"""Radiotherapy courses of a row: doses, fractions, techniques, site and timing, read in parallel order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.model.finding import Finding, Radiotherapy
from pipeline.model.mention import Concept, Mention, Passage
from pipeline.model.quantity import Amount
from pipeline.relate.table_grid import Grid
from pipeline.relate.table_heads import Head
from pipeline.relate.table_layout import Layout
from pipeline.relate.table_shapes import TIMED
from pipeline.relate.table_subjects import Subject, place
from pipeline.relate.table_values import Value, read_values

DOSE_ROLES = ("rt_dose", "radiotherapy", "dose")
TECHNIQUE_ROLES = ("technique", "radiotherapy")
DAYS = {"days": 1, "weeks": 7}
CONVENTIONAL_LIMIT = 2.2
_BASES = ("EQD2", "BED", "RBE")
BRAIN_TECHNIQUES = frozenset({"WBRT", "HA-WBRT", "PCI"})
_GRAY = re.compile(r"\bGy\b|\bgray\b", re.I)
_CLAUSE = re.compile(r"[^,;]+")
_DAY = re.compile(r"\bD(?:ays?)? ?(?P<low>[0-9]+)(?: ?(?:[-–]|to) ?D?(?P<high>[0-9]+))?\b")


@dataclass(frozen=True)
class Course:
    """One course as a cell prints it: `total` and `each` in Gy, `fractions` as an amount; None where not printed."""

    total: Amount | None = None
    fractions: Amount | None = None
    each: Amount | None = None


def row_courses(grid: Grid, layout: Layout, row: int, subject: Subject) -> Iterator[Finding]:
    """The radiotherapy prescriptions of a row, one for each course that prints a dose."""
    techniques = techniques_of(grid, layout, row)
    cols = [c for c in layout.columns(*DOSE_ROLES, "comparator") if _doses(grid, layout, c)]
    for col in cols:
        if grid.carried(row, col) != row:
            continue
        courses = _with_columns(
            grid, layout, row, cell_courses(grid.passage(row, col)) or _bare_course(grid, layout, row, col)
        )
        for course, names in zip(courses, _dealt(techniques, courses), strict=True):
            yield Radiotherapy(
                **_armed(subject, layout.heads[col], len(cols)).columns(),
                technique=names,
                site=_site(grid, layout, row, col, names),
                **_dose_columns(course, grid.notes(row, col)),
                **_timing(grid, layout, row, col),
                **place(grid, row, col),
            )


def _doses(grid: Grid, layout: Layout, col: int) -> bool:
    return layout.heads[col].role in DOSE_ROLES or grid.share(col, "rt_dose") > 0


def _armed(subject: Subject, head: Head, columns: int) -> Subject:
    """The subject with the arm that the head names, where the doses of several arms stand side by side."""
    return replace(subject, arm=head.arm or subject.arm) if columns > 1 else subject


def _bare_course(grid: Grid, layout: Layout, row: int, col: int) -> tuple[Course, ...]:
    """The course of a cell that prints numbers alone under a head that says Gy."""
    if not _GRAY.search(layout.heads[col].text):
        return ()
    return tuple(Course(total=_amount(value, "Gy")) for value in read_values(grid.text(row, col)))


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


def _amount(value: Value, unit: str) -> Amount:
    """The value as an amount, a range or a value with the range in its brackets."""
    if value.high is not None:
        return Amount(low=value.number, high=value.high, unit=unit)
    low, high = value.interval or (None, None)
    return Amount(value.number, low, high, unit)


def techniques_of(grid: Grid, layout: Layout, row: int) -> tuple[str, ...]:
    """The canonical techniques of a row in printed order, each once."""
    cells = [grid.passage(grid.carried(row, c), c) for c in layout.columns(*TECHNIQUE_ROLES)] or [grid.caption]
    named = [m.value for cell in cells for m in cell.mentions if m.kind == "rt_technique"]
    return tuple(dict.fromkeys(v.name for v in named if isinstance(v, Concept)))


def cell_courses(passage: Passage) -> tuple[Course, ...]:
    """The courses of a cell from left to right: each total dose opens one, what follows belongs to it."""
    courses: list[Course] = []
    waiting: Amount | None = None
    for mention in passage.mentions:
        value = mention.value
        if not isinstance(value, Amount) or mention.kind not in ("rt_dose", "rt_fractions"):
            continue
        value = _mean_before(passage, mention, value)
        if mention.kind == "rt_fractions":
            if courses and courses[-1].fractions is None:
                courses[-1] = replace(courses[-1], fractions=value)
            else:
                waiting = value
        elif value.basis != "per_fraction":
            courses.append(Course(total=value, fractions=waiting))
            waiting = None
        elif courses and courses[-1].each is None and courses[-1].fractions is not None:
            courses[-1] = replace(courses[-1], each=value)
        else:
            courses.append(Course(each=value, fractions=waiting))
            waiting = None
    return tuple(courses)


def _mean_before(passage: Passage, mention: Mention, value: Amount) -> Amount:
    """The mean of "100.6 ± 28.4 Gy", where the mention itself is the spread; else the value as it is."""
    before = passage.text[: mention.start].rstrip()
    if not before.endswith("±"):
        return value
    numbers = [m for m in passage.mentions if m.kind == "number" and m.end <= len(before)]
    mean = numbers[-1].value if numbers else None
    said = next((b for b in _BASES if b in before), value.basis)
    return Amount(mean.value, unit="Gy", basis=said) if isinstance(mean, Amount) else value


def _dealt(techniques: tuple[str, ...], courses: Sequence[Course]) -> list[tuple[str, ...]]:
    """The techniques of each course: one each where as many are printed; schemes go by dose per fraction."""
    if len(techniques) == len(courses) > 1:
        return [(t,) for t in techniques]
    if set(techniques) == {"hypofractionated", "conventional"}:
        return [("hypofractionated",) if _is_large(c) else ("conventional",) for c in courses]
    return [tuple(sorted(techniques))] * len(courses)


def _is_large(course: Course) -> bool:
    """Whether the dose per fraction exceeds that of conventional fractionation (1.8 to 2 Gy)."""
    each = _lowest(course.each)
    total, number = _lowest(course.total), _lowest(course.fractions)
    if each is None and total is not None and number:
        each = total / number
    return each is not None and each > CONVENTIONAL_LIMIT


def _lowest(amount: Amount | None) -> float | None:
    """The value of an amount, the lower end where it is a range alone; None where there is no amount."""
    if amount is None:
        return None
    return amount.value if amount.value is not None else amount.low


def _dose_columns(course: Course, notes: Sequence[str]) -> dict[str, Any]:
    total, number, each = course.total, course.fractions, course.each
    said = total.basis if total else ""
    basis = next((b for b in _BASES if b == said or any(b in note for note in notes)), "")
    return {
        "total_gy": total.value if total else None,
        "total_gy_low": total.low if total else None,
        "total_gy_high": total.high if total else None,
        "fractions": _whole(number.value) if number else None,
        "fractions_low": _whole(number.low) if number else None,
        "fractions_high": _whole(number.high) if number else None,
        "gy_per_fraction": _lowest(each),
        "dose_basis": basis,
    }


def _whole(number: float | None) -> int | None:
    return int(number) if number is not None and number >= 1 else None


def _site(grid: Grid, layout: Layout, row: int, col: int, techniques: Sequence[str]) -> str:
    """The words of the site column, the one site named beside the dose, or the brain for techniques of the brain."""
    for site in layout.columns("site"):
        return grid.text(grid.carried(row, site), site).lower()
    named = {m.value.name for m in grid.mentions(row, col, "site") if isinstance(m.value, Concept)}
    if len(named) == 1:
        return named.pop()
    return "brain" if techniques and BRAIN_TECHNIQUES.issuperset(techniques) else ""


def _timing(grid: Grid, layout: Layout, row: int, col: int) -> dict[str, Any]:
    """`timing` as printed in its column, else beside the dose, with the ends of its interval in days where printed."""
    for column in layout.columns("timing"):
        source = grid.carried(row, column)
        return _timed(grid.text(source, column), grid.passage(source, column).mentions)
    cell = grid.passage(row, col)
    for clause in _CLAUSE.finditer(cell.text):
        within = [m for m in cell.mentions if clause.start() <= m.start and m.end <= clause.end()]
        if any(m.kind == "duration" for m in within) and TIMED.search(clause[0]):
            return _timed(clause[0].strip(), within)
    return {}


def _timed(text: str, mentions: Sequence[Mention]) -> dict[str, Any]:
    ends = list(_days(text, mentions))
    low = min((a for a, _ in ends if a is not None), default=None)
    high = max((b for _, b in ends if b is not None), default=None)
    return {"timing": text, "timing_days_low": low, "timing_days_high": high}


def _days(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[float | None, float | None]]:
    """Both ends of each interval in days; "within" has no lower end. A range outweighs its median."""
    amounts = [m.value for m in mentions if m.kind == "duration" and isinstance(m.value, Amount)]
    ranges = [a for a in amounts if a.low is not None and a.high is not None]
    within = re.search(r"\bwithin\b", text, re.I) is not None
    for amount in ranges or amounts:
        factor = DAYS.get(amount.unit)
        if factor is None:
            continue
        low = amount.low if amount.low is not None else amount.value
        high = amount.high if amount.high is not None else amount.value
        yield None if within or low is None else low * factor, None if high is None else high * factor
    for match in _DAY.finditer(text):
        yield float(match["low"]), float(match["high"] or match["low"])
