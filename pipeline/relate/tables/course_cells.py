"""Radiotherapy courses printed in one cell, and which technique each of them is: "21 Gy or 25 Gy/5f" of "SRS/FSRT"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model.mention import Mention, Passage
from pipeline.model.quantity import Amount

CONVENTIONAL_LIMIT = 2.2
_RANGE = re.compile(
    r" ?[(\[] ?(?:range:? ?)?(?P<low>[0-9]{1,6}(?:\.[0-9]{1,6})?) ?[-–] ?(?P<high>[0-9]{1,6}(?:\.[0-9]{1,6})?) ?[)\]]"
)
BASES = ("EQD2", "BED", "RBE")


@dataclass(frozen=True)
class Course:
    """One course as a cell prints it: `total` and `each` in Gy, `fractions` as an amount; None where not printed."""

    total: Amount | None = None
    fractions: Amount | None = None
    each: Amount | None = None


def cell_courses(passage: Passage) -> tuple[Course, ...]:
    """The courses of a cell from left to right: each total dose opens one, what follows belongs to it."""
    courses: list[Course] = []
    waiting: Amount | None = None
    for mention in passage.mentions:
        value = mention.value
        if not isinstance(value, Amount) or mention.kind not in ("rt_dose", "rt_fractions"):
            continue
        value = _with_range(passage, mention, _mean_before(passage, mention, value))
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


def _with_range(passage: Passage, mention: Mention, value: Amount) -> Amount:
    """The value with the range in the brackets behind it, where that repeats no unit: "20 Gy (15–24)"."""
    match = _RANGE.match(passage.text, mention.end) if value.low is None and value.high is None else None
    if match is None or float(match["low"]) > float(match["high"]):
        return value
    return replace(value, low=float(match["low"]), high=float(match["high"]))


def _mean_before(passage: Passage, mention: Mention, value: Amount) -> Amount:
    """The mean of "100.6 ± 28.4 Gy", where the mention itself is the spread; else the value as it is."""
    before = passage.text[: mention.start].rstrip()
    if not before.endswith("±"):
        return value
    numbers = [m for m in passage.mentions if m.kind == "number" and m.end <= len(before)]
    mean = numbers[-1].value if numbers else None
    said = next((b for b in BASES if b in before), value.basis)
    return Amount(mean.value, unit="Gy", basis=said) if isinstance(mean, Amount) else value


def dealt(techniques: tuple[str, ...], courses: Sequence[Course]) -> list[tuple[str, ...]]:
    """The techniques of each course: one each where as many are printed; schemes go by dose per fraction."""
    if len(techniques) == len(courses) > 1:
        return [(t,) for t in techniques]
    if set(techniques) == {"hypofractionated", "conventional"}:
        return [("hypofractionated",) if _is_large(c) else ("conventional",) for c in courses]
    return [tuple(sorted(techniques))] * len(courses)


def _is_large(course: Course) -> bool:
    """Whether the dose per fraction exceeds that of conventional fractionation (1.8 to 2 Gy)."""
    each = lowest(course.each)
    total, number = lowest(course.total), lowest(course.fractions)
    if each is None and total is not None and number:
        each = total / number
    return each is not None and each > CONVENTIONAL_LIMIT


def lowest(amount: Amount | None) -> float | None:
    """The value of an amount, the lower end where it is a range alone; None where there is no amount."""
    if amount is None:
        return None
    return amount.value if amount.value is not None else amount.low
