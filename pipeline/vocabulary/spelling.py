"""Spellings of one word or phrase folded together: case, plural, UK and US, Greek letters, dashes, blanks."""

from __future__ import annotations

import unicodedata

GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "κ": "kappa", "λ": "lambda", "μ": "mu",
    "ω": "omega",
}  # fmt: skip
# Hyphens join the parts of a name as blanks do; an em dash parts clauses and stays a mark of its own.
JOINING = "-\u00ad\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
BLANKS = "\t\n\r\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_EVEN = str.maketrans(dict.fromkeys(JOINING + BLANKS + RAISED, " "))
_BRITISH = (
    ("oe", "e"),
    ("ae", "e"),
    ("leuco", "leuko"),
    ("sulph", "sulf"),
    ("isation", "ization"),
    ("isable", "izable"),
)


def even(text: str) -> str:
    """The text with hyphens, raised digits and all kinds of blanks as plain blanks; as long as the text itself."""
    return text.translate(_EVEN)


def word_key(word: str) -> str:
    """What the spellings of one word share: "Oedemas" and "edema", "tumours" and "tumor", "α" and "alpha"."""
    word = GREEK.get(word.lower(), word.lower())
    for british, american in _BRITISH:
        word = word.replace(british, american)
    word = _singular(word)
    if word.endswith("our"):
        return word[:-3] + "or"
    return "alpha" if word == "alfa" else word


def _singular(word: str) -> str:
    """The word without the s of its plural; words on -ss, -us and -is keep theirs, and so do short forms."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("xes", "tches", "shes", "sses")) else word[:-1]


def folded(phrase: str) -> str:
    """What two spellings of one phrase share, its words parted by single blanks."""
    words = even(unicodedata.normalize("NFKC", phrase)).split()
    return " ".join(word_key(word) for word in words)
