"""The columns of numbers of a table of facts: whom each speaks of, of how many, and the percentages beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.relate.tables.facts import shares_of
from pipeline.relate.tables.grid import Grid
from pipeline.relate.tables.heads import Head
from pipeline.relate.tables.layout import Layout
from pipeline.relate.tables.lines import Line, value_heads
from pipeline.relate.tables.marks import RATIOS
from pipeline.relate.tables.subjects import Frame, Subject, arm_subjects, caption_subject
from pipeline.relate.tables.values import Value, read_values

ROUNDING = 0.11
LARGE_COUNT, FEWEST_SHARES, SAME_SIZE = 5, 4, 1.03  # counts of few patients imply a size but roughly
_PERCENT_OF = re.compile(r"% of\b|\bpercent(?:age)?s? of\b|\bin percent|(?<![n.])\s\(%\)", re.I)


@dataclass(frozen=True)
class Slot:
    """A column of numbers, with the column of their percentages where there is one, and whom they speak of."""

    col: int
    head: Head
    pair: int | None
    subject: Subject


def slots_of(grid: Grid, layout: Layout, frame: Frame, lines: Sequence[Line]) -> tuple[Slot, ...]:
    """The columns of numbers from left to right, sides of the comparison and totals told where the table tells them."""
    columns = list(value_heads(layout))
    whole = caption_subject(grid, frame)
    subjects = _ratios_to_treated(columns, arm_subjects([head for _, head, _ in columns], whole, frame))
    slots = (Slot(c, _percent(grid, c, head), pair, s) for (c, head, pair), s in zip(columns, subjects, strict=True))
    return _sized(grid, tuple(slots), lines, frame)


def _percent(grid: Grid, col: int, head: Head) -> Head:
    """The head as one of percentages where it says nothing, the caption says percent and no cell holds two numbers.

    As one of counts with their percentages where the cells do, as the one size that all of them imply confirms.
    """
    values = [v for text in grid.column(col) for v in read_values(text)]
    pairs = _are_shares(values) or ("(%)" in head.text and _stand_before_brackets(values))
    if head.counting in ("", "percent") and head.stat == "" and pairs:
        return replace(head, counting="count_percent", unit="")
    alone = all(v.aside is None and v.of is None for v in values)
    told = head.counting == "" and head.stat == ""
    told = told and (any(not v.whole for v in values) or _PERCENT_OF.search(grid.table.caption) is not None)
    return replace(head, counting="percent", unit="%") if told and alone and "%" in grid.table.caption else head


def _stand_before_brackets(values: Sequence[Value]) -> bool:
    """Whether whole numbers stand before what the head "Arm A (%)" calls percentages, wherever any is bracketed."""
    bracketed = [v for v in values if v.aside is not None]
    return bool(bracketed) and all(v.whole and v.high is None for v in values)


def _are_shares(values: Sequence[Value]) -> bool:
    """Whether the cells "7 (4.1)" are counts with percentages: they imply one size of the group, within 2 percent."""
    pairs = [(v.number, v.aside) for v in values if v.whole and v.aside and v.number >= LARGE_COUNT]
    sizes = sorted(100 * count / share for count, share in pairs)
    return len(sizes) >= FEWEST_SHARES and sizes[-1] <= SAME_SIZE * sizes[0]


def _ratios_to_treated(
    columns: Sequence[tuple[int, Head, int | None]], subjects: Sequence[Subject]
) -> tuple[Subject, ...]:
    """The subjects with those of hazard and odds ratios taken from the treated arm: a ratio has no side of its own."""
    treated = next((s for s in subjects if s.comparator is False), None)
    return tuple(
        replace(treated, comparator=None, total=None) if treated and head.stat in RATIOS else s
        for (_, head, _), s in zip(columns, subjects, strict=True)
    )


def _sized(grid: Grid, slots: tuple[Slot, ...], lines: Sequence[Line], frame: Frame) -> tuple[Slot, ...]:
    """The slots with their totals: where no head prints one, the one size of the paper that all percentages confirm."""
    if any(slot.subject.total is not None for slot in slots):
        return slots
    sizes = {arm: _confirmed(grid, [s for s in slots if s.subject.arm == arm], lines, frame) for arm in _arms(slots)}
    return tuple(replace(s, subject=replace(s.subject, total=sizes[s.subject.arm])) for s in slots)


def _arms(slots: Sequence[Slot]) -> set[str]:
    return {slot.subject.arm for slot in slots}


def _confirmed(grid: Grid, slots: Sequence[Slot], lines: Sequence[Line], frame: Frame) -> int | None:
    shares = [s for slot in slots for line in lines for s in _pairs(grid, line, slot)]
    fits = [n for n in frame.sizes if n and all(abs(100 * e / n - rate) <= ROUNDING for e, rate in shares)]
    return fits[0] if len(fits) == 1 and len({e for e, _ in shares if e}) > 1 else None


def _pairs(grid: Grid, line: Line, slot: Slot) -> Iterator[tuple[int, float]]:
    for value, pair in values_in(grid, line.row, slot):
        shares = shares_of(value, slot.head.counting, pair)
        if "events" in shares and "rate" in shares and "total" not in shares:
            yield shares["events"], shares["rate"]


def values_in(grid: Grid, row: int, slot: Slot) -> Iterator[tuple[Value, Value | None]]:
    """The one value of a cell with the one of the percent cell beside it, None where there is none."""
    values = read_values(grid.text(row, slot.col))
    beside = read_values(grid.text(row, slot.pair)) if slot.pair is not None else ()
    if len(values) == 1:
        yield values[0], beside[0] if len(beside) == 1 else None


def counted(grid: Grid, line: Line, slot: Slot) -> Slot:
    """The slot with the total that a row "number of patients" prints for it."""
    for value, _ in values_in(grid, line.row, slot):
        if value.whole and value.unit != "%":
            return replace(slot, subject=replace(slot.subject, total=int(value.number)))
    return slot
