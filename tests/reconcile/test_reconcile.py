"""Which rows of different papers speak of one study, and when two of them cannot both be right."""

import pytest

from pipeline.export.rows import json_row
from pipeline.model.finding import AdverseEvent, Outcome, Trial
from pipeline.reconcile.conflicts import conflicts
from pipeline.reconcile.tables import conflict_rows, studies, study_rows

NECROSIS = "central nervous system necrosis"
STUMPF = {
    "authors": ["Stumpf PK"],
    "year": 2019,
    "title": "Ado-trastuzumab emtansine and radiation necrosis in the brain",
    "doi": "",
    "pmid": "",
}
REFERENCES = {
    "one": {
        70: STUMPF | {"doi": "10.1158/X"},
        9: {"authors": ["Krop I"], "year": 2015, "title": "", "doi": "", "pmid": "1"},
    },
    "two": {44: STUMPF, 45: STUMPF | {"title": "Something else entirely, by the same author and year"}},
    "three": {3: {"authors": ["Stumpf P"], "year": 2019, "title": "", "doi": "10.1158/x", "pmid": ""}},
}


def rows(*findings):
    return [json_row(f) for f in findings]


def clusters(*findings):
    found = studies(lambda: rows(*findings), lambda doc_id: REFERENCES.get(doc_id, {}))
    return [sorted(r["doc_id"] for r in s.rows) for s in found]


SAME = [
    (Trial(doc_id="one", study="Stumpf 2019", study_refs=(70,)), Trial(doc_id="two", study="Stumpf 2019", study_refs=(44,)), True, "one reference by author, year and title"),
    (Trial(doc_id="one", study="Stumpf 2019", study_refs=(70,)), Trial(doc_id="three", study="Stumpf 2019", study_refs=(3,)), True, "one reference by DOI, whatever its case"),
    (Trial(doc_id="one", study="Stumpf 2019", study_refs=(70,)), Trial(doc_id="two", study="Stumpf 2019", study_refs=(45,)), False, "the same author and year with another title is another study"),
    (Trial(doc_id="one", study="KATHERINE", acronym="KATHERINE"), Outcome(doc_id="two", study="Katherine", measure="OS"), True, "one acronym"),
    (Trial(doc_id="one", registry_ids=("NCT00470847",)), Trial(doc_id="two", registry_ids=("NCT00470847",)), True, "one registry id"),
    (Trial(doc_id="one", study="Krop 2015"), Trial(doc_id="two", study="Krop 2015"), False, "a label alone is not enough across papers"),
    (Trial(doc_id="one", study_refs=(0,)), Trial(doc_id="two", study_refs=(0,)), False, "each paper's own study is its own"),
    (Trial(doc_id="one", study_refs=(9, 70)), Trial(doc_id="two", study_refs=(44,)), False, "who cites two speaks of neither alone"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "same", "why"), SAME, ids=[w for *_, w in SAME])
def test_when_two_rows_speak_of_one_study(one, other, same, why):
    assert (["one", other.doc_id] in clusters(one, other)) is same


def necrosis(doc_id, source="text", **values):
    return AdverseEvent(doc_id=doc_id, source=source, term=NECROSIS, **values)


CONFLICTS = [
    ([Trial(doc_id="one", n=45, source="text"), Trial(doc_id="two", n=16, source="table")], ("n", "numerical"), "another number of patients"),
    ([Trial(doc_id="one", n=45, source="text"), Trial(doc_id="two", n=45, source="text")], None, "the same number"),
    ([Trial(doc_id="one", n=45, n_unit="patients"), Trial(doc_id="two", n=60, n_unit="lesions")], None, "patients are not lesions"),
    ([necrosis("one", rate=39.1), necrosis("two", events=6, total=16)], ("rate", "ambiguous"), "39.1 % is not 6 of 16"),
    ([necrosis("one", rate=37.5), necrosis("two", events=6, total=16)], None, "37.5 % is 6 of 16"),
    ([necrosis("one", events=4), necrosis("two", events=0)], ("events", "zero-assumption"), "some against none"),
    ([necrosis("one", events=4, grade_low=3), necrosis("two", events=9)], None, "grade 3 is not any grade"),
    ([necrosis("one", events=4, drugs=("lapatinib",)), necrosis("two", events=9, drugs=("tucatinib",))], None, "another arm"),
    ([necrosis("one", events=4), necrosis("one", events=9)], None, "two numbers in one text are mostly two groups"),
    ([necrosis("one", events=4), necrosis("one", "table", events=9)], ("events", "numerical"), "text and table of one paper"),
    ([necrosis("one", events=4), necrosis("two", events=9), necrosis("two", events=4)], None, "the other paper prints this number too"),
]  # fmt: skip


@pytest.mark.parametrize(("findings", "expected", "why"), CONFLICTS, ids=[w for *_, w in CONFLICTS])
def test_when_two_rows_cannot_both_be_right(findings, expected, why):
    found = [(c.field, c.error) for c in conflicts(rows(*findings))]
    assert found == ([] if expected is None else [expected])


def test_a_conflict_names_both_papers_with_their_quotes():
    findings = (
        Trial(doc_id="one", study="S", acronym="S", n=45, page=5, quote="forty-five", link="a", source="text"),
        Trial(doc_id="two", study="S", acronym="S", n=16, page=3, quote="16", link="b", source="table"),
    )
    found = studies(lambda: rows(*findings), lambda _: {})
    (row,) = conflict_rows(found)
    assert (row["doc_1"], row["value_1"], row["quote_1"], row["page_1"]) == ("one", "n 45", "forty-five", 5)
    assert (row["doc_2"], row["value_2"], row["link_2"]) == ("two", "n 16", "b")
    (study,) = study_rows(found)
    assert (study["documents"], study["n"], study["conflicts"]) == ("one;two", "16;45", 1)
