"""Tables that go on over a page: one table, each cell with its page, the repeated head once."""

from __future__ import annotations

from pipeline.parse.tables import find_all, find_tables, join_continued
from tests.factories.pictures import page, rows, split

FIRST = """
 Table 1. Doses
 ---------------------------------
 Study        Dose^a   No.
 ---------------------------------
 Miller       20 Gy    7
 Jones        15 Gy    39
 ---------------------------------
"""
NAMED = """
 Table 1. (Continued)
 ---------------------------------
 Study        Dose^a   No.
 ---------------------------------
 Smith        18 Gy    16
 ---------------------------------
 ^a To the margin of the lesion.
"""
UNNAMED = """
 Running head
 ---------------------------------
 Smith        18 Gy    16
 Wu           24 Gy    3
 ---------------------------------
"""
OTHER = """
 ---------------------------------------------
 Smith        18 Gy    16
 Wu           24 Gy    3
 ---------------------------------------------
"""


def _joined(*pictures):
    pages = [page(picture, number) for number, picture in enumerate(pictures, 1)]
    return join_continued(table for found in find_all(pages) for table in found)


def test_a_named_continuation_is_joined_without_its_head():
    (table,) = _joined(FIRST, NAMED)
    assert rows(table) == split(
        """
        Study  | Doseᵃ | No.
        Miller | 20 Gy | 7
        Jones  | 15 Gy | 39
        Smith  | 18 Gy | 16
        """
    )
    assert [cell.page for cell in table.cells if cell.col == 0] == [1, 1, 1, 2]


def test_a_footnote_below_the_last_part_counts_for_all_parts():
    (table,) = _joined(FIRST, NAMED)
    assert table.at(0, 1).notes == ("a To the margin of the lesion.",)
    assert table.legend == "a To the margin of the lesion."


def test_the_same_frame_on_top_of_the_next_page_goes_on_without_a_caption():
    (table,) = _joined(FIRST, UNNAMED)
    assert [table.at(row, 0).text for row in range(table.rows)] == ["Study", "Miller", "Jones", "Smith", "Wu"]


def test_another_frame_on_the_next_page_is_not_taken():
    (table,) = _joined(FIRST, OTHER)
    assert table.rows == 3


def test_a_frame_without_a_caption_is_no_table_by_itself():
    assert find_tables(page(UNNAMED)) == []


def test_a_page_between_ends_the_table():
    (table,) = _joined(FIRST, " Only prose stands here.", UNNAMED)
    assert table.rows == 3


def test_tables_with_other_names_stay_apart():
    assert [table.label for table in _joined(FIRST, FIRST.replace("Table 1", "Table 2"))] == ["Table 1", "Table 2"]
