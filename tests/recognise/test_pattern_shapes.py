"""Every compiled pattern of the recognisers is linear by its shape; times are measured by `make bench-linear` alone."""

import re._parser as parser

import pytest

from tests.recognise.compiled_patterns import compiled_patterns
from tests.recognise.pattern_shapes import loops_in_loops, tried_again, without_bound

TREES = {name: parser.parse(pattern.pattern, pattern.flags) for name, pattern in compiled_patterns()}
LONGEST_WINDOW = 2500
MOST_WAYS = 60


@pytest.mark.parametrize("name", TREES)
def test_no_repeat_without_bound_is_tried_again(name):
    assert not list(tried_again(TREES[name]))


@pytest.mark.parametrize("name", TREES)
def test_loops_in_loops_leave_few_ways_to_match(name):
    assert max(loops_in_loops(TREES[name]), default=0) <= MOST_WAYS


@pytest.mark.parametrize("name", TREES)
def test_a_bounded_pattern_looks_at_a_short_window(name):
    assert any(without_bound(TREES[name])) or TREES[name].getwidth()[1] <= LONGEST_WINDOW


NOT_LINEAR = [
    ("(a+)+b", "a loop in a loop"),
    (r"\s*x", "blanks before something that may be missing"),
    ("(?:a+,)+", "a list without end"),
    (r"[a-z]+$", "an end that may be missing"),
    ("a+(?=b)", "a look ahead"),
    ("(?:a+){3}", "a loop in a counted loop"),
]
LINEAR = [("a+", "a token"), ("x[a-z]+|[0-9]+", "tokens"), (r"(\w+)( ?)", "something optional behind")]
WAYS = [
    ("(?:[a-z]{1,20} ){0,20}x", [], "words parted by a blank"),
    ("(?:[a-z]{1,20}){0,20}x", [400], "nothing parts the words"),
    ("(?:[a-z]{1,20} ?){0,20}x", [400], "a blank that may be missing"),
    ("(?:(?:a{1,5}|b)c?){0,4}", [20], "the end of a choice"),
]


@pytest.mark.parametrize(("pattern", "why"), NOT_LINEAR, ids=[n[1] for n in NOT_LINEAR])
def test_the_check_sees_what_is_not_linear(pattern, why):
    assert list(tried_again(parser.parse(pattern)))


@pytest.mark.parametrize(("pattern", "why"), LINEAR, ids=[n[1] for n in LINEAR])
def test_the_check_lets_tokens_pass(pattern, why):
    assert not list(tried_again(parser.parse(pattern)))


@pytest.mark.parametrize(("pattern", "ways", "why"), WAYS, ids=[w[2] for w in WAYS])
def test_the_check_counts_loops_in_loops(pattern, ways, why):
    assert list(loops_in_loops(parser.parse(pattern))) == ways
