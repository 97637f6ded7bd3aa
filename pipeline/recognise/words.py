"""A tokenizer whose words compare by their key: spelling, plural and Greek letters folded (`vocabulary.spelling`).

spaCy's own tokenizer strips marks one at a time and takes quadratic time over a long run of them; this one is linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.attrs import NORM
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.vocabulary.spelling import word_key

# Words are runs of letters and digits; any other character is a word of its own, one blank behind a word its space.
_WORD = re.compile(r"([^\W_]+|[\W_])( ?)")
_SURROGATE = re.compile("[\ud800-\udfff]")


def storable(text: str) -> str:
    """The text, as long as before, with lone surrogates as U+FFFD: spaCy keeps words as UTF-8, which has none."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


@dataclass(frozen=True)
class WordSplitter:
    """Parts a text at blanks and around every mark that is no letter or digit."""

    vocab: Vocab

    def __call__(self, text: str) -> Doc:
        """The text's words as a spaCy document, each character in its place."""
        pairs = _WORD.findall(storable(text))
        return Doc(self.vocab, [word for word, _ in pairs], [bool(space) for _, space in pairs])


def word_splitter() -> WordSplitter:
    """A splitter whose words have the key of the word as their NORM."""
    return WordSplitter(Vocab(lex_attr_getters={NORM: word_key}))
