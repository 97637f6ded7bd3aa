"""Drug doses with schedule, route and cycles: "1000 mg, 1250 mg, or 1500 mg once daily", "AUC 5", "every 21 days".

Refused: laboratory values (mg/dL, U/L, g/L), doses in Gy, areas under a curve below 1. Codes are the evidence schema's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.model.mention import Concept, Mention
from pipeline.recognise.patterns import GAP, NUMBER_WORDS, WORD_GAP, one_of
from pipeline.recognise.quantities import Figure

_AUC_BEFORE = re.compile(rf"(?<![A-Za-z])AUC{GAP}(?:=|of|:)?{GAP}$")
_ROLES: dict[str, str] = {
    "loading": "loading", "initial": "loading", "maintenance": "maintenance",
    "maximum tolerated dose": "MTD", "MTD": "MTD", "recommended phase 2 dose": "RP2D", "RP2D": "RP2D",
    "recommended phase II dose": "RP2D", "dose level": "level",
}  # fmt: skip
_ROLE = re.compile(rf"(?<![A-Za-z]){one_of(_ROLES)}(?![A-Za-z])", re.IGNORECASE)
_CYCLES_AFTER = re.compile(
    rf"(?:{GAP}-)?{WORD_GAP}?(?:(?:planned|additional|further|more|full){WORD_GAP})?cycles?(?![A-Za-z])"
)
_NUMBER = rf"[0-9]{{1,2}}|{one_of(w for w in NUMBER_WORDS if w != 'both')}"
_TIMES = r"once|twice|thrice|one time|two times|three times|four times|[1-4]\s?(?:x|×|times)"
_PERIOD = r"daily|day|weekly|week|wk|month|monthly|cycle"
_ROUTES: dict[str, str] = {
    "oral": "oral", "orally": "oral", "p.o.": "oral", "PO": "oral", "per os": "oral", "by mouth": "oral", "po": "oral",
    "intravenous": "iv", "intravenously": "iv", "i.v.": "iv", "IV": "iv", "iv": "iv",
    "subcutaneous": "sc", "subcutaneously": "sc", "s.c.": "sc", "SC": "sc",
    "intramuscular": "im", "intramuscularly": "im", "i.m.": "im", "IM": "im",
    "intrathecal": "intrathecal", "intrathecally": "intrathecal", "intraventricular": "intraventricular",
    "intravesical": "intravesical", "intraperitoneal": "intraperitoneal", "intra-arterial": "intra-arterial",
    "topical": "topical", "intravitreal": "intravitreal",
}  # fmt: skip
_ROUTE = re.compile(rf"(?<![A-Za-z0-9]){one_of(_ROUTES)}(?![A-Za-z0-9])")
_DAYS = r"days?[ -]{0,2}(?P<days>[0-9]{1,2}(?:{s}(?:,|and|&|-|–|to|or){s}[0-9]{1,2}){0,9})".replace(
    "{s}", r"[ ,]{0,3}"
).replace("{0,9}", "{1,9}")
_FREQUENCY = re.compile(
    rf"""(?<![A-Za-z0-9])(?:
      (?P<times>{_TIMES})(?:{WORD_GAP}|-)(?:(?:a|per|each|every|in{WORD_GAP}a){WORD_GAP})?(?P<period>{_PERIOD})
    | (?:once{WORD_GAP})?(?:every|each){WORD_GAP}(?P<other>other{WORD_GAP}|second{WORD_GAP}|third{WORD_GAP})?
        (?:(?P<every>{_NUMBER})(?:{GAP}-?{GAP}))?(?P<unit>hours?|days?|weeks?|wks?|months?|cycles?)
    | (?P<three>three|3|two|2|four|4)[ -]weekly | (?P<tri>tri-?weekly)
    | [qQ]{GAP}(?P<q>[0-9]{{1,2}}){GAP}(?P<qunit>[hdwHDW]|wks?|weeks?|days?|months?)
    | (?P<latin>q\.?d\.?|o\.?d\.|b\.?i\.?d\.?|t\.?i\.?d\.?|q\.?i\.?d\.?|q\.?o\.?d\.?|q\.?w\.?|QD|BID|TID|QID|QW|QOD)
    | (?P<perday>(?:per|a|/){WORD_GAP}?(?:day|d)|daily) | (?P<weekly>weekly|per{WORD_GAP}week) | (?P<monthly>monthly)
    | (?P<alternate>alternate{WORD_GAP}days) | (?P<fortnight>fortnightly|biweekly|bi-weekly)
    | {_DAYS}
    )(?![A-Za-z0-9])""",
    re.VERBOSE,
)
_COUNTS = {"once": 1, "one time": 1, "twice": 2, "two times": 2, "thrice": 3, "three times": 3, "four times": 4}
_DAILY = {1: "qd", 2: "bid", 3: "tid", 4: "qid"}
_LATIN = {"qd": "qd", "od": "qd", "bid": "bid", "tid": "tid", "qid": "qid", "qod": "q2d", "qw": "qw"}
_IN_DAYS = {"day": 1, "d": 1, "week": 7, "w": 7, "wk": 7, "month": 30}


def find_doses(text: str, figures: tuple[Figure, ...]) -> Iterator[Mention]:
    """The drug doses and numbers of cycles of the text; a role (`loading`, `MTD` …) stands in the amount's basis."""
    for figure in figures:
        if figure.group == "dose":
            amount = replace(figure.amount, basis=_role(text, figure))
            yield Mention.at(text, "drug_dose", figure.start, figure.end, amount, "drug_dose")
        elif not figure.group:
            yield from _unitless(text, figure)


def _unitless(text: str, figure: Figure) -> Iterator[Mention]:
    before = text[max(0, figure.start - 12) : figure.start]
    auc = _AUC_BEFORE.search(before)
    if auc and (figure.amount.value or figure.amount.low or 0) >= 1:
        start = figure.start - (len(before) - auc.start())
        yield Mention.at(text, "drug_dose", start, figure.end, replace(figure.amount, unit="AUC"), "drug_dose.auc")
    elif after := _CYCLES_AFTER.match(text, figure.end):
        amount = replace(figure.amount, unit="cycles")
        yield Mention.at(text, "cycles", figure.start, after.end(), amount, "cycles")


def _role(text: str, figure: Figure) -> str:
    near = text[max(0, figure.start - 30) : figure.start] + " | " + text[figure.end : figure.end + 24]
    match = _ROLE.search(near)
    if match is None:
        return ""
    word = re.sub(r"\s+", " ", match[0])
    return next(role for name, role in _ROLES.items() if name.lower() == word.lower())


def find_schedules(text: str) -> Iterator[Mention]:
    """Frequencies and routes; the concept's name is the code (`bid`, `q3w`, `d1,8`, `oral`, `iv`)."""
    for match in _FREQUENCY.finditer(text):
        if code := _code(match):
            yield Mention.at(text, "frequency", match.start(), match.end(), Concept(code), "frequency")
    for match in _ROUTE.finditer(text):
        route = Concept(_ROUTES[re.sub(r"\s+", " ", match[0])])
        yield Mention.at(text, "route", match.start(), match.end(), route, "route")


def _code(match: re.Match[str]) -> str:
    if times := match["times"]:
        count = _COUNTS.get(re.sub(r"\s+", " ", times)) or int(times[0])
        return _per(count, match["period"])
    if unit := match["unit"]:
        return _every(_interval(match), unit)
    if q := match["q"]:
        return _every(int(q), match["qunit"].lower())
    if latin := match["latin"]:
        return _LATIN[latin.replace(".", "").lower()]
    if days := match["days"]:
        return "d" + _day_list(days)
    if match["three"]:
        return f"q{NUMBER_WORDS.get(match['three']) or match['three']}w"
    simple = {"tri": "q3w", "perday": "qd", "weekly": "qw", "monthly": "q4w", "alternate": "q2d", "fortnight": "q2w"}
    return next(code for name, code in simple.items() if match[name])


def _interval(match: re.Match[str]) -> int:
    if other := match["other"]:
        return 3 if other.startswith("third") else 2
    printed = match["every"]
    return 1 if printed is None else NUMBER_WORDS.get(printed.lower()) or int(printed)


def _per(count: int, period: str) -> str:
    if period in ("daily", "day"):
        return _DAILY.get(count, f"{count}/d")
    if period in ("week", "weekly", "wk"):
        return "qw" if count == 1 else f"{count}/week"
    return "q4w" if count == 1 else f"{count}/{period.removesuffix('ly')}"


def _every(count: int, unit: str) -> str:
    unit = unit.rstrip("s")
    if unit in ("hour", "h"):
        return _DAILY.get(24 // count, f"q{count}h") if count and 24 % count == 0 else f"q{count}h"
    if unit == "cycle":
        return ""
    if unit == "month":
        return "q4w" if count == 1 else f"q{count}mo"
    days = count * _IN_DAYS[unit]
    if days == 1:
        return "qd"
    weeks, rest = divmod(days, 7)
    if rest:
        return f"q{days}d"
    return "qw" if weeks == 1 else f"q{weeks}w"


def _day_list(printed: str) -> str:
    """Day numbers joined by commas; a range keeps its ends ("1-5")."""
    return re.sub(r"(?:\s*(?:,|and|&|or)\s*)+", ",", re.sub(r"\s*(?:-|–|to)\s*", "-", printed))
