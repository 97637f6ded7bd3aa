"""Which rows of different papers speak of one study, and when two of them cannot both be right."""

from operator import itemgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.export.rows import json_row
from pipeline.model.finding import AdverseEvent, Outcome, Radiotherapy, Trial
from pipeline.reconcile.conflicts import Conflict, conflict_row, conflicts
from pipeline.reconcile.tables import PLACE, conflict_rows, gathered, placed, registered, study_rows

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


def found(*findings):
    register = registered(rows(*findings), lambda doc_id: REFERENCES.get(doc_id, {}))
    return list(gathered(sorted(placed(rows(*findings), register), key=itemgetter(PLACE))))


def clusters(*findings):
    return [sorted(r["doc_id"] for r in s.rows) for s in found(*findings)]


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
    ([necrosis("one", events=4, comparator=False), necrosis("two", events=9)], ("events", "numerical"), "no control, and nothing said of one"),
    ([necrosis("one", events=4, comparator=True), necrosis("two", events=9)], None, "a control arm is another"),
    ([necrosis("one", rate=39.1), necrosis("one", time_low=8.0, time_unit="days"), necrosis("two", rate=12.0)], ("rate", "numerical"), "a row of times agrees with nothing"),
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
    told = found(*findings)
    (row,) = conflict_rows(told)
    assert (row["doc_1"], row["value_1"], row["quote_1"], row["page_1"]) == ("one", "n 45", "forty-five", 5)
    assert (row["doc_2"], row["value_2"], row["link_2"]) == ("two", "n 16", "b")
    (study,) = study_rows(told)
    assert (study["documents"], study["n"], study["conflicts"]) == ("one;two", "16;45", 1)


SUBJECTS = [
    (Trial(n=4, n_unit="patients"), "patients", "what was counted"),
    (necrosis("one", events=4, grade_low=3, grade_high=5, drugs=("lapatinib",)), f"{NECROSIS}, grade 3 to 5, lapatinib", "grades and arm"),
    (necrosis("one", events=4, grade_low=2, grade_high=2, comparator=False), f"{NECROSIS}, grade 2", "one grade; no word for what is no control"),
    (Outcome(measure="OS", stat="median", value=0.0, unit="months", comparator=True), "OS, median, months, control", "the control arm says so"),
    (Radiotherapy(technique=("SRS", "WBRT"), site="brain", total_gy=20.0), "SRS/WBRT, brain", "a list as one part"),
]  # fmt: skip


def test_papers_that_say_the_same_stand_in_one_row():
    """However many papers repeat a number, each pair of numbers is one row to look at."""
    sizes = {"one": 45, "two": 45, "three": 16, "four": 45}
    (row,) = conflict_rows(found(*(Trial(doc_id=d, study="ALPHA", acronym="ALPHA", n=n) for d, n in sizes.items())))
    assert (row["doc_1"], row["value_1"], row["papers_1"]) == ("one", "n 45", 3)
    assert (row["doc_2"], row["value_2"], row["papers_2"]) == ("three", "n 16", 1)


@pytest.mark.parametrize(("finding", "expected", "why"), SUBJECTS, ids=[w for *_, w in SUBJECTS])
def test_a_conflict_says_in_words_what_it_is_about(finding, expected, why):
    (row,) = rows(finding)
    assert conflict_row("S", Conflict("n", "numerical", row, row))["subject"] == expected


ORDER = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["ALPHA", "BETA", "GAMMA"])), min_size=1, max_size=12
)


@given(ORDER)
def test_studies_come_by_label_whatever_the_order_of_the_rows(told):
    in_order = found(*(Trial(doc_id=d, study=s, acronym=s, n=i) for i, (d, s) in enumerate(told)))
    assert [s.label for s in in_order] == sorted({s for _, s in told})
    assert sum(len(s.rows) for s in in_order) == len(told)
    assert all(list(s.rows) == sorted(s.rows, key=lambda r: r["n"]) for s in in_order)
