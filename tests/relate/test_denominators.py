"""Of how many: where the total of an adverse event stands, and where it stands nowhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.quantity import Amount, Count
from pipeline.relate.denominators import fits
from pipeline.relate.values import Value
from tests.relate.papers import findings

CASES = [
    ("Rash occurred in 5/27 (18.5%) patients.", [27], "with the count"),
    ("All 26 patients had rash.", [26], "all of them"),
    ("Rash occurred in 77% of the 218 patients.", [218], "right behind the share"),
    ("Among 212 irradiated men, rash was reported in 17 (8%).", [212], "in the sentence"),
    ("Among the 184 patients at 5 mg/kg, rash (77.5%) was common.", [184], "in the sentence, however it was rounded"),
    ("A total of 90 patients were analysed. Rash developed in 27 patients.", [90], "in the paragraph, of a bare count"),
    ("In the study, 142 patients were treated. Rash (97%) was common.", [142], "in the paragraph, of a bare share"),
    ("In the study, 42 patients were treated. Rash (33.1%) was common.", [None], "no whole number of 42 is 33.1 %"),
    ("Fifty-four patients were enrolled and 51 were evaluable for safety. Rash was seen in four patients (8%).", [51],
     "of several, the one that toxicity was looked for in"),
    ("We treated 44 patients with 58 lesions. Radionecrosis was seen in 6 lesions (10.3%).", [58],
     "what is counted decides"),
    ("Groups were cetuximab (n = 120) and control (n = 118). Rash occurred in 90 patients (75%) in the cetuximab group "
     "and in 7 patients (5.9%) in the control group.", [120, 118], "the count and its share tell the arm"),
    ("Rash occurred in 46 [31%] of 148 patients with pyrotinib vs 12 [8%] of 150 with placebo and nausea in 21 [14%] vs "
     "nine [6%].", [148, 150, 148, 150], "the totals of an earlier comparison of the sentence"),
    ("The study included 116 patients, but only 1 patient in the T-DM1 group developed rash.", [None],
     "one arm is not the whole"),
    ("A total of 90 patients were analysed.\n\nIn another study, rash developed in 27 patients.", [None],
     "another paragraph speaks of others"),
    ("Rash was observed in 34% of patients.", [None], "printed nowhere"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "totals", "why"), CASES, ids=[c[2] for c in CASES])
def test_total(text, totals, why):
    assert [f.total for f in findings(text, "adverse_event")] == totals


def test_a_count_in_brackets_behind_an_event_is_no_sample():
    text = "The most common events were fatigue (n = 20, 53%) and anorexia (n = 11, 29%)."
    assert [(f.events, f.rate) for f in findings(text, "adverse_event")] == [(20, 53.0), (11, 29.0)]


def test_a_group_with_an_event_is_a_sample():
    assert [f.events for f in findings("Patients with nausea (n = 14) were excluded.", "adverse_event")] == []


@given(st.integers(1, 500), st.integers(0, 500), st.integers(0, 2))
def test_whatever_is_counted_fits_its_own_sample(n, events, digits):
    events = min(events, n)
    value = Value(0, 1, Amount(round(100 * events / n, digits), unit="%"), Count(events))
    assert fits(n, value)
    assert not fits(n, Value(0, 1, None, Count(n + 1), "count"))
