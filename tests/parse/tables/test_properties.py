"""What must not change a table: where the page lies, how large it is set, in what order and pieces words come."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.geometry import Box
from pipeline.parse.primitives import PageContent, Ruling, Word
from pipeline.parse.tables import find_all, find_tables
from tests.factories.pictures import page, rows
from tests.parse.tables.test_find import CASES

PAGES = {name: page(picture) for name, (picture, _) in CASES.items()}
EXPECTED = {name: rows(find_tables(content)[0].table) for name, content in PAGES.items()}
names = st.sampled_from(sorted(PAGES))


def _box(box: Box, scale: float, dx: float, dy: float) -> Box:
    return Box(box.x0 * scale + dx, box.top * scale + dy, box.x1 * scale + dx, box.bottom * scale + dy)


def _moved(content: PageContent, scale: float, dx: float, dy: float) -> PageContent:
    words = tuple(
        replace(
            w,
            box=_box(w.box, scale, dx, dy),
            size=w.size * scale,
            baseline=w.baseline * scale + dy,
            chars=tuple(x * scale + dx for x in w.chars),
        )
        for w in content.words
    )
    rulings = tuple(replace(r, box=_box(r.box, scale, dx, dy)) for r in content.rulings)
    return replace(content, words=words, rulings=rulings, width=1200.0, height=2400.0)


def _halves(word: Word) -> list[Word]:
    if len(word.text) < 2:
        return [word]
    k = len(word.text) // 2
    x = word.chars[k]
    left = replace(word, text=word.text[:k], box=replace(word.box, x1=x), chars=word.chars[: k + 1])
    right = replace(word, text=word.text[k:], box=replace(word.box, x0=x), chars=word.chars[k:], space_before=False)
    return [left, right]


@given(names, st.floats(0, 300), st.floats(0, 300))
def test_moving_the_page_changes_no_cell(name, dx, dy):
    (found,) = find_tables(_moved(PAGES[name], 1.0, dx, dy))
    assert rows(found.table) == EXPECTED[name]


@given(names, st.floats(0.7, 2.0))
def test_setting_it_larger_or_smaller_changes_no_cell(name, scale):
    (found,) = find_tables(_moved(PAGES[name], scale, 0.0, 0.0))
    assert rows(found.table) == EXPECTED[name]


@given(names, st.randoms(use_true_random=False))
def test_the_order_of_the_text_layer_changes_no_cell(name, chance: random.Random):
    words = list(PAGES[name].words)
    chance.shuffle(words)
    (found,) = find_tables(replace(PAGES[name], words=tuple(words)))
    assert rows(found.table) == EXPECTED[name]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_words_that_come_in_pieces_change_no_cell(name):
    words = tuple(half for word in PAGES[name].words for half in _halves(word))
    (found,) = find_tables(replace(PAGES[name], words=words))
    assert rows(found.table) == EXPECTED[name]


@given(names)
@settings(max_examples=20)
def test_each_word_is_taken_at_most_once_and_every_cell_says_where_it_stands(name):
    content = PAGES[name]
    (found,) = find_tables(content)
    assert found.words <= set(range(len(content.words)))
    for cell in found.table.cells:
        assert cell.page == content.number
        assert found.table.box.shares_with(cell.box) > 0


numbers = st.floats(0, 600)
boxes = st.tuples(numbers, numbers, st.floats(0, 300), st.floats(0, 12)).map(
    lambda t: Box(t[0], t[1], t[0] + t[2], t[1] + t[3])
)
sayings = st.sampled_from(["Table", "1.", "2", "Continued", "dose", "12", "(60)", "a", "*", "-", "–", "NR,", "of"])
loose_words = st.tuples(sayings, boxes, st.sampled_from([6.0, 9.0, 10.0])).map(
    lambda t: Word(t[0], t[1], t[2], baseline=t[1].bottom)
)
loose_rules = st.tuples(boxes, st.booleans()).map(
    lambda t: Ruling(replace(t[0], bottom=t[0].top + 0.5) if t[1] else replace(t[0], x1=t[0].x0 + 0.5))
)


@given(st.lists(loose_words, max_size=40), st.lists(loose_rules, max_size=12), st.lists(boxes, max_size=2))
def test_no_page_is_too_odd_to_be_read(words, rulings, fills):
    caption = page(" Table 1. Odd things").words
    content = PageContent(1, 595.0, 842.0, (*caption, *words), tuple(rulings), tuple(fills))
    for found in find_all([content, replace(content, number=2)])[0]:
        assert found.words <= set(range(len(content.words)))
        assert len({(c.row, c.col) for c in found.table.cells}) == len(found.table.cells)
