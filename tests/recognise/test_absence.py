"""Zero, not reported, not applicable and not reached are four things."""

import pytest

from pipeline.recognise.absence import find_absence

CASES = [
    ("no adverse reactions", "none", "no"),
    ("None", "none", "none"),
    ("without progression", "none", "without"),
    ("NR", "not_reported", "short"),
    ("not reported", "not_reported", "spelled"),
    ("Not applicable", "not_applicable", "spelled, capital"),
    ("N/A", "not_applicable", "short, slash"),
    ("not yet reached", "not_reached", "a median"),
    ("NE", "not_reached", "not estimable"),
    ("median OS NR", "not_reached", "NR of a median"),
    ("a median duration of response of NR", "not_reached", "NR of a median, words between"),
    ("15.2–NR", "not_reached", "the upper end of an interval"),
    ("NR: not reported; median age 54, ILD NR", "not_reported", "another number stands between"),
]
REFUSED = [
    ("No. 3", "a number sign"),
    ("NO2", "a formula"),
    ("knows, nonetheless", "inside words"),
    ("no-one", "a compound"),
    ("na", "two small letters"),
]


@pytest.mark.parametrize(("text", "name", "why"), CASES, ids=[c[2] for c in CASES])
def test_absence(text, name, why):
    assert {m.value.name for m in find_absence(text)} == {name}


def test_nr_means_what_the_text_says():
    found = [m.value.name for m in find_absence("PFS was not reached (NR) in arm A; NR in arm B")]
    assert found == ["not_reached"] * 3


@pytest.mark.parametrize(("text", "why"), REFUSED, ids=[r[1] for r in REFUSED])
def test_refused(text, why):
    assert not list(find_absence(text))


def test_a_lone_dash_is_absence_in_a_cell_only():
    assert [m.value.name for m in find_absence(" – ", cell=True)] == ["not_reported"]
    assert not list(find_absence("–"))
