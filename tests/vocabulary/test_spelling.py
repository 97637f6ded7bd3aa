"""Spellings that are one word, and words that stay two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.vocabulary.spelling import even, folded, word_key

ONE = [
    ("UK oe", "oedema", "edema"),
    ("UK ae", "anaemia", "anemia"),
    ("UK our", "tumour", "tumor"),
    ("UK leuco", "leucopenia", "leukopenia"),
    ("plural", "headaches", "headache"),
    ("plural on -ies", "toxicities", "toxicity"),
    ("plural on -shes", "rashes", "rash"),
    ("Greek letter", "α", "alpha"),
    ("INN writes alfa", "alfa", "alpha"),
    ("case", "Nausea", "nausea"),
]
TWO = [
    ("-itis is no plural", "arthritis", "arthriti"),
    ("short forms keep their s", "sos", "so"),
    ("opposites", "hypertension", "hypotension"),
]


@pytest.mark.parametrize(("one", "other"), [c[1:] for c in ONE], ids=[c[0] for c in ONE])
def test_one_word(one: str, other: str) -> None:
    assert word_key(one) == word_key(other)


@pytest.mark.parametrize(("one", "other"), [c[1:] for c in TWO], ids=[c[0] for c in TWO])
def test_two_words(one: str, other: str) -> None:
    assert word_key(one) != word_key(other)


def test_dashes_and_blanks_join_alike() -> None:
    """A non-breaking hyphen, a hyphen and a no-break blank are one; an em dash parts clauses."""
    assert folded("T\u2011DM1") == folded("T-DM1") == folded("T\u00a0DM1")
    assert even("pain\u2014fatigue") == "pain\u2014fatigue"


@given(st.text(max_size=80))
def test_even_keeps_every_place(text: str) -> None:
    """Offsets found in the evened text hold in the text itself."""
    assert len(even(text)) == len(text)
