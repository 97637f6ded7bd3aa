"""Named parts of the regexes of this room. Parts are anchored by their users, bounded in length, and know ASCII digits.

Every part is linear: gaps are counted (`GAP`), alternatives start differently, no quantifier stands inside another one
over the same characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

BLANK = r"[ \t\n\u00a0\u2000-\u200a\u202f]"
GAP = rf"{BLANK}{{0,3}}"
WORD_GAP = rf"{BLANK}{{1,3}}"
DASH = r"[-\u2010-\u2015\u2212]"

INTEGER = r"[0-9]{1,9}"
GROUPED = r"[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}(?![0-9])|[1-9][0-9]{0,2}(?:[\u00a0\u2009\u202f][0-9]{3}){1,4}(?![0-9])"
POINT = r"[.\u00b7\u2219\u22c5]"
DECIMAL = rf"{INTEGER}(?:{POINT}[0-9]{{1,9}})?"

COMPARISON = r"<=|>=|[<>\u2264\u2265\u2a7d\u2a7e~\u2248]"

CONNECTED_BY_TO = rf"{GAP}(?:{DASH}{GAP}|(?:to|through|thru|until){WORD_GAP})"

TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
NUMBER_WORDS: dict[str, int] = (
    {w: n for n, w in enumerate(ONES, 1)}
    | {w: n for n, w in enumerate(TEENS, 10)}
    | {w: 10 * n for n, w in enumerate(TENS, 2)}
    | {f"{t}-{o}": 10 * n + m for n, t in enumerate(TENS, 2) for m, o in enumerate(ONES, 1)}
    | {"both": 2}
)
ROMAN: dict[str, int] = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}


def one_of(words: Iterable[str]) -> str:
    """An alternative of the words, longest first, so that no word hides a longer one; inner blanks match any gap."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", WORD_GAP) for w in ordered) + ")"
