"""Shapes of cells: authors with years, acronyms, called reference numbers, phases, words of timing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.relate.tables.values import plain

_NAME = (
    r"(?:(?:van|von|de|der|den|di|da|del|la|le|el|al|dos|Mac|Mc)[ -]){0,2}[^\W\d_][^\W\d_'’-]+(?:[- '’][^\W\d_]+){0,2}?"
)
_INITIALS = r"(?:,? (?:[A-Z]\.?-?){1,3})?"
_OTHERS = r"(?:,? (?:et\.? al\.?|and (?:colleagues|co-?workers|others)|(?:and|&) [^\W\d_]+))?"
_CALLED = r"(?:\[[0-9 ,–-]{1,12}\][^0-9]{0,24}?)?"
AUTHOR_YEAR = re.compile(
    rf"(?P<surname>{_NAME}){_INITIALS}{_OTHERS}[^\w\[]{{0,3}}{_CALLED}[(\[,/]? ?(?:19|20)[0-9]{{2}}"
)
_LIST = r"[0-9]{1,3}(?: ?(?:,|;|-|–) ?[0-9]{1,3}){0,20}"
_BRACKETED = re.compile(rf"[(\[] ?(?P<list>{_LIST}) ?[)\]]")
RAISED = re.compile(r"[⁰¹²³⁴-⁹]+(?:[⁻⁻,˒ʼ ]{0,2}[⁰¹²³⁴-⁹]+)*")
_PARTS = re.compile(r"(?P<low>[0-9]+)(?: ?[-–] ?(?P<high>[0-9]+))?")
_DOWN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒", "0123456789-,")
MORE = r"(?:-[A-Za-z0-9]{1,12}| (?:[0-9][0-9-]{0,8}|[A-Z]{1,2}[0-9]{1,5})(?![0-9A-Za-z]))"
_ACRONYM = re.compile(rf"(?!NCT)[A-Z][A-Za-z0-9]{{2,20}}{MORE}{{0,3}}")
_NUMBERED = re.compile(r"[A-Z][a-z]+[A-Z][a-z]+[ -]?[0-9]{3}[A-Z]?")
_AUTHORS = re.compile(r",? (?:et\.? al|and (?:colleagues|co-?workers))", re.I)
LONGEST_RANGE = 50
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


def acronym_in(text: str) -> str:
    """The acronym that a cell begins with, in capitals ("NEfERT-T", "TBCRC 022"); empty where it begins otherwise.

    Two capitals do where a number of three digits follows ("CheckMate 067"); a name before "et al." is an author's.
    """
    match = _ACRONYM.match(text)
    if match is None or _AUTHORS.match(text, match.end()):
        return ""
    numbered = _NUMBERED.fullmatch(match[0]) is not None
    return match[0].upper() if sum(c.isupper() for c in match[0]) > (1 if numbered else 2) else ""


def called_in(text: str, bare: bool = False) -> tuple[int, ...]:
    """The reference numbers that a cell calls in brackets or raised, ranges filled in; with `bare` also "12, 15".

    A single bracketed number of four digits is a year, and is none.
    """
    lists = [m["list"] for m in _BRACKETED.finditer(text)] + [m[0].translate(_DOWN) for m in RAISED.finditer(text)]
    if bare and re.fullmatch(_LIST, text.strip()):
        lists.append(text.strip())
    return tuple(dict.fromkeys(n for printed in lists for n in _filled(printed)))


def _filled(printed: str) -> Iterator[int]:
    for match in _PARTS.finditer(printed):
        low, high = int(match["low"]), int(match["high"] or match["low"])
        if 0 < low <= high <= low + LONGEST_RANGE:
            yield from range(low, high + 1)
