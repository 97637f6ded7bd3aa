"""When two printed values count as the same: text, numbers, lists, yes and no (evidence schema, "Scoring")."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

Row = Mapping[str, str]
ABSOLUTE, RELATIVE = 0.05, 0.02  # numbers agree within both: the unit of the value, and a share of it
YES, NO = frozenset({"1", "1.0", "true", "yes"}), frozenset({"0", "0.0", "false", "no"})


@lru_cache(maxsize=65536)
def text(value: str) -> str:
    """The value without accents, case, doubled blanks and the differences between dashes."""
    composed = unicodedata.normalize("NFKC", value).replace("–", "-").replace("—", "-")
    bare = "".join(c for c in unicodedata.normalize("NFKD", composed) if not unicodedata.combining(c))
    return " ".join(bare.split()).lower()


def number(value: str | None) -> float | None:
    """The number that the cell holds, or None."""
    try:
        return float((value or "").replace(",", "").strip())
    except ValueError:
        return None


@lru_cache(maxsize=65536)
def items(value: str) -> frozenset[str]:
    """The members of a list cell, folded."""
    parts = re.split(r"[;|]", value.strip("[]").replace('"', "").replace("'", ""))
    return frozenset(text(part) for part in parts if text(part))


@lru_cache(maxsize=65536)
def reference_numbers(value: str) -> frozenset[str]:
    """The reference numbers of a list cell."""
    parts = re.split(r"[;,|\s]+", value.strip("[]"))
    return frozenset(part.removesuffix(".0") for part in parts if re.fullmatch(r"[0-9]+(\.0)?", part))


def registry_ids(value: str) -> frozenset[str]:
    """The registry ids of a list cell, without blanks, in capitals."""
    return frozenset("".join(part.split()).upper() for part in items(value))


def flag(value: str | None) -> str:
    """`1` for yes, `0` for no, empty for anything else."""
    folded = text(value or "")
    return "1" if folded in YES else "0" if folded in NO else ""


def same_number(mine: str | None, gold: str | None, within: float = ABSOLUTE) -> bool:
    """Whether the numbers agree within 0.05 and within 2 % of gold; true where gold has none."""
    a, b = number(mine), number(gold)
    if b is None:
        return True
    return a is not None and abs(a - b) <= min(within, RELATIVE * abs(b))


def same_span(mine: Row, gold: Row, one: str, low: str, high: str) -> bool:
    """Whether the value agrees, or the range where gold prints a range alone."""
    if number(gold.get(one)) is not None:
        return same_number(mine.get(one), gold.get(one))
    return same_number(mine.get(low), gold.get(low)) and same_number(mine.get(high), gold.get(high))


def near(mine: frozenset[str], gold: frozenset[str]) -> bool:
    """Whether they share a member and mine has no more strangers than gold has members (who names all names none)."""
    return bool(mine & gold) and len(mine - gold) <= len(gold)
