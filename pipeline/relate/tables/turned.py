"""Tables that stand on their side: one column a study, one row for phase, number of patients, each measure.

Such a table is turned, read by the same rules, and its findings keep the places of the printed one.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.model.table import Cell, Table
from pipeline.relate.tables.grid import Grid
from pipeline.relate.tables.roles import Wordings
from pipeline.relate.tables.shapes import AUTHOR_YEAR, acronym_in, called_in
from pipeline.relate.tables.topics import whole_label

ABOUT_STUDIES = frozenset({"phase", "n", "design", "status", "drug", "population", "registry_id", "reference"})
OF_TRIALS = frozenset({"phase", "design", "status", "registry_id"})  # what no table of arms has a row for
FEWEST_LABELS = 2


def upright(grid: Grid, words: Wordings) -> Grid:
    """The grid with its studies as rows; the grid itself where its columns are no studies."""
    table = grid.table
    if table.header_rows != 1 or table.cols < 3:
        return grid
    labels = [grid.text(r, 0) for r in range(1, table.rows)]
    roles = {words.column(label)[0] for label in labels} & ABOUT_STUDIES
    if not (_heads_are_studies(grid) or (roles & OF_TRIALS and _heads_are_acronyms(grid))):
        return grid
    measures = sum(whole_label(label) is not None for label in labels)
    told = bool(roles) and len(roles) + measures >= FEWEST_LABELS
    return replace(grid, table=_turned(table), flipped=True) if told else grid


def _heads_are_studies(grid: Grid) -> bool:
    """Whether every head but the first names a study: by citation, author and year, acronym or id."""
    cols = range(1, grid.table.cols)
    return all(
        bool(AUTHOR_YEAR.match(grid.text(0, c)))
        or bool(called_in(grid.text(0, c)))
        or bool(grid.mentions(0, c, "study", "registry_id", "author_year"))
        for c in cols
    )


def _heads_are_acronyms(grid: Grid) -> bool:
    """Whether every head but the first begins with an acronym that is no drug and no technique."""
    cols = range(1, grid.table.cols)
    given = any(grid.mentions(0, c, "drug", "rt_technique", "sample_size") for c in cols)
    return not given and all(acronym_in(grid.text(0, c)) for c in cols)


def _turned(table: Table) -> Table:
    """The table with rows and columns swapped; its row groups become columns without numbers."""
    return replace(table, cells=tuple(_swapped(c) for c in table.cells), header_rows=1, row_groups=())


def _swapped(cell: Cell) -> Cell:
    return replace(cell, row=cell.col, col=cell.row, row_span=cell.col_span, col_span=cell.row_span)
