"""What the name model sees of a word: its form, beginning, ending and shape, and whether a vocabulary knows it.

The last two are flags of the vocabularies that ship: a name that the model never saw in training is one that some list
knows. They are read at start, so the model must be trained anew when the vocabularies change much.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from spacy.attrs import FLAG20, FLAG21, NORM, PREFIX, SHAPE, SUFFIX
from spacy.lang.en import English
from spacy.lang.lex_attrs import word_shape
from spacy.language import Language
from spacy.vocab import Vocab

from pipeline.recognise.words import WordSplitter
from pipeline.vocabulary import load
from pipeline.vocabulary.spelling import word_key

ATTRIBUTES = ("NORM", "PREFIX", "SUFFIX", "SHAPE", "FLAG20", "FLAG21")
CHEMICAL_LISTS = ("drugs", "medicines")
CONDITION_LISTS = ("adverse_events",)
_ENDS = 4
_SHORTEST = {CHEMICAL_LISTS: 5, CONDITION_LISTS: 4}
_DIGIT = re.compile(r"[0-9]")


def blank_model(root: Path | None = None) -> Language:
    """An English pipeline without components whose words carry the features; `root` is the folder of settings."""
    getters: Any = _getters(root)  # spaCy types the keys as names, but takes the numbers of attributes
    nlp = English(vocab=Vocab(lex_attr_getters=getters))
    nlp.tokenizer = WordSplitter(nlp.vocab)
    return nlp


def _getters(root: Path | None) -> dict[int, Callable[[str], Any]]:
    chemicals, conditions = words_of(CHEMICAL_LISTS, root), words_of(CONDITION_LISTS, root)
    return {
        NORM: lambda word: _DIGIT.sub("0", word.lower()),
        PREFIX: lambda word: word[:_ENDS].lower(),
        SUFFIX: lambda word: word[-_ENDS:].lower(),
        SHAPE: word_shape,
        FLAG20: lambda word: word_key(word) in chemicals,
        FLAG21: lambda word: word_key(word) in conditions,
    }


@lru_cache(maxsize=8)
def words_of(titles: tuple[str, ...], root: Path | None = None) -> frozenset[str]:
    """The keys of the words that stand in any form of these vocabularies, the shortest words left out."""
    long_enough = re.compile(rf"[A-Za-z]{{{_SHORTEST[titles]},}}")
    forms = (form for title in titles for entry in load(title, root).entries for form in entry.forms)
    return frozenset(word_key(word) for form in forms for word in long_enough.findall(form))
