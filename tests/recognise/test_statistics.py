"""Percentages, p values, durations."""

import pytest

from pipeline.model.quantity import Amount
from pipeline.recognise.quantities import figures
from pipeline.recognise.statistics import find_statistics

CASES = [
    ("30.8 %", "percent", "30.8 %", Amount(30.8, unit="%"), "blank before the sign"),
    ("24.9–28.5%", "percent", "24.9–28.5%", Amount(None, 24.9, 28.5, "%"), "range"),
    ("≥ 5% of patients", "percent", "≥ 5%", Amount(5, unit="%", bound=">="), "a bound by sign belongs to it"),
    ("12 and 15%", "percent", "12", Amount(12, unit="%"), "a list shares the sign"),
    ("P=0.02", "p_value", "P=0.02", Amount(0.02), "capital"),
    ("p<.001", "p_value", "p<.001", Amount(0.001, bound="<"), "no zero"),
    ("p = 0·048", "p_value", "p = 0·048", Amount(0.048), "raised point"),
    ("p-value was 0.3", "p_value", "p-value was 0.3", Amount(0.3), "spelled"),
    ("P-trend 0.04", "p_value", "P-trend 0.04", Amount(0.04), "of a trend, short"),
    ("p for trend = 0.04", "p_value", "p for trend = 0.04", Amount(0.04), "of a trend"),
    ("P value less than .05", "p_value", "P value less than .05", Amount(0.05, bound="<"), "bound in words"),
    ("8.3 months", "duration", "8.3 months", Amount(8.3, unit="months"), "months"),
    ("5-year survival", "duration", "5-year", Amount(5, unit="years"), "hyphen"),
    ("168.0 d", "duration", "168.0 d", Amount(168, unit="days"), "short"),
]
REFUSED = [
    ("the 95% CI was wide", "the level of an interval"),
    ("95% confidence", "and spelled"),
    ("aged 45 years", "an age before"),
    ("45 years old", "an age after"),
    ("every 3 weeks", "a schedule"),
    ("a 21-day cycle", "the length of a cycle"),
    ("phase 1", "the letter p inside a word"),
    ("p53 and p16", "names"),
    ("p = 12", "no probability"),
]


@pytest.mark.parametrize(("text", "kind", "printed", "amount", "why"), CASES, ids=[c[4] for c in CASES])
def test_found(text, kind, printed, amount, why):
    mention = next(iter(find_statistics(text, figures(text))))
    assert (mention.kind, mention.text, mention.value) == (kind, printed, amount)


@pytest.mark.parametrize(("text", "why"), REFUSED, ids=[r[1] for r in REFUSED])
def test_refused(text, why):
    assert not list(find_statistics(text, figures(text)))


def test_a_doubtful_reading_is_named_in_the_rule():
    assert [m.by for m in find_statistics("p = 0,048", figures("p = 0,048"))] == ["p_value.decimal_comma"]
