"""Courses of radiotherapy in prose: fractionation, equivalents and timing around the dose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.relate.papers import findings, rows

DOSE = ("total_gy", "fractions", "gy_per_fraction")
MADE_OF = [
    ("The pelvis was irradiated to 50.4 Gy in 1.8-Gy fractions.", [(50.4, None, 1.8)], "the dose of each behind"),
    ("The chest wall received 2.67 Gy per fraction to 40.05 Gy.", [(40.05, None, 2.67)], "the dose of each in front"),
    ("The pelvis received 45 Gy, then 2 Gy fractions of a boost to 60 Gy.", [(45.0, None, None), (60.0, None, 2.0)],
     "what makes no whole fractions of a total is of another"),
    ("A single fraction of 8 Gy was applied to bone metastases.", [(8.0, 1, 8.0)], "one fraction is its own total"),
    ("SBRT delivered 45 Gy in three fractions of 15 Gy.", [(45.0, 3, 15.0)], "all three printed"),
    ("Brachytherapy was given in four fractions of 7 Gy after radiotherapy to 45 Gy in 25 fractions.",
     [(None, 4, 7.0), (45.0, 25, None)], "two courses whose parts make no sum together"),
    ("Bone lesions were treated with 30 Gy in ten fractions or 8 Gy in one.", [(30.0, 10, None), (8.0, 1, None)],
     "the noun stands with the first"),
    ("Patients were treated to a mean dose of 78 Gy with radiotherapy.", [(78.0, None, None)], "a mean over patients"),
    ("Radiation was judged with α/β values of 2.5 and 10 Gy.", [], "a list of alpha/beta"),
    ("With an α/β of 3 Gy for late effects and 10 Gy for tumor, 55 Gy in 20 fractions was chosen.", [(55.0, 20, None)],
     "alpha/beta of two tissues"),
    ("DVHs were drawn for the 2-Gy fractionation equivalent to the 3 Gy of each fraction.", [], "a dose-volume plot"),
    ("Hypofractionation means more radiation per day (e.g., 2.4-4.0 Gy).", [], "what a word means"),
    ("Mean heart dose was 4.1 Gy and the maximum dose to the cord 44 Gy with radiotherapy.", [], "doses of organs"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), MADE_OF, ids=[c[2] for c in MADE_OF])
def test_fractionation(text, expected, why):
    assert rows(findings(text, "radiotherapy"), *DOSE) == expected


EQUIVALENT = [
    ("SBRT of 24 Gy in 3 fractions, corresponding to a BED of 43.2 Gy, was given.", [(24.0, "", 43.2, None, None)],
     "behind the course"),
    ("The biologically effective dose was 100 Gy (α/β = 10 Gy) for 50 Gy in 5 fractions of SBRT.",
     [(50.0, "", 100.0, None, 10.0)], "in front of it, with its alpha/beta"),
    ("Patients received 40.05 Gy in 15 fractions (EQD2 = 46 Gy) of radiotherapy.", [(40.05, "", None, 46.0, None)],
     "EQD2"),
    ("The EQD2 was 62.5 Gy for the hypofractionated arm.", [(62.5, "EQD2", None, None, None)], "alone it is the dose"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), EQUIVALENT, ids=[c[2] for c in EQUIVALENT])
def test_equivalents(text, expected, why):
    assert rows(findings(text, "radiotherapy"), "total_gy", "dose_basis", "bed_gy", "eqd2_gy", "alpha_beta") == expected


TIMED = [
    ("Patients received radiotherapy with 60 Gy and concurrent temozolomide.", ("concurrent", None, None), "a word"),
    ("Radiotherapy (40 Gy/15 fractions) started 4–6 weeks after completion of docetaxel.",
     ("4–6 weeks after completion of docetaxel", 28.0, 42.0), "a range, weeks as days"),
    ("Lapatinib was withheld for at least 7 days before radiosurgery with 20 Gy.",
     ("at least 7 days before radiosurgery", 7.0, None), "a lower end alone"),
    ("Radiosurgery with 18 Gy was performed within 14 days of pembrolizumab.",
     ("within 14 days of pembrolizumab", None, 14.0), "an upper end alone"),
    ("Radiotherapy with 30 Gy was delivered within 4 weeks of surgery.", ("", None, None), "surgery is no drug"),
    ("A simultaneous integrated boost of 60 Gy was used in radiotherapy with cetuximab.", ("", None, None),
     "the name of a technique"),
    ("Radiotherapy with 30 Gy was given to two sites simultaneously.", ("", None, None), "no drug is spoken of"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), TIMED, ids=[c[2] for c in TIMED])
def test_timing(text, expected, why):
    found = rows(findings(text, "radiotherapy"), "timing", "timing_days_low", "timing_days_high")
    assert found == [expected]


def test_technique_and_site_of_the_sentence_before():
    text = "Patients received stereotactic body radiotherapy for liver metastases. The dose was 45 Gy in 3 fractions."
    assert rows(findings(text, "radiotherapy"), "technique", "site") == [(("SBRT",), "liver")]


@given(st.integers(1, 40), st.sampled_from([1.5, 1.8, 2.0, 2.67, 3.0, 7.5]))
def test_every_whole_number_of_fractions_is_recognised_as_one(fractions, each):
    total = round(fractions * each, 2)
    (found,) = findings(f"The pelvis was irradiated to {total:g} Gy in {each:g} Gy per fraction.", "radiotherapy")
    assert (found.total_gy, found.gy_per_fraction) == (total, each)
