"""Radiotherapy: doses, dose per fraction, fraction numbers, frequencies, boosts.

Doses come in Gy (cGy and rad, which is 0.01 Gy, divided by 100); the basis is `per_fraction`, `EQD2`, `BED`,
`RBE` or empty.
Refused: dose rates (Gy/min), fractions per week, "fractions" of anything else. Courses are put together in `courses`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.model.mention import Concept, Mention
from pipeline.model.quantity import Amount
from pipeline.recognise.figure import Figure
from pipeline.recognise.patterns import DASH, GAP, WORD_GAP

_TIMES_SIGN = r"[x×*]"
_A_WEEK = re.compile(rf"(?:{WORD_GAP}(?:per|a|each|every){WORD_GAP}|{GAP}/{GAP})(?:week|wk|day)")
_SESSIONS_AFTER = re.compile(rf"{WORD_GAP}(?:daily{WORD_GAP})?(?:sessions|treatments|doses|sittings|F)(?![A-Za-z])")
_TIMES_BEFORE = re.compile(rf"[A-Za-z)\s]{GAP}{_TIMES_SIGN}{GAP}$")
_TIMES_AFTER = re.compile(rf"{GAP}{_TIMES_SIGN}{GAP}")
_SLASH_BEFORE = re.compile(rf"(?:Gy|gray|grays|Gy\)){GAP}/{GAP}$")
_GRAY_IN_BEFORE = re.compile(r"Gy\)?\s(?:in|over)\s$")
_ELLIPSIS_AFTER = re.compile(r"(?:,|\s(?:or|and|vs\.?|versus|to|escalated to))\s[^;()]{0,24}?Gy\b")
_GRAY_BEFORE = re.compile(r"(?:Gy|[Gg]rays?|fractions?|rads?|daily|BID)[^.;]{0,40}$")
_GRAY_NEAR = re.compile(r"Gy(?![A-Za-z])|[Ii]rradiat|[Rr]adio(?:therap|surg)|[Rr]adiation|SRS|SBRT")
_SINGLE = re.compile(
    rf"(?<![A-Za-z])(?P<single>[Ss]ingle)(?=(?:{WORD_GAP}|{DASH})(?:[a-z]{{1,12}}{WORD_GAP}){{0,2}}"
    rf"(?:doses?|fractions?|sessions?)\b)|"
    rf"Gy[ )]{{1,3}}(?:(?:given|delivered|administered){WORD_GAP})?"
    rf"(?P<once>once)(?!{WORD_GAP}(?:per|a|daily|every|each|weekly|in|fractions)\b|-)"
)
_FRACTIONS_OF_DOSE = re.compile(rf"(?:{GAP}|{DASH})fractions?(?![A-Za-z])")
_SESSIONS_OF = re.compile(rf"{WORD_GAP}(?:sessions|treatments|doses|applications){WORD_GAP}of{WORD_GAP}")
_REPEATED_IN_RAD = re.compile(r"Gy\s?\(\s?$")
_EACH = rf"(?:/|per|each|a){GAP}(?:daily{WORD_GAP})?(?:fraction|fx|fr|f|day|session)(?![A-Za-z])"
_PER_FRACTION_AFTER = re.compile(
    rf"{GAP}(?:\((?:RBE|rads?)\){GAP})?(?:{_EACH}|{DASH}?(?:daily{WORD_GAP})?(?:fractions?|fx)(?![A-Za-z])|"
    rf"daily(?![A-Za-z])|each(?![A-Za-z])|{_TIMES_SIGN}{GAP}~?{GAP}[0-9])"
)
_PER_FRACTION_BEFORE = re.compile(
    rf"(?:fractions?{WORD_GAP}of|doses?{WORD_GAP}per{WORD_GAP}fraction(?:{WORD_GAP}(?:of|was|is))?{GAP}:?|"
    rf"fraction{WORD_GAP}sizes?{WORD_GAP}of|[0-9]{GAP}{_TIMES_SIGN}){GAP}$"
)
_BASIS = re.compile(r"(?P<BED>BED)|(?P<EQD2>EQD2|EQD₂|EQD-2|EQD)|(?P<RBE>RBE|GyE|CGE)")
_BASIS_AFTER = re.compile(rf"{GAP}(?:c?Gy|Grays?)?{GAP}[_(\[]?{GAP}(?:{_BASIS.pattern})")
_BOOST = re.compile(
    r"(?<![A-Za-z])(?:(?P<sib>[Ss]imultaneous(?:ly)?[ -][Ii]ntegrated[ -][Bb]oost(?:s|ing)?|SIB)|"
    r"[Bb]oost(?:s|ed|ing)?|[Cc]oned?[ -]?[Dd]own(?! boost))(?![A-Za-z])"
)


def find_radiotherapy(text: str, figures: tuple[Figure, ...]) -> Iterator[Mention]:
    """Doses, fraction numbers and boosts of the text."""
    for figure, basis in _with_bases(text, figures):
        if not _repeats(text, figure):
            yield Mention.at(text, "rt_dose", figure.start, figure.end, _gray(figure, basis), "rt_dose")
    yield from _fraction_numbers(text, figures)
    for match in _BOOST.finditer(text):
        name = "SIB" if match["sib"] else "boost"
        yield Mention.at(text, "rt_boost", match.start(), match.end(), Concept(name), "rt_boost")


def _repeats(text: str, figure: Figure) -> bool:
    """Whether the figure says in rad what stands before the bracket: "4300 cGy (4300 rads)"."""
    before = text[max(0, figure.start - 5) : figure.start]
    return "rad" in text[figure.number_end : figure.end] and _REPEATED_IN_RAD.search(before) is not None


def _gray(figure: Figure, basis: str) -> Amount:
    amount = figure.amount
    if amount.unit == "cGy":
        value, low, high = (None if v is None else round(v / 100, 6) for v in (amount.value, amount.low, amount.high))
        amount = replace(amount, value=value, low=low, high=high, unit="Gy")
    return replace(amount, basis=basis)


def _with_bases(text: str, figures: tuple[Figure, ...]) -> list[tuple[Figure, str]]:
    """The doses with their bases; what stands behind the last of a list holds for all ("1.8 or 2 Gy per fraction")."""
    out: list[tuple[Figure, str]] = []
    of_list = ""
    for figure in reversed([f for f in figures if f.group == "gray"]):
        if not figure.shared:
            of_list = "per_fraction" if _PER_FRACTION_AFTER.match(text, figure.end) else ""
        out.append((figure, _basis(text, figure) or (of_list if figure.shared else "")))
    return out[::-1]


def _basis(text: str, figure: Figure) -> str:
    before = text[max(0, figure.start - 24) : figure.start]
    if _PER_FRACTION_AFTER.match(text, figure.end) or _PER_FRACTION_BEFORE.search(before):
        return "per_fraction"
    named = [*_BASIS.finditer(before)]
    if after := _BASIS_AFTER.match(text, figure.number_end):
        named.append(after)
    return named[-1].lastgroup or "" if named else ""


def _fraction_numbers(text: str, figures: tuple[Figure, ...]) -> Iterator[Mention]:
    for at, figure in enumerate(figures):
        following = figures[at + 1] if at + 1 < len(figures) else None
        if _may_count_fractions(figure) and (by := _fraction_rule(text, figure, following)):
            amount = replace(figure.amount, unit="fractions")
            yield Mention.at(text, "rt_fractions", figure.sign_start, figure.number_end, amount, by)
    if _GRAY_NEAR.search(text):
        one = Amount(1.0, unit="fractions")
        for match in _SINGLE.finditer(text):
            start, end = match.span("single" if match["single"] else "once")
            yield Mention.at(text, "rt_fractions", start, end, one, "rt_fractions.single")


def _may_count_fractions(figure: Figure) -> bool:
    """Whole numbers up to 100, exact or about: more fractions are not given, bounds are rules for planning."""
    values = [v for v in (figure.amount.value, figure.amount.low, figure.amount.high) if v is not None]
    return figure.amount.bound in ("", "~") and all(v == int(v) and 0 < v <= 100 for v in values)


def _fraction_rule(text: str, figure: Figure, following: Figure | None) -> str:
    """The name of the rule by which the figure is a number of fractions; empty where it is none."""
    if figure.group == "fractions":
        return "" if _A_WEEK.match(text, figure.end) else "rt_fractions"
    before = text[max(0, figure.sign_start - 48) : figure.sign_start]
    if _TIMES_BEFORE.search(before) and _GRAY_BEFORE.search(before) and figure.amount.unit in ("", "days"):
        return "rt_fractions.times"
    if figure.group:
        return ""
    if _SLASH_BEFORE.search(before):
        return "rt_fractions.slash"
    if following is not None and following.group == "gray" and _multiplies(text, figure, following):
        return "rt_fractions.times"
    if _GRAY_IN_BEFORE.search(before) and _ELLIPSIS_AFTER.match(text, figure.end):
        return "rt_fractions.ellipsis"
    if _SESSIONS_AFTER.match(text, figure.end) and _GRAY_BEFORE.search(before):
        return "rt_fractions.sessions"
    return ""


def _multiplies(text: str, figure: Figure, dose: Figure) -> bool:
    """ "28 x 1.8 Gy", "five 5-Gy fractions" (two bare numbers in a row are no pair), "three doses of 8 Gy"."""
    between = text[figure.end : dose.start]
    if between in (" ", "\u00a0"):
        apart = figure.rule == "word" or text[dose.number_end : dose.number_end + 1] == "-"
        return apart and _FRACTIONS_OF_DOSE.match(text, dose.end) is not None
    return (_TIMES_AFTER.fullmatch(between) or _SESSIONS_OF.fullmatch(between)) is not None
