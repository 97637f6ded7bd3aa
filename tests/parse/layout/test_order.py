"""Blocks and the order in which they are read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.parse.layout.blocks import blocks_of, reading_order
from pipeline.parse.layout.lines import lines_of
from pipeline.parse.layout.style import Style
from tests.factories.sheets import column, moved, sheet

STYLE = Style(10.0, "Serif", 1.2)
LINE = "forty letters of running text to a line"


def read(*columns):
    blocks = blocks_of(lines_of(sheet([w for words in columns for w in words])), STYLE)
    return [block.text.split()[0] for block in reading_order(blocks)]


def block(name, x, top, lines=3, size=10.0, wide=1):
    return column([f"{name} {' '.join([LINE] * wide)}"] + [" ".join([LINE] * wide)] * (lines - 1), x, top, size)


ORDERS = {
    "one column": ([("a", 50, 100, 1), ("b", 50, 200, 1)], "ab"),
    "two columns, left one first": ([("b", 320, 100, 1), ("a", 50, 100, 1)], "ab"),
    "three columns": ([("c", 700, 100, 1), ("b", 350, 100, 1), ("a", 50, 100, 1)], "abc"),
    "a title over two columns": ([("a", 50, 50, 2), ("b", 50, 100, 1), ("c", 320, 100, 1)], "abc"),
    "a wide float between two zones": (
        [("a", 50, 100, 1), ("b", 320, 100, 1), ("c", 50, 200, 2), ("d", 50, 300, 1), ("e", 320, 300, 1)],
        "abcde",
    ),
    "gaps at the same height in both columns": (
        [("a", 50, 100, 1), ("b", 50, 200, 1), ("c", 320, 100, 1), ("d", 320, 200, 1)],
        "abcd",
    ),
    "a column that starts lower beside a float": (
        [("b", 320, 100, 1), ("c", 320, 200, 1), ("a", 50, 210, 1)],
        "abc",
    ),
}


@pytest.mark.parametrize(("placed", "order"), ORDERS.values(), ids=ORDERS.keys())
def test_reading_order(placed, order):
    assert "".join(read(*(block(name, x, top, wide=wide) for name, x, top, wide in placed))) == order


PARTINGS = {
    "a wide step": (block("a", 50, 100) + block("b", 50, 160), ["a", "b"]),
    "a larger size": (block("a", 50, 100, lines=1, size=14) + block("b", 50, 115), ["a", "b"]),
    "a line in bold over text": (
        column(["a heading"], 50, 100, font="Serif-Bold", bold=True) + block("b", 50, 112),
        ["a", "b"],
    ),
    "nothing of the kind": (block("a", 50, 100) + block("b", 50, 136), ["a"]),
}


@pytest.mark.parametrize(("words", "starts"), PARTINGS.values(), ids=PARTINGS.keys())
def test_blocks_part_at(words, starts):
    assert read(words) == starts


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([50, 320]), st.integers(1, 9), st.integers(1, 2)), min_size=1, max_size=8, unique=True
    )
)
def test_every_block_is_read_once_and_moving_the_page_keeps_the_order(places):
    words = [w for k, (x, row, wide) in enumerate(places) for w in block(chr(97 + k), x, 60 * row, wide=wide)]
    lines = lines_of(sheet(words))
    blocks = blocks_of(lines, STYLE)
    assert sorted(id(line) for b in blocks for line in b.lines) == sorted(map(id, lines))
    assert sorted(map(id, reading_order(blocks))) == sorted(map(id, blocks))
    assert read([moved(w, 13, -7) for w in words]) == read(words)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=12, unique=True))
def test_crowded_marks_are_read_once_each(places):
    """Marks narrower than the tolerance of a cut once parted for ever."""
    lines = lines_of(sheet([w for x, top in places for w in column(["i"], x, top, size=2)]))
    blocks = blocks_of(lines, STYLE)
    assert sorted(map(id, reading_order(blocks))) == sorted(map(id, blocks))


def test_a_page_of_a_thousand_columns_is_read():
    lines = lines_of(sheet([w for k in range(1_000) for w in column(["word"], 60 * k, 100)]))
    assert len(reading_order(blocks_of(lines, STYLE))) == len(lines)
