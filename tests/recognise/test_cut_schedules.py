"""Schedules of fractions of which a part is lost, and the words that only look like it."""

import pytest

from pipeline.recognise.cut_schedules import find_cut_schedules
from pipeline.recognise.schedules import find_schedules

CUT = [
    ("1.5 Gy fractions twice per", "twice per", "2/?", "the end of a cell"),
    ("1.5 Gy fractions twice per 60 Gy)", "twice per", "2/?", "another column's words follow"),
    ("8 Gy once fractions per week", "once", "1/?", "words lost between once and the rest"),
    ("45 Gy in 25 fractions, 5 days per", "5 days per", "5/?", "days of a lost week"),
    ("70 Gy in 35 fractions, given five times", "five times", "5/?", "times of a lost week"),
    ("(12 fractions week", "week", "?/week", "the sign between is lost"),
    ("2 Gy x 20 fractions (total dose: week (60 Gy)", "week", "?/week", "the rest of a cut line"),
]
REFUSED = [
    ("60 Gy, twice per course", "a word follows: nothing is lost"),
    ("twice per (", "no radiation near"),
    ("60 Gy within a week (", "a length of time"),
    ("60 Gy in 6 weeks", "a length of time in the plural"),
    ("60 Gy in week 3", "a date"),
    ("26 Gy in 5 fractions over 1 week", "one week is a length of time"),
    ("2 Gy five times higher", "a comparison"),
    ("60 Gy, 5 times per week", "whole, so the other grammar reads it"),
]


@pytest.mark.parametrize(("text", "printed", "code", "why"), CUT, ids=[c[3] for c in CUT])
def test_what_is_left_is_read(text, printed, code, why):
    found = list(find_cut_schedules(text, list(find_schedules(text))))
    assert [(m.kind, m.text, m.value.name, m.value.flags) for m in found] == [
        ("rt_frequency", printed, code, ("cut_off",))
    ]


@pytest.mark.parametrize(("text", "why"), REFUSED, ids=[r[1] for r in REFUSED])
def test_refused(text, why):
    assert not list(find_cut_schedules(text, list(find_schedules(text))))
