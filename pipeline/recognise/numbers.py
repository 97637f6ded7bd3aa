"""Reads single printed numbers: digits with point, middle dot or comma, thousands, signs, and number words.

Refused: digits glued to letters or to a name by a hyphen (HER2, T-DM1, IL-2), dotted sequences (2.1.1, 12.03.2020),
digits outside ASCII, superscripts. A comma is a decimal sign only after a leading zero or before a unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.recognise.patterns import DASH, DECIMAL, GROUPED, NUMBER_WORDS, one_of

_UNIT_AHEAD = r"(?=[\s\u00a0]?(?:%|c?Gy\b|mg\b|g\b|[µμ]g\b|months?\b|weeks?\b|days?\b|years?\b|mm\b|cm\b))"
_DECIMAL_COMMA = rf"0,[0-9]{{1,9}}|[0-9]{{1,3}},[0-9]{{1,2}}{_UNIT_AHEAD}"
_DIGITS = re.compile(
    rf"""(?:(?<!\w)|(?<=[0-9]x))(?<![0-9][.·])
    (?: (?P<grouped>{GROUPED}) | (?P<comma>(?:{_DECIMAL_COMMA})(?![0-9,])) | (?P<plain>{DECIMAL})
      | (?<![\w)\]])(?P<bare>[.·][0-9]{{1,9}}) )
    (?![.·]?[0-9])""",
    re.VERBOSE,
)
_WORD = re.compile(rf"(?<![\w-]){one_of(NUMBER_WORDS)}(?![\w])", re.IGNORECASE)
_UNIT_BEFORE = r"[0-9]\s?(?:%|[dhyfg]|c?Gy|mg|fx|fractions?|mos?|hours?|days?|weeks?|wks?|months?|years?|[mc]m)"
_NAME_BEFORE = re.compile(rf"[^\W\d_]{DASH}$")
_SPOKEN_BEFORE = re.compile(
    rf"(?:(?<!\w)(?:[a-z]{{3,15}}|[Gg]rade|[Pp]hase|[Ss]tage|[Dd]ay|[Ww]eek)|{_UNIT_BEFORE}){DASH}$"
)
_RANGE_BEFORE = re.compile(rf"(?:[0-9]|{_UNIT_BEFORE})\s?$")
_SIGN_BEFORE = re.compile(rf"(?:^|[\s(\[,;:=<>≤≥~/])(?P<sign>{DASH})[ \u2009\u202f]?$")
_GROUPED_BY_POINT = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})")
_COUNT_BEFORE = re.compile(r"(?<![A-Za-z])[nN]\s?=\s?$")
_COUNT_AFTER = re.compile(r"\s(?:patients|women|men|participants|subjects|cases|individuals)\b")
_RAISED = re.compile(r"⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}(?![⁰¹²³⁴⁵⁶⁷⁸⁹])")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_POINTS = str.maketrans({"·": ".", "\u2219": ".", "\u22c5": "."})
_LOOK_BACK = 18


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as printed, its sign included; `rule` says how it was read.

    Rules: `digits`, `word`, `thousands` (grouped digits), `power` (10⁹), and three that a reviewer may want to see:
    `decimal_comma` (the comma was taken as decimal sign), `dash_minus` (a dash was taken as minus), `dot_or_thousands`
    ("n = 12.345": read with a decimal point, though a whole number is wanted and the point may group thousands).
    """

    start: int
    end: int
    value: float
    rule: str = "digits"


def numerals(text: str) -> Iterator[Numeral]:
    """The numbers of the text in order of their place, digits and words."""
    found = [n for m in _DIGITS.finditer(text) if (n := _from_digits(text, m)) is not None]
    found += [Numeral(m.start(), m.end(), float(NUMBER_WORDS[m[0].lower()]), "word") for m in _WORD.finditer(text)]
    return iter(sorted(found, key=lambda n: n.start))


def unsigned(text: str, numeral: Numeral) -> Numeral:
    """The number without the dash that was taken as its minus; itself where it has none."""
    if numeral.value >= 0:
        return numeral
    digits = _DIGITS.search(text, numeral.start)
    start = digits.start() if digits else numeral.start
    rule = "digits" if numeral.rule == "dash_minus" else numeral.rule
    return Numeral(start, numeral.end, -numeral.value, rule)


def _from_digits(text: str, match: re.Match[str]) -> Numeral | None:
    before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
    if _NAME_BEFORE.search(before) and not _SPOKEN_BEFORE.search(before):
        return None
    value, rule = _value(match)
    if rule == "digits" and _GROUPED_BY_POINT.fullmatch(match[0]) and _whole_wanted(text, match):
        rule = "dot_or_thousands"
    if match[0] == "10" and (raised := _RAISED.match(text, match.end())):
        return Numeral(match.start(), raised.end(), 10.0 ** int(raised[0].translate(_LOWERED)), "power")
    sign = _SIGN_BEFORE.search(before)
    if sign is None or _RANGE_BEFORE.search(before[: sign.start("sign")]):
        return Numeral(match.start(), match.end(), value, rule)
    start = match.start() - (len(before) - sign.start("sign"))
    return Numeral(start, match.end(), -value, rule if sign["sign"] in "-\u2212" else "dash_minus")


def _whole_wanted(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
    return _COUNT_BEFORE.search(before) is not None or _COUNT_AFTER.match(text, match.end()) is not None


def _value(match: re.Match[str]) -> tuple[float, str]:
    if printed := match["grouped"]:
        return float(re.sub(r"[^0-9]", "", printed)), "thousands"
    if printed := match["comma"]:
        return float(printed.replace(",", ".")), "decimal_comma"
    return float((match["plain"] or match["bare"]).translate(_POINTS)), "digits"
