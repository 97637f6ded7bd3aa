"""Events, totals and what is counted."""

import pytest

from pipeline.model.quantity import Count
from pipeline.recognise.counts import find_counts
from pipeline.recognise.quantities import figures

CASES = [
    ("in 7 of 27 cases", [("7 of 27 cases", Count(7, 27, "patients"))], "of"),
    ("four out of the seven patients", [("four out of the seven patients", Count(4, 7, "patients"))], "number words"),
    ("7 (26%) of 27 lesions", [("7 (26%) of 27 lesions", Count(7, 27, "lesions"))], "a percentage between"),
    ("12/39 (30.8 %)", [("12/39", Count(12, 39))], "slash"),
    ("208 of 35", [("208 of 35", Count(208, 35))], "kept as printed, even where it cannot be"),
    ("n = 3, N=45", [("n = 3", Count(3)), ("N=45", Count(45))], "n equals"),
    (
        "45 evaluable patients",
        [("45 evaluable patients", Count(45, None, "patients"))],
        "words between number and noun",
    ),
    ("twelve deaths", [("twelve deaths", Count(12, None, "events"))], "events"),
    (
        "95 treated and asymptomatic patients",
        [("95 treated and asymptomatic patients", Count(95, None, "patients"))],
        "joined words",
    ),
    ("12,345 women", [("12,345 women", Count(12345, None, "patients"))], "thousands"),
    ("rash in 7 (26%)", [("7", Count(7))], "n (%)"),
    ("in five (16.7%)", [("five", Count(5))], "n (%) in words"),
    ("of whom 12 developed rash", [("12", Count(12))], "who they are was said before"),
    ("Of these, 24 were treated", [("24", Count(24))], "of those said before"),
    ("A single patient died", [("single patient", Count(1, None, "patients"))], "a single one"),
    ("one patient", [("one patient", Count(1, None, "patients"))], "one in the singular"),
]
REFUSED = [
    ("grade 3/4", "grades are no share"),
    ("phase 1/2", "nor are phases"),
    ("on 12/05/2020", "nor is a date"),
    ("61/60", "more than all of them: two groups"),
    ("in 2009 patients were", "a year before the noun"),
    ("three-group parallel study", "a compound in the singular"),
    ("large type 3 tumors", "a type"),
    ("group 2 received", "a group"),
    ("in 2009 died", "a year before a verb"),
    ("a ratio of 10 had", "the value of something"),
    ("a single dose", "a single thing that nobody counts"),
    ("page 5 of 11", "a page"),
    ("20 mg patients", "a dose"),
    ("116 of the lesions that patients had", "no noun without its number"),
    ("in trial (4)", "brackets in prose may be a call-out"),
]


@pytest.mark.parametrize(("text", "expected", "why"), CASES, ids=[c[2] for c in CASES])
def test_counts(text, expected, why):
    assert [(m.text, m.value) for m in find_counts(text, figures(text))] == expected


@pytest.mark.parametrize(("text", "why"), REFUSED, ids=[r[1] for r in REFUSED])
def test_refused(text, why):
    assert not list(find_counts(text, figures(text)))


CELLS = [
    ("Radiation necrosis (4)", [4], "after a word"),
    ("(211)", [211], "alone"),
    ("Neutropenia (1) (grade 3)", [1], "a second bracket with a grade"),
    ("7 (26)", [], "after a number it may be a percentage: the head of the column knows"),
]


@pytest.mark.parametrize(("text", "events", "why"), CELLS, ids=[c[2] for c in CELLS])
def test_brackets_in_a_cell(text, events, why):
    assert [m.value.events for m in find_counts(text, figures(text), cell=True)] == events
