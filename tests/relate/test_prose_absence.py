"""What did not occur and what is not reported: four answers that are never merged."""

import pytest

from tests.relate.papers import findings, rows

ABSENT = [
    ("No grade 4 or 5 toxicities were observed.", [("adverse event", 4, 5)], "a grade between"),
    ("Our patients did not develop brain necrosis.", [("central nervous system necrosis", None, None)], "did not develop"),
    ("Febrile neutropenia was not observed in either arm.", [("febrile neutropenia", None, None)], "denied behind it"),
    ("Late mucositis of grade 3 or more was not seen in any patient.", [("mucositis", 3, 5)], "a grade behind it"),
    ("No nausea, vomiting or diarrhea was noted.",
     [("nausea", None, None), ("vomiting", None, None), ("diarrhea", None, None)], "a list"),
    ("Neither rash nor nausea was encountered.", [("rash", None, None), ("nausea", None, None)], "neither nor"),
    ("Not a single case of rash was documented.", [("rash", None, None)], "a number word that counts nothing"),
    ("No patient experienced symptomatic hypocalcemia.", [("hypocalcemia", None, None)], "one row, not two"),
    ("Treatment was completed in all patients without grade 3 or higher toxicity.", [("adverse event", 3, 5)],
     "all patients are no group of some"),
    ("There were no chemotherapy-related deaths.", [("treatment-related death", None, None)], "deaths of treatment"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), ABSENT, ids=[c[2] for c in ABSENT])
def test_zero(text, expected, why):
    found = findings(text, "adverse_event")
    assert rows(found, "events", "reported") == [(0, "zero")] * len(expected)
    told = rows(found, "term", "grade_low", "grade_high")
    assert sorted(t[1:] for t in told) == sorted(e[1:] for e in expected)
    assert all(e[0].split()[-1] in t[0] for t, e in zip(told, expected, strict=True))


NOT_ABSENT = [
    ("There was no increase in nausea.", "a comparison"),
    ("A difference in nausea was not observed.", "a comparison denied behind it"),
    ("No patient was excluded because of nausea.", "something else was not done to anyone"),
    ("No prophylaxis against nausea was given.", "another noun is denied"),
    ("Survival of patients without nausea was longer.", "a group"),
    ("The risk was the same with and without nausea.", "two groups"),
    ("Twelve patients did not develop nausea.", "some patients, not all"),
    ("Patients who did not develop nausea went home.", "a relative clause makes a group"),
    ("Survival free of nausea was longer.", "a measure"),
]


@pytest.mark.parametrize(("text", "why"), NOT_ABSENT, ids=[c[1] for c in NOT_ABSENT])
def test_no_zero(text, why):
    assert [f for f in findings(text, "adverse_event") if f.reported == "zero"] == []


def test_a_zero_of_a_sample_keeps_its_total():
    assert rows(findings("None of the 23 patients developed rash.", "adverse_event"), "events", "total") == [(0, 23)]


def test_a_rate_that_is_not_reported_is_no_zero():
    (found,) = findings("Rates of pneumonitis were not reported.", "adverse_event")
    assert (found.events, found.rate, found.reported) == (None, None, "not_reported")
