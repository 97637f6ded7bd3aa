"""Numbers without a noun of their own: which of them count events."""

import pytest

from tests.relate.papers import findings, rows

COUNTS = [
    ("Grade 2, 3, 4 and 5 pneumonitis was experienced by 29 (10.2%), 9 (3.2%), 0 and 0 patients.",
     [(2, 29), (3, 9), (4, 0), (5, 0)], "a list that ends with patients, dealt over grades"),
    ("Skin reactions of grade 1, 2 and 3 were seen in 40, 22 and 3 patients.", [(1, 40), (2, 22), (3, 3)],
     "the same without shares"),
    ("Eight patients developed hypothyroidism, 5 rash and 2 colitis.", [(None, 8), (None, 5), (None, 2)],
     "right in front of the event"),
    ("There were only two grade 3 events (one pneumonitis and one rib fracture).", [(3, 2), (3, 1), (3, 1)],
     "in front of its grade; events of a grade are adverse events"),
    ("Toxicity was mild (diarrhea in 3, proctitis in 1).", [(None, 3), (None, 1)], "behind the event, in a list"),
    ("Three grade 3 diarrhea episodes were seen.", [(3, 3)], "number words count"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), COUNTS, ids=[c[2] for c in COUNTS])
def test_counted(text, expected, why):
    assert rows(findings(text, "adverse_event"), "grade_low", "events") == expected


UNCOUNTED = [
    ("5 Hematologic toxicity", "the number of a heading"),
    ("At least one adverse event was expected by everybody.", "at least one"),
    ("The two most common adverse events were nausea and rash.", "how many are named"),
    ("At dose level 3 nausea was common.", "a level"),
    ("Complications of grade ≥2 and ≥3 mucositis were alike.", "a bound"),
    ("Nausea in 2008, when the trial began, was common.", "a year"),
    ("Toxicities experienced by more than 5% of patients included nausea.", "what a list holds is no rate"),
]


@pytest.mark.parametrize(("text", "why"), UNCOUNTED, ids=[c[1] for c in UNCOUNTED])
def test_not_counted(text, why):
    assert [f for f in findings(text, "adverse_event") if f.events or f.rate] == []


def test_two_values_compared_are_no_two_grades():
    text = "The rate of grade 3 and 4 neutropenia was higher in group B (23 vs. 3%)."
    assert rows(findings(text, "adverse_event"), "grade_low", "grade_high") == [(3, 4), (3, 4)]


def test_what_an_event_is_called_is_no_second_event():
    text = "Grade 3 diarrhea was the most common toxicity, occurring in 9 of 41 patients."
    assert rows(findings(text, "adverse_event"), "term", "events") == [("diarrhea", 9)]
