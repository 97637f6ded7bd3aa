"""Regimens told where a study is introduced, and what stands for them later: backbones, placebos, alternatives."""

import pytest

from pipeline.model.document import Reference
from tests.relate.papers import findings, paper, rows

REFERENCES = (Reference(1, ("Lemm A",), 2015, "A trial"), Reference(2, ("Wu E",), 2018, "A series"))
RIBO, ANAS = ("anastrozole", "ribociclib"), ("anastrozole",)
ASTER = "In ASTER-3, 412 women were assigned to anastrozole with ribociclib 600 mg once daily, or to anastrozole and placebo."
BIRCH = "The BIRCH-2 trial randomized 500 patients to docetaxel plus ramucirumab or docetaxel plus placebo [1]."
CEDAR = "In CEDAR-1, patients were randomized to cisplatin and pemetrexed with pembrolizumab or to cisplatin and pemetrexed [1]."
TRIPLE, DOUBLE = ("cisplatin", "pembrolizumab", "pemetrexed"), ("cisplatin", "pemetrexed")

LATER = [
    (ASTER, "the ribociclib arm", "the control arm", RIBO, ANAS, "the control got the backbone with the placebo"),
    (BIRCH, "those on ramucirumab", "the placebo arm", ("docetaxel", "ramucirumab"), ("docetaxel",), "placebo alone"),
    (
        CEDAR,
        "the pembrolizumab arm",
        "the chemotherapy alone arm",
        TRIPLE,
        DOUBLE,
        "chemotherapy is the lesser regimen",
    ),
    (
        CEDAR,
        "the pembrolizumab plus chemotherapy arm",
        "the control arm",
        TRIPLE,
        DOUBLE,
        "a backbone told by its word",
    ),
]


@pytest.mark.parametrize(("told", "one", "other", "treated", "control", "why"), LATER, ids=[why for *_, why in LATER])
def test_a_regimen_holds_for_the_rest_of_its_study(told, one, other, treated, control, why):
    text = f"{told} Nausea occurred in 55% in {one} and in 21% in {other} [1]."
    found = findings(paper(text, references=REFERENCES), "adverse_event")
    assert rows(found, "rate", "drugs", "comparator") == [(55.0, treated, False), (21.0, control, True)]


def test_the_word_for_the_backbone_may_stand_first():
    text = (
        f"{CEDAR} The ORR was 18.9% for chemotherapy (n = 31) and 47.6% for pembrolizumab plus chemotherapy (n = 33)."
    )
    found = findings(paper(text, references=REFERENCES), "outcome")
    assert rows(found, "value", "drugs", "comparator") == [(18.9, DOUBLE, True), (47.6, TRIPLE, False)]


COHORTS = [
    ("sorafenib or sunitinib was given to all", ("sorafenib", "sunitinib"), "joined by or"),
    (
        "sorafenib was given to 12, sunitinib to eight and pazopanib to two",
        ("pazopanib", "sorafenib", "sunitinib"),
        "dealt",
    ),
    ("all were on sorafenib (n = 12) or sunitinib (n = 10)", ("sorafenib", "sunitinib"), "with their sizes"),
    ("they were randomized to sorafenib or sunitinib", ("sorafenib",), "allocated: two arms, the first treated"),
    ("sorafenib was given, followed by sunitinib or pazopanib", ("sorafenib",), "a sequence is no choice"),
]


@pytest.mark.parametrize(("told", "drugs", "why"), COHORTS, ids=[why for *_, why in COHORTS])
def test_a_number_of_the_cohort_has_all_its_drugs(told, drugs, why):
    text = f"Wu et al. [2] followed 22 patients; {told}. Diarrhea of grade 3 was seen in 4 patients (18%)."
    assert rows(findings(paper(text, references=REFERENCES), "adverse_event"), "drugs") == [(drugs,)]


def test_the_drug_of_the_study_before_is_left_behind():
    text = (
        "Lemm et al. [1] gave sorafenib to 30 patients. Wu and co-workers then described five patients who were "
        "irradiated during sunitinib [2]. Three of the five developed grade 3 fatigue."
    )
    found = findings(paper(text, references=REFERENCES), "adverse_event")
    assert rows(found, "study", "drugs") == [("Wu 2018", ("sunitinib",))]


def test_a_citation_in_brackets_belongs_to_the_acronym_of_its_paragraph():
    text = f"{ASTER} Median PFS was 22.1 months in the ribociclib arm (Lemm et al., 2015)."
    found = findings(paper(text, references=REFERENCES), "outcome")
    assert rows(found, "study", "study_refs") == [("ASTER-3", (1,))]


def test_the_alternatives_of_a_cohort_are_its_own():
    text = (
        "Lemm et al. [1] followed 30 patients on sorafenib (n = 20) or sunitinib (n = 10). "
        "Wu et al. [2] saw grade 3 fatigue in 12%."
    )
    found = findings(paper(text, references=REFERENCES), "adverse_event")
    assert rows(found, "study", "drugs") == [("Wu 2018", ())]


UNKNOWN = [
    ("The ORR was 60% with olaparib and 29% with chemotherapy.", "chemotherapy without its drugs"),
    (
        "The ORR was 60% with olaparib plus endocrine therapy versus 29% with endocrine therapy alone.",
        "what is given alone",
    ),
]


@pytest.mark.parametrize(("told", "why"), UNKNOWN, ids=[why for _, why in UNKNOWN])
def test_a_backbone_of_unknown_drugs_is_a_side_without_drugs(told, why):
    found = findings(paper(f"Wu et al. [2] studied 80 women. {told}", references=REFERENCES), "outcome")
    assert rows(found, "value", "drugs", "comparator") == [(60.0, ("olaparib",), False), (29.0, (), True)]
