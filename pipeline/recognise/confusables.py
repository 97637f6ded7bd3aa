"""Characters that a reader cannot see or takes for others: what Unicode calls default-ignorable and confusable.

Sources: Unicode Standard Annex 31 (default ignorable code points) and Unicode Technical Standard 39 (confusables), cut
down to what can stand in a Latin id.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

SOFT_HYPHEN = "\u00ad"
OVERRIDES = "\u202d\u202e\u2066\u2067\u2068"
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u2069" + OVERRIDES
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"
BLANKS = "\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
LINE_ENDS = "\r\u000b\u000c\u0085\u2028\u2029"
# Cyrillic Н looks like H but is the letter N, and so it stands in a transliterated NCT number.
LOOK_ALIKES = dict(zip("АВЕЅІЈКМНОРСТХ", "ABESIJKMNOPCTX", strict=True))
LOOK_ALIKES |= dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True))
_EVEN = str.maketrans(
    {**dict.fromkeys(DASHES, "-"), **dict.fromkeys(BLANKS, " "), **dict.fromkeys(LINE_ENDS, "\n"), **LOOK_ALIKES}
)
_REMOVED = frozenset(INVISIBLE + SOFT_HYPHEN)


@dataclass(frozen=True, slots=True)
class Visible:
    """The characters of a text that can be seen; `places` are their offsets in it (None where every one can)."""

    text: str
    places: tuple[int, ...] | None


def visible(text: str) -> Visible:
    """The text without invisible characters and soft hyphens."""
    if text.isascii() or _REMOVED.isdisjoint(text):
        return Visible(text, None)
    places = tuple(i for i, c in enumerate(text) if c not in _REMOVED)
    return Visible("".join(text[i] for i in places), places)


def without_look_alikes(text: str) -> str:
    """The text, character by character, with one kind of dash, blank and line end, Latin letters and ASCII digits.

    Raised and lowered digits stay what they are: they are notes, not numbers.
    """
    if text.isascii():
        return text.translate(_EVEN)
    return "".join(c if c.isascii() else _plain(c) for c in text.translate(_EVEN))


def _plain(char: str) -> str:
    """The ASCII letter or digit that the character stands for, or the character itself."""
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    equal = unicodedata.normalize("NFKC", char) if category in ("Lu", "Ll") else char
    return equal if len(equal) == 1 and equal.isascii() else char
