"""What is no result of a study in humans is found all the same, flagged with its reason, and kept apart."""

from dataclasses import replace

import pytest

from pipeline.ground import ground
from pipeline.model.finding import AdverseEvent
from pipeline.validate.validate import validate
from tests.relate.papers import paper, with_left_out

CASES = [
    ("In mice, diarrhea occurred in 40% after lapatinib.", "adverse_event", "preclinical", "animals"),
    ("In mice, lapatinib 100 mg/kg daily was given.", "drug_dose", "preclinical", "a dose of animals"),
    ("Guidelines recommend a dose of 24 Gy in 3 fractions.", "radiotherapy", "recommended", "advice"),
    ("A response rate of 30% was expected with lapatinib.", "outcome", "", "said behind the number, so it counts"),
    ("The anticipated response rate with lapatinib was 30%.", "outcome", "planned", "expected, not observed"),
    ("Diarrhea occurred in 40% of patients on lapatinib.", "adverse_event", "", "a result"),
]


@pytest.mark.parametrize(("text", "kind", "reason", "why"), CASES, ids=[c[3] for c in CASES])
def test_a_finding_says_why_it_is_left_out(text, kind, reason, why):
    assert [f.left_out for f in with_left_out(text, kind)] == [reason]


RESULT = AdverseEvent(term="diarrhea", rate=40.0, source="text", char_start=0, char_end=10)
LEFT = replace(RESULT, char_start=12, char_end=20, flags=("left_out:preclinical",))


@pytest.mark.parametrize("drafts", [(RESULT, LEFT), (LEFT, RESULT)], ids=["result first", "result second"])
def test_a_result_takes_nothing_from_the_same_words_about_animals(drafts):
    (row,) = ground(paper("a" * 10 + "\n\n" + "b" * 20), drafts)
    assert (row.left_out, row.also_at, row.char_start) == ("", (), 0)


def test_what_is_left_out_is_held_against_nothing():
    severe = AdverseEvent(finding_id="s", term="rash", rate=40.0, grade_low=3, grade_high=5, study="ALPHA")
    every = AdverseEvent(finding_id="e", term="rash", rate=10.0, study="ALPHA")
    assert [f.flags for f in validate([severe, every])] == [("grade3_exceeds_any_grade",), ()]
    animals = replace(every, flags=("left_out:preclinical",))
    assert [f.flags for f in validate([severe, animals])] == [(), ("left_out:preclinical",)]
