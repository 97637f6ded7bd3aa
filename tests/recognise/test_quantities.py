"""Numbers with their ranges, units and bounds."""

import pytest

from pipeline.model.quantity import Amount
from pipeline.recognise.quantities import figures

CASES = [
    ("20 mg", [Amount(20, unit="mg")], "unit"),
    ("5 µg, 5 μg", [Amount(5, unit="ug"), Amount(5, unit="ug")], "both micro signs"),
    ("1.80-Gy", [Amount(1.8, unit="Gy")], "hyphen before the unit"),
    ("50\u201360.4 Gy", [Amount(None, 50, 60.4, "Gy")], "range by dash"),
    ("1.8 to 2 Gy", [Amount(None, 1.8, 2, "Gy")], "range in words"),
    ("between 5 and 10%", [Amount(None, 5, 10, "%")], "between … and"),
    ("5%\u201310%", [Amount(None, 5, 10, "%")], "unit at both ends"),
    ("3 d\u2013449 d", [Amount(None, 3, 449, "days")], "short unit at both ends"),
    ("5 mg and 10%", [Amount(5, unit="mg"), Amount(10, unit="%")], "different units are no range"),
    ("from 10 to 5 mg", [Amount(10, unit="mg"), Amount(5, unit="mg")], "falling numbers are no range"),
    ("1.8 or 2.25 Gy", [Amount(1.8, unit="Gy"), Amount(2.25, unit="Gy")], "an alternative shares the unit"),
    ("1000, 1250, or 1500 mg", [Amount(v, unit="mg") for v in (1000, 1250, 1500)], "a list shares the unit"),
    ("6.1 v 4.2 months", [Amount(6.1, unit="months"), Amount(4.2, unit="months")], "a single v"),
    ("26.8 VS 12.9 months", [Amount(26.8, unit="months"), Amount(12.9, unit="months")], "two arms compared"),
    ("25 and 28 fractions", [Amount(25, unit="fractions"), Amount(28, unit="fractions")], "so do fractions"),
    ("grade 3 or 5%", [Amount(3), Amount(5, unit="%")], "a grade takes no unit"),
    ("4 Gy × 1 or 8 Gy", [Amount(4, unit="Gy"), Amount(1), Amount(8, unit="Gy")], "a multiplier takes no unit"),
    ("over 5 weeks", [Amount(5, unit="weeks")], "a stretch of time is no bound"),
    ("over 100 patients", [Amount(100, bound=">")], "more than a number is one"),
    ("in 2009 and 45 Gy", [Amount(2009), Amount(45, unit="Gy")], "a year takes no unit"),
    ("≥ 40 Gy", [Amount(40, unit="Gy", bound=">=")], "bound by sign"),
    ("at least 3 months", [Amount(3, unit="months", bound=">=")], "bound in words before"),
    ("3 months or more", [Amount(3, unit="months", bound=">=")], "bound in words after"),
    ("20 Gy (16\u201324 Gy)", [Amount(20, 16, 24, "Gy")], "a value with its range"),
    ("8 days (range, 3\u201349)", [Amount(8, 3, 49, "days")], "a range called so"),
    ("100.6 ± 28.4 Gy", [Amount(100.6, unit="Gy", basis="mean")], "mean and deviation"),
    ("8 months (3\u201349)", [Amount(8, unit="months"), Amount(None, 3, 49)], "an uncalled bracket may be an interval"),
    ("20 Gy (30\u201340 Gy)", [Amount(20, unit="Gy"), Amount(None, 30, 40, "Gy")], "a range must hold its value"),
    ("0.07 to 0.20 Gy / min", [Amount(None, 0.07, 0.2, "Gy")], "a dose rate keeps its numbers"),
    ("2020-01-05", [Amount(2020), Amount(1), Amount(5)], "a date is no range"),
    ("\u2013 30 Gy", [Amount(30, unit="Gy")], "a bullet before a dose is no minus"),
    ("-20 to -10 mg", [Amount(-20), Amount(10, unit="mg")], "no one gives less than nothing"),
    ("by \u22125%", [Amount(-5, unit="%")], "a share may fall"),
    ("80 mg m\u207b\u00b2", [Amount(80, unit="mg/m2")], "a raised minus for the slash"),
    ("5 mg kg\u207b\u00b9", [Amount(5, unit="mg/kg")], "so before kilograms"),
    ("5 mg/dL", [Amount(5, unit="mg/dL")], "a laboratory value"),
]


@pytest.mark.parametrize(("text", "amounts", "why"), CASES, ids=[c[2] for c in CASES])
def test_amounts(text, amounts, why):
    assert [f.amount for f in figures(text)] == amounts


def test_a_dose_rate_is_no_dose():
    assert [f.group for f in figures("at 0.07 Gy/min")] == ["other"]


def test_a_concentration_is_no_dose():
    assert [f.group for f in figures("5 mg/mmol and 5 mg/day")] == ["other", "dose"]


def test_a_sign_belongs_to_the_figure_but_words_do_not():
    (signed,), (worded,) = figures("≥ 40"), figures("at least 40")
    assert (signed.sign_start, signed.bound_start) == (0, 0)
    assert (worded.sign_start, worded.bound_start) == (9, 0)
