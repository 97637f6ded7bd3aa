"""Where a floating table belongs in the text: the section that first calls it, else the one that it stands in."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model.document import Document
from pipeline.model.table import Table

NUMBER = r"(?:[A-Z]?[0-9]{1,3}|[IVX]{1,6})(?![0-9])"
CALL = re.compile(rf"\bTab(?:le|\.)s?\s?(?P<numbers>{NUMBER}(?:\s?(?:[,&–-]|and|to)\s?{NUMBER})*)", re.I)
RANGE = re.compile(r"(?P<first>[0-9]+)\s?(?:[–-]|to)\s?(?P<last>[0-9]+)")
LONGEST_RANGE = 30  # tables: a wider one is a misreading, and must not be filled in


def with_table_sections(document: Document) -> Document:
    """The document, each table with the heading path of the place that calls it first, else of the text above it."""
    calls = _first_calls(document.text)
    places = (calls.get(_number(table), _text_above(table, document)) for table in document.tables)
    sections = (document.heading_path(place) for place in places)
    return replace(
        document, tables=tuple(replace(table, section=path) for table, path in zip(document.tables, sections))
    )


def _first_calls(text: str) -> dict[str, int]:
    """The place of the first call of each table by its number, ranges ("Tables 1–3") filled in."""
    calls: dict[str, int] = {}
    for call in CALL.finditer(text):
        for number in _numbers(call["numbers"].upper()):
            calls.setdefault(number, call.start())
    return calls


def _numbers(printed: str) -> list[str]:
    filled = [
        str(number)
        for found in RANGE.finditer(printed)
        if int(found["last"]) - int(found["first"]) < LONGEST_RANGE
        for number in range(int(found["first"]), int(found["last"]) + 1)
    ]
    return [*re.findall(NUMBER, printed), *filled]


def _number(table: Table) -> str:
    return table.label.rsplit(" ", 1)[-1].upper()


def _text_above(table: Table, document: Document) -> int:
    """The last place of the text that is printed before the table; 0 where there is none."""
    if table.page is None:
        return 0
    top = table.box.top if table.box else 0.0
    return max((run.start for run in document.runs if (run.page, run.box.top) < (table.page, top)), default=0)
