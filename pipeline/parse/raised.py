"""Superscripts as Unicode has them, so that a raised mark never glues to a number ("15 Gy¹²", "10⁻⁹", "12ᵃ")."""

from __future__ import annotations

import re

LETTERS = "abcdefghijklmnoprstuvwxyz"
RAISED_LETTERS = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
UP = str.maketrans(f"0123456789+-−–(){LETTERS}", f"⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁽⁾{RAISED_LETTERS}")
DOWN = str.maketrans(RAISED_LETTERS, LETTERS)
MARKS = re.compile(rf"[{LETTERS}](?:\s?,\s?[{LETTERS}])*")
FIGURES = re.compile(r"[0-9+\-−–(),\s]+")
RANGE = re.compile(r"(?<=[0-9])[-−–](?=[0-9])")


def raised(text: str) -> str:
    """Superscript text raised: digits with signs and commas, or single small letters; anything else unchanged."""
    if MARKS.fullmatch(text):
        return text.translate(UP)
    if not FIGURES.fullmatch(text) or not any(c in "0123456789" for c in text):
        return text
    return "–".join(part.translate(UP) for part in RANGE.split(text))
