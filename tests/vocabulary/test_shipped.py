"""The vocabularies that ship: sound by the linter, as large as the field asks, members all known."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.lang.en.stop_words import STOP_WORDS

from pipeline.vocabulary import config_root, load
from pipeline.vocabulary.lint import faults

TITLES = sorted(path.stem for path in (config_root() / "vocabulary").glob("*.csv"))
LICENCES = {"CC0 1.0"}


@pytest.mark.parametrize("title", TITLES)
def test_every_vocabulary_is_sound(title: str) -> None:
    """No form names two entries, none is an English stop word, every row has a source, the licence may ship."""
    vocabulary = load(title)
    assert list(faults(vocabulary, STOP_WORDS)) == []
    assert vocabulary.licence in LICENCES


def test_the_oncology_drugs_are_there() -> None:
    """At least 380 drugs; nearly all carry a UNII and a DrugBank id, every one a class."""
    drugs = load("drugs").entries
    assert len(drugs) >= 380
    assert sum(d.code.startswith("UNII:") for d in drugs) >= 0.9 * len(drugs)
    assert all(d.group for d in drugs)


def test_ctcae_is_whole() -> None:
    """All 837 terms of CTCAE v5 with NCI Thesaurus codes, at least 1,500 synonyms among them."""
    terms = [e for e in load("adverse_events").entries if e.code]
    assert len(terms) == 837
    assert all(e.code.startswith("NCIT:C") for e in terms)
    assert sum(len(e.synonyms) + len(e.short_forms) for e in terms) >= 1500


def test_the_members_of_a_regimen_are_drugs() -> None:
    names = {drug.name for drug in load("drugs").entries}
    assert {m for regimen in load("regimens").entries for m in regimen.members} <= names


def test_no_licensed_codes() -> None:
    """MedDRA and SNOMED CT are licensed: no eight-digit or longer bare code may stand in a vocabulary."""
    codes = {c for title in TITLES for e in load(title).entries for c in (e.code, *e.other_codes) if c}
    assert {c.split(":")[0] for c in codes} <= {"UNII", "DRUGBANK", "NCIT"}


def test_every_file_is_utf8_with_unix_line_ends() -> None:
    for path in Path(config_root() / "vocabulary").glob("*.csv"):
        assert b"\r" not in path.read_bytes()
