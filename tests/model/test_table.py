"""A table by its grid: cells that span, head, groups of rows."""

import pytest

from pipeline.model.table import Cell, Table

TABLE = Table(
    "Table 1",
    "Events",
    (
        Cell(0, 0, "Event", row_span=2), Cell(0, 1, "Patients", col_span=2),
        Cell(1, 1, "Drug"), Cell(1, 2, "Placebo"),
        Cell(2, 0, "Blood", col_span=3),
        Cell(3, 0, "Anaemia"), Cell(3, 1, "0"), Cell(3, 2, "NR"),
        Cell(4, 0, "Rash"), Cell(4, 2, "2"),
    ),
    header_rows=2,
    row_groups=(2,),
)  # fmt: skip


def test_the_grid_reaches_as_far_as_its_cells():
    assert (TABLE.rows, TABLE.cols) == (5, 3)
    assert (Table("", "", ()).rows, Table("", "", ()).cols) == (0, 0)


@pytest.mark.parametrize(
    ("place", "text"),
    [((0, 2), "Patients"), ((1, 0), "Event"), ((2, 2), "Blood"), ((3, 1), "0")],
    ids=["over two columns", "over two rows", "over all columns", "a zero"],
)
def test_a_place_belongs_to_the_cell_that_covers_it(place, text):
    assert TABLE.at(*place).text == text


def test_an_empty_place_is_no_cell():
    assert TABLE.at(4, 1) is None
    assert TABLE.at(9, 0) is None


def test_a_row_has_each_cell_once():
    assert [cell.text for cell in TABLE.row(0)] == ["Event", "Patients"]
    assert [cell.text for cell in TABLE.row(1)] == ["Event", "Drug", "Placebo"]


def test_the_head_of_a_column_says_a_spanning_title_once():
    assert TABLE.header_of(0) == ("Event",)
    assert TABLE.header_of(2) == ("Patients", "Placebo")


@pytest.mark.parametrize(("row", "group"), [(1, ""), (2, ""), (3, "Blood"), (4, "Blood")])
def test_the_group_of_a_row_is_the_nearest_above_it(row, group):
    assert TABLE.group_of(row) == group


@pytest.mark.parametrize("cell", [{"row": -1}, {"col": -1}, {"row_span": 0}, {"col_span": 0}], ids=str)
def test_no_cell_stands_outside_the_grid(cell):
    with pytest.raises(ValueError, match="no such cell"):
        Cell(**{"row": 0, "col": 0, "text": ""} | cell)
