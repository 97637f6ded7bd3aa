"""The text with its quotes marked: every finding has its own mark around all of its words, wherever others stand."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fromstring

from pipeline.model.finding import Trial
from pipeline.pages.html import Entry
from pipeline.pages.sheet import text_sheet

TEXT = "Zero. Of 12 patients, 3 had nausea <5 %. The end."


def marked(*spans):
    entries = [
        Entry(Trial(finding_id=f"f{i}", char_start=a, char_end=b), f"finding {i}") for i, (a, b) in enumerate(spans)
    ]
    tree = fromstring(text_sheet(TEXT, entries))
    return tree.text_content(), {e.get("id"): e.text_content() for e in tree.iter("span")}


CASES = [
    ([(6, 40)], [TEXT[6:40]], "one quote, its sign escaped"),
    ([(0, 5)], [TEXT[0:5]], "a quote that begins with the text"),
    ([(6, 40), (6, 40)], [TEXT[6:40]] * 2, "two findings of one sentence are both marked"),
    ([(6, 40), (22, 34)], [TEXT[6:40], TEXT[22:34]], "a clause within its sentence"),
    ([(6, 40), (41, 49)], [TEXT[6:40], TEXT[41:49]], "one after the other"),
    ([(6, 20), (15, 40)], [TEXT[6:20], TEXT[15:20]], "one that crosses another ends with it"),
]


@pytest.mark.parametrize(("spans", "quotes", "why"), CASES, ids=[why for *_, why in CASES])
def test_each_quote_has_its_mark(spans, quotes, why):
    shown, marks = marked(*spans)
    assert shown.strip() == TEXT
    assert marks == {f"f{i}": quote for i, quote in enumerate(quotes)}


@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(1, 20)), max_size=6))
def test_the_text_is_shown_once_and_whole(places):
    shown, marks = marked(*((a, min(a + n, len(TEXT))) for a, n in places))
    assert shown.strip() == TEXT
    assert len(marks) == len(places)


def test_a_cell_is_quoted_behind_the_text_and_what_is_no_result_waits_to_be_asked_for():
    cell = Entry(Trial(finding_id="c", table=1, row=2, col=3, quote="3 (<5)"), "said")
    mouse = Entry(Trial(finding_id="m", char_start=0, char_end=5, flags=("left_out:animal",)), "said")
    sheet = text_sheet(TEXT, [cell, mouse])
    assert "Table 1, row 2, column 3: 3 (&lt;5)" in sheet
    assert re.findall(r'id="(\w)" class="([^"]*)"', sheet) == [("m", "quote aside"), ("c", "quote")]
