"""Which finding uses a numeral: one that stands there and holds its value."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.account.numerals import NUMERAL, Numeral, number_of
from pipeline.model.finding import Finding

# Where a finding stands, who made it, and the numbers of its references are not what it says
NOT_SAID = frozenset(
    {"finding_id", "doc_id", "study_refs", "contrast_id", "source", "also_at", "section", "page", "bbox", "table"}
    | {"row", "col", "char_start", "char_end", "quote", "confidence", "link", "flags", "extractor", "derived"}
)
_CELL = re.compile(r"(?:p[0-9]+:)?t([0-9]+):r([0-9]+):c([0-9]+)")
_SPAN = re.compile(r"(?:p[0-9]+:)?([0-9]+)-([0-9]+)")


@dataclass(frozen=True)
class Uses:
    """The findings by the place of the text or of the tables that they stand in, each with the values that it holds.

    `blocks` are the findings whose span reaches into each stretch of `BLOCK` characters: the text is searched in
    steps that do not grow with it.
    """

    BLOCK = 1024
    blocks: dict[int, list[tuple[int, int, Finding]]]
    tables: dict[int, list[tuple[int, int, Finding]]]
    values: dict[str, frozenset[float]]

    def of(self, numeral: Numeral) -> Finding | None:
        """The first finding that uses the numeral, one of its own cell before those of its row or column."""
        if numeral.value is None:
            return None
        using = (f for f in self._standing(numeral) if numeral.value in self.values[f.finding_id])
        return next(using, None)

    def _standing(self, numeral: Numeral) -> Iterator[Finding]:
        if numeral.offset is not None:
            for start, end, finding in self.blocks.get(numeral.offset // self.BLOCK, ()):
                if start <= numeral.offset < end:
                    yield finding
            return
        within = self.tables.get(numeral.table or 0, ())
        yield from (f for row, col, f in within if (row, col) == (numeral.row, numeral.col))
        yield from (f for row, col, f in within if numeral.row in (None, row) or numeral.col == col)


def uses_of(findings: Iterable[Finding]) -> Uses:
    """The findings laid out by place, other printings of the same fact included."""
    uses = Uses(defaultdict(list), defaultdict(list), {})
    for finding in findings:
        uses.values[finding.finding_id] = frozenset(_values(finding))
        for start, end in _spans(finding):
            for block in range(start // Uses.BLOCK, end // Uses.BLOCK + 1):
                uses.blocks[block].append((start, end, finding))
        for table, row, col in _cells(finding):
            uses.tables[table].append((row, col, finding))
    return uses


def _spans(finding: Finding) -> Iterator[tuple[int, int]]:
    if finding.char_start is not None and finding.char_end is not None:
        yield finding.char_start, finding.char_end
    for place in finding.also_at:
        if match := _SPAN.fullmatch(place):
            yield int(match[1]), int(match[2])


def _cells(finding: Finding) -> Iterator[tuple[int, int, int]]:
    if finding.table is not None and finding.row is not None and finding.col is not None:
        yield finding.table, finding.row, finding.col
    for place in finding.also_at:
        if match := _CELL.fullmatch(place):
            yield int(match[1]), int(match[2]), int(match[3])


def _values(finding: Finding) -> Iterator[float]:
    """The numbers that the finding says, those inside its words included ("q3w", "1 year", "NCT01772472")."""
    for column in finding.columns():
        if column.name not in NOT_SAID:
            value: Any = getattr(finding, column.name)
            for part in value if isinstance(value, tuple) else (value,):
                yield from _numbers(part)


def _numbers(value: Any) -> Iterator[float]:
    if isinstance(value, str):
        yield from (v for m in NUMERAL.finditer(value) if (v := number_of(m[0])) is not None)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield float(value)
