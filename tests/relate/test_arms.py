"""Arms: which drugs are one regimen, which side is the comparator, what is completed from elsewhere."""

import pytest

from pipeline.model.document import Reference
from pipeline.model.finding import Outcome, Trial
from pipeline.relate.regimens import with_regimens
from tests.relate.papers import REFERENCES, findings, rows

REGIMENS = [
    pytest.param("lapatinib plus capecitabine", [("capecitabine", "lapatinib")], id="plus joins"),
    pytest.param(
        "docetaxel, cisplatin and trastuzumab", [("cisplatin", "docetaxel", "trastuzumab")], id="a closed list"
    ),
    pytest.param("lapatinib or neratinib", [("lapatinib", "neratinib")], id="a cohort has all its alternatives"),
    pytest.param("lapatinib (n = 10) or neratinib (n = 5)", [("lapatinib", "neratinib")], id="sizes change nothing"),
    pytest.param("lapatinib (after previous trastuzumab)", [("lapatinib",)], id="earlier treatment is no arm"),
]


@pytest.mark.parametrize(("regimen", "expected"), REGIMENS)
def test_regimens(regimen, expected):
    found = findings(f"Patients received {regimen} [1]. Nausea occurred in 20% of patients.", "adverse_event")
    assert [f.drugs for f in found] == expected[:1]


def test_what_both_sides_get_belongs_to_each():
    text = "A trial compared pyrotinib with lapatinib, both with capecitabine [2]. The median PFS was 12 months VS 7 months."
    found = findings(text, "outcome")
    assert rows(found, "value", "drugs") == [
        (12.0, ("capecitabine", "pyrotinib")),
        (7.0, ("capecitabine", "lapatinib")),
    ]


def test_either_shares_its_partner_and_names_its_arms():
    text = (
        "Patients received trastuzumab plus either lapatinib (T-lap) or neratinib (T-ner) [1]. "
        "Among patients on T-ner, diarrhea occurred in 40%."
    )
    assert rows(findings(text, "adverse_event"), "drugs") == [(("neratinib", "trastuzumab"),)]


def test_a_study_keeps_its_own_regimen_beside_another():
    text = (
        "Adler et al. treated 30 patients with lapatinib [1]. Van Dam et al. treated 40 with neratinib [3]. "
        "Adler et al. saw rash in 12% [1]."
    )
    assert rows(findings(text, "adverse_event"), "study", "drugs") == [("Adler 2011", ("lapatinib",))]


def outcome(drugs, comparator=None, **columns):
    return Outcome(study="ALPHA", measure="PFS", drugs=drugs, comparator=comparator, **columns)


TABLE = {"table": 1, "row": 2, "col": 3}
WHOLE = ("capecitabine", "tucatinib")


def test_a_drug_of_the_prose_means_the_regimen_of_the_table():
    table = [outcome(WHOLE, False, **TABLE), outcome(("capecitabine",), True, **TABLE)]
    prose = [outcome(("tucatinib",), False), outcome((), True, arm="placebo group")]
    assert [f.drugs for f in with_regimens([*table, *prose])[2:]] == [WHOLE, ("capecitabine",)]


def test_an_arm_of_the_table_stands_for_itself():
    table = [Trial(study="ALPHA", drugs=WHOLE, **TABLE), outcome(("tucatinib",), **TABLE)]
    assert with_regimens([*table, outcome(("tucatinib",))])[2].drugs == ("tucatinib",)


ELSEWHERE = [
    pytest.param((), WHOLE, id="nothing is compared: the only regimen"),
    pytest.param((outcome(WHOLE, False),), (), id="one of two sides: either may be meant"),
    pytest.param((outcome(WHOLE, stat="hazard ratio"),), (), id="a ratio tells of a second arm"),
]


@pytest.mark.parametrize(("others", "expected"), ELSEWHERE)
def test_a_result_without_drugs_in_a_study_of_one_regimen(others, expected):
    table = Trial(study="ALPHA", drugs=WHOLE, **TABLE)
    assert with_regimens([table, *others, outcome(())])[-1].drugs == expected


def test_a_title_tells_that_a_word_is_a_study():
    references = (*REFERENCES, Reference(6, ("Fox A",), 2016, "Dexamethasone alone (WILLOW): a randomised trial"))
    found = findings(
        "In WILLOW, 120 patients were treated [6]. Rash occurred in 5%.", "adverse_event", references=references
    )
    assert rows(found, "study", "study_refs") == [("WILLOW", (6,))]
