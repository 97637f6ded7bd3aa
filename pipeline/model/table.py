"""Tables as printed: cells on a grid with spans, header rows, caption, legend and footnotes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pipeline.model.geometry import Box


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: `row` and `col` from 0, header rows included; `text` keeps its footnote marks, wrapped lines joined.

    `page` and `box` say where it stands (None for inputs without pages); `notes` are the footnotes that its marks call.
    """

    row: int
    col: int
    text: str
    row_span: int = 1
    col_span: int = 1
    page: int | None = None
    box: Box | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse places below 0 and spans below 1 (ValueError)."""
        if min(self.row, self.col) < 0 or min(self.row_span, self.col_span) < 1:
            raise ValueError(f"no such cell: {self}")


@dataclass(frozen=True)
class Table:
    """A table: `label` ("Table 1"), `caption` without the label, the first `header_rows` rows are its head.

    `page` is where it starts (None for inputs without pages). `row_groups` are rows whose one spanning cell heads the
    rows below. `legend` is the text under the table, abbreviations and footnotes as printed; `abbreviations` are its
    (short, long) pairs. `section` is the heading path of the place that the table stands in or is first called from.
    """

    label: str
    caption: str
    cells: tuple[Cell, ...]
    header_rows: int = 1
    page: int | None = None
    box: Box | None = None
    row_groups: tuple[int, ...] = ()
    legend: str = ""
    abbreviations: tuple[tuple[str, str], ...] = ()
    section: str = ""

    @cached_property
    def _grid(self) -> dict[tuple[int, int], Cell]:
        return {
            (cell.row + a, cell.col + b): cell
            for cell in self.cells
            for a in range(cell.row_span)
            for b in range(cell.col_span)
        }

    @property
    def rows(self) -> int:
        """How many rows the grid has, head included."""
        return max((c.row + c.row_span for c in self.cells), default=0)

    @property
    def cols(self) -> int:
        """How many columns the grid has."""
        return max((c.col + c.col_span for c in self.cells), default=0)

    def at(self, row: int, col: int) -> Cell | None:
        """The cell that covers the place, spans included; None where the grid is empty."""
        return self._grid.get((row, col))

    def row(self, row: int) -> tuple[Cell, ...]:
        """The cells that begin in or reach into the row, from left to right, each once."""
        seen = dict.fromkeys(c for col in range(self.cols) if (c := self.at(row, col)) is not None)
        return tuple(seen)

    def header_of(self, col: int) -> tuple[str, ...]:
        """The texts above a column in the head, topmost first, repeats of a spanning cell left out."""
        seen = dict.fromkeys(c for r in range(self.header_rows) if (c := self.at(r, col)) is not None and c.text)
        return tuple(c.text for c in seen)

    def group_of(self, row: int) -> str:
        """The text of the nearest row group above the row; empty where there is none."""
        above = [g for g in self.row_groups if g < row]
        cell = self.at(max(above), 0) if above else None
        return cell.text if cell else ""
