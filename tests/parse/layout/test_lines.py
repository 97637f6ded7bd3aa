"""Words -> lines: order, raised marks, columns; and what must not matter."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.parse.layout.lines import lines_of
from tests.factories.sheets import column, cut, line, moved, scaled, sheet, word


def texts(words):
    return [found.text for found in lines_of(sheet(words))]


def test_words_in_turn_are_a_line():
    assert texts(line("Dose of 15 Gy", 50, 100)) == ["Dose of 15 Gy"]


def test_a_raised_mark_out_of_turn_joins_the_word_it_touches():
    """Text layers often write all marks of a line after it."""
    left, right = line("15 Gy", 50, 100), line("were given", 90, 100)
    mark = word("12", left[-1].box.x1, 96.5, size=6)
    found = lines_of(sheet([*left, *right, mark]))
    assert [w.text for w in found[0].words] == ["15", "Gy", "12", "were", "given"]
    assert found[0].size == 10
    assert found[0].baseline == 100


def test_columns_side_by_side_are_two_lines_each():
    left, right = column(["left one", "left two"], 50, 100), column(["right one", "right two"], 320, 100)
    assert sorted(texts(left + right)) == ["left one", "left two", "right one", "right two"]


def test_a_text_layer_that_runs_across_columns_is_parted_at_the_column_edge():
    """Seven rows start at x = 200 after white: that is a column, though the text layer goes straight on."""
    rows = [line("aaa", 50, 100 + 12 * k) + line("bbb", 78, 100 + 12 * k) for k in range(7)]
    assert texts([w for row in rows for w in row]) == ["aaa", "bbb"] * 7


def test_the_number_of_a_list_entry_stays_with_its_text():
    rows = [line(f"{k + 1}.", 50, 100 + 12 * k) + line("entry", 72, 100 + 12 * k) for k in range(7)]
    assert texts([w for row in rows for w in row]) == [f"{k + 1}. entry" for k in range(7)]


def test_words_up_the_margin_are_left_out():
    side = replace(word("stamp", 5, 300), upright=False)
    assert texts([*line("text", 50, 100), side]) == ["text"]


@pytest.mark.parametrize(
    ("gap", "text"),
    [
        pytest.param(0.0, "10⁹", id="touching, as a power"),
        pytest.param(3.0, "10 ⁹", id="a blank, as a footnote mark"),
    ],
)
def test_blanks_follow_the_gap(gap, text):
    base = word("10", 50, 100)
    mark = replace(word("⁹", base.box.x1 + gap, 100), space_before=False)
    assert texts([base, mark]) == [text]


PROSE = st.lists(st.text("abcdefghij", min_size=1, max_size=9), min_size=1, max_size=8)
SHEETS = st.lists(PROSE, min_size=1, max_size=6)


def set_up(rows):
    return [w for k, row in enumerate(rows) for w in line(" ".join(row), 50, 100 + 12 * k)]


@settings(max_examples=60, deadline=None)
@given(SHEETS, st.floats(-40, 400), st.floats(-80, 500))
def test_moving_the_page_changes_no_line(rows, dx, dy):
    words = set_up(rows)
    assert texts([moved(w, dx, dy) for w in words]) == texts(words)


@settings(max_examples=60, deadline=None)
@given(SHEETS, st.floats(0.5, 3))
def test_enlarging_the_page_changes_no_line(rows, by):
    words = set_up(rows)
    assert texts([scaled(w, by) for w in words]) == texts(words)


@settings(max_examples=60, deadline=None)
@given(SHEETS, st.integers(1, 8))
def test_splitting_words_changes_no_text(rows, at):
    words = set_up(rows)
    assert texts([half for w in words for half in cut(w, at)]) == texts(words)


@settings(max_examples=60, deadline=None)
@given(SHEETS)
def test_every_word_is_in_exactly_one_line(rows):
    words = set_up(rows)
    kept = [w for found in lines_of(sheet(words)) for w in found.words]
    assert sorted(w.box for w in kept) == sorted(w.box for w in words)
