"""Drug doses, radiotherapy and studies from prose."""

import pytest

from tests.relate.papers import findings, rows

DOSES = [
    pytest.param(
        "Patients received 1250 mg of lapatinib orally once daily.",
        [("lapatinib", 1250.0, None, None, "mg", "qd", "oral")],
        id="dose before its drug, schedule and route behind",
    ),
    pytest.param(
        "Docetaxel (60 mg/m2) and cisplatin (70 mg/m2) were given every three weeks.",
        [("docetaxel", 60.0, None, None, "mg/m2", "q3w", ""), ("cisplatin", 70.0, None, None, "mg/m2", "q3w", "")],
        id="each dose in brackets to the drug before it",
    ),
    pytest.param(
        "Carboplatin was dosed at AUC 5 and pemetrexed at 500 mg/m2.",
        [("carboplatin", 5.0, None, None, "AUC", "", ""), ("pemetrexed", 500.0, None, None, "mg/m2", "", "")],
        id="a drug with a dose of its own right behind it takes no other",
    ),
    pytest.param(
        "Pyrotinib was escalated from 80 to 480 mg.",
        [("pyrotinib", None, 80.0, 480.0, "mg", "", "")],
        id="a range is one row",
    ),
]


@pytest.mark.parametrize(("text", "expected"), DOSES)
def test_doses(text, expected):
    names = ("drug", "dose", "dose_low", "dose_high", "unit", "frequency", "route")
    assert rows(findings(text, "drug_dose"), *names) == expected


SCHEDULES = [
    ("Cisplatin 75 mg/m2 was given intravenously on day 1 of each 21-day cycle for six cycles.",
     [("q3w", "iv", "6", "")], "a day of a cycle is once a cycle"),
    ("Patients received two cycles of docetaxel and cisplatin (docetaxel 40 mg/m² and cisplatin 60 mg/m² on day 1 every "
     "4 weeks).", [("q4w", "", "2", ""), ("q4w", "", "2", "")], "cycles before the list, a day and its rhythm behind it"),
    ("Nivolumab (3 mg/kg IV every 2 weeks) was continued until disease progression or unacceptable toxicity.",
     [("q2w", "iv", "", "until disease progression or unacceptable toxicity")], "until"),
    ("Durvalumab was given at 1500 mg every 4 weeks for up to 12 months.", [("q4w", "", "", "up to 12 months")],
     "up to"),
    ("Tamoxifen 20 mg was taken once daily by mouth for 5 years.", [("qd", "oral", "", "5 years")], "for some years"),
    ("Gemcitabine 1000 mg/m² was infused over 30 minutes every week.", [("qw", "iv", "", "")],
     "an infusion is intravenous; how long it runs is no duration"),
    ("Lapatinib 1250 mg was given as five tablets once daily.", [("qd", "oral", "", "")], "tablets are swallowed"),
    ("Methotrexate 15 mg was infused intrathecally every week.", [("qw", "intrathecal", "", "")], "a named route wins"),
    ("Lapatinib was started at 1000 mg daily and escalated to 1500 mg.", [("qd", "", "", ""), ("qd", "", "", "")],
     "an escalated dose keeps the rhythm"),
    ("Trastuzumab 8 mg/kg on day 1 was followed by 6 mg/kg.", [("d1", "", "", ""), ("", "", "", "")],
     "one day is no rhythm to keep"),
    ("Docetaxel 75 mg/m2 was given every 3 weeks. Lapatinib 1250 mg was added.", [("q3w", "", "", ""), ("", "", "", "")],
     "another drug has its own"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), SCHEDULES, ids=[c[2] for c in SCHEDULES])
def test_schedules(text, expected, why):
    assert rows(findings(text, "drug_dose"), "frequency", "route", "cycles", "duration") == expected


def test_the_dose_that_is_chosen_has_the_schedule_of_its_paragraph():
    text = "Lapatinib was given at 500 to 1500 mg once daily [1]. The maximum tolerated dose was 1250 mg."
    assert rows(findings(text, "drug_dose"), "dose", "frequency") == [(None, "qd"), (1250.0, "qd")]


NO_DOSE = [
    pytest.param("Rats were given 20 mg/kg of lapatinib.", id="laboratory animals"),
    pytest.param("Women took 250 mg somethinic acid before lapatinib was started.", id="a substance nobody knows"),
]


@pytest.mark.parametrize("text", NO_DOSE)
def test_doses_left_alone(text):
    assert findings(text, "drug_dose") == []


def test_a_dose_printed_again_with_nothing_new_is_one_row():
    text = "Patients received lapatinib 1250 mg daily [1]. At 1250 mg, lapatinib was tolerated."
    assert len(findings(text, "drug_dose")) == 1


COURSES = [
    pytest.param(
        "Patients received whole-brain radiotherapy with 30 Gy in 10 fractions.",
        [(("WBRT",), 30.0, None, None, 10)],
        id="dose and fractions",
    ),
    pytest.param(
        "The median radiation dose was 50 Gy (range: 40–60 Gy).",
        [((), 50.0, 40.0, 60.0, None)],
        id="a median with its range is one course",
    ),
]


@pytest.mark.parametrize(("text", "expected"), COURSES)
def test_courses(text, expected):
    names = ("technique", "total_gy", "total_gy_low", "total_gy_high", "fractions")
    assert rows(findings(text, "radiotherapy"), *names) == expected


NO_COURSE = [
    pytest.param("The dose constraint for the spinal cord is 45 Gy in radiotherapy.", id="a limit of an organ"),
    pytest.param("Guidelines recommend radiosurgery doses of 15–24 Gy.", id="advice"),
    pytest.param("They proposed reducing the radiosurgery dose by 2 Gy.", id="a change, not a dose"),
]


@pytest.mark.parametrize("text", NO_COURSE)
def test_courses_left_alone(text):
    assert findings(text, "radiotherapy") == []


STUDIES = [
    pytest.param(
        "The phase III BETULA trial enrolled 310 patients [4].",
        [("BETULA", "3", 310)],
        id="acronym, phase and size",
    ),
    pytest.param(
        "A retrospective study of 48 patients was reported by Adler et al. [1].",
        [("Adler 2011", "", 48)],
        id="author and year of the reference",
    ),
    pytest.param(
        "In the phase 1 study, 27 patients were treated [1]. In the expansion, 61 patients were treated.",
        [("Adler 2011", "1", 61)],
        id="the largest sample of the paragraph",
    ),
]


@pytest.mark.parametrize(("text", "expected"), STUDIES)
def test_studies(text, expected):
    assert rows(findings(text, "trial"), "study", "phase", "n") == expected


def test_several_trials_together_are_none():
    assert findings("Several randomized trials support this [1,2].", "trial") == []
