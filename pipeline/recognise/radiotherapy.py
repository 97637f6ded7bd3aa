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
from pipeline.recognise.patterns import DASH, GAP, NUMBER_WORDS, WORD_GAP, one_of
from pipeline.recognise.quantities import Figure

_TIMES_SIGN = r"[x×*]"
_FRACTION = r"(?:fractions?|fracs?\.?|fxs?\.?|frs?\.?|Fx|F|f)(?![A-Za-z])"
_MANNER = r"(?:(?:daily|equal|consecutive|once-daily|twice-daily|hypofractionated|weekly|separate|total|treatment|RT)"
_FRACTIONS_AFTER = re.compile(
    rf"(?:{GAP}|{DASH}){_MANNER}{WORD_GAP}){{0,2}}{_FRACTION}(?!{WORD_GAP}(?:per|a|each|/){WORD_GAP}(?:week|day))"
)
_SESSIONS_AFTER = re.compile(rf"{WORD_GAP}(?:daily{WORD_GAP})?(?:sessions|treatments|doses|sittings)(?![A-Za-z])")
_TIMES_BEFORE = re.compile(rf"[A-Za-z)\s]{GAP}{_TIMES_SIGN}{GAP}$")
_TIMES_AFTER = re.compile(rf"{GAP}{_TIMES_SIGN}{GAP}")
_SLASH_BEFORE = re.compile(rf"(?:Gy|gray|grays|Gy\)){GAP}/{GAP}$")
_GRAY_BEFORE = re.compile(r"(?:Gy|Gray|gray|fractions?|rads?|day|daily|BID)[^.;]{0,40}$")
_GRAY_NEAR = re.compile(r"Gy(?![A-Za-z])|[Ii]rradiat|[Rr]adio(?:therap|surg)|[Rr]adiation|SRS|SBRT")
_SINGLE = re.compile(
    rf"(?<![A-Za-z])(?:[Ss]ingle|one)(?=(?:{WORD_GAP}|{DASH})(?:[a-z]{{1,12}}{WORD_GAP}){{0,2}}(?:doses?|fractions?|sessions?)\b)"
    rf"|(?<=Gy )once(?!{WORD_GAP}(?:per|a|daily|every|each|weekly|in)\b|-)"
)
_EACH = rf"(?:/|per|each|a){GAP}(?:daily{WORD_GAP})?(?:fraction|fx|fr|f|day|session)(?![A-Za-z])"
_PER_FRACTION_AFTER = re.compile(
    rf"{GAP}(?:\((?:RBE|rads?)\){GAP})?(?:{_EACH}|{DASH}?(?:daily{WORD_GAP})?(?:fractions?|fx)(?![A-Za-z])|"
    rf"daily(?![A-Za-z])|{_TIMES_SIGN}{GAP}~?{GAP}[0-9])"
)
_PER_FRACTION_BEFORE = re.compile(
    rf"(?:fractions?{WORD_GAP}of|doses?{WORD_GAP}per{WORD_GAP}fraction(?:{WORD_GAP}(?:of|was|is))?{GAP}:?|"
    rf"fraction{WORD_GAP}sizes?{WORD_GAP}of|[0-9]{GAP}{_TIMES_SIGN}){GAP}$"
)
_BASIS = re.compile(r"(?P<BED>BED)|(?P<EQD2>EQD2|EQD₂|EQD-2|EQD)|(?P<RBE>RBE|GyE|CGE)")
_BOOST = re.compile(
    r"(?<![A-Za-z])(?:(?P<sib>[Ss]imultaneous(?:ly)?[ -][Ii]ntegrated[ -][Bb]oost(?:s|ing)?|SIB)|"
    r"[Bb]oost(?:s|ed|ing)?|[Cc]oned?-?[ ]?[Dd]own)(?![A-Za-z])"
)
_COUNT = rf"[1-9]|{one_of(w for w in NUMBER_WORDS if w != 'both' and '-' not in w)}"
_A = r"(?:per|a|each|every)"
_RT_FREQUENCY = re.compile(
    rf"""(?<![A-Za-z0-9])(?:
      (?P<times>once|twice|three{WORD_GAP}times|thrice)(?:{WORD_GAP}{_A}{WORD_GAP}|{WORD_GAP}|-)(?P<period>day|daily|week|weekly)
    | (?P<count>{_COUNT}){WORD_GAP}(?:times|days|fractions|treatments|sessions|x)
        (?:{GAP}/{GAP}|{WORD_GAP}{_A}{WORD_GAP})(?P<over>week|day|wk)
    | (?P<perday>{_A}{WORD_GAP}day) | (?P<daily>daily) | (?P<bid>b\.?i\.?d\.?|BID|t\.?i\.?d\.?|TID|QD|q\.?d\.?)
    | (?P<alternate>every{WORD_GAP}(?:other|second){WORD_GAP}day|(?:on{WORD_GAP})?alternate{WORD_GAP}days)
    | (?P<weekly>(?:once{WORD_GAP})?weekly|per{WORD_GAP}week|once{WORD_GAP}every{WORD_GAP}week)
    | (?P<weekdays>Monday{WORD_GAP}(?:to|through){WORD_GAP}Friday)
    )(?![A-Za-z0-9])""",
    re.VERBOSE,
)


def find_radiotherapy(text: str, figures: tuple[Figure, ...]) -> Iterator[Mention]:
    """Doses, fraction numbers and boosts of the text."""
    for figure in figures:
        if figure.group == "gray":
            yield Mention.at(text, "rt_dose", figure.start, figure.end, _gray(text, figure), "rt_dose")
    yield from _fraction_numbers(text, figures)
    for match in _BOOST.finditer(text):
        name = "SIB" if match["sib"] else "boost"
        yield Mention.at(text, "rt_boost", match.start(), match.end(), Concept(name), "rt_boost")


def _gray(text: str, figure: Figure) -> Amount:
    amount = figure.amount
    if amount.unit == "cGy":
        value, low, high = (None if v is None else round(v / 100, 6) for v in (amount.value, amount.low, amount.high))
        amount = replace(amount, value=value, low=low, high=high, unit="Gy")
    return replace(amount, basis=_basis(text, figure))


def _basis(text: str, figure: Figure) -> str:
    before = text[max(0, figure.start - 24) : figure.start]
    if _PER_FRACTION_AFTER.match(text, figure.end) or _PER_FRACTION_BEFORE.search(before):
        return "per_fraction"
    named = _BASIS.search(text[figure.number_end : figure.end + 12]) or _BASIS.search(before)
    return (named.lastgroup or "") if named else ""


def _fraction_numbers(text: str, figures: tuple[Figure, ...]) -> Iterator[Mention]:
    for at, figure in enumerate(figures):
        if figure.group or figure.amount.bound not in ("", "~") or not _whole(figure):
            continue
        if by := _fraction_rule(text, figure, figures[at + 1] if at + 1 < len(figures) else None):
            amount = replace(figure.amount, unit="fractions")
            yield Mention.at(text, "rt_fractions", figure.sign_start, figure.end, amount, by)
    if _GRAY_NEAR.search(text):
        for match in _SINGLE.finditer(text):
            yield Mention.at(
                text, "rt_fractions", match.start(), match.end(), Amount(1.0, unit="fractions"), "rt_fractions.single"
            )


def _whole(figure: Figure) -> bool:
    values = [v for v in (figure.amount.value, figure.amount.low, figure.amount.high) if v is not None]
    return all(v == int(v) and 0 < v <= 100 for v in values)


def _fraction_rule(text: str, figure: Figure, following: Figure | None) -> str:
    before = text[max(0, figure.sign_start - 48) : figure.sign_start]
    if _FRACTIONS_AFTER.match(text, figure.end):
        return "rt_fractions"
    if _SLASH_BEFORE.search(before):
        return "rt_fractions.slash"
    multiplied = (
        following is not None
        and following.group == "gray"
        and _TIMES_AFTER.fullmatch(text[figure.end : following.start])
    )
    if multiplied:
        return "rt_fractions.times"
    if _TIMES_BEFORE.search(before) and _GRAY_BEFORE.search(before):
        return "rt_fractions.times"
    if _SESSIONS_AFTER.match(text, figure.end) and _GRAY_BEFORE.search(before):
        return "rt_fractions.sessions"
    return ""


def find_frequencies(text: str) -> Iterator[Mention]:
    """How often fractions are given; the caller keeps those that stand with radiotherapy, not with a drug."""
    for match in _RT_FREQUENCY.finditer(text):
        yield Mention.at(text, "rt_frequency", match.start(), match.end(), Concept(_rt_code(match)), "rt_frequency")


def _rt_code(match: re.Match[str]) -> str:
    if match["times"]:
        count = {"once": 1, "twice": 2}.get(match["times"], 3)
        day = match["period"].startswith("da")
        return {1: "qd", 2: "bid", 3: "tid"}[count] if day else "qw" if count == 1 else f"{count}/week"
    if match["count"]:
        printed = match["count"].lower()
        count = NUMBER_WORDS.get(printed) or int(printed)
        return f"{count}/week" if match["over"] != "day" else {1: "qd", 2: "bid", 3: "tid"}.get(count, f"{count}/d")
    if match["bid"]:
        return match["bid"].replace(".", "").lower()
    codes = {"perday": "qd", "daily": "qd", "alternate": "q2d", "weekly": "qw", "weekdays": "5/week"}
    return next(code for name, code in codes.items() if match[name])
