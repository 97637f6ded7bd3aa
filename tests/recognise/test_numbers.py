"""What counts as a number, and its value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.recognise.numbers import numerals

READ = [
    ("45 patients", [45], "digits"),
    ("8.3 months", [8.3], "decimal point"),
    ("p = 0·048", [0.048], "a raised point is a decimal point"),
    ("P<.001", [0.001], "no zero before the point"),
    ("p = 0,048", [0.048], "a comma after a leading zero is a decimal sign"),
    ("12,5 mg", [12.5], "a comma before two digits and a unit is a decimal sign"),
    ("days 1,8 and 15", [1, 8, 15], "elsewhere a comma parts a list"),
    ("n = 12,345", [12345], "thousands by comma"),
    ("n = 12\u2009345", [12345], "thousands by thin space"),
    ("mean difference \u22121.5 mg", [-1.5], "the minus sign"),
    ("mean difference \u20131.5 mg", [-1.5], "an en dash before a digit, no number before it"),
    ("95% CI 0.1\u20130.9", [95, 0.1, 0.9], "an en dash between numbers is no minus"),
    ("days - 6 to - 4", [-6, -4], "a minus with a blank after it, as tokenised text prints it"),
    ("grade 3 \u20134", [3, 4], "a dash after a number is no minus"),
    ("twelve of Twenty-one", [12, 21], "number words in any case"),
    ("both eyes", [2], "both is two"),
    ("grade-3 rash, day-21", [3, 21], "a hyphen after a common word"),
    ("3 d\u2013449 d", [3, 449], "a dash after a unit"),
    ("28x1.8 Gy", [28, 1.8], "a letter x as times sign"),
    ("10mg", [10], "a unit glued on"),
    ("10⁹ cells", [1e9], "a power of ten"),
]
REFUSED = [
    ("HER2 and CD20", "digits glued to letters are part of a name"),
    ("T-DM1, IL-2, DS-8201", "a hyphen joins digits to a name"),
    ("section 2.1.1", "a dotted sequence is a label"),
    ("on 12.03.2020", "a date with points"),
    ("\u0661\u0662 patients", "digits outside ASCII"),
    ("someone, often, bone", "number words inside words"),
]


@pytest.mark.parametrize(("text", "values", "why"), READ, ids=[r[2] for r in READ])
def test_read(text, values, why):
    assert [n.value for n in numerals(text)] == values


@pytest.mark.parametrize(("text", "why"), REFUSED, ids=[r[1] for r in REFUSED])
def test_refused(text, why):
    assert not list(numerals(text))


DOUBTFUL = [
    ("p = 0,048", "decimal_comma"),
    ("difference \u20131.5", "dash_minus"),
    ("n = 12.345 patients", "dot_or_thousands"),
]


@pytest.mark.parametrize(("text", "rule"), DOUBTFUL, ids=[d[1] for d in DOUBTFUL])
def test_a_doubtful_reading_says_so(text, rule):
    assert [n.rule for n in numerals(text)] == [rule]


def test_a_fraction_sign_is_no_digit():
    assert not list(numerals("½"))


@given(st.integers(0, 10**9 - 1))
def test_whole_numbers_with_and_without_grouping(number):
    assert [n.value for n in numerals(f"n {number} of {number:,} end")] == [number, number]


@given(st.decimals(0, 10**6, places=2))
def test_decimals(number):
    assert [n.value for n in numerals(f"x {number} y")] == [float(number)]
