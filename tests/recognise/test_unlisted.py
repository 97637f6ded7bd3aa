"""Guesses: names that no vocabulary lists, never without a mark."""

from __future__ import annotations

import pytest

from pipeline.recognise.terms import terms

GUESSED = [
    ("a company's code name", "SGN-999 was stopped", "SGN-999", (), "code name"),
    ("a letter missing", "bedamustine", "bendamustine", ("fuzzy",), "rapidfuzz"),
    ("a letter too many", "mirvertuximab", "mirvetuximab soravtansine", ("fuzzy",), "rapidfuzz"),
    ("two letters swapped", "neutorpenia was", "neutrophil count decreased", ("fuzzy",), "rapidfuzz"),
]
REFUSED = [
    ("a cell line", "HCT116 cells"),
    ("a laboratory value", "ALT120"),
    ("a trial's name", "EV-301"),
    ("a cooperative group's trial", "NRG SGN-999"),
    ("two digits behind two letters", "CT-45"),
    ("a short word near a name", "afatinab"),
    ("another word of the field", "dysplasia"),
]


@pytest.mark.parametrize(("text", "name", "flags", "by"), [c[1:] for c in GUESSED], ids=[c[0] for c in GUESSED])
def test_guesses_are_marked(text: str, name: str, flags: tuple[str, ...], by: str) -> None:
    [found] = terms().find(text)
    assert (found.value.name, found.value.flags, found.by) == (name, flags, by)


@pytest.mark.parametrize("text", [c[1] for c in REFUSED], ids=[c[0] for c in REFUSED])
def test_what_is_not_guessed(text: str) -> None:
    assert terms().find(text) == ()


def test_a_listed_name_is_no_guess() -> None:
    [found] = terms().find("SGN-35")
    assert (found.value.name, found.by) == ("brentuximab vedotin", "vocabulary:drugs")
