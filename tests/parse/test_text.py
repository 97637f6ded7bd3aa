"""Plain text and Markdown, as PDF converters leave papers."""

import pytest

from pipeline.errors import Refusal
from pipeline.model.document import Source
from pipeline.parse.text import read_text
from pipeline.parse.text.blocks import blocks_of, plain, without_furniture
from pipeline.parse.text.grid import read_grid
from tests.shared import SHARED, needs_shared

SOURCE = Source("paper", "paper.txt", "text", "0" * 64, 1)
PAPER = """Journal of Examples
REVIEW

Radiotherapy with an antibody in metastatic disease: a short review

Ann Park¹ · Bo Lee²*

¹ Department of Oncology, Example University, Seoul, Korea

Received: 1 May 2021 Published online: 3 June 2022

https://doi.org/10.1234/ex.2022.5

Abstract

Half of the patients responded.

Keywords antibody, brain

1 Introduction

The dose was 20 Gy in one fraction [1, 2], which the panel of experts considered to be

Page 2 of 9

Fig. 1 Schedule of treatment. *RT* radiotherapy

sufficient for most lesions [3]. A sec-
ond course followed.

2 Results

Table 1 shows the studies.

Table 1 Studies of the antibody

Study\tN\tDose
Park et al., 2019 [1]\t12\t20 Gy
Lee et al., 2020 [2]\t30\tNR

NR not reported, Gy gray

2.1 Harms

Necrosis was rare.

Funding This work had no sponsor.

References

1. Park A, Lee B. One title. J Ex. 2019;1:1–2.
2. Lee B. Two titles. J Ex. 2020;2:3–4.
3. Kim C. Three titles. J Ex. 2021;3:5–6.

Publisher's Note The publisher remains neutral.
"""
FURNITURE = [
    ("Page 5 of 13", "page of pages"),
    ("17", "a bare number"),
    ("– 17 –", "a number between dashes"),
    ("Vol.:(0123456789)", "a publisher's stamp"),
]
INLINE = [
    ("*N Engl J Med*", "N Engl J Med", "emphasis"),
    ("**OPEN** access", "OPEN access", "strong emphasis"),
    ("Yu W 1* and Shen Z 1*", "Yu W 1* and Shen Z 1*", "stars that are marks stay"),
    ("* p < 0.05, ** p < 0.01", "* p < 0.05, ** p < 0.01", "stars that are footnotes stay"),
    ("10<sup>9</sup>/L, lesions<sup>12,13</sup>", "10⁹/L, lesions¹²,¹³", "HTML superscripts"),
    ("m$^{2}$ and CO<sub>2</sub>", "m² and CO2", "TeX superscripts, subscripts"),
    ("<script>alert(1)</script>", "<script>alert(1)</script>", "other markup is text"),
    ("NCT0047\u00ad0847", "NCT00470847", "soft hyphens go"),
]
WRAPPED = [
    ("a treat-\nment of\ntwo weeks", "a treatment of two weeks", "a word parted at the line end"),
    ("with T-\nDM1 alone", "with T-DM1 alone", "a name keeps its hyphen"),
    ("both pre- and\npost-operative", "both pre- and post-operative", "a hanging hyphen stays"),
    ("given intra- venously", "given intravenously", "a word that a converter left parted"),
    ("in NCT0047-\n0847 only", "in NCT0047-0847 only", "figures are not glued"),
]
GRIDS = [
    (["A\tB", "1\t2"], [["A", "B"], ["1", "2"]], 1, (), "tabs"),
    (["| A | B |", "|---|:-:|", "| 1 | a \\| b |"], [["A", "B"], ["1", "a | b"]], 1, (), "pipes with a rule"),
    (["A\tB\tC", "1\t2", "3\t4\t5"], [["A", "B", "C"], ["1", "2", ""], ["3", "4", "5"]], 1, (), "a short row is filled up"),
    (["A\tB\tC", "1\t2 and", "more\t3", "4\t5\t6"], [["A", "B", "C"], ["1", "2 and more", "3"], ["4", "5", "6"]], 1, (),
     "a break inside a cell"),
    (["A\tB", "x\t1 of", "them only", "y\t2"], [["A", "B"], ["x", "1 of them only"], ["y", "2"]], 1, (),
     "a break inside the last cell"),
    (["alone", "|---|"], [["alone"]], 1, (), "one cell over a rule"),
    (["A\tB", "Grade 3", "x\t1", "y\t2"], [["A", "B"], ["Grade 3", ""], ["x", "1"], ["y", "2"]], 1, (1,), "a row group"),
]  # fmt: skip


@pytest.fixture(scope="module")
def paper():
    return read_text(SOURCE, PAPER.encode())


def test_title_doi_and_year_come_from_the_front(paper):
    assert paper.title == "Radiotherapy with an antibody in metastatic disease: a short review"
    assert (paper.doi, paper.year) == ("10.1234/ex.2022.5", 2022)


def test_sections_have_levels_and_kinds(paper):
    assert [(s.kind, s.level, s.heading) for s in paper.sections] == [
        ("title", 1, ""), ("abstract", 1, "Abstract"), ("body", 1, "1 Introduction"), ("body", 1, "2 Results"),
        ("body", 2, "2.1 Harms"), ("declarations", 1, "Funding"),
    ]  # fmt: skip


def test_a_paragraph_goes_on_over_a_page_break_and_a_figure(paper):
    whole = "experts considered to be sufficient for most lesions [3]. A second course followed."
    assert whole in paper.text


@pytest.mark.parametrize(
    "left_out", ["Page 2", "Schedule", "Department", "Keywords", "Gy gray", "One title", "neutral", "Received"]
)
def test_what_is_no_running_text_is_left_out(paper, left_out):
    assert left_out not in paper.text


def test_captions_legends_and_tables_are_kept_apart(paper):
    (table,) = paper.tables
    assert (table.label, table.caption, table.section) == ("Table 1", "Studies of the antibody", "2 Results")
    assert table.abbreviations == (("NR", "not reported"), ("Gy", "gray"))
    assert [c.text for c in table.row(1)] == ["Park et al., 2019 [1]", "12", "20 Gy"]
    assert [(f.label, f.caption) for f in paper.figures] == [("Fig. 1", "Schedule of treatment. RT radiotherapy")]
    assert "Table 1 shows the studies." in paper.text


def test_references_and_call_outs_are_resolved(paper):
    assert [(r.number, r.authors[0], r.year) for r in paper.references] == [
        (1, "Park A", 2019), (2, "Lee B", 2020), (3, "Kim C", 2021),
    ]  # fmt: skip
    assert [c.numbers for c in paper.callouts] == [(1, 2), (3,)]


@pytest.mark.parametrize(
    "opening", ["Published data show it.", "Accepted limits differ.", "Review of all files took time."]
)
def test_paragraphs_that_begin_like_notices_are_text(opening):
    text = f"# A title of five words\n\n## Results\n\nBefore it.\n\n{opening}\n\nAfter it."
    assert opening in read_text(SOURCE, text.encode()).text


@pytest.mark.parametrize(
    "below", ["of the patients in both arms.", "Data from both arms agree.", "In all, half responded."]
)
def test_paragraphs_below_a_table_are_no_legend(below):
    text = f"# A title of five words\n\n## Results\n\nThis was seen in most\n\nTable 1 Doses\n\nA\tB\n1\t2\n\n{below}\n\nEnd."
    document = read_text(SOURCE, text.encode())
    assert below in document.text
    assert document.tables[0].legend == ""


@pytest.mark.parametrize(
    "below", ["* p < 0.05", "a Including two deaths", "Note: medians", "b per day", "Values are medians."]
)
def test_notes_below_a_table_are_its_legend(below):
    text = (
        f"# A title of five words\n\n## Results\n\nAll was seen.\n\nTable 1 Doses\n\nA\tB\n1\t2\n\n{below}\n\nThe end."
    )
    document = read_text(SOURCE, text.encode())
    assert below not in document.text
    assert document.tables[0].legend == below


@pytest.mark.parametrize(("line", "why"), FURNITURE, ids=[why for _, why in FURNITURE])
def test_page_furniture_is_taken_out(line, why):
    assert without_furniture(["text", "", line, "", "text"]) == ["text", "", "", "", "text"], why


def test_lines_that_return_on_every_page_are_furniture():
    lines = ["Park et al. J Ex 2022, 3:17", "", "A.", "", "Park et al. J Ex 2022, 3:18", "", "Not applicable.", ""] * 3
    assert [line for line in without_furniture(lines) if line] == ["A.", "Not applicable."] * 3


@pytest.mark.parametrize(("printed", "expected", "why"), INLINE, ids=[why for *_, why in INLINE])
def test_inline_marks(printed, expected, why):
    assert plain(printed) == expected, why


@pytest.mark.parametrize(("wrapped", "joined", "why"), WRAPPED, ids=[why for *_, why in WRAPPED])
def test_wrapped_lines_are_joined(wrapped, joined, why):
    assert [block.text for block in blocks_of(wrapped)] == [joined], why


@pytest.mark.parametrize(("rows", "cells", "header_rows", "groups", "why"), GRIDS, ids=[why for *_, why in GRIDS])
def test_rows_become_cells(rows, cells, header_rows, groups, why):
    table = read_grid(rows, "", "", "", "")
    assert [[table.at(r, c).text for c in range(table.cols)] for r in range(table.rows)] == cells, why
    assert (table.header_rows, table.row_groups) == (header_rows, groups)


def test_a_head_of_two_rows_spans_its_gaps():
    table = read_grid(["Drug\tArm A\t\tp", "\tn\tdose\t", "X\t1\t2\t3"], "", "", "", "")
    assert table.header_rows == 2
    assert [table.header_of(c) for c in range(4)] == [("Drug",), ("Arm A", "n"), ("Arm A", "dose"), ("p",)]


def test_markdown_headings_and_lists():
    text = "# A short title of a paper\n\n## Results\n\nAll of these:\n- one\n- two\n\n### Harms\n\nNone were seen."
    document = read_text(SOURCE, text.encode())
    assert document.title == "A short title of a paper"
    assert [(s.level, s.heading) for s in document.sections] == [(1, ""), (1, "Results"), (2, "Harms")]
    assert document.text.endswith("All of these:\n\none\n\ntwo\n\nHarms\n\nNone were seen.")


def test_a_caption_below_its_table_is_found():
    text = "Results were few.\n\nA\tB\n1\t2\n\nTable 2 Caption below\n\nThe text goes on here."
    (table,) = read_text(SOURCE, text.encode()).tables
    assert (table.label, table.caption) == ("Table 2", "Caption below")


def test_a_sentence_that_an_address_interrupts_is_put_together():
    text = (
        "Background\n\nIn the last years it has been shown by many groups, again and again, that the disease lowers the quality"
        "\n\n*Correspondence: Ann Park\n\nann@example.org\n\n"
        "¹ Department of Oncology, Example Hospital, Seoul, South Korea of life in most patients. It is rare.\n\nMore."
    )
    assert "lowers the quality of life in most patients." in read_text(SOURCE, text.encode()).text


def test_one_line_is_text_and_no_title():
    document = read_text(SOURCE, b"The trial is registered (NCT00470847) at ClinicalTrials.gov.")
    assert (document.title, document.text) == ("", "The trial is registered (NCT00470847) at ClinicalTrials.gov.")


def test_a_notice_alone_is_the_text():
    assert read_text(SOURCE, b"Published online: 5 May 2021").text == "Published online: 5 May 2021"


def test_a_text_in_another_language_is_flagged():
    text = "Die Patienten wurden mit der Strahlentherapie behandelt und es war nicht zu sehen, dass sie davon profitierten. "
    document = read_text(SOURCE, (text * 5).encode())
    assert (document.language, document.flags) == ("de", ("not_english",))


@pytest.mark.parametrize(
    "data", [b"Page 1 of 2", b"\xc2\xad", b"# \xc2\xad"], ids=["page number", "soft hyphen", "heading"]
)
def test_a_text_without_words_is_refused(data):
    with pytest.raises(Refusal) as refusal:
        read_text(SOURCE, data)
    assert refusal.value.reason == "no_text"


def test_a_text_beyond_the_limit_is_refused():
    with pytest.raises(Refusal) as refusal:
        read_text(SOURCE, b"many words " * 100, max_chars=1000)
    assert refusal.value.reason == "too_large"


@needs_shared
@pytest.mark.parametrize(
    ("name", "tables", "references", "sections"),
    [("wan2025_tdm1_rt", [("Table 1", 15, 7)], 124, 12),
     ("yang2023_her2_bcbm_rt_targeted", [("Table 1", 6, 7), ("Table 2", 4, 4)], 93, 16)],
)  # fmt: skip
def test_real_papers_as_converters_leave_them(name, tables, references, sections):
    document = read_text(SOURCE, (SHARED / "corpus" / "seeds_text" / f"{name}.txt").read_bytes())
    assert [(t.label, t.rows, t.cols) for t in document.tables] == tables
    assert [r.number for r in document.references] == list(range(1, references + 1))
    assert all(r.authors and r.year for r in document.references)
    assert sum(s.kind == "body" for s in document.sections) == sections
    called = {n for c in document.callouts for n in c.numbers}
    assert len(called) >= 0.95 * references
