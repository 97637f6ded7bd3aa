"""What belongs to a table beside its cells: caption, legend, footnotes, groups of rows, its words on the page."""

from __future__ import annotations

import pytest

from pipeline.parse.tables import find_tables
from tests.factories.pictures import page, texts

EVENTS = """
 Prose that stands above the table and is not part of it.

 Table 2. Adverse events in all
 patients who took the drug
 ----------------------------------------
 Event             Drug^a        Placebo
 ----------------------------------------
 Blood
   Anaemia         12 (60)       3 (15)
   Leukopenia^b    4 (20)        0
 Skin
   Rash            2 (10)        NR
 ----------------------------------------
:NR, not reported.
:^a After four doses. ^b Grade 3 or
:more.


 Prose that stands below the table and is not part of it at all.
"""


@pytest.fixture
def found():
    (found,) = find_tables(page(EVENTS, number=4))
    return found


def test_label_and_caption_are_told_apart(found):
    assert found.table.label == "Table 2"
    assert found.table.caption == "Adverse events in all patients who took the drug"
    assert found.table.page == 4


def test_footnotes_stand_one_a_line_in_the_legend(found):
    assert found.table.legend.splitlines() == ["NR, not reported.", "a After four doses.", "b Grade 3 or more."]
    assert found.table.abbreviations == (("NR", "not reported"),)


def test_marks_stay_in_the_cell_and_lead_to_their_footnotes(found):
    notes = {cell.text: cell.notes for cell in found.table.cells if cell.notes}
    assert notes == {"Drugᵃ": ("a After four doses.",), "Leukopeniaᵇ": ("b Grade 3 or more.",)}


def test_headings_of_row_groups_are_known(found):
    assert [found.table.at(row, 0).text for row in found.table.row_groups] == ["Blood", "Skin"]
    assert found.table.group_of(3) == "Blood"


def test_prose_is_left_to_the_text(found):
    words = page(EVENTS).words
    left = texts(word for k, word in enumerate(words) if k not in found.words)
    assert left == [word for line in EVENTS.splitlines() if line.startswith(" Prose") for word in line.split()]


@pytest.mark.parametrize(
    ("caption", "label", "text", "continued"),
    [
        ("Table 1. Doses", "Table 1", "Doses", False),
        ("TABLE 2: Doses", "Table 2", "Doses", False),
        ("Table III. Doses", "Table III", "Doses", False),
        ("Tab. 4. Doses", "Table 4", "Doses", False),
        ("Table S5. Doses", "Table S5", "Doses", False),
        ("Table 1. Cont.", "Table 1", "", True),
        ("Table 1. Doses (continued)", "Table 1", "Doses", True),
        ("Table 1. (Continued)", "Table 1", "", True),
        ("Table 1: Continued.", "Table 1", "", True),
    ],
    ids=lambda value: str(value),
)
def test_forms_of_captions(caption, label, text, continued):
    (found,) = find_tables(page(EVENTS.replace("Table 2. Adverse events in all\n patients who took the drug", caption)))
    assert (found.table.label, found.table.caption, found.continued) == (label, text, continued)


def test_a_caption_in_bold_needs_no_stop_behind_its_number():
    bold = EVENTS.replace(" Table 2. Adverse events in all", "!Table 2 Adverse events in all")
    (found,) = find_tables(page(bold))
    assert found.table.caption == "Adverse events in all patients who took the drug"


TWO = """
 Table 1. Doses                           Table 2. Fractions
 ------------------------------           ------------------------------
 Study        Dose      No.               Study        Fractions   No.
 ------------------------------           ------------------------------
 Miller       20 Gy     7                 Smith        5           16
 Jones        15 Gy     39                Wu           1           3
 ------------------------------           ------------------------------
"""


def test_tables_beside_each_other_are_two():
    left, right = find_tables(page(TWO))
    assert [left.table.at(1, 1).text, right.table.at(1, 1).text] == ["20 Gy", "5"]
    assert not left.words & right.words


STACKED = """
 -----------------------------------
 Event       Drug (n=20)   Placebo
 -----------------------------------
 Nausea      12 (60)       3 (15)
 Rash        4 (20)        0
 -----------------------------------
 Table 1. Adverse events

 -----------------------------------
 Measure     Drug          Placebo
 -----------------------------------
 Response    7             2
 Control     9             4
 -----------------------------------
 Table 2. Responses
"""


def test_captions_below_their_tables_take_no_table_that_follows():
    found = find_tables(page(STACKED))
    assert [(f.table.label, f.table.caption, f.table.at(1, 0).text) for f in found] == [
        ("Table 1", "Adverse events", "Nausea"),
        ("Table 2", "Responses", "Response"),
    ]
