"""Rows of strips -> the cells of a table's body, and which rows head a group of rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.model.table import Cell
from pipeline.parse.tables.cells import Draft
from pipeline.parse.tables.rows import Row

CENTRED = 1.0  # of the size: how far the middle of a centred heading may be off the table's


def body_cells(rows: Sequence[Row], first: int, columns: int, middle: float) -> list[Draft]:
    """The filled cells of the rows, numbered from `first`; a lone text at the table's `middle` spans all columns."""
    return [draft for k, row in enumerate(rows) for draft in _row_cells(row, first + k, columns, middle)]


def _row_cells(row: Row, number: int, columns: int, middle: float) -> list[Draft]:
    filled = sorted({col for strip in row for col in strip.parts})
    out = []
    for col, after in zip(filled, [*filled[1:], columns]):
        held = [strip for strip in row if col in strip.parts]
        lines = tuple(strip.parts[col] for strip in held)
        last = max(strip.reach[col] for strip in held)
        out.append(Draft(number, col, lines, 1, max(1, min(last, after - 1) - col + 1)))
    if len(out) == 1 and _is_centred_heading(out[0], middle):
        return [Draft(number, 0, out[0].lines, 1, columns)]
    return out


def _is_centred_heading(draft: Draft, middle: float) -> bool:
    line = draft.lines[0]
    return len(draft.lines) == 1 and abs(line.box.middle[0] - middle) < CENTRED * line.size


def row_groups(cells: Iterable[Cell], header_rows: int) -> tuple[int, ...]:
    """Rows below the head whose one cell is at their left, where a fuller row or another such row follows."""
    filled: dict[int, list[Cell]] = {}
    for cell in cells:
        filled.setdefault(cell.row, []).append(cell)
    alone = {row for row, found in filled.items() if len(found) == 1 and found[0].col == 0}
    return tuple(r for r in sorted(alone) if r >= header_rows and _heads_rows(r, alone, filled))


def _heads_rows(row: int, alone: set[int], filled: dict[int, list[Cell]]) -> bool:
    while row in alone:
        row += 1
    return len(filled.get(row, ())) > 1
