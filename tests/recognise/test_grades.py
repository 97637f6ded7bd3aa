"""Grades and their scales."""

import pytest

from pipeline.model.quantity import Grade
from pipeline.recognise.grades import find_grades

CASES = [
    ("grade 3/4", Grade(3, 4), "slash"),
    ("G3–4", Grade(3, 4), "short form"),
    ("grade III", Grade(3, 3), "Roman"),
    ("Grades 1, 2, and 3", Grade(1, 3), "list"),
    ("grade 1 to 2", Grade(1, 2), "to"),
    ("grade-3", Grade(3, 3), "hyphen"),
    ("≥ grade 3", Grade(3, 5), "bound before the word"),
    ("grade ≥3", Grade(3, 5), "bound before the number"),
    (">grade 2", Grade(3, 5), "more than two is three"),
    ("≤ grade 2", Grade(1, 2), "at most two begins at one: zero is no event"),
    ("grade 3 or higher", Grade(3, 5), "in words"),
    ("grade 3 or worse", Grade(3, 5), "in other words"),
    ("grade 3+", Grade(3, 5), "plus"),
    ("grade 0", Grade(0, 0), "none"),
    ("CTCAE v5.0 grade 2", Grade(2, 2, "CTCAE"), "the scale before it"),
    ("Clavien-Dindo grade 3a", Grade(3, 3, "Clavien-Dindo"), "surgical complications"),
    ("Clavien–Dindo IIIb", Grade(3, 3, "Clavien-Dindo"), "without the word grade"),
    ("LENT-SOMA grade 2", Grade(2, 2, "LENT-SOMA"), "late effects"),
    ("RTOG/EORTC grade 3", Grade(3, 3, "RTOG/EORTC"), "two scales in one"),
    ("grade two", Grade(2, 2), "spelled"),
    ("histological grade 3", Grade(3, 3, "histologic"), "a tumour's grade says so"),
]
REFUSED = [
    ("G2/M arrest", "a phase of the cell cycle"),
    ("G0/G1 phase", "and another"),
    ("GI bleeding", "the gut"),
    ("KRAS G12C", "a mutation"),
    ("grade group 3", "a grade group is another scale"),
    ("Ig 3", "the end of another word"),
    ("grade 12", "no such grade"),
]


@pytest.mark.parametrize(("text", "grade", "why"), CASES, ids=[c[2] for c in CASES])
def test_grades(text, grade, why):
    assert [m.value for m in find_grades(text)][:1] == [grade]


@pytest.mark.parametrize(("text", "why"), REFUSED, ids=[r[1] for r in REFUSED])
def test_refused(text, why):
    assert not list(find_grades(text))


@pytest.mark.parametrize("text", ["any grade", "all-grade", "All grades", "any-grade"])
def test_any_grade_has_no_value(text):
    assert [(m.text, m.value) for m in find_grades(text)] == [(text, None)]


def test_the_span_ends_where_the_grade_ends():
    assert [m.text for m in find_grades("with grade 3 or 4 rash and grade 2 pain")] == ["grade 3 or 4", "grade 2"]
