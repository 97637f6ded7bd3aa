"""Reading a vocabulary: what a file must say, and what comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.vocabulary import Entry, config_root, load, read
from pipeline.vocabulary.lint import faults
from pipeline.vocabulary.tables import Vocabulary

HEADER = "# source: by hand\n# version: 1\n# licence: CC0 1.0\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "drugs.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_row_becomes_an_entry(tmp_path: Path) -> None:
    rows = "name,code,synonyms,short_forms,silent,source\nfluorouracil,UNII:U3P01618RT,5-fluorouracil; Adrucil,5-FU,,by hand\n"
    vocabulary = read(written(tmp_path, HEADER + rows))
    assert (vocabulary.title, vocabulary.source, vocabulary.version, vocabulary.licence) == (
        "drugs", "by hand", "1", "CC0 1.0",
    )  # fmt: skip
    assert vocabulary.entries == (
        Entry("fluorouracil", "UNII:U3P01618RT", synonyms=("5-fluorouracil", "Adrucil"), short_forms=("5-FU",), source="by hand"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param("name,source\nx,by hand\n", "does not say its source", id="no header"),
        pytest.param("# source: x\n# version: 1\nname,source\n", "licence", id="no licence"),
        pytest.param(HEADER + "name,dose,source\n", "dose", id="a column that nobody reads"),
        pytest.param(HEADER + "code,source\n", "'name'", id="no name column"),
        pytest.param(HEADER + "name,source\nx,by hand, twice\n", "row of 'x'", id="a comma that is not quoted"),
    ],
)
def test_a_file_that_says_too_little_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(ConfigError, match=complaint):
        read(written(tmp_path, text))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read(tmp_path / "none.csv")


def test_a_folder_without_vocabularies_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="--configs"):
        config_root(tmp_path)


@pytest.mark.parametrize(
    ("form", "name"),
    [
        pytest.param("Herceptin", "trastuzumab", id="brand name"),
        pytest.param("t-dm1", "trastuzumab emtansine", id="short form looked up in any case"),
        pytest.param("DS\u20118201", "trastuzumab deruxtecan", id="code name with a non-breaking hyphen"),
        pytest.param("S-1", "tegafur-gimeracil-oteracil potassium", id="combination without an INN"),
    ],
)
def test_a_drug_is_found_by_any_of_its_names(form: str, name: str) -> None:
    entry = load("drugs").find(form)
    assert entry is not None
    assert entry.name == name


def test_a_strange_name_is_not_found() -> None:
    assert load("drugs").find("HER2") is None


@pytest.mark.parametrize(
    ("entries", "complaint"),
    [
        pytest.param(
            (Entry("a", source="x"), Entry("b", synonyms=("A",), source="x")), "names both a and b", id="twice"
        ),
        pytest.param((Entry("the", source="x"),), "stop word", id="stop word"),
        pytest.param((Entry("a"),), "no source", id="no source"),
    ],
)
def test_the_linter_names_the_fault(entries: tuple[Entry, ...], complaint: str) -> None:
    [fault] = faults(Vocabulary("drugs", "x", "1", "x", entries), ["the"])
    assert complaint in fault
