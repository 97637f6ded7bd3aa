"""What the numbers of one cell are read as, and which cells hold none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.relate.tables.values import Value, absence, read_values

ONE = (
    ("12 (30.8)", Value(12, True, aside=30.8), "count with its share"),
    ("12(30.8%)", Value(12, True, aside=30.8, share=True), "the sign in the brackets is kept"),
    ("4/35 (11.4%)", Value(4, True, of=35, aside=11.4, share=True), "a total behind the slash"),
    ("24.4% (18/74)", Value(24.4, False, unit="%", of=74, aside=18), "the other way round"),
    ("9.6 (8.1–11.2)", Value(9.6, False, interval=(8.1, 11.2)), "two numbers in brackets are an interval"),
    ("0.65 (0.55, 0.77)", Value(0.65, False, interval=(0.55, 0.77)), "comma between the limits"),
    ("9.6 months (95% CI, 8.1 to NR)", Value(9.6, False, unit="months", interval=(8.1, None), level=95), "open end"),
    ("84/126 (66.7%; 95% CI 57.7–74.8)",
     Value(84, True, of=126, aside=66.7, share=True, interval=(57.7, 74.8), level=95), "two things in one bracket"),
    ("<1", Value(1, True, bound="<"), "a bound"),
    ("30·8%", Value(30.8, False, unit="%"), "a raised point is a decimal point"),
    ("1,234", Value(1234, True), "thousands"),
    ("12–15", Value(12, True, high=15), "a range"),
    ("12ᵃ", Value(12, True), "a raised footnote mark is no part of the number"),
    ("12*", Value(12, True), "nor is an asterisk"),
    ("0", Value(0, True), "zero is a value"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "value", "why"), ONE, ids=[c[0] for c in ONE])
def test_a_cell_with_one_value(text, value, why):
    assert read_values(text) == (value,), why


TWO = (
    ("9.6 vs. 6.4", [9.6, 6.4], "two sides of a comparison"),
    ("25.3 / 16.0", [25.3, 16.0], "a total has no decimals"),
    ("31 / 8.5", [31.0, 8.5], "nor is it parted from a count with them"),
    ("12% / 1%", [12.0, 1.0], "nor has a percentage one"),
    ("12 (30) / 4 (10)", [12.0, 4.0], "each with its percentage"),
    ("4 / 35", [4.0], "whole numbers are a count of a total"),
)


@pytest.mark.parametrize(("text", "numbers", "why"), TWO, ids=[c[0] for c in TWO])
def test_a_cell_with_two_values(text, numbers, why):
    assert [v.number for v in read_values(text)] == numbers, why


@pytest.mark.parametrize("text", ["", "—", "NR", "Low", "20 patients", "63.1 ± 10.7 (40–80)", "Hb < 70 g/l", "1 / x"])
def test_a_cell_that_says_more_than_values_has_none(text):
    assert read_values(text) == ()


WORDS = (
    ("No", {}, "zero", "an adverse-event column answers"),
    ("None", {}, "zero", "the same"),
    ("NR", {}, "not_reported", "the usual short form"),
    ("NRᵈ", {}, "not_reported", "with a footnote mark"),
    ("N/A", {}, "not_applicable", "the usual short form"),
    ("NA", {"na": "not available"}, "not_reported", "the legend outweighs habit"),
    ("NR", {"nr": "not reached"}, "", "a median that is not reached is reported"),
    ("—", {}, "", "a dash says nothing"),
    ("", {}, "", "a blank says nothing"),
)


@pytest.mark.parametrize(
    ("text", "legend", "expected", "why"), WORDS, ids=[f"{c[0]}-{c[2] or 'nothing'}" for c in WORDS]
)
def test_zero_not_reported_and_not_applicable_are_three_things(text, legend, expected, why):
    assert absence(text, legend) == expected, why


@given(st.integers(0, 9999), st.integers(0, 1000))
def test_counts_with_a_share_come_back_as_printed(events, tenths):
    (value,) = read_values(f"{events} ({tenths / 10})")
    assert (value.number, value.aside) == (events, tenths / 10)


@given(st.text(max_size=60))
def test_no_text_is_too_strange(text):
    assert isinstance(read_values(text), tuple)
