"""Small values that check themselves, and the short way to write a place."""

import pytest

from pipeline.model.account import Account
from pipeline.model.geometry import Span
from pipeline.model.mention import Concept, Mention, Passage
from pipeline.model.place import place_text
from pipeline.model.quantity import Amount, Grade

REFUSED = {
    "an amount without a number": (lambda: Amount(unit="Gy"), "an amount needs a number"),
    "a range upside down": (lambda: Amount(low=3.0, high=2.0), "range upside down"),
    "a grade above 5": (lambda: Grade(3, 6), "no such grades"),
    "grades upside down": (lambda: Grade(4, 3), "no such grades"),
    "a mention of an unknown kind": (lambda: Mention("opinion", 0, 1, "x", None, "test"), "is not a kind"),
    "a mention that does not fit its span": (lambda: Mention("drug", 0, 3, "ab", None, "test"), "does not fit"),
    "a mention of nothing": (lambda: Mention("drug", 2, 2, "", None, "test"), "does not fit"),
    "an account without finding and reason": (lambda: Account("t1", None, "5"), "either a finding or a reason"),
    "an account with both": (lambda: Account("t1", None, "5", finding_id="f", reason="year"), "either a finding"),
}


@pytest.mark.parametrize(("make", "complaint"), REFUSED.values(), ids=REFUSED)
def test_no_such_value_can_be_made(make, complaint):
    with pytest.raises(ValueError, match=complaint):
        make()


def test_zero_is_an_amount_and_a_grade():
    assert Amount(0.0).value == 0.0
    assert Grade(0, 0).high == 0


def test_a_mention_is_named_by_its_concept_else_as_printed():
    text = "T-DM1 was given"
    known = Mention.at(text, "drug", 0, 5, Concept("trastuzumab emtansine"), "test")
    assert (known.name, known.text, known.span) == ("trastuzumab emtansine", "T-DM1", Span(0, 5))
    assert Mention.at(text, "drug", 0, 5, None, "test").name == "T-DM1"
    assert Passage(text, (known,)).within(Span(0, 4)) == ()
    assert Passage(text, (known,)).within(Span(0, 5)) == (known,)


EMPTY = dict.fromkeys(("page", "table", "row", "col", "char_start", "char_end"))
PLACES = [
    ({"page": 5, "table": 1, "row": 3, "col": 2}, "p5:t1:r3:c2", "a cell of a page"),
    ({"table": 1, "row": 3, "col": 2}, "t1:r3:c2", "a cell of an input without pages"),
    ({"page": 7, "char_start": 0, "char_end": 31}, "p7:0-31", "the beginning of the text"),
]


@pytest.mark.parametrize(("columns", "written", "why"), PLACES, ids=[why for *_, why in PLACES])
def test_where_a_finding_stands(columns, written, why):
    assert place_text(EMPTY | columns) == written
