"""Shapes of cells that tell what their column holds where its head does not: names with years, grades, phases."""

from __future__ import annotations

import re

from pipeline.relate.table_values import plain

_NAME = (
    r"(?:(?:van|von|de|der|den|di|da|del|la|le|el|al|dos|Mac|Mc)[ -]){0,2}[^\W\d_][^\W\d_'’-]+(?:[- '’][^\W\d_]+){0,2}?"
)
_INITIALS = r"(?:,? (?:[A-Z]\.?-?){1,3})?"
_OTHERS = r"(?:,? (?:et\.? al\.?|and (?:colleagues|co-?workers|others)|(?:and|&) [^\W\d_]+))?"
_CALLED = r"(?:\[[0-9 ,–-]{1,12}\][^0-9]{0,24}?)?"
AUTHOR_YEAR = re.compile(
    rf"(?P<surname>{_NAME}){_INITIALS}{_OTHERS}[^\w\[]{{0,3}}{_CALLED}[(\[,/]? ?(?:19|20)[0-9]{{2}}"
)
CITED = re.compile(r"[(\[]? ?[0-9]{1,3}(?: ?[,–-] ?[0-9]{1,3}){0,9} ?[)\]]?$")
TIMED = re.compile(
    r"\b(?:during|after|before|within|prior to|concurrent(?:ly)?|concomitant(?:ly)?|sequential(?:ly)?|following)\b",
    re.I,
)
PHASE = re.compile(
    r"(?P<first>[Il1]{1,3}|IV|[1-4])(?P<letter>[ab]?)(?: ?[-/] ?(?P<second>[Il]{1,3}|IV|[1-4])(?P<more>[ab]?))?", re.I
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


def phase_in(text: str, phases: tuple[str, ...]) -> str:
    """The phase that a cell of phases prints, in the agreed form; empty where it prints none.

    "lb/ll" is read as Ib/II: the letter l stands for the numeral I.
    """
    match = PHASE.fullmatch(re.sub(r"(?i)phase", "", plain(text)).strip())
    if match is None:
        return ""
    first = _digit(match["first"]) + match["letter"].lower()
    second = _digit(match["second"]) + match["more"].lower() if match["second"] else ""
    phase = f"{first}/{second}".removesuffix("/")
    bare = re.sub("[ab]", "", phase)
    return phase if phase in phases else bare if bare in phases else ""


def _digit(printed: str) -> str:
    return _ROMAN.get(printed.lower().replace("l", "i"), printed)
