"""The evidence table as a workbook: a sheet a kind, frozen header, filters, links to the page pictures."""

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


def write_workbook(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """An .xlsx file; numbers are numbers, text is never a formula, the `link` column opens the picture of the page."""
    book = Workbook(write_only=True)
    sheets = {kind: _sheet(book, kind) for kind in FINDING_CLASSES}
    lengths = dict.fromkeys(FINDING_CLASSES, 1)
    for row in rows:
        kind = row["kind"]
        lengths[kind] += 1
        sheets[kind].append([_cell(sheets[kind], row, c) for c in columns_of_kind(kind)])
    for kind, sheet in sheets.items():
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns_of_kind(kind)))}{lengths[kind]}"
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


def _cell(sheet: Any, row: dict[str, Any], column: Column) -> Any:
    value = row.get(column.name)
    if value is None or value == []:
        return None
    if column.type in ("int", "float", "bool"):
        return value
    if column.name == "link":
        cell = WriteOnlyCell(sheet, "open page")
        cell.hyperlink = value
        cell.font = Font(color="0563C1", underline="single")
        return cell
    text = csv_cell(value, column.type) if column.type.startswith("list") else str(value)
    return neutral(printable(text))[:LONGEST_CELL]
