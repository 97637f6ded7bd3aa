"""Accents printed over letters, wherever the text layer names them."""

from dataclasses import replace

import pytest

from pipeline.parse.layout.lines import lines_of
from pipeline.parse.signs import with_accents
from tests.factories.sheets import line, sheet, word

E = 5.0  # points: each letter of the sheets is so wide


def accent(sign, over, baseline=100.0):
    """The sign over the letter at this place of a word that starts at 50."""
    return word(sign, 50 + E * over, baseline)


CASES = {
    "named after the line": ([*line("Dorrie and Senor", 50, 100), accent("¨", 1)], "Dörrie and Senor"),
    "raised over a capital": ([word("Omer", 50, 100), accent("¨", 0, 98)], "Ömer"),
    "over a dotless i": ([word("Martınez", 50, 100), accent("´", 4)], "Martínez"),
    "between the pieces of a word": ([word("M", 50, 100), accent("¨", 1), word("uller", 55, 100)], "Müller"),
    "a degree sign with a place of its own": ([word("37˚C", 50, 100)], "37˚C"),
    "no such letter in Unicode": ([word("xyz", 50, 100), accent("¸", 0)], "xyz ¸"),
    "on another line": ([word("Dorrie", 50, 100), accent("¨", 1, 112)], "Dorrie ¨"),
}


@pytest.mark.parametrize(("words", "expected"), CASES.values(), ids=CASES.keys())
def test_an_accent_joins_the_letter_that_it_is_printed_over(words, expected):
    lines = lines_of(with_accents(sheet(words)))
    assert " ".join(found.text for found in lines) == expected


def test_an_accent_within_its_word_joins_its_letter():
    printed = replace(word("Brkic´,", 50, 100), chars=(50, 55, 60, 65, 70, 70.1, 75, 77.5))
    words = with_accents(sheet([printed])).words
    assert [w.text for w in words] == ["Brkić,"]
    assert words[0].chars == (50, 55, 60, 65, 70, 75, 77.5)


def test_a_page_without_accents_is_the_same_object():
    page = sheet(line("no accents here", 50, 100))
    assert with_accents(page) is page
