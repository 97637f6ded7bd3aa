"""Reference lists: how entries are parted, which fields they give."""

import pytest

from pipeline.parse.references import ListLine, parse_references

STYLES = [
    ("Slamon DJ, Clark GM, et al. Human breast cancer. Science. 1987;235(4785):177–82.",
     ("Slamon DJ", "Clark GM"), 1987, "Human breast cancer", "Science", "Vancouver"),
    ("Slamon, D. J., & Clark, G. M. (1987). Human breast cancer. Science, 235(4785), 177–182.",
     ("Slamon DJ", "Clark GM"), 1987, "Human breast cancer", "Science", "APA"),
    ("D. J. Slamon, G. M. Clark, and W. L. McGuire, “Human breast cancer,” Science, vol. 235, pp. 177–182, 1987.",
     ("Slamon DJ", "Clark GM", "McGuire WL"), 1987, "Human breast cancer", "Science", "IEEE"),
    ("Slamon DJ, Clark GM (1987) Human breast cancer. Science 235:177–182",
     ("Slamon DJ", "Clark GM"), 1987, "Human breast cancer", "Science", "Springer"),
    ("Slamon DJ, Clark GM: Human breast cancer. Science 1987, 235:177-182.",
     ("Slamon DJ", "Clark GM"), 1987, "Human breast cancer", "Science", "older BMC"),
    ("van der Berg A, O’Brien-Smith JK. Survival from 1998–2009 in 2001 patients. Lancet. 2012;1:1–9.",
     ("van der Berg A", "O’Brien-Smith JK"), 2012, "Survival from 1998–2009 in 2001 patients", "Lancet", "years in title"),
    ("Early Breast Cancer Trialists' Collaborative Group (EBCTCG). Long-term outcomes. Lancet Oncol. 2018;19:27–39.",
     ("Early Breast Cancer Trialists' Collaborative Group (EBCTCG)",), 2018, "Long-term outcomes", "Lancet Oncol",
     "a group as author"),
    ("Gonz´alez-Burgos E. Plants. J Ethnopharmacol. 2011;135:209–225.",
     ("González-Burgos E",), 2011, "Plants", "J Ethnopharmacol", "an accent printed apart"),
]  # fmt: skip
MARKS = [
    (["1. Park A. One. J. 2001.", "2. Lee B. Two. J. 2002.", "3. Kim C. Three. J. 2003."], "stops"),
    (["[1] Park A. One. J. 2001.", "[2] Lee B. Two. J. 2002.", "[3] Kim C. Three. J. 2003."], "square brackets"),
    (["(1) Park A. One. J. 2001.", "(2) Lee B. Two. J. 2002.", "(3) Kim C. Three. J. 2003."], "round brackets"),
    (["1 Park A. One. J. 2001.", "2 Lee B. Two. J. 2002.", "3 Kim C. Three. J. 2003."], "bare numbers"),
    (["1Park A. One. J. 2001.", "2Lee B. Two. J. 2002.", "3Kim C. Three. J. 2003."], "raised numbers, glued"),
    (["1. Park A. One. J.", "2001.", "2. Lee B. Two in", "3 parts. J. 2002.", "3. Kim C. Three. J. 2003."], "wrapped"),
    (["Park A. One. J. 2001.", "Lee B. Two. J. 2002.", "Kim C. Three. J. 2003."], "no marks at all"),
    (["Park A. One. J. 2001.", "Lee B. Two", "goes on. J. 2002.", "3. Kim C. Three. J. 2003."], "marks lost but one"),
]


def placed(x0: float, top: float, text: str, page: int = 1, size: float = 8.0) -> ListLine:
    return ListLine(text, page, x0, top, size)


@pytest.mark.parametrize(
    ("raw", "authors", "year", "title", "journal", "why"), STYLES, ids=[why for *_, why in STYLES]
)  # fmt: skip
def test_the_fields_of_an_entry(raw, authors, year, title, journal, why):
    (reference,) = parse_references([f"1. {raw}"])
    found = (reference.number, reference.authors, reference.year, reference.title, reference.journal)
    assert found == (1, authors, year, title, journal), why


@pytest.mark.parametrize(("lines", "why"), MARKS, ids=[why for _, why in MARKS])
def test_entries_are_parted_and_numbered(lines, why):
    found = [(r.number, r.authors, r.year) for r in parse_references(lines)]
    assert found == [(1, ("Park A",), 2001), (2, ("Lee B",), 2002), (3, ("Kim C",), 2003)], why


def test_hanging_indents_part_entries_without_numbers_over_columns():
    lines = [
        placed(50, 700, "Park A (2001) One title that"), placed(60, 710, "goes on. J 1:1–2"),
        placed(50, 720, "World Health Organization (2002)"), placed(60, 730, "Report. Geneva"),
        placed(310, 80, "Two more words on the report."), placed(300, 90, "Kim C (2003) Three. J 3:4–5"),
    ]  # fmt: skip
    found = [(r.number, r.authors[0], r.year) for r in parse_references(lines)]
    assert found == [(1, "Park A", 2001), (2, "World Health Organization", 2002), (3, "Kim C", 2003)]


def test_whole_entries_without_persons_or_numbers_are_parted():
    lines = ["Park A (2001) One title. J 1:1–2.", "World Health Organization (2002) Report on cancer. Geneva: WHO.",
             "Kim C (2003) Three titles. J 3:4–5."]  # fmt: skip
    assert [(r.number, r.authors[0]) for r in parse_references(lines)] == [
        (1, "Park A"), (2, "World Health Organization"), (3, "Kim C"),
    ]  # fmt: skip


def test_numbers_in_a_column_of_their_own_join_their_lines():
    lines = [placed(50, 100, "1."), placed(50, 120, "2."), placed(50, 130, "3."),
             placed(64, 100.5, "Park A. One. J."), placed(64, 110, "2001."), placed(64, 120.5, "Lee B. Two. J. 2002."),
             placed(64, 130, "Kim C. Three. J. 2003.")]  # fmt: skip
    assert [(r.number, r.year) for r in parse_references(lines)] == [(1, 2001), (2, 2002), (3, 2003)]


def test_lines_of_another_size_are_no_part_of_the_list():
    lines = [placed(50, 100, "1. Park A. One. J. 2001."), placed(90, 110, "Table 9 left over", size=5.6),
             placed(50, 120, "2. Lee B. Two. J. 2002."), placed(50, 130, "3. Kim C. Three. J. 2003.")]  # fmt: skip
    assert parse_references(lines)[0].raw == "Park A. One. J. 2001."


def test_identifiers_survive_line_ends():
    (reference,) = parse_references(
        ["1. Park A. One. J. 2001;5:6. https://doi.org/10.1016/", "j.x.2001.05.006. PMID: 12345678."]
    )
    assert (reference.doi, reference.pmid) == ("10.1016/j.x.2001.05.006", "12345678")


def test_words_broken_at_line_ends_are_mended():
    (reference,) = parse_references(["1. Park A. Treat-", "ment of T-", "DM1. J. 2001."])
    assert reference.title == "Treatment of T-DM1"


def test_a_publisher_s_note_ends_the_list():
    found = parse_references(["1. Park A. One. J. 2001.", "Publisher’s Note The publisher remains neutral."])
    assert [r.raw for r in found] == ["Park A. One. J. 2001."]


def test_no_lines_no_references():
    assert parse_references([]) == ()
