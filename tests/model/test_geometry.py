"""Boxes and spans: what they refuse, what they share."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.geometry import Box, Span, enclosing

places = st.floats(0, 1000)
boxes = st.tuples(places, places, places, places).map(
    lambda p: Box(min(p[0], p[2]), min(p[1], p[3]), max(p[0], p[2]), max(p[1], p[3]))
)
spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda p: Span(min(p), max(p)))


@pytest.mark.parametrize(
    "corners",
    [(2, 0, 1, 1), (0, 2, 1, 1), (0, 0, math.inf, 1), (math.nan, 0, 1, 1)],
    ids=["sides swapped", "top and bottom swapped", "without end", "no number"],
)
def test_no_box_is_made_of(corners):
    with pytest.raises(ValueError, match="box"):
        Box(*corners)


@given(boxes, boxes)
def test_boxes_share_the_same_area_both_ways_and_never_more_than_the_smaller_has(one, other):
    shared = one.shares_with(other)
    assert shared == other.shares_with(one)
    assert 0 <= shared <= min(one.width * one.height, other.width * other.height) + 1e-6


@given(st.lists(boxes, min_size=1, max_size=5))
def test_the_enclosing_box_holds_the_middle_of_each(members):
    whole = enclosing(members)
    assert all(whole.holds(*box.middle) for box in members)
    assert members[0].joined(members[-1]).shares_with(whole) >= members[0].shares_with(whole)


def test_nothing_has_no_enclosing_box():
    with pytest.raises(ValueError, match="no box"):
        enclosing([])


def test_boxes_that_touch_share_nothing():
    assert Box(0, 0, 1, 1).shares_with(Box(1, 0, 2, 1)) == 0.0


@pytest.mark.parametrize("ends", [(-1, 2), (3, 2)], ids=["before the text", "upside down"])
def test_no_span_is_made_of(ends):
    with pytest.raises(ValueError, match="no span"):
        Span(*ends)


def test_a_span_beyond_its_text_is_refused():
    assert Span(2, 4).of("abcd") == "cd"
    with pytest.raises(ValueError, match=r"span 2\.\.5 of a text with 4 characters"):
        Span(2, 5).of("abcd")


@given(spans, spans)
def test_spans_meet_where_they_share_a_character(one, other):
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    if one.start < one.end and other.start < other.end:
        assert one.meets(other) == other.meets(one) == bool(shared)
        assert one.holds(other) == (len(shared) == other.end - other.start)
