"""Rows of text parted by tabs or pipes -> the cells of a table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.model.table import Cell, Table
from pipeline.parse.legend import MARKS_OF_CELL, abbreviations, footnotes, lowered
from pipeline.parse.raised import DOWN

PIPE = re.compile(r"(?<!\\)\|")
RULE_CELL = re.compile(r":-+:?|-+:|-{2,}")
FIGURES = re.compile(r"[0-9]")
OPEN_END = re.compile(r"[-,(/–&]$|\b(?:and|or|of|with|to|the|in|for)$")


def read_grid(rows: Sequence[str], label: str, caption: str, legend: str, section: str) -> Table:
    """The table of these printed rows; short rows are filled with empty cells, rows broken within a cell are joined."""
    split = [_split(row) for row in rows]
    printed = [row for row in split if not all(RULE_CELL.fullmatch(cell) for cell in row)]
    ruled = len(printed) < len(split)
    cells = _without_breaks(printed)
    header_rows = 1 if ruled else _header_rows(cells)
    legend = "\n".join(lowered(line) for line in legend.split("\n"))
    notes = footnotes(legend.split("\n"))
    placed = tuple(_spanned(cells, header_rows, notes))
    return Table(
        label, caption, placed, header_rows, row_groups=_row_groups(cells, header_rows), legend=legend,
        abbreviations=abbreviations(legend), section=section,
    )  # fmt: skip


def _split(row: str) -> list[str]:
    """The cells of one row as printed."""
    if "\t" in row:
        return [cell.strip() for cell in row.split("\t")]
    if "|" not in row:
        return [row.strip()]
    return [cell.replace("\\|", "|").strip() for cell in PIPE.split(row.strip().removeprefix("|").removesuffix("|"))]


def _without_breaks(rows: list[list[str]]) -> list[list[str]]:
    """Rows of one width: what a line break inside a cell parted is joined, short rows are filled up."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    width = max(widths, key=lambda w: widths[w], default=1)
    out: list[list[str]] = []
    for row in rows:
        if out and _goes_on(out[-1], row, width):
            last = out.pop()
            row = [*last[:-1], f"{last[-1]} {row[0]}".strip(), *row[1:]]
        out.append(row)
    width = max((len(row) for row in out), default=0)
    return [row + [""] * (width - len(row)) for row in out]


def _goes_on(last: list[str], row: list[str], width: int) -> bool:
    """Whether the row is the rest of the last one: together they fill the width, or a lone text goes on in small."""
    if len(row) == 1 and len(last) > 1:
        return row[0][:1].islower() or OPEN_END.search(last[-1]) is not None
    together = len(last) + len(row) - 1
    if len(last) == 1:
        return together == width and OPEN_END.search(last[0]) is not None
    return len(last) < width and together == width


def _header_rows(rows: list[list[str]]) -> int:
    """Two where the first row leaves gaps that a second row without figures fills, else one."""
    if len(rows) < 3 or "" not in rows[0][1:]:
        return min(1, len(rows))
    gaps = [k for k, text in enumerate(rows[0]) if k > 0 and not text]
    fills = all(rows[1][k] and not FIGURES.search(rows[1][k]) for k in gaps)
    return 2 if fills else 1


def _spanned(rows: list[list[str]], header_rows: int, notes: dict[str, str]) -> list[Cell]:
    """All cells; in a head of two rows, those above spread over the gaps right of them or down over an empty one."""
    cells: list[Cell] = []
    covered: set[tuple[int, int]] = set()
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if (r, c) in covered:
                continue
            row_span, col_span = 1, 1
            if header_rows == 2 and r == 0 and text:
                col_span = _gap_after(row, c)
                row_span = 2 if col_span == 1 and not rows[1][c] else 1
                covered |= {(a, b) for a in range(row_span) for b in range(c, c + col_span)}
            cells.append(Cell(r, c, text, row_span, col_span, notes=_notes(text, notes)))
    return cells


def _gap_after(row: list[str], c: int) -> int:
    end = c + 1
    while end < len(row) and not row[end]:
        end += 1
    return end - c


def _notes(text: str, notes: dict[str, str]) -> tuple[str, ...]:
    mark = MARKS_OF_CELL.search(text)
    called = mark[0].translate(DOWN) if mark else ""
    return (notes[called],) if called in notes else ()


def _row_groups(rows: list[list[str]], header_rows: int) -> tuple[int, ...]:
    """Rows below the head with a text at the left alone, where a fuller row follows."""
    filled = [sum(bool(text) for text in row) for row in rows]
    return tuple(
        r for r in range(header_rows, len(rows) - 1) if filled[r] == 1 and rows[r][0] and filled[r + 1] > 1
    )  # fmt: skip
