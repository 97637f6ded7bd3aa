"""What a spreadsheet would run is made harmless, and comes back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.export.safety import neutral, printable, restored

LIVE = [
    ("=1+1", "'=1+1", "a formula"),
    ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0", "a plus sign starts a formula too"),
    ("@SUM(A1)", "'@SUM(A1)", "so does an at sign"),
    ("\t=1", "'\t=1", "a tab is cut off by some spreadsheets"),
    ("＝1+1", "'＝1+1", "the full-width form is folded by some spreadsheets"),
    ("-1.5", "-1.5", "a negative number stays a number"),
    ("+3", "+3", "a signed number stays a number"),
    ("-1.5%", "'-1.5%", "but not with more behind it"),
    ("3 of 12", "3 of 12", "plain text stays"),
    ("", "", "nothing stays nothing"),
    ("'=1", "''=1", "an apostrophe in front of a live text is doubled, so that it can come back"),
    ("'tis", "'tis", "any other apostrophe stays"),
]


@pytest.mark.parametrize(("text", "cell", "why"), LIVE, ids=[why for *_, why in LIVE])
def test_a_live_text_is_made_harmless(text, cell, why):
    assert neutral(text) == cell


@given(st.text())
def test_every_text_comes_back(text):
    assert restored(neutral(text)) == text


@given(st.text())
def test_a_terminal_sees_no_control_bytes(text):
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in printable(text))
