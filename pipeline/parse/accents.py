"""Accents that a font prints as signs of their own, put back on their letters ("Gonz´alez" is González).

TeX's older fonts draw the accent before its letter and cedilla and ogonek after it; what comes out of the page is the
sign beside the letter.
"""

from __future__ import annotations

import re
import unicodedata

COMBINING = {
    "´": "\u0301", "`": "\u0300", "¨": "\u0308", "ˆ": "\u0302", "˜": "\u0303", "ˇ": "\u030c", "˘": "\u0306",
    "˙": "\u0307", "˚": "\u030a", "¯": "\u0304", "˝": "\u030b", "¸": "\u0327", "˛": "\u0328",
}  # fmt: skip
BELOW = re.compile(r"([A-Za-z])([¸˛])")
BEFORE = re.compile(r"([´`¨ˆ˜ˇ˘˙˚¯˝])([aeiouyAEIOUYıȷcszrgCSZRG]|(?<![aeiou][´`¨ˆ])[nNlLtTdD])")
AFTER = re.compile(r"([aeiouAEIOU])([´`¨ˆ˜])(?=[a-z])")
DOTLESS = str.maketrans("ıȷ", "ij")


def composed(text: str) -> str:
    """The text with such signs composed with their letters; signs that no letter can carry stay."""
    if not any(sign in text for sign in COMBINING):
        return text
    text = BELOW.sub(lambda m: carried(m[1], m[2]) or m[0], text)
    text = BEFORE.sub(lambda m: carried(m[2].translate(DOTLESS), m[1]) or m[0], text)
    return AFTER.sub(lambda m: carried(m[1], m[2]) or m[0], text)


def carried(letter: str, sign: str) -> str:
    """The letter with the accent, where Unicode has it as one character; else empty."""
    one = unicodedata.normalize("NFC", letter + COMBINING[sign])
    return one if len(one) == 1 else ""
