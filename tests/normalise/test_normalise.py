"""Findings in agreed terms: codes, order of lists, times in days."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.finding import AdverseEvent, DrugDose, Radiotherapy
from pipeline.normalise.normalise import NormaliseSettings, normalise
from pipeline.normalise.timing import days_of

TIMES = [
    pytest.param("77–131 days before", (77.0, 131.0), id="range"),
    pytest.param("within 4 weeks", (None, 28.0), id="within has no lower end"),
    pytest.param("12 weeks after the start", (84.0, 84.0), id="weeks become days"),
    pytest.param("D3–D7", (3.0, 7.0), id="days of the protocol"),
    pytest.param("3 d to 449 d", (3.0, 449.0), id="unit at both ends"),
    pytest.param("16.8 months after", (None, None), id="months have no printed length"),
    pytest.param("during the radiotherapy", (None, None), id="no number"),
]


@pytest.mark.parametrize(("printed", "expected"), TIMES)
def test_times_in_days(printed, expected):
    assert days_of(printed) == expected


@given(st.text(max_size=60))
def test_any_text_is_read_without_error(printed):
    low, high = days_of(printed)
    assert low is None or high is not None


def test_lists_are_sorted_and_single():
    (done,) = normalise(
        [DrugDose(drug="lapatinib", drugs=("trastuzumab", "lapatinib", "lapatinib"), study_refs=(7, 2))]
    )
    assert (done.drugs, done.study_refs) == (("lapatinib", "trastuzumab"), (2, 7))


def test_codes_come_from_the_vocabularies():
    dose, event = normalise([DrugDose(drug="lapatinib"), AdverseEvent(term="nausea")])
    assert dose.drug_id.startswith("UNII:")
    assert event.term_id.startswith("NCIT:")


def test_unknown_names_stay_without_code():
    (event,) = normalise([AdverseEvent(term="something nobody has named")])
    assert event.term_id == ""


def test_printed_days_are_not_overwritten():
    (course,) = normalise([Radiotherapy(timing="within 4 weeks", timing_days_low=1.0)])
    assert (course.timing_days_low, course.timing_days_high) == (1.0, None)


def test_no_finding_is_lost():
    assert len(normalise([AdverseEvent(), Radiotherapy(), DrugDose()])) == 3


def test_alpha_beta_must_be_above_zero():
    with pytest.raises(ValueError, match="above 0"):
        NormaliseSettings(alpha_beta=0)
