"""Bounds printed beside a number: "≥ 3", "at least 3", "3 or more"."""

from __future__ import annotations

import re

from pipeline.model.quantity import Bound
from pipeline.recognise.patterns import GAP, WORD_GAP, one_of

_SIGNS: dict[str, Bound] = {
    "<": "<", "≤": "<=", "⩽": "<=", "<=": "<=", ">": ">", "≥": ">=", "⩾": ">=", ">=": ">=", "~": "~", "≈": "~",
}  # fmt: skip
_WORDS: dict[str, Bound] = {
    "less than": "<", "fewer than": "<", "lower than": "<", "under": "<", "below": "<", "at most": "<=", "up to": "<=",
    "no more than": "<=", "not more than": "<=", "maximum of": "<=", "more than": ">", "greater than": ">",
    "higher than": ">", "over": ">", "above": ">", "exceeding": ">", "at least": ">=", "a minimum of": ">=",
    "minimum of": ">=", "approximately": "~", "about": "~", "around": "~", "nearly": "~", "almost": "~", "roughly": "~",
}  # fmt: skip


_BEFORE = re.compile(
    rf"(?:(?<![A-Za-z])(?P<words>{one_of(_WORDS)}){WORD_GAP}|(?P<sign>{one_of(_SIGNS)}){GAP})$", re.IGNORECASE
)
_AFTER = re.compile(rf"{GAP}or{WORD_GAP}(?:(?P<up>more|greater|higher|above|over)|less|fewer|lower|below)\b")
_LOOK_BACK = 24


def bound_before(text: str, start: int) -> tuple[Bound, int, bool] | None:
    """The bound that ends at `start`, where it begins, and whether it is a sign; None where none stands there."""
    window = text[max(0, start - _LOOK_BACK) : start]
    match = _BEFORE.search(window)
    if match is None:
        return None
    begins = start - (len(window) - match.start())
    if match["sign"]:
        return _SIGNS[match["sign"]], begins, True
    return _WORDS[re.sub(r"\s+", " ", match["words"]).lower()], begins, False


def bound_after(text: str, end: int) -> Bound:
    """The bound of "or more", "or less" that begins at `end`; empty where none stands there."""
    match = _AFTER.match(text, end)
    if match is None:
        return ""
    return ">=" if match["up"] else "<="
