"""Schedules of drugs and of fractions, in the codes of the evidence schema."""

import pytest

from pipeline.recognise.schedule_codes import every
from pipeline.recognise.schedules import find_schedules

DRUG = [
    ("1250 mg once daily", "qd", "once daily"),
    ("750 mg twice a day", "bid", "twice a day"),
    ("750 mg three times daily", "tid", "three times"),
    ("80 mg/day", "qd", "slash day"),
    ("50 mg BID", "bid", "Latin"),
    ("50 mg q.d.", "qd", "Latin with points"),
    ("50 mg every 12 hours", "bid", "hours"),
    ("2 mg/kg weekly", "qw", "weekly"),
    ("2 mg/kg every other week", "q2w", "every other"),
    ("2 mg/kg biweekly", "q2w", "biweekly is every two weeks in dosing"),
    ("3.6 mg/kg every 3 weeks", "q3w", "every three weeks"),
    ("3.6 mg/kg once every three weeks", "q3w", "once every, in words"),
    ("3.6 mg/kg once in 3 weeks", "q3w", "once in"),
    ("3.6 mg/kg q3w", "q3w", "short"),
    ("3.6 mg/kg Q21D", "q3w", "in days"),
    ("3.6 mg/kg every 21 days", "q3w", "21 days are three weeks"),
    ("6 mg/kg three-weekly", "q3w", "three-weekly"),
    ("15 mg every 28 days", "q4w", "28 days"),
    ("15 mg monthly", "q4w", "a month is taken as four weeks"),
    ("15 mg every 10 days", "q10d", "no whole week"),
    ("25 mg on days 1, 8, and 15", "d1,8,15", "days"),
    ("25 mg on days 1 and 8 of a 21-day cycle", "d1,8", "days of a cycle"),
    ("1 g/m2 on days 1–14", "d1-14", "days from to"),
    ("1 g/m2 on days 1–14 of each 21-day cycle", "d1-14 q3w", "days from to, and the cycle"),
    ("80 mg/m2 for the first 14 days of a 28-day cycle", "d1-14 q4w", "the first days of a cycle"),
    ("80 mg/m2 for 28 days followed by 14 days rest", "d1-28 q6w", "days of rest"),
    ("125 mg, three weeks on/one week off", "d1-21 q4w", "weeks on and off"),
    ("0.8 mg/m2 on day 1", "d1", "one day right after a dose"),
    ("750 mg twice on day one", "bid", "twice on one day"),
    ("1.8 mg/kg per 28-day cycle", "q4w", "per cycle"),
    ("3.6 mg/kg on day 1 of each 21-day cycle", "q3w", "day 1 of a cycle is once a cycle"),
    ("25 mg on D1, D8", "d1,8", "short days"),
    ("25 mg on D3–D7", "d3-7", "short days from to"),
    ("10 mg/kg on the third day", "d3", "an ordinal day right after a dose"),
    ("10 mg on the first and eighth days", "d1,8", "ordinal days"),
    ("4 mg BD", "bid", "British"),
    ("4 mg orally tds", "tid", "British, behind the route"),
    ("alternate-day 5 mg", "q2d", "alternate-day"),
]
RADIATION = [
    ("1.2 Gy twice per day", "bid", "twice per day"),
    ("2 Gy once daily", "qd", "once daily"),
    ("2 Gy daily", "qd", "daily"),
    ("40 Gy, five fractions per week", "5/week", "fractions per week"),
    ("50 Gy, 5 days/week", "5/week", "slash week"),
    ("60 Gy given 5 times per week", "5/week", "times per week"),
    ("36 Gy, treated on days per week", "n/week", "how many is not printed, but that it is a weekly rhythm"),
    ("irradiated four days per week", "4/week", "no dose near: days of a week are the way of fractions"),
    ("7 Gy once weekly", "qw", "weekly"),
    ("1.5 Gy b.i.d.", "bid", "Latin"),
    ("irradiation on alternate days", "q2d", "alternate days"),
]
REFUSED = [
    ("activities of daily living", "daily life"),
    ("in daily practice", "daily practice"),
    ("on a monthly basis", "a way of working"),
    ("1.8 Gy per day x 25 fractions", "a dose per day times a number is a dose per fraction"),
    ("each cycle", "a cycle has no length of its own"),
    ("on day 8", "one day is no schedule"),
    ("relapse on the third day", "an ordinal day without a dose"),
    ("needles (BD, Franklin Lakes)", "a company"),
    ("SRS on day 3-7", "days of irradiation near its short name"),
    ("2 Gy on days 11 to 14", "days of irradiation are dates"),
    ("cells/day", "no dose before the slash"),
    ("2 Gy, the first fraction of each day", "a part of each day is no rhythm"),
]


@pytest.mark.parametrize(("text", "code", "why"), DRUG, ids=[c[2] for c in DRUG])
def test_of_a_drug(text, code, why):
    assert [(m.kind, m.value.name) for m in find_schedules(text)] == [("frequency", code)]


@pytest.mark.parametrize(("text", "code", "why"), RADIATION, ids=[c[2] for c in RADIATION])
def test_of_fractions(text, code, why):
    assert [(m.kind, m.value.name) for m in find_schedules(text)] == [("rt_frequency", code)]


@pytest.mark.parametrize(("text", "why"), REFUSED, ids=[r[1] for r in REFUSED])
def test_refused(text, why):
    assert not list(find_schedules(text))


def test_a_rhythm_before_days_of_a_week_is_of_fractions():
    found = find_schedules("36 per day, five days per week")
    assert [(m.kind, m.value.name) for m in found] == [("rt_frequency", "qd"), ("rt_frequency", "5/week")]


def test_the_nearer_dose_decides():
    text = "temozolomide 75 mg/m2 daily with 60 Gy, once daily"
    assert [m.kind for m in find_schedules(text)] == ["frequency", "rt_frequency"]


@pytest.mark.parametrize(("count", "unit", "code"), [(1, "weeks", "qw"), (2, "months", "q8w"), (0, "days", "")])
def test_every(count, unit, code):
    assert every(count, unit) == code
