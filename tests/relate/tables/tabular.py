"""A table written as lines of cells, as the tests of this folder read and judge it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pipeline.model.document import Document, Reference, Section, Source
from pipeline.model.finding import Finding
from pipeline.model.mention import Recognised
from pipeline.model.table import Cell, Table
from pipeline.recognise.recogniser import Recogniser
from pipeline.recognise.registry_ids import find_registry_ids
from pipeline.recognise.terms import terms
from pipeline.relate.studies import find_studies
from pipeline.relate.tables.grid import Grid
from pipeline.relate.tables.layout import Layout, layout_of
from pipeline.relate.tables.roles import load_wordings
from pipeline.relate.tables.rows import table_findings
from pipeline.relate.tables.turned import upright

EMPTY = ("", None, ())
REFERENCES = (
    Reference(4, ("Doe J", "Roe R"), 2019, "Radiosurgery with a drug"),
    Reference(7, ("van Dijk P",), 2021, "Whole-brain radiotherapy"),
    Reference(9, ("Roe R",), 2020, "A trial"),
)


@lru_cache(maxsize=1)
def recogniser() -> Recogniser:
    """The project's own recogniser, compiled once."""
    return Recogniser([terms().find, find_registry_ids])


def table(caption: str, *lines: str, header_rows: int = 1, groups: tuple[int, ...] = (), legend: str = "") -> Table:
    """The table whose lines are cells parted by "|"; "<" repeats the cell at its left, "^" the one above."""
    rows = [[text.strip() for text in line.split("|")] for line in lines]
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            wide = next((k for k in range(c + 1, len(row)) if row[k] != "<"), len(row)) - c
            high = next((k for k in range(r + 1, len(rows)) if rows[k][c] != "^"), len(rows)) - r
            cells.append(Cell(r, c, text, high, wide))
    pairs = tuple(tuple(part.split(": ")) for part in legend.split("; ") if ": " in part)
    return Table("Table 1", caption, tuple(cells), header_rows, None, None, groups, legend, pairs)  # type: ignore[arg-type]


def paper(*tables: Table, title: str = "A review of trials", prose: str = "", primary: bool = False) -> Document:
    """A paper that holds the tables; a primary report has a registration, methods and results of its own."""
    text = f"{title}\n\n{prose}"
    sections = [Section(title, 1, 0, len(title), "title")]
    if primary:
        text += "\n\nMethods\n\nWe enrolled patients.\n\nResults"
        sections += [Section(h, 1, text.index(h), text.index(h) + len(h)) for h in ("Methods", "Results")]
    return Document(
        Source("paper", "paper.txt", "text", "0" * 64, 1), text, title,
        sections=tuple(sections), tables=tables, references=REFERENCES, registry_ids=("NCT01234567",) if primary else (),
    )  # fmt: skip


def findings(document: Document) -> list[Finding]:
    """The findings of the paper's tables."""
    recognised = recogniser().recognise(document)
    return list(table_findings(document, recognised, find_studies(document, recognised)))


def layouts(document: Document) -> list[Layout]:
    """How the paper's tables are read."""
    recognised, words = recogniser().recognise(document), load_wordings()
    grids = (upright(Grid(number, drawn, recognised), words) for number, drawn in enumerate(document.tables, 1))
    return [layout_of(grid, words) for grid in grids]


def told(finding: Finding, *columns: str) -> dict[str, Any]:
    """The filled ones of the named columns that the kind of finding has."""
    return {c: value for c in columns if (value := getattr(finding, c, None)) not in EMPTY}


def grid(drawn: Table) -> Grid:
    """The table as the relations read it, with nothing recognised."""
    return Grid(1, drawn, Recognised(recogniser().passage("")))
