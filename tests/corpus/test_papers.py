"""The papers of the embedded corpus: complete, ours, varied, and what their sources give."""

import dataclasses
import hashlib

import pytest
import typst

from tests.corpus.embedded import DOC_IDS, MANIFEST, PAPERS, build, folded, jats, pages

PAPERS_BY_ID = {paper.doc_id: paper for paper in build.papers()}
TYPST = [p.doc_id for p in PAPERS_BY_ID.values() if p.producer == "typst"]
BY_MACHINE = [p.doc_id for p in PAPERS_BY_ID.values() if p.producer in build.PROGRAMS]
READ_SUFFIXES = {".pdf", ".xml", ".nxml", ".txt", ".md"}


def test_the_manifest_names_each_paper_once_and_no_paper_is_missing():
    assert len(set(DOC_IDS)) == len(DOC_IDS)
    assert {row["file"] for row in MANIFEST} == {p.name for p in PAPERS.iterdir() if p.suffix in READ_SUFFIXES}


def test_the_folder_of_sources_holds_nothing_that_a_reader_would_take_for_a_paper():
    assert [p.name for p in (PAPERS / "sources").iterdir() if p.suffix in READ_SUFFIXES] == []


@pytest.mark.parametrize("row", MANIFEST, ids=DOC_IDS)
def test_a_row_of_the_manifest_is_complete(row):
    assert (PAPERS / row["file"]).stem == row["doc_id"]
    assert (PAPERS / row["source"]).is_file()
    assert row["licence"] == "CC0-1.0"
    assert row["exercises"]


@pytest.mark.parametrize("doc_id", DOC_IDS)
def test_the_first_page_says_that_the_paper_is_a_demonstration(doc_id):
    assert folded("Demonstration paper. Written for this project") in pages(doc_id)[0]


def test_the_papers_come_from_several_producers_and_in_all_formats():
    assert {row["producer"] for row in MANIFEST} == {"typst", "chromium", "pdftex", "jats", "text"}


@pytest.mark.parametrize("doc_id", TYPST)
def test_typst_gives_the_kept_bytes(doc_id):
    assert build.outcome(PAPERS_BY_ID[doc_id], check=True) == "same"


def test_two_typesettings_are_the_same_bytes_and_carry_no_date():
    source = str(PAPERS_BY_ID[TYPST[0]].source)
    first, second = (typst.compile(source, ignore_system_fonts=True) for _ in range(2))
    assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest()
    assert b"CreationDate" not in first


@pytest.mark.parametrize("doc_id", BY_MACHINE)
def test_a_producer_of_the_machine_gives_the_kept_words(doc_id):
    paper = PAPERS_BY_ID[doc_id]
    if build.program(paper.producer) is None:
        pytest.skip(f"{paper.producer} is not installed: {paper.file.name} cannot be typeset here")
    assert build.outcome(paper, check=True) == "same"


def test_checking_notices_a_file_that_its_source_does_not_give(tmp_path):
    stale = tmp_path / "stale.pdf"
    stale.write_bytes(b"%PDF-1.7 of last week")
    paper = dataclasses.replace(PAPERS_BY_ID[TYPST[0]], file=stale)
    assert build.outcome(paper, check=True) == "differs"
    assert stale.read_bytes() == b"%PDF-1.7 of last week"


def test_building_writes_a_file_that_its_source_does_not_give(tmp_path):
    paper = dataclasses.replace(PAPERS_BY_ID[TYPST[0]], file=tmp_path / "new.pdf")
    assert build.outcome(paper, check=False) == "written"
    assert build.outcome(paper, check=True) == "same"


def typeset(tmp_path, text):
    source = tmp_path / "a.typ"
    source.write_text(text, encoding="utf-8")
    return build.words(typst.compile(str(source), ignore_system_fonts=True))


def test_words_stay_the_same_when_lines_break_elsewhere(tmp_path):
    text = "The median progression-free survival with T-DM1 was 9.6 months in 3b/4 trials after 221–374 days. " * 9
    wide, narrow = (
        typeset(tmp_path, f"#set page(width: {w}, height: 9cm)\n#set par(justify: true)\n{text}")
        for w in ("20cm", "5cm")
    )
    assert wide == narrow


@pytest.mark.parametrize(("kept", "fresh"), [("9.6 months", "9.8 months"), ("with T-DM1", "with T-DXd"), ("a", "a b")])
def test_words_tell_a_changed_number_or_name(tmp_path, kept, fresh):
    assert typeset(tmp_path, kept) != typeset(tmp_path, fresh)


def test_a_producer_that_is_not_there_is_skipped_and_not_an_error(monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert [build.outcome(PAPERS_BY_ID[d], check=True) for d in BY_MACHINE] == ["skipped"] * len(BY_MACHINE)


def test_the_jats_paper_has_its_trial_in_the_front_matter_and_resolves_its_own_links():
    root = jats(next(PAPERS / row["file"] for row in MANIFEST if row["producer"] == "jats"))
    ids = {e.get("id") for e in root.iter() if e.get("id")}
    assert [e.get("document-id") for e in root.iter("related-object")] == ["NCT02924883"]
    assert {e.get("rid") for e in root.iter("xref")} <= ids
    assert {e.get("id") for e in root.iter("ref")} == {
        e.get("rid") for e in root.iter("xref") if e.get("ref-type") == "bibr"
    }


def test_the_text_paper_has_tables_as_lines_with_the_same_number_of_tabs():
    path = next(PAPERS / row["file"] for row in MANIFEST if row["producer"] == "text")
    blocks = [block.splitlines() for block in path.read_text(encoding="utf-8").split("\n\n") if "\t" in block]
    assert len(blocks) == 3
    assert all(len({line.count("\t") for line in block}) == 1 for block in blocks)
