"""When two rows agree: a row of the table, a row of gold, and why they count as the same or not."""

import pytest

from pipeline.audit.agree import Judge, attribute_agrees, same_study
from pipeline.audit.folding import items, reference_numbers, same_number, text
from pipeline.audit.names import Names

NAMES = Names(
    {
        "drug": dict.fromkeys(("t-dm1", "trastuzumab emtansine"), frozenset({"trastuzumab emtansine"})),
        "adverse_event": dict.fromkeys(
            ("low platelets", "platelet count decreased"), frozenset({"platelet count decreased"})
        ),
    }
)
JUDGE = Judge(NAMES)

FACTS = [
    ("trial", {"study": "KATHERINE", "n": "1486"}, {"study": "Katherine", "n": "1486"}, True, "case does not count"),
    ("trial", {"study_refs": "9;10", "n": "740"}, {"study_refs": "10", "n": "743"}, False, "n must be exact"),
    ("trial", {"study_refs": "10"}, {"study_refs": "10", "n": "740"}, False, "n must be there where gold has it"),
    ("trial", {"registry_ids": "NCT00470847"}, {"registry_ids": "NCT 00470847"}, True, "blanks in ids do not count"),
    ("drug_dose", {"drug": "T-DM1", "dose": "3.6", "unit": "mg/kg"}, {"drug": "trastuzumab emtansine", "dose": "3.6", "unit": "mg/kg"}, True, "a name that may stand for the other"),
    ("drug_dose", {"drug": "lapatinib", "dose": "1000", "unit": "mg/m²"}, {"drug": "lapatinib", "dose": "1000", "unit": "mg/m2"}, True, "two ways to write square metres"),
    ("drug_dose", {"drug": "lapatinib", "dose": "0.075", "unit": "mg"}, {"drug": "lapatinib", "dose": "0.045", "unit": "mg"}, False, "small doses differ within 0.05"),
    ("radiotherapy", {"total_gy": "30", "fractions": "10"}, {"total_gy": "30", "fractions": "10"}, True, "dose and fractions"),
    ("radiotherapy", {"total_gy": "30"}, {"total_gy": "30", "fractions": "10"}, False, "fractions where gold has them"),
    ("radiotherapy", {"total_gy": "20", "total_gy_low": "16"}, {"total_gy_low": "16", "total_gy_high": "24"}, False, "half a range is no range"),
    ("radiotherapy", {"gy_per_fraction": "2.5"}, {"gy_per_fraction": "2.5"}, True, "dose per fraction alone"),
    ("adverse_event", {"term": "low platelets", "rate": "28.5"}, {"term": "platelet count decreased", "rate": "28.5"}, True, "same concept"),
    ("adverse_event", {"term": "anemia", "rate": "3", "grade_low": "3"}, {"term": "anemia", "rate": "3", "grade_low": "3", "grade_high": "3"}, True, "one grade is a range of one"),
    ("adverse_event", {"term": "anemia", "rate": "3"}, {"term": "anemia", "rate": "3", "grade_low": "3"}, False, "any grade is not grade 3"),
    ("adverse_event", {"term": "anemia", "events": "0"}, {"term": "anemia", "reported": "not_reported"}, False, "zero is not NR"),
    ("adverse_event", {"term": "anemia", "reported": "not_reported"}, {"term": "anemia", "reported": "not_reported"}, True, "NR is NR"),
    ("outcome", {"measure": "response rate", "value": "59", "unit": "%"}, {"measure": "ORR", "value": "59", "unit": "%"}, True, "synonyms of a measure"),
    ("outcome", {"measure": "OS", "stat": "rate", "value": "59", "unit": "%"}, {"measure": "OS", "stat": "median", "value": "59", "unit": "%"}, False, "a rate is no median"),
    ("outcome", {"measure": "OS", "value": "15", "unit": "months"}, {"measure": "OS", "value": "15", "unit": "years"}, False, "units count"),
    ("outcome", {"measure": "CR", "events": "6", "total": "10"}, {"measure": "CR", "events": "6", "total": "10"}, True, "a count without a percentage"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "mine", "gold", "agree", "why"), FACTS, ids=[f"{k}: {w}" for k, *_, w in FACTS])
def test_a_fact_agrees_or_not(kind, mine, gold, agree, why):
    assert JUDGE.fact(kind, mine, gold) is agree


LINKS = [
    (
        {"study_refs": "10", "drugs": "T-DM1"},
        {"study_refs": "10", "drugs": "trastuzumab emtansine"},
        True,
        "drugs by name",
    ),
    ({"study_refs": "10", "drugs": ""}, {"study_refs": "10", "drugs": "lapatinib"}, False, "drugs are missing"),
    ({"study_refs": "10", "comparator": "0"}, {"study_refs": "10", "comparator": "1"}, False, "the other arm"),
    ({"study_refs": "10"}, {"study_refs": "10", "comparator": ""}, True, "gold has no sides"),
    ({"study_refs": "11"}, {"study_refs": "10"}, False, "another study"),
    ({"study_refs": "1;2;3;10"}, {"study_refs": "10"}, False, "who names all names none"),
    ({}, {}, True, "gold names no study"),
]


@pytest.mark.parametrize(("mine", "gold", "agree", "why"), LINKS, ids=[w for *_, w in LINKS])
def test_a_link_agrees_or_not(mine, gold, agree, why):
    assert JUDGE.link("outcome", mine, gold) is agree


def test_labels_are_compared_without_blanks_and_dashes():
    assert same_study({"study": "DESTINY Breast03"}, {"study": "DESTINY-BREAST03"})


def test_attributes_of_lists_are_sets():
    assert attribute_agrees("drugs", "b;a", "a;b")
    assert not attribute_agrees("drugs", "a", "a;b")


def test_folding():
    assert text(" Géraud – 2016 ") == "geraud - 2016"
    assert items("a; b|c") == {"a", "b", "c"}
    assert reference_numbers("9;10.0") == {"9", "10"}
    assert same_number("10.04", "10")
    assert not same_number("", "10")
