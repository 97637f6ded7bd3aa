"""The evidence table as a workbook: a sheet a kind, frozen header, filters, links to the page pictures.

Rows are streamed to the file as they come; a sheet ends where Excel's does, and has as many live links as Excel opens
(Microsoft, "Excel specifications and limits": 1,048,576 rows, 65,530 hyperlinks in a worksheet).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from pipeline.export.files import written_beside
from pipeline.export.rows import columns_of_kind, csv_cell
from pipeline.export.safety import neutral, printable
from pipeline.model.columns import Column
from pipeline.model.finding import FINDING_CLASSES

WIDTHS = {
    "quote": 60,
    "section": 30,
    "study": 20,
    "drugs": 28,
    "term": 28,
    "measure": 20,
    "arm": 24,
    "registry_ids": 16,
}
LONGEST_CELL = 32_000
MOST_ROWS = 1_048_575  # and the header
MOST_LINKS = 65_530


def write_workbook(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """An .xlsx file; numbers are numbers, text is never a formula, the `link` column opens the picture of the page.

    Of each kind the first `MOST_ROWS` rows enter; links behind the first `MOST_LINKS` are plain text.
    """
    book = Workbook(write_only=True)
    sheets = {kind: _sheet(book, kind) for kind in FINDING_CLASSES}
    columns = {kind: columns_of_kind(kind) for kind in FINDING_CLASSES}
    lengths = dict.fromkeys(FINDING_CLASSES, 0)
    for row in rows:
        kind = row["kind"]
        if lengths[kind] < MOST_ROWS:
            linked = lengths[kind] < MOST_LINKS
            sheets[kind].append([_cell(sheets[kind], row, c, linked=linked) for c in columns[kind]])
            lengths[kind] += 1
    for kind, sheet in sheets.items():
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns[kind]))}{lengths[kind] + 1}"
    with written_beside(path) as beside:
        book.save(beside)


def _sheet(book: Workbook, kind: str) -> Any:
    sheet = book.create_sheet(kind)
    sheet.freeze_panes = "A2"
    columns = columns_of_kind(kind)
    for i, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(i)].width = WIDTHS.get(column.name, 13)
    sheet.append([_header(sheet, column) for column in columns])
    return sheet


def _header(sheet: Any, column: Column) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, column.name)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(vertical="top")
    return cell


def _cell(sheet: Any, row: dict[str, Any], column: Column, *, linked: bool) -> Any:
    value = row.get(column.name)
    if value is None or value == []:
        return None
    if column.type in ("int", "float", "bool"):
        return value
    if column.name == "link" and linked:
        cell = WriteOnlyCell(sheet, "open page")
        cell.hyperlink = value
        cell.font = Font(color="0563C1", underline="single")
        return cell
    text = csv_cell(value, column.type) if column.type.startswith("list") else str(value)
    return neutral(printable(text))[:LONGEST_CELL]
