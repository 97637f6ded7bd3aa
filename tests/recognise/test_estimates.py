"""Ratios and intervals."""

import pytest

from pipeline.model.quantity import Amount, Interval
from pipeline.recognise.estimates import find_estimates
from pipeline.recognise.quantities import figures

RATIOS = [
    ("HR 0.65", Amount(0.65, basis="HR"), "letters"),
    ("HR = 0.65", Amount(0.65, basis="HR"), "equals"),
    ("hazard ratio [HR], 0.65", Amount(0.65, basis="HR"), "spelled, with its short form"),
    ("Odds ratio for death of 2.1", Amount(2.1, basis="OR"), "of something"),
    ("The odds ratio for pCR was 2.1", Amount(2.1, basis="OR"), "of a measure in capitals"),
    ("hazard ratio for death in the RT-plus-drug group was 0.63", Amount(0.63, basis="HR"), "of one side"),
    ("relative risk was 1.3", Amount(1.3, basis="RR"), "relative risk"),
    ("HR < 0.8", Amount(0.8, bound="<", basis="HR"), "bound"),
]
INTERVALS = [
    ("95% CI 3.1–5.2", "95% CI 3.1–5.2", Interval(3.1, 5.2, 95), "dash"),
    ("95% CI, 3.1 to 5.2", "95% CI, 3.1 to 5.2", Interval(3.1, 5.2, 95), "to"),
    ("95%CI [0.4, 0.9], P", "95%CI [0.4, 0.9]", Interval(0.4, 0.9, 95), "comma in brackets"),
    ("90% confidence interval (CI): -0.1; 0.2", None, Interval(-0.1, 0.2, 90), "spelled, minus, semicolon"),
    ("CI − 3.37 to 2.25", None, Interval(-3.37, 2.25), "no level printed"),
    ("IQR 3–9", None, Interval(3, 9), "quartiles"),
    ("interquartile range: 5–21 days", None, Interval(5, 21), "with a unit"),
    ("HR 0.55 (0.4–0.8)", "0.4–0.8", Interval(0.4, 0.8), "in brackets after a ratio"),
]
REFUSED = [
    ("A OR B in 3 arms", "the word or in capitals"),
    ("(range 3–9)", "a range"),
    ("95% CI 3.1–NR", "an end that was not reached"),
    ("95% CI 5.2–3.1", "upside down"),
    ("The hazard ratio was given. In 12 it was 3", "of another sentence"),
    ("RR of 12 mmHg", "a number with a unit"),
]


@pytest.mark.parametrize(("text", "amount", "why"), RATIOS, ids=[r[2] for r in RATIOS])
def test_ratios(text, amount, why):
    assert [m.value for m in find_estimates(text, figures(text)) if m.kind == "ratio"] == [amount]


@pytest.mark.parametrize(("text", "printed", "interval", "why"), INTERVALS, ids=[i[3] for i in INTERVALS])
def test_intervals(text, printed, interval, why):
    (mention,) = (m for m in find_estimates(text, figures(text)) if m.kind == "interval")
    assert (mention.text, mention.value) == (printed or text, interval)


@pytest.mark.parametrize(("text", "why"), REFUSED, ids=[r[1] for r in REFUSED])
def test_refused(text, why):
    assert not list(find_estimates(text, figures(text)))
