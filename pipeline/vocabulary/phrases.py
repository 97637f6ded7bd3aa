"""Phrases of the tables in configs/ as patterns: words in any case, `*` for any ending, `...` for up to four words."""

from __future__ import annotations

import re

GAP = "..."


def pattern_of(phrase: str) -> re.Pattern[str]:
    """The phrase as a regex over whole words."""
    parts = (r"(?:\S+\s+){0,4}?" if word == GAP else _word(word) + r"\s+" for word in phrase.split())
    return re.compile(rf"(?<!\w){''.join(parts).removesuffix(chr(92) + 's+')}(?!\w)", re.IGNORECASE)


def _word(word: str) -> str:
    return re.escape(word).replace(r"\*", r"\w*").replace("'", "['’]")
