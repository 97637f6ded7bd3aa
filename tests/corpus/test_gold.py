"""The gold of the embedded corpus: well formed, and each row stands in its paper at the page it names."""

import re

import pytest

from pipeline.audit.gold import COLUMNS, check_gold
from tests.corpus.embedded import DOC_IDS, GOLD, KINDS, MANIFEST, facts, folded, pages, rows

PAGED = {row["doc_id"] for row in MANIFEST if row["file"].endswith(".pdf")}
AUTHOR_YEAR = re.compile(r"(.+) (?:19|20)[0-9]{2}")
UNNUMBERED = {"demo2026_srs_timing"}  # call-outs by author and year, an alphabetical list
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
PRINTED_NUMBERS = {
    "dose",
    "dose_low",
    "dose_high",
    "total_gy",
    "total_gy_low",
    "total_gy_high",
    "fractions",
    "rate",
    "value",
}


@pytest.mark.parametrize("doc_id", DOC_IDS)
def test_each_paper_has_gold_of_every_kind_with_the_columns_in_order(doc_id):
    for kind in KINDS:
        head = (GOLD / doc_id / f"{kind}.csv").read_text(encoding="utf-8").splitlines()[0]
        assert [c for c in COLUMNS[kind] if c in head.split(",")] == [c for c in head.split(",") if c in COLUMNS[kind]]
        assert set(head.split(",")) <= set(COLUMNS[kind])


def test_there_is_no_gold_without_its_paper():
    assert {p.name for p in GOLD.iterdir() if p.is_dir()} == set(DOC_IDS)


def test_the_audit_finds_no_fault_in_columns_numbers_choices_quotes_or_doubles():
    assert check_gold(GOLD, {doc_id: "".join(pages(doc_id)) for doc_id in DOC_IDS}) == []


@pytest.mark.parametrize("doc_id", DOC_IDS)
def test_each_paper_has_facts_enough_to_measure(doc_id):
    assert len([row for _, row in facts(doc_id) if not row["optional"]]) >= 50


@pytest.mark.parametrize("doc_id", DOC_IDS)
def test_every_quote_stands_on_the_page_that_its_row_names(doc_id):
    astray = [
        row["quote"]
        for _, row in facts(doc_id)
        if folded(row["quote"]) not in pages(doc_id)[int(row["page"]) - 1 if row["page"] else 0]
    ]
    assert astray == []
    assert all(bool(row["page"]) == (doc_id in PAGED) for _, row in facts(doc_id))


@pytest.mark.parametrize("doc_id", DOC_IDS)
def test_doses_rates_and_values_are_printed_in_their_quote(doc_id):
    unprinted = []
    for kind, row in facts(doc_id):
        printed = {float(n) for n in NUMBER.findall(row["quote"])} | spelled(row["quote"])
        wanted = {float(row[column]) for column in PRINTED_NUMBERS & row.keys() if row[column]}
        unprinted += [(kind, row["quote"], number) for number in wanted - printed]
    assert unprinted == []


def spelled(quote):
    """A single fraction is printed as a word."""
    return {1.0} if re.search(r"\b(one|single)\b", quote) else set()


@pytest.mark.parametrize("doc_id", [d for d in DOC_IDS if d not in UNNUMBERED])
def test_a_study_labelled_by_author_has_that_author_at_its_reference_number(doc_id):
    text = "".join(pages(doc_id))
    labelled = [(AUTHOR_YEAR.fullmatch(row["study"]), row["study_refs"]) for _, row in facts(doc_id)]
    pairs = {(label[1], refs) for label, refs in labelled if label and ";" not in refs}
    assert {(author, ref) for author, ref in pairs if folded(ref + author) not in text} == set()


@pytest.mark.parametrize("doc_id", DOC_IDS)
def test_a_registry_id_belongs_to_one_study(doc_id):
    label_of = {}
    for _, row in facts(doc_id):
        for registry_id in filter(None, row["registry_ids"].split(";")):
            assert label_of.setdefault(registry_id, row["study"]) == row["study"]


@pytest.mark.parametrize("doc_id", DOC_IDS)
def test_drugs_are_sorted_and_what_rows_name_is_an_entity_of_the_paper(doc_id):
    entities = {(row["type"], row["canonical"]) for row in rows(doc_id, "entities")}
    for kind, row in facts(doc_id):
        drugs = [d for d in row["drugs"].split(";") if d]
        assert drugs == sorted(drugs)
        named = {("drug", d) for d in drugs} | {("registry_id", i) for i in row["registry_ids"].split(";") if i}
        named |= {("adverse_event", row["term"])} if kind == "adverse_event" else set()
        assert named <= entities


@pytest.mark.parametrize("doc_id", DOC_IDS)
def test_every_entity_is_printed_in_its_paper(doc_id):
    text = "".join(pages(doc_id))
    names = [name for row in rows(doc_id, "entities") for name in row["printed"].split(";")]
    assert [name for name in names if folded(name) not in text] == []


@pytest.mark.parametrize("doc_id", DOC_IDS)
def test_zero_and_not_reported_are_told_apart(doc_id):
    for row in rows(doc_id, "adverse_event"):
        if row["reported"] == "not_reported":
            assert not row["events"]
            assert not row["rate"]
        if row["reported"] == "zero":
            assert "0" in {row["events"], row["rate"]}
