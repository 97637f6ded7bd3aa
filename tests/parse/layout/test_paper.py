"""Pages -> the parts of a paper: what is furniture, front matter, heading, text, caption, note, reference."""

from pipeline.parse.layout.paper import lay_out
from pipeline.parse.layout.parts import Role
from tests.factories.sheets import column, sheet

PROSE = [
    "Patients with metastases of the breast were treated with",
    "radiotherapy and drugs, and their outcome was noted for",
]
BODY = [*PROSE * 3, "two years."]


def paper():
    """Two pages with heads and feet, title, abstract, sections, a figure's caption, a footnote, references."""
    first = [
        *column(["Journal of Trials 2021;3:45"], 50, 30, 8),
        *column(["Outcome of radiotherapy with drugs"], 50, 80, 18),
        *column(["Anna Author, Ben Writer"], 50, 110, 11),
        *column(["Abstract"], 50, 140, 11, "Serif-Bold", True),
        *column(BODY, 50, 155, 9),
        *column(["Keywords: breast; radiotherapy"], 50, 245, 9),
        *column(["1. Introduction"], 50, 270, 12, "Serif-Bold", True),
        *column(BODY, 50, 290),
        *column(["* Correspondence: anna@example.org"], 50, 700, 8),
        *column(["1"], 300, 780, 9),
    ]
    second = [
        *column(["Journal of Trials 2021;3:46"], 50, 30, 8),
        *column(BODY, 50, 80),
        *column(["Figure 1. Survival of all patients"], 50, 200, 8, "Sans"),
        *column(["2. Methods"], 50, 240, 12, "Serif-Bold", True),
        *column(BODY, 50, 260),
        *column(["References"], 50, 400, 12, "Serif-Bold", True),
        *column(["1. Author A. A trial. J Trials 2019;1:2.", "2. Writer B. Another. J Trials 2020;1:9."], 50, 420, 8),
        *column(["2"], 300, 780, 9),
    ]
    return [sheet(first), sheet(second, 2)]


def texts(role):
    return [part.block.text for part in lay_out(paper()).parts if part.role is role]


def test_heads_feet_and_page_numbers_are_no_part():
    everything = " ".join(part.block.text for part in lay_out(paper()).parts)
    assert "Journal of Trials" not in everything
    assert not any(part.block.text in ("1", "2") for part in lay_out(paper()).parts)


def test_the_title_is_the_largest_text_on_top():
    assert texts(Role.TITLE) == ["Outcome of radiotherapy with drugs"]


def test_headings_are_told_by_how_they_are_set():
    assert texts(Role.HEADING) == ["Abstract", "1. Introduction", "2. Methods", "References"]


def test_authors_and_keywords_are_front_matter():
    assert texts(Role.FRONT) == ["Anna Author, Ben Writer", "Keywords: breast; radiotherapy"]


def test_abstract_and_body():
    assert len(texts(Role.ABSTRACT)) == 1
    assert len(texts(Role.BODY)) == 3


def test_captions_notes_and_references_stand_aside():
    assert texts(Role.CAPTION) == ["Figure 1. Survival of all patients"]
    assert texts(Role.NOTE) == ["* Correspondence: anna@example.org"]
    assert len(texts(Role.REFERENCE)) == 1


def test_a_sheet_without_any_structure_is_all_body():
    parts = lay_out([sheet(column(["Trial NCT00470847 enrolled 120."], 50, 100))]).parts
    assert [part.role for part in parts] == [Role.BODY]


def test_a_sentence_that_begins_with_a_figure_is_no_caption():
    """It is set as the text is and no stop follows the number."""
    pages = [sheet(column([*BODY, *BODY], 50, 80) + column(["Figure 1 shows the survival of", *BODY], 50, 300))]
    assert not [part for part in lay_out(pages).parts if part.role is Role.CAPTION]


def test_text_at_the_page_edge_that_is_set_like_the_page_stays():
    """The last entry of a list of references reads like a stamp and may stand apart."""
    entries = [f"{k}. Author A, et al. A trial. J Trials 2019;1({k}):2." for k in range(1, 8)]
    words = [w for k, entry in enumerate(entries) for w in column([entry], 50, 640 + 22 * k, 8)]
    parts = lay_out([sheet(column(["References"], 50, 600, 12, "Serif-Bold", True) + words)]).parts
    assert " ".join(part.block.text for part in parts).count("J Trials") == 7


def test_last_lines_of_references_that_differ_in_figures_alone_are_no_running_feet():
    def references(first, number):
        rows = [f"{k}. Author A. A trial of the drugs. J Trials" for k in range(first, first + 53)]
        return sheet(column([*rows, f"{first}:1–9, {2000 + first}."], 50, 100), number)

    kept = lay_out([references(10, 1), references(63, 2)]).parts
    assert [text for text in ("10:1–9, 2010.", "63:1–9, 2063.") if any(text in part.block.text for part in kept)] == [
        "10:1–9, 2010.", "63:1–9, 2063.",
    ]  # fmt: skip
