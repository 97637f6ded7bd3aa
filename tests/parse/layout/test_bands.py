"""A table across both columns parts them; a justified line stays one line however wide its blanks are."""

from dataclasses import replace

from pipeline.model.geometry import Box
from pipeline.parse.layout.lines import lines_of
from pipeline.parse.layout.paper import lay_out
from tests.factories.sheets import column, line, sheet

LEFT, RIGHT = 40.0, 320.0
FILLED = "aaaa bbbb cccc dddd eeee ffff gggg hhhh"


def text_of(*floats):
    """What is read of a page with two columns above y 400 and two below, a word each telling the block."""
    words = column([f"one {FILLED}"] * 8, LEFT, 100) + column([f"two {FILLED}"] * 8, RIGHT, 100)
    words += column([f"three {FILLED}"] * 8, LEFT, 500) + column([f"four {FILLED}"] * 8, RIGHT, 500)
    page = replace(sheet(words), floats=tuple(floats))
    text = " ".join(line.text for part in lay_out([page]).parts for line in part.block.lines)
    return sorted(("one", "two", "three", "four"), key=text.index)


def test_columns_end_at_a_table_that_reaches_across_them():
    assert text_of(Box(LEFT, 300, 560, 400)) == ["one", "two", "three", "four"]


def test_columns_go_on_below_a_table_in_one_of_them():
    assert text_of(Box(LEFT, 300, 280, 400)) == ["one", "three", "two", "four"]


def test_columns_go_on_where_no_table_stands():
    assert text_of() == ["one", "three", "two", "four"]


def stretched(last_x):
    """Ten lines that fill their column, and one of three words spread over it; the last word begins at `last_x`."""
    full = "mmmmmmmm " * 4
    words = column([full] * 10, LEFT, 100)
    end = max(w.box.x1 for w in words)
    spread = line("wide", LEFT, 230) + line("blanks", LEFT + 60, 230)
    last = line("here", last_x if last_x is not None else end - 20, 230)
    return [x.text for x in lines_of(sheet([*words, *spread, *last])) if x.text.startswith("wide")]


def test_a_line_that_fills_its_column_is_one_line_however_wide_its_blanks():
    assert stretched(None) == ["wide blanks here"]


def test_words_far_apart_that_end_nowhere_stay_apart():
    assert stretched(LEFT + 133) == ["wide"]
