"""Doses, fraction numbers, boosts; the phrasings of papers and of protocols."""

import pytest

from pipeline.model.quantity import Amount
from pipeline.recognise.quantities import figures
from pipeline.recognise.radiotherapy import find_radiotherapy

DOSES = [
    ("37.5 Gy", [Amount(37.5, unit="Gy")], "dose"),
    ("30Gy", [Amount(30, unit="Gy")], "no blank"),
    ("50–60.4 Gy", [Amount(None, 50, 60.4, "Gy")], "range by dash"),
    ("65 to 70 Gy", [Amount(None, 65, 70, "Gy")], "range in words"),
    ("20 Gy (16–24 Gy)", [Amount(20, 16, 24, "Gy")], "median with range"),
    ("1.8 or 2.25 Gy", [Amount(1.8, unit="Gy"), Amount(2.25, unit="Gy")], "alternatives"),
    ("45 and 50.4 Gy, respectively", [Amount(45, unit="Gy"), Amount(50.4, unit="Gy")], "two arms"),
    ("in 2-Gy fractions", [Amount(2, unit="Gy", basis="per_fraction")], "per fraction, hyphen"),
    ("2 Gy per fraction", [Amount(2, unit="Gy", basis="per_fraction")], "per fraction, spelled"),
    ("3 Gy/fx", [Amount(3, unit="Gy", basis="per_fraction")], "per fraction, slash"),
    ("fractions of 2.5 Gy", [Amount(2.5, unit="Gy", basis="per_fraction")], "fractions of"),
    ("9 Gy each", [Amount(9, unit="Gy", basis="per_fraction")], "each"),
    (
        "1.8 or 2 Gy per fraction",
        [Amount(1.8, unit="Gy", basis="per_fraction"), Amount(2, unit="Gy", basis="per_fraction")],
        "per fraction, of both",
    ),
    ("28 x 1.8 Gy", [Amount(1.8, unit="Gy", basis="per_fraction")], "times"),
    ("850 cGy", [Amount(8.5, unit="Gy")], "centigray"),
    ("60 Gy(RBE)", [Amount(60, unit="Gy", basis="RBE")], "protons"),
    ("70 GyE", [Amount(70, unit="Gy", basis="RBE")], "Gray equivalents"),
    ("BED of 100 Gy", [Amount(100, unit="Gy", basis="BED")], "biologically effective dose"),
    ("BED of 72 Gy10", [Amount(72, unit="Gy", basis="BED")], "the unit with its alpha/beta"),
    ("100.6 Gy (EQD2)", [Amount(100.6, unit="Gy", basis="EQD2")], "in 2-Gy fractions, after"),
    ("EQD2 50 Gy and 60 Gy", [Amount(50, unit="Gy", basis="EQD2"), Amount(60, unit="Gy", basis="EQD2")], "for both"),
    ("at least 40 Gy", [Amount(40, unit="Gy", bound=">=")], "bound"),
    ("4300 cGy (4300 rads)", [Amount(43, unit="Gy")], "said again in rad"),
    ("0.07 to 0.20 Gy / min", [], "a rate is no dose"),
    ("V20 of the lung", [], "a dose-volume name"),
]
FRACTIONS = [
    ("37.5 Gy, 15 fractions", ["15"], "after the dose"),
    ("50 Gy in 25 daily fractions", ["25"], "with an adjective"),
    ("30 Gy/10f", ["10"], "slash and f"),
    ("30 Gy/10", ["10"], "slash alone"),
    ("18–40 Gy/1–10f", ["1–10"], "range"),
    ("28 x 1.8 Gy", ["28"], "before the dose"),
    ("5x5 Gy", ["5"], "glued times sign"),
    ("1.8 Gy x 25", ["25"], "times, nothing after"),
    ("2 Gy fractions x ~ 32 fractions", ["~ 32"], "about"),
    ("8 Gy in one fraction", ["one"], "in words"),
    ("a single dose of 8 Gy", ["single"], "single dose"),
    ("single-fraction SRS", ["single"], "single fraction"),
    ("2 Gy once on day 1", ["once"], "once"),
    ("7 Gy x 4 doses", ["4"], "doses"),
    ("five 5-Gy fractions", ["five"], "before the dose per fraction"),
    ("three doses of 8 Gy", ["three"], "doses of"),
    ("33 total fractions", ["33"], "with another adjective"),
    ("2 Gy given once", ["once"], "given once"),
    ("on day 1 2 Gy fractions", [], "a day before the dose"),
    ("45 and 50.4 Gy in 25 and 28 fractions", ["25", "28"], "two arms"),
    ("50 Gy in 15 escalated to 42.5 Gy in 5 fractions", ["15", "5"], "the word comes later"),
    ("30 Gy in 10 patients", [], "patients"),
    ("2 Gy once per day", [], "once per day is a frequency"),
    ("5 fractions per week", [], "so is a number per week"),
    ("two fractions of the patients", ["two"], "the word alone cannot tell"),
    ("a single dose of paclitaxel", [], "a drug's single dose"),
    ("≥ 10 fractions", [], "a bound is a rule, not a course"),
    ("400 fractions", [], "more than is ever given"),
]
BOOSTS = [
    ("a boost to the tumor bed", ["boost"], "boost"),
    ("with SIB", ["SIB"], "integrated, short"),
    ("simultaneous integrated boost", ["SIB"], "integrated"),
    ("an additional conedown", ["boost"], "conedown"),
    ("coned-down boost", ["boost"], "one boost, not two"),
    ("boosters", [], "a vaccine"),
]


def _of(kind, text):
    return [m for m in find_radiotherapy(text, figures(text)) if m.kind == kind]


@pytest.mark.parametrize(("text", "amounts", "why"), DOSES, ids=[d[2] for d in DOSES])
def test_doses(text, amounts, why):
    assert [m.value for m in _of("rt_dose", text)] == amounts


@pytest.mark.parametrize(("text", "printed", "why"), FRACTIONS, ids=[f[2] for f in FRACTIONS])
def test_fraction_numbers(text, printed, why):
    assert [m.text for m in _of("rt_fractions", text)] == printed


@pytest.mark.parametrize(("text", "names", "why"), BOOSTS, ids=[b[2] for b in BOOSTS])
def test_boosts(text, names, why):
    assert [m.value.name for m in _of("rt_boost", text)] == names
