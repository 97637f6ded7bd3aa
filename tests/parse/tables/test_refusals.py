"""What looks like a table and is none."""

from __future__ import annotations

import pytest

from pipeline.parse.tables import find_tables
from tests.factories.pictures import page

NO_TABLES = {
    "a sentence that begins with the name of a table": """
 Table 1 shows the doses of the studies that we found and
 how they differ from those that were planned.
 ----------------------------------------------------------
 """,
    "the name at a line's start inside a bracket": """
 Two arms were closed early for reasons that we give (see
 Table 2). It was not planned that way, and the others went
 on as they had been planned.
 """,
    "a sentence that ends with the name of a table at the start of a line": """
 The doses of all studies that we found are given in
 Table 1. All studies were published after the year 2000.
 The others were not found in any of the databases.
 ----------------------------------------------------------
 Event       Drug          Placebo
 Nausea      12 (60)       3 (15)
 ----------------------------------------------------------
 """,
    "prose in two columns below a caption that lost its table": """
 Table 1. Doses
 The doses of the studies dif-   and of the lung, where they
 fer from those that were pla-   were given as planned in all
 nned, and from those of the l   arms but one, in which they
 ater studies of the brain and   were given later for reasons
 of the liver, where the plan    that nobody has written down
 """,
    "a list below a caption": """
 Table 1. What was asked
 1. How do you sleep at night when the treatment is over?
 2. How far do you walk in one day?
 3. Whom do you call when you are in pain?
 """,
    "a box with text": """
 Table 1. Case
 ---------------------------------------------
 A girl of twelve years fell on her way to
 school and could not move her arm. She was
 brought to hospital by her father.
 ---------------------------------------------
 """,
    "a figure with labels of its axes": """
 Fig. 1. Survival
 --------------------------------------------
 1.0     drug
 0.5     placebo
 0.0     0       12       24       36
 --------------------------------------------
 """,
    "a box with text above a caption that lost its table": """
 ---------------------------------------------
 A girl of twelve years fell on her way to
 school and could not move her arm. She was
 brought to hospital by her father.
 ---------------------------------------------
 Table 1. Case
 """,
    "boxes of text above such a caption": """
 ---------------------------------------------
 A girl of twelve years fell on her way to
 school and could not move her arm. She was
 ---------------------------------------------
 brought to hospital by her father. Her arm
 was broken, and she stayed there for a week.
 ---------------------------------------------
 Table 1. Case
 """,
    "a list of references with numbers": """
 1    Miller A, Smith B. A trial of doses. 2016
 2    Jones C. The brain and its vessels. 2017
 3    Wu D, Li E. A study of the liver. 2018
 """,
}


@pytest.mark.parametrize("picture", NO_TABLES.values(), ids=NO_TABLES)
def test_no_table_is_found(picture):
    assert find_tables(page(picture)) == []


def test_an_empty_page_has_no_tables():
    assert find_tables(page("")) == []
