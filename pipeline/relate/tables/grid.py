"""A table with what was recognised in it: its body, what heads each row, which cells repeat the one above."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from pipeline.model.mention import Mention, Passage, Recognised
from pipeline.model.table import Table
from pipeline.relate.tables.marks import graded_values
from pipeline.relate.tables.values import read_values

_P_VALUE = re.compile(r"[Pp]\b")
EMPTY = Passage("")
DITTO = frozenset({"″", '"', "''", "ditto", "do.", "idem", "same"})


@dataclass(frozen=True)
class Grid:
    """`number` is the table's place in the document from 1; rows and columns count from 0 as in `Table`.

    `flipped` tells that rows and columns of the printed table were swapped.
    """

    number: int
    table: Table
    recognised: Recognised
    flipped: bool = False

    @cached_property
    def body(self) -> tuple[int, ...]:
        """The rows below the head that are no row groups."""
        return tuple(r for r in range(self.table.header_rows, self.table.rows) if r not in self.groups)

    @cached_property
    def groups(self) -> frozenset[int]:
        """The rows that head the rows below: those the reader found, and rows of a label and at most a p value."""
        rows = range(self.table.header_rows, self.table.rows)
        bare = {r for r in rows if self.text(r, 0) and not any(self.text(r, c) for c in self._beside(r))}
        return frozenset(self.table.row_groups) | bare

    def _beside(self, row: int) -> range:
        first = self.table.at(row, 0)
        return range(first.col_span if first else 1, self.table.cols - self._ends_in_p)

    @cached_property
    def _ends_in_p(self) -> bool:
        """Whether the last of at least three columns prints p values, of a whole group of rows where it says one."""
        last = " ".join(self.text(r, self.table.cols - 1) for r in range(self.table.header_rows))
        return self.table.cols > 2 and _P_VALUE.match(last) is not None

    def text(self, row: int, col: int) -> str:
        """The text of the cell that covers the place; empty where there is none."""
        cell = self.table.at(row, col)
        return cell.text.strip() if cell else ""

    def passage(self, row: int, col: int) -> Passage:
        """What was recognised in the cell that covers the place."""
        cell = self.table.at(row, col)
        if cell is None:
            return EMPTY
        return self.recognised.cells.get((self.number - 1, *self.printed(cell.row, cell.col)), EMPTY)

    def printed(self, row: int, col: int) -> tuple[int, int]:
        """Row and column of the place in the table as printed."""
        return (col, row) if self.flipped else (row, col)

    def notes(self, row: int, col: int) -> tuple[str, ...]:
        """The footnotes that the marks of the cell call."""
        cell = self.table.at(row, col)
        return cell.notes if cell else ()

    @property
    def caption(self) -> Passage:
        """What was recognised in the caption."""
        return self.recognised.captions.get(self.number - 1, Passage(self.table.caption))

    @cached_property
    def abbreviations(self) -> dict[str, str]:
        """Short forms in lower case -> long forms, the table's own legend before the document's definitions."""
        own = {short.lower(): long for short, long in self.table.abbreviations}
        return {short.lower(): long for short, long in self.recognised.abbreviations.items()} | own

    def group_of(self, row: int) -> int | None:
        """The row of the nearest group above; None where there is none."""
        return max((g for g in self.groups if g < row), default=None)

    def carried(self, row: int, col: int) -> int:
        """The row whose text in that column holds for `row`: where its cell begins, or one above where blank or ditto.

        A blank takes over what stands above it only as far as the first column leaves the rows together.
        """
        cell, text = self.table.at(row, col), self.text(row, col)
        ditto = text.lower() in DITTO
        if cell is not None and text and not ditto:
            return max(cell.row, self.table.header_rows)
        stop = self.table.header_rows if col == 0 or ditto else self.carried(row, 0)
        for above in range(row - 1, stop - 1, -1):
            if above in self.groups:
                break
            if self.text(above, col) and self.text(above, col).lower() not in DITTO:
                return self.carried(above, col)
        return row

    def shared(self, row: int, col: int) -> bool:
        """Whether the text that holds for `row` in that column holds for another row of the body as well."""
        return sum(self.carried(r, col) == self.carried(row, col) for r in self.body) > 1

    def column(self, col: int) -> tuple[str, ...]:
        """The filled texts of a column below the head, row groups left out."""
        return tuple(text for r in self.body if (text := self.text(r, col)))

    def mentions(self, row: int, col: int, *kinds: str) -> tuple[Mention, ...]:
        """The mentions of these kinds in the cell."""
        return tuple(m for m in self.passage(row, col).mentions if m.kind in kinds)

    def share(self, col: int, *kinds: str) -> float:
        """The share of the column's filled cells with a mention of one of the kinds, 0 to 1; 0 where it is empty."""
        filled = [r for r in self.body if self.text(r, col)]
        return sum(bool(self.mentions(r, col, *kinds)) for r in filled) / len(filled) if filled else 0.0

    def numeric(self, col: int) -> float:
        """The share of the column's filled cells that hold values, or values by grade, and nothing else, 0 to 1."""
        cells = self.column(col)
        return sum(bool(read_values(text) or graded_values(text)) for text in cells) / len(cells) if cells else 0.0
