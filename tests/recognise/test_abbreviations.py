"""Abbreviations: what a paper defines, where it defines it, and which parentheses define nothing."""

from __future__ import annotations

import pytest

from pipeline.model.document import Document, Section, Source
from pipeline.model.table import Table
from pipeline.recognise.abbreviations import find_abbreviations, in_parentheses, plausible

SOURCE = Source("paper", "paper.txt", "text", "0" * 64, 1)
DEFINED = [
    ("long form first", "We saw radiation necrosis (RN) in two.", {"RN": "radiation necrosis"}),
    ("hyphens inside", "They had vocal cord radiotherapy (VC-RT).", {"VC-RT": "vocal cord radiotherapy"}),
    ("a list of drugs", "They had docetaxel, cisplatin and S-1 (DCS).", {"DCS": "docetaxel, cisplatin and S-1"}),
    ("two in one sentence", "Overall survival (OS) and progression-free survival (PFS) were read.",
     {"OS": "Overall survival", "PFS": "progression-free survival"}),
]  # fmt: skip
UNDEFINED = [
    ("a range", "The median was 12 months (range 2-14)."),
    ("a unit", "A total dose of gray years (Gy) was given."),
    ("a number", "Twelve patients died (12)."),
    ("a formula", "The clearance (i.e., CL = dose/AUC) fell."),
]


def paper(text: str, **parts: object) -> Document:
    return Document(SOURCE, text, **parts)  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "pairs"), [c[1:] for c in DEFINED], ids=[c[0] for c in DEFINED])
def test_definitions(text: str, pairs: dict[str, str]) -> None:
    assert find_abbreviations(paper(text)) == pairs


@pytest.mark.parametrize("text", [c[1] for c in UNDEFINED], ids=[c[0] for c in UNDEFINED])
def test_no_definitions(text: str) -> None:
    assert find_abbreviations(paper(text)) == {}


def test_the_first_definition_stays() -> None:
    """A legend that means something else comes after the text."""
    table = Table("Table 1", "", (), abbreviations=(("RN", "registered nurse"), ("NR", "not reported")))
    text = "We saw radiation necrosis (RN) in two."
    assert find_abbreviations(paper(text, tables=(table,))) == {"RN": "radiation necrosis", "NR": "not reported"}


def test_the_list_at_the_end() -> None:
    text = "Abbreviations\nBM: brain metastasis; SRS: stereotactic radiosurgery; n: number"
    section = Section("Abbreviations", 1, 0, len(text), "declarations")
    assert find_abbreviations(paper(text, sections=(section,))) == {
        "BM": "brain metastasis", "SRS": "stereotactic radiosurgery",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("short", "long", "may"),
    [
        pytest.param("RN", "radiation necrosis", True, id="a short form"),
        pytest.param("range", "a range of values", False, id="a word"),
        pytest.param("Gy", "gray years", False, id="a unit"),
        pytest.param("ORR", "ORR was high", False, id="explained by itself"),
        pytest.param("T", "trastuzumab", False, id="one letter"),
    ],
)
def test_plausible(short: str, long: str, may: bool) -> None:
    assert plausible(short, long) is may


def test_a_sentence_of_parentheses_is_left_alone() -> None:
    """The detector compares each opening parenthesis with each closing one; a wall of them defines nothing."""
    assert list(in_parentheses("(a)" * 5000)) == []
