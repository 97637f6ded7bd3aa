"""Codes of schedules, those of the evidence schema: qd, bid, tid, qw, q3w, q10d, d1,8.

"5/week" where a number of times is printed; "n/week" where only the words stand ("fractions per week"), which is read
of fractions alone.
"""

from __future__ import annotations

import re

from pipeline.recognise.patterns import DASH, GAP, NUMBER_WORDS

_PLAIN: dict[str, tuple[str, ...]] = {
    "qd": ("daily", "per day", "/day", "/d", "a day", "per diem", "nightly"),
    "qw": ("weekly", "per week", "/week", "/wk", "a week", "every week"),
    "q2d": ("alternate days", "on alternate days", "alternate-day", "alternate day", "every-other-day"),
    "q2w": ("fortnightly", "biweekly", "bi-weekly", "two-weekly", "2-weekly"),
    "q3w": ("triweekly", "tri-weekly", "three-weekly", "3-weekly", "three weekly"),
    "q4w": ("monthly", "four-weekly", "4-weekly", "per month"),
}
PLAIN_CODE = {form: code for code, forms in _PLAIN.items() for form in forms}
ORDINAL_DAY = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "tenth": 10,
    "fourteenth": 14, "fifteenth": 15,
}  # fmt: skip
_RIGHT_AFTER_DOSE = re.compile(r"(?:[mµμ]g|kg|m[2²]|Gy)\)?,?\s(?:[a-z.]{2,14}\s)?$")
_DOSE_BEFORE = re.compile(r"(?:[mµμ]g|kg|m[2²]|AUC [0-9.]{1,3})\)?,?\s(?:[a-z.]{2,14}\s)?on\s$")
_ADVERBS = {"once": 1, "twice": 2, "thrice": 3}
_A_DAY = {1: "qd", 2: "bid", 3: "tid", 4: "qid"}
_LATIN_CODE = {"od": "qd", "qod": "q2d", "bd": "bid", "tds": "tid", "qds": "qid"}
# In the United Kingdom; elsewhere BD is a company and OD an overdose, so a dose must stand before.
_BRITISH = ("bd", "tds", "qds", "od")
_ORDINAL = {"other": 2, "second": 2, "third": 3, "fourth": 4}
_IN_DAYS = {"d": 1, "w": 7}


def code_of(match: re.Match[str]) -> str:
    """The code of a schedule by the named groups of its pattern; empty where it is none after all."""
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
        if latin in _BRITISH and "." not in match["latin"] and not _RIGHT_AFTER_DOSE.search(_before(match)):
            return ""
        return _LATIN_CODE.get(latin, latin)
    if match["days"]:
        return _on_days(match)
    if match["nth"]:
        return _on_ordinal_days(match)
    if match["on"]:
        given = _days(match["on"], match["on_unit"])
        return f"d1-{given} {every(given + _days(match['off'], match['off_unit']), 'days')}"
    if match["first"]:
        return f"d1-{_number(match['first'])} {every(_days(match['whole'], match['whole_unit']), 'days')}"
    return PLAIN_CODE[re.sub(r"\s+", " ", match["plain"])]


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
    days = re.sub(rf"{GAP}(?:to|{DASH}){GAP}(?:[dD](?:ay )?)?", "-", match["days"])
    numbers = ",".join(re.findall(r"[0-9]+(?:-[0-9]+)?", days))
    length, span = match["length"] or match["length2"], match["span"] or match["span2"]
    cycle = every(_number(length), span) if length and span else ""
    if numbers == "1" and cycle:
        return cycle
    if "-" in numbers and cycle:
        return f"d{numbers} {cycle}"
    dosed = _DOSE_BEFORE.search(_before(match))
    return f"d{numbers}" if dosed or re.search("[,-]", numbers) else ""


def _on_ordinal_days(match: re.Match[str]) -> str:
    """ "5 mg on the first and third days", right after a dose alone: elsewhere such days are dates."""
    if not _DOSE_BEFORE.search(_before(match)):
        return ""
    return "d" + ",".join(str(ORDINAL_DAY[word]) for word in re.findall(r"[a-z]+th|first|second|third", match["nth"]))


def _before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - 24) : match.start()]
