"""Whole papers in layouts of their own, typeset here: columns, frames and places of tables, footnotes, kinds of references."""

import pytest
import typst

from pipeline.model.document import Source
from pipeline.parse.read_pdf import read_pdf

FIRST = (
    "Patients with metastases of the breast were treated with radiotherapy and with drugs, and their outcome was "
    "noted for two years after the end of the treatment."
)
SECOND = (
    "The local control was better where both were given at one time, and no more adverse events were seen than with "
    "either of them alone in the same centre."
)
TEXT = f"{FIRST} {SECOND} "
ROWS = "[Drug],[Dose],[n],[T-DM1],[3.6 mg/kg],[12],[Tucatinib],[300 mg],[45],[Lapatinib],[1250 mg],[7]"
CELLS = ["Drug", "Dose", "n", "T-DM1", "3.6 mg/kg", "12", "Tucatinib", "300 mg", "45", "Lapatinib", "1250 mg", "7"]
ABOVE = "#show figure.where(kind: table): set figure.caption(position: top)\n"
BELOW = "#show figure.where(kind: table): set figure.caption(position: bottom)\n"
AUTHORS = (("Adams", 2011), ("Baker", 2012), ("Clark", 2013), ("Davis", 2014))
CALLS = "It held in others (Adams 2011; Baker and Writer 2012) too. "


def table(stroke, caption="Doses"):
    return f"#figure(kind: table, caption: [{caption}], table(columns: 3, stroke: {stroke}, {ROWS}))\n"


def references():
    entries = (
        f"#par(hanging-indent: 12pt)[{name} A, Writer B ({year}) A trial of the radiotherapy with drugs in patients "
        f"with metastases of the brain and of the breast. Journal of Trials 3:10–19]"
        for name, year in AUTHORS
    )
    return "= References\n" + "\n\n".join(entries)


def section(heading, paragraphs, more=""):
    return f"= {heading}\n" + f"{TEXT * 2}{more}\n\n" * paragraphs


def paper(columns, *parts):
    """The PDF of a paper with a title over all columns and an abstract without a heading of its own."""
    head = (
        f'#set page(paper: "a4", columns: {columns}, margin: 2cm)\n#set text(size: 9pt)\n#set par(justify: true)\n'
        '#place(top + center, scope: "parent", float: true)'
        "[#text(size: 17pt)[Radiotherapy with drugs for metastases of the brain]\n\n Anna Author, Ben Writer]\n"
    )
    abstract = f"*Abstract* {TEXT * 2}\n\n"
    return typst.compile((head + abstract + "".join(parts)).encode())


def read(data):
    return read_pdf(Source("paper", "paper.pdf", "pdf", "0" * 64, len(data)), data)


SIDE = f"#grid(columns: (1fr, 1fr), gutter: 20pt, [{table('0.5pt')}], [{table('none', 'Second')}])\n"
LAYOUTS = {
    "three columns, a grid of rules": (
        paper(3, ABOVE, section("Introduction", 3), section("Methods", 3), table("0.5pt"),
              section("Results", 4), section("Discussion", 2, CALLS), references()),
        ["Doses"],
    ),
    "two columns, the caption below its grid": (
        paper(2, BELOW, section("Introduction", 3), section("Methods", 3), table("0.5pt"), section("Results", 4, CALLS),
              references()),
        ["Doses"],
    ),
    "one column, no rules at all, a footnote": (
        paper(1, ABOVE, section("Introduction", 2, "Doses#footnote[Those of the label.] were kept. "), table("none"),
              section("Results", 3, CALLS), references()),
        ["Doses"],
    ),
    "two tables side by side, one with rules": (
        paper(1, ABOVE, section("Introduction", 2), SIDE, section("Results", 3, CALLS), references()),
        ["Doses", "Second"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "captions"), LAYOUTS.values(), ids=LAYOUTS.keys())
def test_a_paper_is_read_whatever_its_layout(data, captions):
    found = read(data)
    assert found.title == "Radiotherapy with drugs for metastases of the brain"
    assert [t.caption for t in found.tables] == captions
    assert all([cell.text for cell in t.cells] == CELLS for t in found.tables)
    assert [(r.authors[0], r.year) for r in found.references] == [(f"{name} A", year) for name, year in AUTHORS]
    assert {c.numbers for c in found.callouts} >= {(1, 2)}
    assert "Those of the label" not in found.text
    assert "Journal of Trials" not in found.text


def test_sentences_go_on_over_columns_and_pages():
    found = read(LAYOUTS["two columns, the caption below its grid"][0])
    assert (found.text.count(FIRST), found.text.count(SECOND)) == (22, 22)
