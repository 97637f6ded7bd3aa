"""The name model: what it marks beyond the vocabularies, which words ask for it, what a text itself decides."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ConfigError
from pipeline.model.geometry import Span
from pipeline.recognise import attention
from pipeline.recognise.attention import Attention
from pipeline.recognise.corpus import Annotated
from pipeline.recognise.ner import NameModel, name_model

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


def test_a_model_that_is_not_installed_is_named_with_the_remedy() -> None:
    with pytest.raises(ConfigError, match="en_core_sci_nowhere is not installed"):
        name_model(None, "en_core_sci_nowhere")
