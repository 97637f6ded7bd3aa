"""JATS XML: what the reader makes of marked-up papers, and of XML that means harm."""

import pytest

from pipeline.errors import Refusal
from pipeline.model.document import Source
from pipeline.parse.jats import read_jats
from tests.shared import SHARED, needs_shared

SOURCE = Source("paper", "paper.xml", "jats", "0" * 64, 1)
REFS = "".join(f'<ref id="B{n}"><mixed-citation>Ref {n}.</mixed-citation></ref>' for n in range(1, 13))
INLINE = [
    ("10<sup>9</sup>/L and m<sup>2</sup>", "10⁹/L and m²", (), "superscript digits"),
    ("CO<sub>2</sub> <italic>per os</italic>", "CO2 per os", (), "subscripts and emphasis"),
    ('[<xref ref-type="bibr" rid="B1">1</xref>, <xref ref-type="bibr" rid="B3">3</xref>]', "[1, 3]", ((1, 3),), "a list"),
    ('[<xref ref-type="bibr" rid="B3">3</xref>–<xref ref-type="bibr" rid="B6">6</xref>]', "[3–6]", ((3, 4, 5, 6),),
     "a range over two marks"),
    ('<sup><xref ref-type="bibr" rid="B3 B6">3–6</xref></sup>.', "³–⁶.", ((3, 4, 5, 6),), "a raised range in one mark"),
    ('(<xref ref-type="bibr" rid="B2">Park et al., 2009</xref>; <xref ref-type="bibr" rid="B5">Lee, 2010</xref>)',
     "(Park et al., 2009; Lee, 2010)", ((2, 5),), "names and years"),
    ('<xref ref-type="bibr" rid="B1">1</xref> and later <xref ref-type="bibr" rid="B2">2</xref>', "1 and later 2",
     ((1,), (2,)), "two apart"),
    ('see <xref ref-type="fig" rid="F1">Fig. 1</xref>', "see Fig. 1", (), "a figure is no reference"),
    ("dose<table-wrap><table><tr><td>1</td></tr></table></table-wrap> goes on", "dose goes on", (), "a float inside"),
    ("x<disp-formula><tex-math>\\alpha</tex-math></disp-formula> y", "x y", (), "formulas are no text"),
]  # fmt: skip
HOSTILE = [
    ('<!DOCTYPE article [<!ENTITY x SYSTEM "file:///etc/passwd">]><article><body><p>&x;</p></body></article>',
     "xml_entity", "a local file as entity"),
    ('<!DOCTYPE article [<!ENTITY % d SYSTEM "http://127.0.0.1:9/e.dtd"> %d;]><article/>', "xml_entity", "a remote DTD"),
    ('<!DOCTYPE article [<!ENTITY a "&b;"><!ENTITY b "&a;">]><article><body><p>&a;</p></body></article>',
     "xml_entity", "a loop"),
    ("<article>" + "<sec>" * 400 + "</sec>" * 400 + "</article>", "xml_depth", "nested beyond reason"),
    ("<article><body><p>cut off in the mid", "truncated", "cut inside the text"),
    ("<article><body><p>cut</p></bo", "truncated", "cut inside a tag"),
    ("<html><body><p>Sign in</p></body></html>", "wrong_type", "a web page"),
    ("<!DOCTYPE html><p>x</p>", "wrong_type", "a web page by its document type"),
    ("<TEI><text/></TEI>", "wrong_type", "another kind of XML"),
    ("plain words", "wrong_type", "no XML at all"),
    ("", "empty", "nothing"),
    ('<?xml version="1.0" encoding="x-nonsense"?><article/>', "malformed", "an encoding that nobody knows"),
    ("<article><front/><body/></article>", "no_text", "a shell without words"),
]  # fmt: skip
READABLE = [
    ('<article xml:lang="en"><body><p>5&nbsp;mg &plusmn; &alpha;</p></body></article>', "5\u00a0mg ± α", (), "HTML's named entities"),
    ('<article xml:lang="en"><body><p>5&nobody.s; mg</p></body></article>', "5\ufffd mg", ("replaced_characters:1",),
     "an entity that nobody knows"),
    ('<j:article xmlns:j="urn:x"><j:body><j:p>x</j:p></j:body></j:article>', "x", (), "a namespace of its own"),
    ("<pmc-articleset><article><body><p>x</p></body></article></pmc-articleset>", "x", (), "wrapped by the archive"),
    ('<!DOCTYPE article PUBLIC "-//NLM//DTD JATS//EN" "JATS.dtd"><article><body><p>x</p></body></article>', "x", (),
     "an ordinary document type, not fetched"),
    ('<?xml version="1.0" encoding="UTF-7"?><article><body><p>+AGE-</p></body></article>', "+AGE-", (),
     "UTF-7 is never decoded"),
    ("<article><body><p>a\x00b</p></body></article>", "ab", ("control_characters:1",), "NUL bytes"),
    ('<article xml:lang="en"><body><p>x <b>y</p></body></article>', "x y", ("recovered",), "a slip in an otherwise whole file"),
    ("<article><body><p>a<!-- no --><?pi no?>b</p></body></article>", "ab", (), "comments and instructions"),
    ('<article><body><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>'
     "<p>x</p></body></article>", "x", (), "nothing is included"),
]  # fmt: skip


def article(body: str = "", front: str = "", back: str = "") -> bytes:
    head = f"<front><article-meta><title-group><article-title>Title</article-title></title-group>{front}</article-meta></front>"
    return f"<article>{head}<body>{body}</body><back>{back}<ref-list>{REFS}</ref-list></back></article>".encode()


@pytest.mark.parametrize(("markup", "text", "numbers", "why"), INLINE, ids=[why for *_, why in INLINE])
def test_inline_markup_becomes_text_and_call_outs(markup, text, numbers, why):
    document = read_jats(SOURCE, article(f"<p>{markup}</p>"))
    assert document.text == f"Title\n\n{text}", why
    assert tuple(c.numbers for c in document.callouts) == numbers, why


def test_call_outs_point_at_what_is_printed():
    document = read_jats(SOURCE, article('<p>One [<xref ref-type="bibr" rid="B7">7</xref>] here.</p>'))
    (callout,) = document.callouts
    assert document.text[callout.start : callout.end] == "7"


@pytest.mark.parametrize(("xml", "reason", "why"), HOSTILE, ids=[why for *_, why in HOSTILE])
def test_xml_that_cannot_be_trusted_or_read_is_refused(xml, reason, why):
    with pytest.raises(Refusal) as refusal:
        read_jats(SOURCE, xml.encode())
    assert refusal.value.reason == reason, why


@pytest.mark.parametrize(("xml", "text", "flags", "why"), READABLE, ids=[why for *_, why in READABLE])
def test_odd_xml_that_is_harmless_is_read(xml, text, flags, why):
    document = read_jats(SOURCE, xml.encode())
    assert (document.text, document.flags) == (text, flags), why


@pytest.mark.parametrize(
    ("encoding", "flags"), [("utf-16", ()), ("utf-8", ()), ("latin-1", ("replaced_characters:1",))]
)
def test_a_declared_encoding_is_not_trusted(encoding, flags):
    xml = '<?xml version="1.0" encoding="UTF-8"?><article><body><p>Étude 12</p></body></article>'
    document = read_jats(SOURCE, xml.encode(encoding))
    assert document.text.endswith("tude 12")
    assert document.flags == flags


def test_an_article_without_end_of_text_is_too_large():
    with pytest.raises(Refusal) as refusal:
        read_jats(SOURCE, article("<p>" + "x" * 5000 + "</p>"), max_chars=1000)
    assert refusal.value.reason == "too_large"


def test_sections_have_levels_and_kinds():
    abstract = "<abstract><sec><title>Results</title><p>Half.</p></sec></abstract>"
    body = "<sec><label>1</label><title>Methods</title><p>A.</p><sec><title>Patients</title><p>B.</p></sec></sec>"
    back = "<ack><p>Thanks.</p></ack><sec><title>Conflict of interest</title><p>None.</p></sec>"
    document = read_jats(SOURCE, article(body, abstract, back))
    assert [(s.kind, s.level, s.heading) for s in document.sections] == [
        ("title", 1, ""), ("abstract", 1, "Abstract"), ("abstract", 2, "Results"), ("body", 1, "1 Methods"),
        ("body", 2, "Patients"), ("declarations", 1, "Acknowledgements"), ("declarations", 1, "Conflict of interest"),
    ]  # fmt: skip
    assert document.heading_path(document.text.index("B.")) == "1 Methods > Patients"
    assert document.heading_path(document.text.index("Half")) == "Abstract > Results"


def test_lists_stand_between_the_parts_of_their_paragraph():
    items = "<list><list-item><p>one;</p></list-item><list-item><p>two.</p></list-item></list>"
    document = read_jats(SOURCE, article(f"<p>Either {items} or none.</p>"))
    assert document.text == "Title\n\nEither\n\none;\n\ntwo.\n\nor none."


def test_a_table_keeps_spans_head_groups_legend_and_footnotes():
    wrap = (
        '<sec><title>Results</title><table-wrap id="T1"><label>Table 1</label><caption><p>Doses.</p></caption><table>'
        '<thead><tr><th rowspan="2">Drug</th><th colspan="2">Dose</th></tr><tr><th>low</th><th>high<sup>a</sup></th></tr></thead>'
        '<tbody><tr><td colspan="3">Adults</td></tr><tr><td>X</td><td>1</td><td>2*</td></tr></tbody></table>'
        "<table-wrap-foot><p>NR, not reported; IV, intravenous</p><p><sup>a</sup>per day</p>"
        "<fn><p>* once</p></fn></table-wrap-foot></table-wrap></sec>"
    )
    (table,) = read_jats(SOURCE, article(wrap)).tables
    assert (table.label, table.caption, table.section) == ("Table 1", "Doses.", "Results")
    assert (table.rows, table.cols, table.header_rows, table.row_groups) == (4, 3, 2, (2,))
    assert table.header_of(2) == ("Dose", "highᵃ")
    assert table.group_of(3) == "Adults"
    assert table.abbreviations == (("NR", "not reported"), ("IV", "intravenous"))
    assert [c.notes for c in table.cells if c.notes] == [("a per day",), ("* once",)]


def test_absurd_spans_do_not_grow_the_grid():
    (table,) = read_jats(
        SOURCE, article('<table-wrap><table><tr><td rowspan="99999999" colspan="-4">x</td></tr></table></table-wrap>')
    ).tables
    assert (table.rows, table.cols) == (1, 1)


def test_a_float_takes_the_section_that_first_calls_it():
    body = '<sec><title>Results</title><p>See <xref ref-type="table" rid="T1">Table 1</xref>.</p></sec>'
    floats = '<floats-group><table-wrap id="T1"><table><tr><td>x</td></tr></table></table-wrap></floats-group>'
    data = article(body).replace(b"</article>", floats.encode() + b"</article>")
    assert read_jats(SOURCE, data).tables[0].section == "Results"


def test_references_give_names_year_journal_and_identifiers():
    ref = (
        '<ref id="R1"><label>[1]</label><element-citation><person-group person-group-type="author"><name><surname>von Minckwitz'
        "</surname><given-names>Gunter A.</given-names></name><collab>The Group</collab><etal/></person-group><article-title>T"
        "</article-title><source>N Engl J Med</source><year>2019a</year><pub-id pub-id-type='doi'>10.1056/x</pub-id>"
        "<pub-id pub-id-type='pmid'>30516102</pub-id></element-citation></ref>"
    )
    data = f"<article><body><p>x</p></body><back><ref-list>{ref}</ref-list></back></article>".encode()
    (found,) = read_jats(SOURCE, data).references
    assert (found.number, found.authors, found.year) == (1, ("von Minckwitz GA", "The Group"), 2019)
    assert (found.title, found.journal, found.doi, found.pmid) == ("T", "N Engl J Med", "10.1056/x", "30516102")


def test_an_entry_without_markup_is_read_as_printed():
    ref = '<ref id="R1"><label>1.</label><mixed-citation>Park A, Lee B. One title. J Ex. 2019;1:1–2.</mixed-citation></ref>'
    data = f"<article><body><p>x</p></body><back><ref-list>{ref}</ref-list></back></article>".encode()
    (found,) = read_jats(SOURCE, data).references
    assert (found.authors, found.year, found.title) == (("Park A", "Lee B"), 2019, "One title")


def test_references_without_usable_labels_are_numbered_by_place():
    refs = "".join(f"<ref id='{k}'><label>*</label><mixed-citation>Ref</mixed-citation></ref>" for k in "abc")
    data = f"<article><body><p>x</p></body><back><ref-list>{refs}</ref-list></back></article>".encode()
    assert [r.number for r in read_jats(SOURCE, data).references] == [1, 2, 3]


def test_the_front_matter_gives_doi_year_language_and_registration():
    front = (
        "<article-id pub-id-type='doi'>10.1/x</article-id><pub-date pub-type='epub'><year>2018</year></pub-date>"
        "<pub-date pub-type='ppub'><year>2019</year></pub-date>"
        "<related-object document-id='NCT00470847' source-type='clinical-trials-registry'>ClinicalTrials.gov</related-object>"
    )
    document = read_jats(SOURCE, article("<p>x</p>", front).replace(b"<article>", b"<article xml:lang='de'>", 1))
    assert (document.doi, document.year, document.language) == ("10.1/x", 2019, "de")
    assert document.registry_ids == ("NCT00470847",)
    assert document.flags == ("not_english",)


def test_a_registration_that_the_abstract_prints_is_the_paper_s_own():
    front = "<abstract><p>Trial registration: ClinicalTrials.gov NCT01234567. Others ran before.</p></abstract>"
    assert read_jats(SOURCE, article("<p>x</p>", front)).registry_ids == ("NCT01234567",)


def test_reviewers_reports_are_no_part_of_the_paper():
    data = article("<p>x</p>").replace(
        b"</article>",
        b"<sub-article><body><p>Report</p><table-wrap><table><tr><td>1</td></tr></table></table-wrap></body></sub-article></article>",
    )
    document = read_jats(SOURCE, data)
    assert "Report" not in document.text
    assert document.tables == ()


@needs_shared
@pytest.mark.parametrize("path", sorted((SHARED / "corpus" / "pairs_jats").glob("*.xml")), ids=lambda p: p.stem)
def test_real_papers_are_read_whole(path):
    document = read_jats(SOURCE, path.read_bytes())
    numbers = {r.number for r in document.references}
    assert document.title
    assert document.year is not None
    assert document.flags == ()
    assert all(r.authors or r.title or r.raw for r in document.references)
    assert {n for c in document.callouts for n in c.numbers} <= numbers
    assert any(s.kind == "body" for s in document.sections)
