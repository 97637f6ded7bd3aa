"""Printed lines -> linear text: hyphens, raised digits, paragraphs, the way back to the page."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.parse.layout.lines import lines_of
from pipeline.parse.repair import TextBuilder, known_words, paragraphs, without_hyphen
from tests.factories.sheets import column, line, sheet, word

KNOWN = frozenset({"treatment", "dose-dependent", "whole", "brain", "co-operate"})
HYPHENS = {
    "a word the paper prints elsewhere": ("treat-", "ment", True),
    "a soft hyphen only parts": ("whatso\u00ad", "ever", True),
    "a compound the paper prints elsewhere": ("dose-", "dependent", False),
    "two words that stand alone elsewhere": ("whole-", "brain", False),
    "an unknown word is taken for a parted one": ("radiosur-", "gery", True),
    "a drug's code name": ("T-", "DM1", False),
    "a capital on the next line": ("anti-", "HER2", False),
    "a figure before the hyphen": ("HER2-", "positive", False),
    "a range of figures": ("12-", "24", False),
}


@pytest.mark.parametrize(("left", "right", "joined"), HYPHENS.values(), ids=HYPHENS.keys())
def test_hyphens_at_line_ends(left, right, joined):
    assert without_hyphen(left, right, KNOWN) is joined


def written(words, known=frozenset()):
    builder = TextBuilder(known)
    builder.paragraph(lines_of(sheet(words)))
    return builder


LINE_ENDS = {
    "a blank between lines": (["given on", "day one"], "given on day one"),
    "a parted word": (["the treat-", "ment was"], "the treatment was"),
    "a kept hyphen": (["with T-", "DM1 was"], "with T-DM1 was"),
    "a dash before a bracket": (["arm A -", "(n = 3)"], "arm A - (n = 3)"),
}


@pytest.mark.parametrize(("rows", "text"), LINE_ENDS.values(), ids=LINE_ENDS.keys())
def test_lines_join(rows, text):
    assert written(column(rows, 50, 100), KNOWN).text == text


RAISED = {
    "a citation mark never glues to a number": ("15 Gy", "12", "15 Gy¹²"),
    "marks keep their commas and dashes": ("trial", "9,10–12", "trial⁹,¹⁰–¹²"),
    "a power": ("10", "9", "10⁹"),
    "a negative power": ("10", "-9", "10⁻⁹"),
    "letters are left as they are": ("given", "a", "givena"),
}


@pytest.mark.parametrize(("base", "mark", "text"), RAISED.values(), ids=RAISED.keys())
def test_raised_marks(base, mark, text):
    words = line(base, 50, 100)
    assert written([*words, word(mark, words[-1].box.x1, 96.5, 6)]).text == text


def test_a_lowered_figure_is_no_superscript():
    words = line("CO", 50, 100)
    assert written([*words, word("2", words[-1].box.x1, 102, 6)]).text == "CO2"


def test_an_indented_line_begins_a_paragraph():
    rows = column(["first line of text", "second line of text"], 50, 100) + column(["  moved in"], 62, 124)
    assert [len(part) for part in paragraphs(lines_of(sheet(rows)))] == [2, 1]


def test_a_short_line_with_a_stop_ends_a_paragraph():
    rows = column(
        ["a line that is as long as the column", "short one.", "another line of the same column here"], 50, 100
    )
    assert [len(part) for part in paragraphs(lines_of(sheet(rows)))] == [2, 1]


def test_each_bullet_is_a_paragraph():
    rows = column(["• age 55 to 74", "• smokers of thirty", "pack years"], 50, 100)
    assert [len(part) for part in paragraphs(lines_of(sheet(rows)))] == [1, 2]


def test_words_at_line_ends_are_no_evidence():
    assert known_words(lines_of(sheet(column(["the treat-", "Whole (brain) x"], 50, 100)))) == {"the", "whole", "brain"}


WORDS = st.lists(st.text("abc-1", min_size=1, max_size=6), min_size=1, max_size=6).map(" ".join)


@settings(max_examples=80, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=5))
def test_runs_lead_each_letter_back_to_its_word(rows):
    """Runs ascend, do not overlap, cover all but blanks, and hold the letters of the word in their box."""
    words = column(rows, 50, 100)
    builder = written(words)
    printed = {w.box: w.text for w in words}
    last = 0
    for run in builder.runs:
        assert builder.text[last : run.start].strip() == ""
        assert builder.text[run.start : run.end] in (printed[run.box], printed[run.box][:-1])
        last = run.end
    assert last == len(builder.text)
