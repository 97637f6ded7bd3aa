"""Sides named without a drug: which phrases name one, and which value is whose."""

import pytest

from pipeline.relate.named_arms import load_arm_words
from tests.relate.papers import findings, rows

NAMES = [
    pytest.param("5% in the short-course group", [("short-course group", "schedule")], id="how it was given"),
    pytest.param(
        "the IMRT and 3D-CRT groups", [("IMRT", "treatment"), ("3D-CRT", "treatment")], id="two share one noun"
    ),
    pytest.param(
        "the 54 Gy arm and the 60 Gy arm", [("54 Gy arm", "other"), ("60 Gy arm", "other")], id="doses of radiation"
    ),
    pytest.param("in groups A and B", [("group A", "lettered"), ("group B", "lettered")], id="letters"),
    pytest.param("the usual-care group", [("usual-care group", "control")], id="a control by its word"),
    pytest.param("the surgery-alone arm", [("surgery-alone arm", "control")], id="alone is what is compared with"),
    pytest.param("assigned to the experimental arm", [("experimental arm", "treated")], id="the tested side"),
    pytest.param(
        "lower after laparoscopic resection than after open surgery (5% v 9%)",
        [("laparoscopic resection", "treatment"), ("open surgery", "treatment")],
        id="treatments compared, without a group",
    ),
    pytest.param("higher in men than in women (40% v 30%)", [], id="parts of the patients compared"),
    pytest.param("in the HER2-low cohort", [], id="one cohort alone is a part of the patients"),
    pytest.param("a single-arm trial", [], id="how a study is built"),
    pytest.param("between the two groups", [], id="groups counted, not named"),
    pytest.param("the Radiation Therapy Oncology Group", [], id="a group of researchers"),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names_of_sides(text, expected):
    assert [(a.label, a.role) for a in load_arm_words().find(text)] == expected


SIDES = [
    pytest.param(
        "Local recurrence was 4% in the chemoradiotherapy group and 11% in the surgery-alone group [1].",
        [(4.0, "chemoradiotherapy group", False), (11.0, "surgery-alone group", True)],
        id="in the one and in the other group",
    ),
    pytest.param(
        "The response rate was 18% and 27% in group A and B, respectively [1].",
        [(18.0, "group A", None), (27.0, "group B", None)],
        id="letters do not tell which is the comparator",
    ),
    pytest.param(
        "In group A, the response rate was 61% and in group B it was 47% [1].",
        [(61.0, "group A", None), (47.0, "group B", None)],
        id="a group in front of its value",
    ),
    pytest.param(
        "The recurrence rate was 18% after laparoscopic resection and 20% after open resection [1].",
        [(18.0, "laparoscopic resection", False), (20.0, "open resection", True)],
        id="of two treatments the second is the comparator",
    ),
    pytest.param(
        "Median PFS was 9 months with weekly dosing and 5 months with standard dosing [1].",
        [(9.0, "weekly dosing", False), (5.0, "standard dosing", True)],
        id="schedules, one of them standard",
    ),
    pytest.param(
        "Median OS was 9 months in the control group and 12 months in the experimental group, respectively [1].",
        [(9.0, "control group", True), (12.0, "experimental group", False)],
        id="the control may come first",
    ),
    pytest.param(
        "Median OS was 9 months in men and 12 months in women [1].",
        [(9.0, "", None), (12.0, "", None)],
        id="parts of the patients are no sides",
    ),
]


@pytest.mark.parametrize(("text", "expected"), SIDES)
def test_sides_without_drugs(text, expected):
    assert rows(findings(text, "outcome"), "value", "arm", "comparator") == expected


LENT = [
    pytest.param("the experimental arm", ("lapatinib",), id="the tested side gets what is tested"),
    pytest.param("the surgery-alone arm", (), id="a control does not"),
]


@pytest.mark.parametrize(("arm", "drugs"), LENT)
def test_which_sides_get_the_drugs_of_the_study(arm, drugs):
    text = f"Patients received lapatinib [1]. In {arm}, the response rate was 30%."
    assert rows(findings(text, "outcome"), "drugs") == [(drugs,)]


DEALT = [
    pytest.param(
        "OS was similar (21 and 22 months for pyrotinib and lapatinib, respectively) [1].",
        [(21.0, ("pyrotinib",)), (22.0, ("lapatinib",))],
        id="values before the drugs",
    ),
    pytest.param(
        "The ORR for pyrotinib and lapatinib were 42% and 47%, respectively [1].",
        [(42.0, ("pyrotinib",)), (47.0, ("lapatinib",))],
        id="values behind the drugs",
    ),
    pytest.param(
        "With pyrotinib and lapatinib, the ORR and the DCR were 42% and 87%, respectively [1].",
        [(42.0, ("lapatinib", "pyrotinib")), (87.0, ("lapatinib", "pyrotinib"))],
        id="dealt out to measures: one regimen",
    ),
]


@pytest.mark.parametrize(("text", "expected"), DEALT)
def test_drugs_dealt_out(text, expected):
    assert rows(findings(text, "outcome"), "value", "drugs") == expected
