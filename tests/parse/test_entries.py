"""The lines of a reference list -> entries."""

import pytest

from pipeline.parse.entries import entries_of
from pipeline.parse.layout.lines import lines_of
from tests.factories.sheets import column, sheet

NUMBERED = [
    "1. Author A, Writer B. A trial of",
    "radiotherapy. J 2019;3:1.",
    "2. Other C. Dose of 3. J 2020;",
    "12:5–9.",
]
BRACKETS = ["[1] Author A. A trial. J 2019.", "[2] Writer B. Another. J 2020", "[3] Other C. Third. J 2021."]


def entries(words):
    return entries_of(lines_of(sheet(words)), frozenset())


def hanging(rows):
    """Lines that start with a blank are moved in."""
    return [w for k, row in enumerate(rows) for w in column([row], 62 if row.startswith(" ") else 50, 100 + 12 * k)]


CASES = {
    "by number": (
        column(NUMBERED, 50, 100),
        ["1. Author A, Writer B. A trial of radiotherapy. J 2019;3:1.", "2. Other C. Dose of 3. J 2020; 12:5–9."],
    ),
    "by number in brackets": (column(BRACKETS, 50, 100), BRACKETS),
    "by lines moved in, where there are no numbers": (
        hanging(["Author A (2019) A trial of", " radiotherapy. J 3:1.", "Writer B (2020) Another", " trial. J 4:1."]),
        ["Author A (2019) A trial of radiotherapy. J 3:1.", "Writer B (2020) Another trial. J 4:1."],
    ),
    "by short last lines, where nothing is moved in": (
        column(
            ["Author A (2019) A trial of the radiotherapy", "of brains. J 3:1.", "Writer B (2020) Another. J"], 50, 100
        ),
        ["Author A (2019) A trial of the radiotherapy of brains. J 3:1.", "Writer B (2020) Another. J"],
    ),
    "an empty list": ([], []),
}


@pytest.mark.parametrize(("words", "expected"), CASES.values(), ids=CASES.keys())
def test_entries(words, expected):
    assert entries(words) == expected


def test_a_list_over_two_columns_goes_on():
    words = column(BRACKETS[:2], 50, 100) + column(BRACKETS[2:], 320, 100)
    assert entries(words) == BRACKETS
