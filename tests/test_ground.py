"""Drafts get their place, their quote and their id; a fact printed twice becomes one row."""

from dataclasses import replace

import pytest

from pipeline.ground import finding_id, ground
from pipeline.model.document import Document, Page, Run, Section, Source
from pipeline.model.finding import AdverseEvent, Outcome, Trial
from pipeline.model.geometry import Box
from pipeline.model.table import Cell, Table

TEXT = "Anemia was seen in 3 of 10. Later, anemia was seen in 3 of 10 again."
SOURCE = Source("paper", "paper.pdf", "pdf", "ab" * 32, 1000)


def runs(text):
    """One run a word, all on page 2, seven points a character."""
    at, out = 0, []
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        out.append(Run(start, at, 2, Box(7.0 * start, 100.0, 7.0 * at, 110.0)))
    return tuple(out)


DOCUMENT = Document(
    source=SOURCE,
    text=TEXT,
    pages=(Page(1, 600, 800), Page(2, 600, 800)),
    runs=runs(TEXT),
    sections=(Section("Abstract", 1, 0, 28, "abstract"), Section("Results", 1, 28, len(TEXT)), Section("Toxicity", 2, 28, len(TEXT))),
    tables=(Table("Table 1", "Events", (Cell(0, 0, "Event"), Cell(1, 0, "Anemia (3)", page=3, box=Box(10, 20, 60, 30))), page=3, section="Results"),),
)  # fmt: skip
IN_ABSTRACT = AdverseEvent(term="anemia", events=3, total=10, source="text", char_start=0, char_end=27)
IN_TEXT = replace(IN_ABSTRACT, char_start=28, char_end=len(TEXT))
IN_TABLE = AdverseEvent(term="anemia", events=3, source="table", table=1, row=2, col=1)


def test_a_span_gets_its_quote_page_box_and_section():
    (finding,) = ground(DOCUMENT, [IN_TEXT])
    assert finding.quote == TEXT[28:]
    assert (finding.page, finding.bbox) == (2, (196.0, 100.0, 476.0, 110.0))
    assert (finding.section, finding.source, finding.doc_id) == ("Results > Toxicity", "text", "paper")


def test_a_span_of_the_abstract_says_so():
    (finding,) = ground(DOCUMENT, [IN_ABSTRACT])
    assert (finding.source, finding.section) == ("abstract", "Abstract")


def test_a_cell_gets_its_text_page_and_box():
    (finding,) = ground(DOCUMENT, [IN_TABLE])
    assert (finding.quote, finding.page, finding.bbox) == ("Anemia (3)", 3, (10.0, 20.0, 60.0, 30.0))


def test_the_same_fact_printed_twice_is_one_row_that_names_both_places():
    (finding,) = ground(DOCUMENT, [IN_TEXT, IN_ABSTRACT])
    assert (finding.char_start, finding.also_at) == (0, (f"p2:28-{len(TEXT)}",))


def test_a_fact_of_text_and_table_says_that_both_agree():
    (both,) = ground(DOCUMENT, [IN_TEXT, replace(IN_TABLE, total=10)])
    assert both.agreement == "text+table"
    (alone,) = ground(DOCUMENT, [IN_TEXT, IN_TEXT])
    assert alone.agreement == "", "one kind of place, twice, is no second route"


def test_another_value_is_another_row():
    assert len(ground(DOCUMENT, [IN_TEXT, replace(IN_TEXT, events=4)])) == 2


SAME, OTHER = True, False
IDS = [
    ({"char_start": 5}, SAME, "better reading moves the place and keeps the id"),
    ({"quote": "x"}, SAME, "the words of the quote are no part of the fact"),
    ({"arm": "T-DM1 group"}, SAME, "nor is the wording of the arm"),
    ({"confidence": 0.5}, SAME, "nor is the confidence"),
    ({"events": 4}, OTHER, "another count is another fact"),
    ({"events": None}, OTHER, "no count is not zero"),
    ({"study": "KATHERINE"}, OTHER, "another study"),
    ({"comparator": False}, OTHER, "one side of a comparison is not the whole"),
    ({"drugs": ("lapatinib",)}, OTHER, "another arm"),
]


@pytest.mark.parametrize(("change", "same", "why"), IDS, ids=[w for *_, w in IDS])
def test_what_an_id_depends_on(change, same, why):
    assert (finding_id(DOCUMENT, replace(IN_TEXT, **change)) == finding_id(DOCUMENT, IN_TEXT)) is same


def test_the_kinds_have_ids_of_their_own():
    assert finding_id(DOCUMENT, Trial(n=3)) != finding_id(DOCUMENT, Outcome(events=3))


def test_another_file_gives_another_id():
    other = replace(DOCUMENT, source=replace(SOURCE, sha256="cd" * 32))
    assert finding_id(other, IN_TEXT) != finding_id(DOCUMENT, IN_TEXT)


@pytest.mark.parametrize("draft", [AdverseEvent(term="anemia"), replace(IN_TABLE, row=9), replace(IN_TABLE, col=None)])
def test_a_draft_without_a_place_is_a_bug(draft):
    with pytest.raises(ValueError, match="draft"):
        ground(DOCUMENT, [draft])


def test_a_quote_is_never_longer_than_500_characters():
    long = replace(DOCUMENT, text="a" * 900, runs=(), sections=())
    (finding,) = ground(long, [replace(IN_TEXT, char_start=0, char_end=900)])
    assert (len(finding.quote), finding.char_end, finding.page) == (500, 500, None)
