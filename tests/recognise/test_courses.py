"""Which dose belongs to which number of fractions."""

import pytest

from pipeline.recognise.recogniser import Recogniser

CASES = [
    ("30 Gy in 10 fractions", [("30 Gy", "10", "")], "dose and number"),
    ("1.8 Gy x 25 fractions", [("", "25", "1.8 Gy")], "dose per fraction and number"),
    ("1.8 Gy x 25 fractions (total dose: 45 Gy)", [("45 Gy", "25", "1.8 Gy")], "all three, the product holds"),
    ("2 Gy daily for 30 fractions to a total of 60 Gy", [("60 Gy", "30", "2 Gy")], "the product needs no words"),
    ("24 Gy, 12 fractions of 2 Gy", [("24 Gy", "12", "2 Gy")], "dose per fraction last"),
    ("50 Gy in 2-Gy fractions", [], "no number, no course"),
    ("18–40 Gy/1–10f 30 Gy/10f", [("18–40 Gy", "1–10", ""), ("30 Gy", "10", "")], "two in a cell"),
    ("15 Gy/5f or 8 Gy/1f", [("15 Gy", "5", ""), ("8 Gy", "1", "")], "alternatives"),
    ("20 Gy (16–24 Gy)/1f", [("20 Gy (16–24 Gy)", "1", "")], "median and range are one dose"),
    ("single-fraction SRS of 20 Gy", [("20 Gy", "single", "")], "number before the dose"),
    (
        "45 and 50.4 Gy in 25 and 28 fractions, respectively",
        [("45", "25", ""), ("50.4 Gy", "28", "")],
        "parallel lists",
    ),
    (
        "50 Gy in 25 fractions, then a boost of 2 Gy x 8, total boost dose 16 Gy",
        [("50 Gy", "25", ""), ("16 Gy", "8", "2 Gy")],
        "the boost is its own course",
    ),
    (
        "1.8 Gy x 25 fractions, 45 Gy in total, and 1.8 Gy x 5, for a cumulative dose of 54 Gy",
        [("45 Gy", "25", "1.8 Gy"), ("", "5", "1.8 Gy")],
        "a cumulative dose is no course's total",
    ),
    ("10 fractions were given. The dose was 30 Gy", [("", "", "")][:0], "another sentence"),
]


def _read(text):
    words = {}
    for course in Recogniser().passage(text).courses:
        parts = (course.dose, course.fractions, course.dose_per_fraction)
        words[course.fractions] = tuple(p.of(text) if p else "" for p in parts)
    return list(words.values())


@pytest.mark.parametrize(("text", "courses", "why"), CASES, ids=[c[2] for c in CASES])
def test_courses(text, courses, why):
    assert _read(text) == courses


def test_frequency_and_boost_belong_to_the_course():
    text = "1.5 Gy twice per day x 30 fractions with a boost"
    (course,) = Recogniser().passage(text).courses
    assert course.frequency.of(text) == "twice per day"
    assert course.boost.of(text) == "boost"


def test_a_boost_that_leads_on_belongs_to_the_next_course():
    first, second = Recogniser().passage("50.4 Gy in 28 fractions with a boost of 5.4 Gy in 3 fractions").courses
    assert first.boost is None
    assert second.boost is not None
