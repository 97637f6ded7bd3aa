"""Powers of ten as units of counts and of doses of cells."""

import pytest

from pipeline.recognise.powers import power_at
from pipeline.recognise.quantities import figures

CASES = [
    ("50 × 10⁹/L", (50, "10*9/L", "other"), "raised"),
    ("1.5 x 10^9/L", (1.5, "10*9/L", "other"), "with a caret"),
    ("100×109/L", (100, "10*9/L", "other"), "the raised digit lost"),
    ("3 × 10(6)/mL", (3, "10*6/mL", "other"), "in brackets"),
    ("2 × 10⁶ CAR T cells/kg", (2, "10*6/kg", "dose"), "a dose of cells by weight"),
    ("450 × 10⁶ CAR-positive viable T cells", (450, "10*6", "dose"), "a dose of cells in all"),
    ("2 x 10^6/kg", (2, "10*6/kg", "dose"), "by weight, the cells not named"),
]
REFUSED = [
    ("5 × 10 mg", "a product"),
    ("5 × 10⁹", "neither volume nor cells"),
    ("5 x 10", "no power"),
    ("10⁹/L", "no factor"),
]


@pytest.mark.parametrize(("text", "expected", "why"), CASES, ids=[c[2] for c in CASES])
def test_power(text, expected, why):
    (figure,) = figures(text)
    assert (figure.amount.value, figure.amount.unit, figure.group) == expected
    assert figure.end == len(text)


@pytest.mark.parametrize(("text", "why"), REFUSED, ids=[r[1] for r in REFUSED])
def test_refused(text, why):
    assert power_at(text, 1) is None
