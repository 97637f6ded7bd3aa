"""Fractionation arithmetic: what is computed, what is left empty, what must hold for all courses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.finding import Radiotherapy
from pipeline.normalise.radiobiology import bed, completed, eqd2

KNOWN = [
    pytest.param(30, 2.0, 10.0, 72.0, 60.0, id="2 Gy fractions: EQD2 is the dose itself"),
    pytest.param(10, 3.0, 10.0, 39.0, 32.5, id="30 Gy in 10, the common whole-brain course"),
    pytest.param(1, 20.0, 10.0, 60.0, 50.0, id="20 Gy in one fraction"),
    pytest.param(5, 6.0, 2.0, 120.0, 60.0, id="late-reacting tissue, alpha/beta 2"),
]


@pytest.mark.parametrize(("fractions", "each", "ratio", "expected_bed", "expected_eqd2"), KNOWN)
def test_published_values(fractions, each, ratio, expected_bed, expected_eqd2):
    assert bed(fractions, each, ratio) == pytest.approx(expected_bed)
    assert eqd2(fractions, each, ratio) == pytest.approx(expected_eqd2)


@pytest.mark.parametrize("wrong", [(0, 2.0, 10.0), (10, 0.0, 10.0), (10, 2.0, 0.0)])
def test_nothing_below_zero_has_an_effect(wrong):
    with pytest.raises(ValueError, match="above 0"):
        bed(*wrong)


@given(st.integers(1, 40), st.floats(0.5, 30), st.floats(1, 20))
def test_two_gray_fractions_are_their_own_equivalent(fractions, each, ratio):
    assert eqd2(fractions, 2.0, ratio) == pytest.approx(2.0 * fractions)
    assert (eqd2(fractions, each, ratio) > fractions * each) == (each > 2.0) or each == pytest.approx(2.0)


def course(**columns):
    return Radiotherapy(**columns)


COMPLETED = [
    pytest.param(course(total_gy=50.4, fractions=28), {"gy_per_fraction": 1.8}, id="dose per fraction follows"),
    pytest.param(course(fractions=12, gy_per_fraction=2.0), {"total_gy": 24.0}, id="total follows"),
    pytest.param(course(total_gy=45.0, gy_per_fraction=1.8), {"fractions": 25}, id="number of fractions follows"),
    pytest.param(
        course(total_gy=50.0, gy_per_fraction=1.8),
        {"fractions": None},
        id="27.8 fractions are none: nothing is guessed",
    ),
    pytest.param(
        course(total_gy=20.0, total_gy_low=16.0, total_gy_high=24.0, fractions=1),
        {"gy_per_fraction": None, "eqd2_gy": None},
        id="a range of doses has no one dose per fraction",
    ),
    pytest.param(
        course(total_gy=100.6, dose_basis="EQD2", fractions=5),
        {"gy_per_fraction": None, "bed_gy": None},
        id="an EQD2 is no physical dose",
    ),
    pytest.param(course(total_gy=50.0), {"fractions": None, "eqd2_gy": None}, id="dose alone says nothing more"),
]


@pytest.mark.parametrize(("finding", "expected"), COMPLETED)
def test_completion(finding, expected):
    done = completed(finding, alpha_beta=10.0)
    assert {name: getattr(done, name) for name in expected} == expected


def test_what_was_computed_is_named():
    done = completed(course(total_gy=30.0, fractions=10), alpha_beta=10.0)
    assert done.derived == ("gy_per_fraction", "bed_gy", "eqd2_gy")
    assert (done.bed_gy, done.eqd2_gy, done.alpha_beta) == (39.0, 32.5, 10.0)


def test_a_printed_eqd2_is_kept():
    assert completed(course(total_gy=30.0, fractions=10, eqd2_gy=40.0), alpha_beta=10.0).eqd2_gy == 40.0


RATIOS = [
    pytest.param({}, 10.0, 39.0, id="nothing printed: that of tumour"),
    pytest.param({"eqd2_gy": 37.5}, 2.0, 75.0, id="the EQD2 printed is that of brain necrosis"),
    pytest.param({"eqd2_gy": 32.5}, 10.0, 39.0, id="the EQD2 printed is that of tumour"),
    pytest.param({"eqd2_gy": 50.0}, 10.0, 39.0, id="neither explains what is printed: the audit will flag it"),
    pytest.param({"alpha_beta": 3.0}, 3.0, 60.0, id="the one printed goes before all"),
]


@pytest.mark.parametrize(("printed", "ratio", "effective"), RATIOS)
def test_what_is_printed_tells_the_ratio(printed, ratio, effective):
    done = completed(course(total_gy=30.0, fractions=10, **printed), 10.0, 2.0)
    assert (done.alpha_beta, done.bed_gy) == (ratio, effective)
