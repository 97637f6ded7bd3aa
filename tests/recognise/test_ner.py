"""The name model: what it marks beyond the vocabularies, which words ask for it, what a text itself decides."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import load_settings
from pipeline.errors import ConfigError
from pipeline.model.geometry import Span
from pipeline.recognise import attention
from pipeline.recognise.attention import Attention
from pipeline.recognise.corpus import Annotated
from pipeline.recognise.ner import NameModel, name_model
from pipeline.recognise.recogniser import build
from pipeline.vocabulary import config_root

ASKS = Attention(frozenset({"the", "was", "given", "with"}), frozenset({"mint"}), frozenset({"lway"}))


@pytest.fixture(scope="module")
def shipped() -> NameModel:
    return name_model()


@pytest.mark.parametrize(
    ("word", "does"),
    [
        pytest.param("the", False, id="a plain word"),
        pytest.param("Mint", True, id="a word of names"),
        pytest.param("always", False, id="a plain ending"),
        pytest.param("sneezol", True, id="a word never seen"),
        pytest.param("SGN75", True, id="an unusual word"),
    ],
)
def test_which_words_ask(word: str, does: bool) -> None:
    assert ASKS.asks(word) is does


def test_windows_hold_the_asking_word_and_its_neighbours() -> None:
    text = "the the the the the the sneezol the the the the the the. the was given"
    [window] = ASKS.windows(text, ())
    assert window.of(text) == "the the the the sneezol the the the the"
    assert ASKS.windows(text, range(len(text))) == []


@given(st.lists(st.sampled_from(["the", "sneezol", "was", "mint.", "With"]), max_size=40))
def test_windows_never_overlap_and_miss_no_asking_word(words: list[str]) -> None:
    text = " ".join(words)
    windows = ASKS.windows(text, ())
    assert all(a.end <= b.start for a, b in pairwise(windows))
    places = [Span(i, i + 7) for i in range(len(text)) if text.startswith("sneezol", i)]
    assert all(any(w.holds(place) for w in windows) for place in places)


def test_attention_is_learned_from_names(tmp_path: Path) -> None:
    """A word three times outside of names is plain, one three times inside is a name's; lists survive the disk."""
    mint = Annotated("mint helps mint, mint helps; so helps", tuple((Span(s, s + 4), "chemical") for s in (0, 11, 17)))
    learned = attention.learned([mint])
    assert "help" in learned.plain_words
    assert "mint" in learned.name_words
    attention.write(learned, tmp_path)
    assert attention.read(tmp_path) == learned


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        pytest.param("Rats given haloperidol slept.", "chemical", "haloperidol", id="a medicine of the lists"),
        pytest.param("It causes thrombocytopenia.", "condition", "thrombocytopenia", id="an event of the lists"),
        pytest.param("Haloperidol-induced catalepsy was seen in rats.", "condition", "catalepsy", id="the model alone"),
    ],
)
def test_names_are_marked(shipped: NameModel, text: str, kind: str, name: str) -> None:
    assert (kind, name) in [(m.kind, m.text) for m in shipped.find(text)]


def test_a_short_form_means_what_the_text_says(shipped: NameModel) -> None:
    text = "Acute renal failure (ARF) followed amphotericin. ARF was fatal."
    kinds = {(m.kind, m.start) for m in shipped.find(text) if m.text == "ARF"}
    assert kinds == {("condition", 21), ("condition", 49)}


@given(st.text(alphabet="morphine (M) pain,.\n-\u00b2", max_size=60))
def test_mentions_lie_in_the_text_and_never_overlap(text: str) -> None:
    last = 0
    for mention in name_model().find(text):
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= last
        last = mention.end


def test_the_same_text_gives_the_same_names(shipped: NameModel) -> None:
    """Whatever was read before: the model keeps no memory between texts."""
    text = "Levodopa-induced dyskinesias and amantadine in 24 patients."
    before = shipped.find(text)
    shipped.find("Something else about cisplatin and hearing loss.")
    assert shipped.find(text) == before


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\ud800 haloperidol (\ud800)", id="lone surrogates"),
        pytest.param("İ haloperidol, HALOPERIDOL İ haloperidol", id="a letter that is longer in lower case"),
        pytest.param("1-" * 9000 + " haloperidol", id="no blank for longer than a block"),
    ],
)
def test_odd_texts_keep_their_offsets(shipped: NameModel, text: str) -> None:
    found = shipped.find(text)
    assert [m.text.lower() for m in found] == ["haloperidol"] * text.lower().count("haloperidol")
    assert all(text[m.start : m.end] == m.text for m in found)


Install = Callable[[list[dict[str, str]]], str]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Makes a tiny spaCy model that marks these patterns and installs it as pip would: package, metadata, data."""
    package, record = tmp_path / "en_tiny", tmp_path / "en_tiny-1.0.dist-info"

    def made(patterns: list[dict[str, str]]) -> str:
        nlp = spacy.blank("en", meta={"lang": "en", "name": "tiny", "version": "1.0"})
        ruler: Any = nlp.add_pipe("entity_ruler")
        ruler.add_patterns(patterns)
        package.mkdir()
        nlp.to_disk(package / "en_tiny-1.0")
        shutil.copy(package / "en_tiny-1.0" / "meta.json", package)
        init = "from spacy.util import load_model_from_init_py\ndef load(**how): return load_model_from_init_py(__file__, **how)\n"
        (package / "__init__.py").write_text(init, encoding="utf-8")
        record.mkdir()
        (record / "METADATA").write_text("Metadata-Version: 2.1\nName: en_tiny\nVersion: 1.0\n", encoding="utf-8")
        return "en_tiny"

    monkeypatch.syspath_prepend(tmp_path)
    name_model.cache_clear()
    yield made
    sys.modules.pop("en_tiny", None)
    name_model.cache_clear()


TYPED = [{"label": "CHEMICAL", "pattern": "sneezol"}, {"label": "DISEASE", "pattern": "hiccupitis"}]


def test_a_model_that_is_installed_marks_names_in_its_own_labels(install: Install) -> None:
    found = name_model(None, install(TYPED)).find("Sneezol? No: sneezol, for hiccupitis, beside cisplatin.")
    marked = {(m.kind, m.text, m.by) for m in found}
    assert {("chemical", "sneezol", "model:en_tiny"), ("condition", "hiccupitis", "model:en_tiny")} <= marked
    assert ("chemical", "cisplatin", "vocabulary:drugs") in marked


def test_names_without_a_kind_take_that_of_a_phrase_inside(install: Install) -> None:
    """As scispaCy's en_core_sci models mark them; what holds no phrase stays unmarked."""
    patterns = [{"label": "ENTITY", "pattern": words} for words in ("sneezol cisplatin", "hiccupitis")]
    found = name_model(None, install(patterns)).find("A hiccupitis after sneezol cisplatin.")
    assert [(m.kind, m.text) for m in found] == [("chemical", "sneezol cisplatin")]


def test_a_model_of_other_things_is_refused(install: Install) -> None:
    with pytest.raises(ConfigError, match="en_tiny marks neither chemicals nor conditions"):
        name_model(None, install([{"label": "GENE", "pattern": "sneezol"}]))


def test_a_model_whose_data_is_missing_is_named(install: Install, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / install(TYPED) / "en_tiny-1.0")
    with pytest.raises(ConfigError, match="en_tiny does not load with this spaCy"):
        name_model(None, "en_tiny")


def test_the_settings_name_the_model(install: Install, tmp_path: Path) -> None:
    configs = tmp_path / "configs"
    shutil.copytree(config_root(), configs)
    (configs / "pipeline.toml").write_text(f'[recognise]\nmodel = "{install(TYPED)}"\n', encoding="utf-8")
    recogniser = build(configs, load_settings(configs).recognise, names=True)
    assert ("condition", "hiccupitis") in {(m.kind, m.text) for m in recogniser.passage("a hiccupitis").mentions}


def test_a_model_that_is_not_installed_is_named_with_the_remedy() -> None:
    with pytest.raises(ConfigError) as error:
        name_model(None, "en_core_sci_nowhere")
    assert str(error.value).startswith("the model en_core_sci_nowhere is not installed; pip install it")
