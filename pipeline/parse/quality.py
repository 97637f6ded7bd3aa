"""Whether the text layer of a page can be read: the gate before layout."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.parse.language import TOKEN, function_words
from pipeline.parse.primitives import PageContent

UNMAPPED = re.compile(r"\(cid:[0-9]{1,6}\)|[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")
BAD_SHARE = 0.15  # of the characters: more without a meaning and the page is garbled
ENOUGH_WORDS = 120  # words of Latin small letters: fewer are a table or a figure, which need no function words
FEWEST_FUNCTION_WORDS = 0.01  # of those words: real prose in any language has above 0.2, a list of references 0.05


def graded(page: PageContent) -> PageContent:
    """The page with its state: `no_text`, `garbled_text` (its words are dropped), else as it was."""
    if page.state == "malformed":
        return page
    if not page.words:
        return replace(page, state="no_text")
    if is_garbled(" ".join(word.text for word in page.words)):
        return replace(page, words=(), state="garbled_text")
    return page


def is_garbled(text: str) -> bool:
    """Whether the characters mean nothing, or look like words and are none, as under a lost font encoding."""
    letters = len(text) - text.count(" ")
    unmapped = sum(len(found) for found in UNMAPPED.findall(text))
    if letters and unmapped > BAD_SHARE * letters:
        return True
    words = [token for token in TOKEN.findall(text) if token.islower() and token.isascii()]
    return len(words) >= ENOUGH_WORDS and function_words(words) < FEWEST_FUNCTION_WORDS
