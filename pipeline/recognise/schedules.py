"""How often: "twice daily", "every 21 days", "q3w", "days 1 and 8 of a 21-day cycle", "five fractions per week".

Drugs and fractions are scheduled in the same words, so one grammar reads both; the nearest dose decides the kind.
Refused: "daily life" and its like, a dose per day that a number of fractions multiplies ("1.8 Gy per day x 28").
Codes are the evidence schema's: qd, bid, tid, qw, q3w, q10d, d1,8; "5/week" where a number of times is printed;
"n/week" where only the words stand ("fractions per week"), which is read of fractions alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model.mention import Concept, Mention
from pipeline.recognise.patterns import DASH, GAP, NUMBER_WORDS, WORD_GAP, one_of

_SMALL = rf"(?:[0-9]{{1,2}}|{one_of(w for w in NUMBER_WORDS if w != 'both' and '-' not in w)})"
_A = rf"(?:(?:a|per|each|every|in{WORD_GAP}a){WORD_GAP}|/{GAP})"
_SESSION = r"(?:times|(?:consecutive )?days|fractions?|treatments?|sessions?|doses?|x|×)"
_PERIOD = rf"(?:(?P<adjective>daily|weekly|monthly)|{_A}(?P<period>days?|weeks?|wk|month))"
_UNIT = r"(?:hours?|hrs?|h|days?|d|weeks?|wks?|w|months?|cycles?)"
_TIMES = (
    rf"(?:(?P<adverb>once|twice|thrice)(?:{WORD_GAP}|-)|(?P<times>{_SMALL})(?:{WORD_GAP}|-)?{_SESSION}{GAP})"
    rf"(?:{_PERIOD}|on{WORD_GAP}(?P<day>day){WORD_GAP}(?:one|[0-9]{{1,2}}))"
)
_EVERY = (
    rf"(?:(?:once{WORD_GAP})?(?:every|(?<!of )each|per(?={WORD_GAP}[0-9]{{1,2}}-))|once{WORD_GAP}(?:per|in)){WORD_GAP}"
    rf"(?:(?P<other>other|second|third|fourth){WORD_GAP}|(?P<every>{_SMALL})(?:{GAP}{DASH}?{GAP}))?(?P<unit>{_UNIT})"
)
_CODE = rf"[qQ]{GAP}(?P<q>[0-9]{{1,2}}){GAP}-?(?P<qunit>[hdwHDW]|wks?|weeks?|days?|months?)"
_LATIN = (
    r"(?P<latin>q\.?d\.?|QD|o\.d\.|b\.?i\.?d\.?|BID|t\.?i\.?d\.?|TID|q\.?i\.?d\.?|QID|q\.?o\.?d\.?|QOD|q\.?w\.?|QW)"
)
_PLAIN: dict[str, tuple[str, ...]] = {
    "qd": ("daily", "per day", "/day", "/d", "a day", "per diem", "nightly"),
    "qw": ("weekly", "per week", "/week", "/wk", "a week", "every week"),
    "q2d": ("alternate days", "on alternate days"),
    "q2w": ("fortnightly", "biweekly", "bi-weekly", "two-weekly", "2-weekly"),
    "q3w": ("triweekly", "tri-weekly", "three-weekly", "3-weekly", "three weekly"),
    "q4w": ("monthly", "four-weekly", "4-weekly", "per month"),
}
_PLAIN_CODE = {form: code for code, forms in _PLAIN.items() for form in forms}
_DAY_NUMBER = r"[dD]?(?:ay )?[0-9]{1,2}"
_DAYS = (
    rf"(?:[dD]ays?|D|d){GAP}(?P<days>[0-9]{{1,2}}(?:{GAP}(?:,|and|&|or|to|{DASH}|,{WORD_GAP}and){GAP}{_DAY_NUMBER}){{0,9}})"
    rf"(?P<cycle>,?{WORD_GAP}(?:of|in|on|during){WORD_GAP}(?:a|an|the|each|every)?{GAP}(?P<length>{_SMALL}){DASH}?{GAP}"
    rf"(?P<span>day|d|week|wk){DASH}?{GAP}cycles?|{GAP}\(?{GAP}(?:q|every|repeated{WORD_GAP}every){GAP}(?P<length2>{_SMALL}){GAP}"
    r"(?P<span2>days?|d|weeks?|wks?|w)\)?)?"
)
_SPAN = rf"(?:{GAP}|{DASH})(?:days?|weeks?)"
_ON_AND_OFF = (
    rf"(?P<on>{_SMALL})(?P<on_unit>{_SPAN})(?:{WORD_GAP}on)?(?:(?:,|{WORD_GAP}and)?{WORD_GAP}followed{WORD_GAP}by|,|/|"
    rf"{WORD_GAP}and){GAP}(?:an?{WORD_GAP})?(?P<off>{_SMALL})(?P<off_unit>{_SPAN}){WORD_GAP}(?:of{WORD_GAP})?(?:rest|off)"
)
_FIRST_DAYS = (
    rf"first{WORD_GAP}(?P<first>{_SMALL}){WORD_GAP}days{WORD_GAP}of{WORD_GAP}(?:a|an|each|every|the){WORD_GAP}"
    rf"(?P<whole>{_SMALL})(?P<whole_unit>{_SPAN}){WORD_GAP}cycles?"
)
_UNCOUNTED = rf"(?:times|days|fractions|treatments|sessions){WORD_GAP}{_A}(?P<uncounted>day|week)"
_FREQUENCY = re.compile(
    rf"(?:(?<![A-Za-z0-9])(?:{_TIMES}|{_UNCOUNTED}|{_EVERY}|{_CODE}|{_LATIN}|{_DAYS}|{_ON_AND_OFF}|{_FIRST_DAYS})|"
    rf"(?:(?<![A-Za-z0-9])|(?:(?<=[mµμ]g)|(?<=kg)|(?<=m[2²])|(?<=Gy))(?=/))(?P<plain>{one_of(_PLAIN_CODE)}))(?![A-Za-z0-9])"
)
_NOT_A_SCHEDULE = re.compile(rf"{WORD_GAP}(?:life|living|practi[cs]e|activit|clinical|routine|work|basis)")
_MULTIPLIED = re.compile(rf"{GAP}[x×*]{GAP}[0-9]")
_AFTER_GRAY = re.compile(rf"Gy{GAP}$")
_DOSE_BEFORE = re.compile(r"(?:[mµμ]g|kg|m[2²]|AUC [0-9.]{1,3})\)?,?\s(?:[a-z.]{2,14}\s)?on\s$")
_RADIATION = re.compile(r"(?<![A-Za-z])c?Gy(?![A-Za-z])|[Ff]ractions?(?![a-z])|[Ii]rradiat|[Rr]adiothera|[Rr]adiation")
_DRUG = re.compile(
    r"(?<![A-Za-z])(?:mg|mcg|[µμ]g|AUC|capsules?|tablets?|infusions?|[Oo]ral(?:ly)?|IV|i\.v\.)(?![A-Za-z])"
)
_NEAR = 160
_NOWHERE = 2 * _NEAR
_DAYS_A_WEEK = re.compile(rf"days{WORD_GAP}(?:a|per|each){WORD_GAP}week")
_THEN_DAYS_A_WEEK = re.compile(rf"{GAP},?{GAP}(?:(?:for|on){WORD_GAP})?{_SMALL}{WORD_GAP}{_DAYS_A_WEEK.pattern}")
_ADVERBS = {"once": 1, "twice": 2, "thrice": 3}
_A_DAY = {1: "qd", 2: "bid", 3: "tid", 4: "qid"}
_LATIN_CODE = {"od": "qd", "qod": "q2d"}
_ORDINAL = {"other": 2, "second": 2, "third": 3, "fourth": 4}
_IN_DAYS = {"d": 1, "w": 7}


def find_schedules(text: str) -> Iterator[Mention]:
    """The frequencies of the text, of drugs (`frequency`) or of fractions (`rt_frequency`); the concept is the code."""
    for match in _FREQUENCY.finditer(text):
        code = _code(match)
        if not code or _NOT_A_SCHEDULE.match(text, match.end()):
            continue
        if not _of_radiation(text, match):
            if match["uncounted"]:
                continue
            yield Mention.at(text, "frequency", match.start(), match.end(), Concept(code), "frequency")
        elif not match["days"] and not _is_part_of_dose(text, match):
            yield Mention.at(text, "rt_frequency", match.start(), match.end(), Concept(code), "rt_frequency")


def _of_radiation(text: str, match: re.Match[str]) -> bool:
    """Whether fractions are scheduled: the nearer dose decides; with none near, "per day, five days per week" is."""
    if "fraction" in match[0]:
        return True
    before, after = text[max(0, match.start() - _NEAR) : match.start()], text[match.end() : match.end() + _NEAR]
    radiation, drug = _distance(_RADIATION, before, after), _distance(_DRUG, before, after)
    if radiation == drug == _NOWHERE:
        return (_DAYS_A_WEEK.search(match[0]) or _THEN_DAYS_A_WEEK.match(text, match.end())) is not None
    return radiation < drug


def _distance(pattern: re.Pattern[str], before: str, after: str) -> int:
    """Characters to the nearest match on either side; `_NOWHERE` where there is none."""
    last = max((m.end() for m in pattern.finditer(before)), default=None)
    first = pattern.search(after)
    return min(len(before) - last if last is not None else _NOWHERE, first.start() if first else _NOWHERE)


def _is_part_of_dose(text: str, match: re.Match[str]) -> bool:
    multiplied = match["plain"] and _MULTIPLIED.match(text, match.end())
    return bool(multiplied) and _AFTER_GRAY.search(text[max(0, match.start() - 6) : match.start()]) is not None


def _code(match: re.Match[str]) -> str:
    if period := match["adjective"] or match["period"] or match["day"]:
        return _times_a(_ADVERBS.get(match["adverb"] or "") or _number(match["times"]), period)
    if match["uncounted"]:
        return f"n/{match['uncounted']}"
    if match["unit"]:
        return every(_ORDINAL.get(match["other"] or "") or _number(match["every"]), match["unit"])
    if match["q"]:
        return every(int(match["q"]), match["qunit"].lower())
    if match["latin"]:
        latin = match["latin"].replace(".", "").lower()
        return _LATIN_CODE.get(latin, latin)
    if match["days"]:
        return _on_days(match)
    if match["on"]:
        given = _days(match["on"], match["on_unit"])
        return f"d1-{given} {every(given + _days(match['off'], match['off_unit']), 'days')}"
    if match["first"]:
        return f"d1-{_number(match['first'])} {every(_days(match['whole'], match['whole_unit']), 'days')}"
    return _PLAIN_CODE[re.sub(r"\s+", " ", match["plain"])]


def _number(printed: str | None) -> int:
    """The number, 1 where none is printed."""
    return 1 if printed is None else NUMBER_WORDS.get(printed.lower()) or int(printed)


def _days(count: str, unit: str) -> int:
    return _number(count) * (7 if "week" in unit else 1)


def _times_a(count: int, period: str) -> str:
    if period.startswith("da"):
        return _A_DAY.get(count, f"{count}/day")
    if period.startswith("w"):
        return "qw" if count == 1 else f"{count}/week"
    return "q4w" if count == 1 else f"{count}/month"


def every(count: int, unit: str) -> str:
    """The code of "every `count` units": whole weeks as q<k>w, else q<k>d; a month is taken as four weeks."""
    if unit[0] == "c" or count == 0:
        return ""
    if unit[0] == "h":
        return _A_DAY.get(24 // count, f"q{count}h") if 24 % count == 0 else f"q{count}h"
    days = 28 * count if unit[0] == "m" else count * _IN_DAYS[unit[0]]
    weeks, rest = divmod(days, 7)
    if rest:
        return "qd" if days == 1 else f"q{days}d"
    return "qw" if weeks == 1 else f"q{weeks}w"


def _on_days(match: re.Match[str]) -> str:
    days = re.sub(rf"\s*(?:to|{DASH})\s*", "-", match["days"])
    numbers = ",".join(re.findall(r"[0-9]+(?:-[0-9]+)?", days))
    length, span = match["length"] or match["length2"], match["span"] or match["span2"]
    cycle = every(_number(length), span) if length and span else ""
    if numbers == "1" and cycle:
        return cycle
    if "-" in numbers and cycle:
        return f"d{numbers} {cycle}"
    dosed = _DOSE_BEFORE.search(match.string[max(0, match.start() - 24) : match.start()])
    return f"d{numbers}" if dosed or re.search("[,-]", numbers) else ""
