"""Drug doses, roles, cycles."""

import pytest

from pipeline.model.quantity import Amount
from pipeline.recognise.doses import find_doses
from pipeline.recognise.quantities import figures

CASES = [
    ("1000 mg, 1250 mg, or 1500 mg once daily", [Amount(v, unit="mg") for v in (1000, 1250, 1500)], "alternatives"),
    ("1000, 1250, or 1500 mg", [Amount(v, unit="mg") for v in (1000, 1250, 1500)], "alternatives sharing the unit"),
    ("0.3 to 4.8 mg/kg", [Amount(None, 0.3, 4.8, "mg/kg")], "range"),
    ("175 mg/m²", [Amount(175, unit="mg/m2")], "raised two"),
    ("175 mg m−2", [Amount(175, unit="mg/m2")], "negative power"),
    ("10-mg/kg cohort", [Amount(10, unit="mg/kg")], "hyphen"),
    ("1.5 g", [Amount(1.5, unit="g")], "gram"),
    ("150 µg/kg", [Amount(150, unit="ug/kg")], "microgram"),
    ("5 mcg", [Amount(5, unit="ug")], "mcg is microgram"),
    ("10,000 IU", [Amount(10000, unit="[IU]")], "international units"),
    ("30 units", [Amount(30, unit="[IU]")], "units alone"),
    ("2 × 10⁶ CAR T cells/kg", [Amount(2, unit="10*6/kg")], "cells"),
    ("80 mg/day", [Amount(80, unit="mg")], "the day is the schedule's"),
    ("carboplatin AUC 5", [Amount(5, unit="AUC")], "area under the curve"),
    ("AUC = 5–6", [Amount(None, 5, 6, "AUC")], "a range of areas"),
]
ROLES = [
    ("a 4 mg/kg loading dose", ["loading"], "after the dose"),
    ("loading dose of 8 mg/kg followed by 6 mg/kg", ["loading", ""], "what follows has its own role"),
    ("8 mg/kg, then a maintenance dose of 6 mg/kg", ["", "maintenance"], "maintenance"),
    ("the maximum tolerated dose was 3.6 mg/kg", ["MTD"], "highest tolerated"),
    ("RP2D of 2.4 mg/kg", ["RP2D"], "recommended"),
    ("dose level 2 (3.2 mg/kg)", ["level"], "level"),
]
REFUSED = [
    ("2 units of red cells", "a transfusion"),
    ("50 × 10⁹/L", "a count of cells"),
    ("5 mg/dL", "a concentration"),
    ("40 U/L", "an enzyme"),
    ("AUC 0.85", "a test's area under the curve"),
    ("20 Gy", "radiation"),
    ("15 mL", "a volume"),
]


@pytest.mark.parametrize(("text", "amounts", "why"), CASES, ids=[c[2] for c in CASES])
def test_doses(text, amounts, why):
    assert [m.value for m in find_doses(text, figures(text))] == amounts


@pytest.mark.parametrize(("text", "roles", "why"), ROLES, ids=[r[2] for r in ROLES])
def test_roles(text, roles, why):
    assert [m.value.basis for m in find_doses(text, figures(text))] == roles


@pytest.mark.parametrize(("text", "why"), REFUSED, ids=[r[1] for r in REFUSED])
def test_refused(text, why):
    assert not list(find_doses(text, figures(text)))


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("14 cycles", Amount(14, unit="cycles")),
        ("six cycles", Amount(6, unit="cycles")),
        ("4 to 6 planned cycles", Amount(None, 4, 6, "cycles")),
    ],
)
def test_cycles(text, amount):
    assert [(m.kind, m.value) for m in find_doses(text, figures(text))] == [("cycles", amount)]
