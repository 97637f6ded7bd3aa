"""A tokenizer whose words compare by their key: spelling, plural and Greek letters folded (`vocabulary.spelling`)."""

from __future__ import annotations

import re

from spacy.attrs import NORM
from spacy.tokenizer import Tokenizer
from spacy.vocab import Vocab

from pipeline.vocabulary.spelling import word_key

_MARK = r"[^\w\s]|_"


def word_splitter() -> Tokenizer:
    """A spaCy tokenizer that parts text at blanks and around every mark, whose NORM is the key of the word."""
    return split_at_marks(Vocab(lex_attr_getters={NORM: word_key}))


def split_at_marks(vocab: Vocab) -> Tokenizer:
    """A tokenizer over that vocabulary that parts text at blanks and around every mark that is no letter or digit."""
    return Tokenizer(
        vocab,
        prefix_search=re.compile(f"^(?:{_MARK})").search,
        suffix_search=re.compile(f"(?:{_MARK})$").search,
        infix_finditer=re.compile(_MARK).finditer,
    )
