"""Headings -> sections."""

import pytest

from pipeline.parse.sections import Heading, sections_of


def heading(text, start, size=12.0, bold=True, italic=False, kind="body"):
    return Heading(text, start, size, bold, italic, kind)


LEVELS = {
    "numbers tell the depth": (["1. Methods", "1.1. Patients", "1.1.2 Dose", "2 Results"], [1, 2, 3, 1]),
    "a number without a point tells none beyond the first": (["3 Results"], [1]),
}


@pytest.mark.parametrize(("texts", "levels"), LEVELS.values(), ids=LEVELS.keys())
def test_numbered_levels(texts, levels):
    found = sections_of([heading(text, 10 * k) for k, text in enumerate(texts)], 100)
    assert [s.level for s in found] == levels


def test_the_look_tells_the_level_where_numbers_do_not():
    found = sections_of(
        [heading("Methods", 0), heading("Patients", 10, size=10), heading("Sex", 20, size=10, bold=False, italic=True)],
        50,
    )
    assert [s.level for s in found] == [1, 2, 3]


def test_a_section_reaches_to_the_next_as_high():
    found = sections_of([heading("1 A", 0), heading("1.1 B", 10), heading("1.2 C", 20), heading("2 D", 30)], 40)
    assert [(s.start, s.end) for s in found] == [(0, 30), (10, 20), (20, 30), (30, 40)]


KINDS = {
    "Funding": "declarations",
    "Conflict of interest": "declarations",
    "Availability of data and materials": "declarations",
    "Results": "body",
    "Fundamental findings": "body",
}


@pytest.mark.parametrize(("text", "kind"), KINDS.items(), ids=KINDS.keys())
def test_declarations_are_told_by_name(text, kind):
    assert sections_of([heading(text, 0)], 10)[0].kind == kind


def test_title_and_abstract_keep_their_kind():
    found = sections_of([heading("A trial", 0, 18, kind="title"), heading("Summary", 10, 9, kind="abstract")], 20)
    assert [(s.kind, s.level) for s in found] == [("title", 1), ("abstract", 1)]
