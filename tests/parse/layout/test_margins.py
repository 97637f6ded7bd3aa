"""Line numbers and drop capitals."""

from dataclasses import replace

from pipeline.parse.layout.lines import lines_of
from pipeline.parse.layout.margins import with_drop_capitals, without_line_numbers
from pipeline.parse.repair import TextBuilder, paragraphs
from tests.factories.sheets import column, line, sheet, word

ROWS = ["patients with metastases were", "treated for 12 weeks with a drug"] * 6


def texts(words):
    return [w.text for w in without_line_numbers(words)]


def test_numbers_down_the_margin_are_dropped():
    numbers = [word(str(k + 41), 20, 100 + 12 * k) for k in range(len(ROWS))]
    assert texts(numbers + column(ROWS, 50, 100)) == [w.text for w in column(ROWS, 50, 100)]


def test_numbers_of_entries_stay():
    """An entry has more lines than one, so fewer lines than most begin with a number."""
    numbers = [word(str(k + 1), 20, 100 + 36 * k) for k in range(10)]
    words = numbers + column(["Author A. A trial of the", "radiotherapy of brains. J 2019"] * 15, 50, 100)
    assert texts(words) == [w.text for w in words]


def test_a_column_of_results_stays():
    """They do not count on by one."""
    numbers = [word(str(7 * k % 23), 20, 100 + 12 * k) for k in range(len(ROWS))]
    words = numbers + column(ROWS, 50, 100)
    assert texts(words) == [w.text for w in words]


def capital():
    """A T three lines high beside the first lines of a paragraph, which move in for it."""
    return [
        word("T", 50, 124, size=36, bold=True),
        replace(word("he", 70, 100), space_before=False),
        *line("patients were given", 83.3, 100),
        *line("a drug for weeks", 70, 112),
        *line("and went home. They were", 70, 124),
        *line("seen again after a year", 50, 136),
    ]


def test_a_drop_capital_begins_its_line():
    lines = lines_of(sheet(with_drop_capitals(capital())))
    assert lines[0].text == "The patients were given"
    assert len(lines) == 4


def test_a_paragraph_with_a_drop_capital_stays_whole():
    lines = lines_of(sheet(with_drop_capitals(capital())))
    assert len(paragraphs(lines)) == 1
    builder = TextBuilder(frozenset())
    builder.paragraph(lines)
    assert builder.text.startswith("The patients were given a drug")


def test_a_capital_of_the_text_s_size_stays_where_it_is():
    words = (word("A", 50, 100), *line("group of patients", 58, 100))
    assert with_drop_capitals(words) == words


def test_a_capital_that_is_a_word_keeps_its_blank():
    words = [word("A", 50, 124, size=36), *line("group of patients", 70, 100), *line("was seen", 70, 112)]
    assert lines_of(sheet(with_drop_capitals(words)))[0].text == "A group of patients"
