"""What the letters of a head say by themselves: its size, grade, unit, statistic, time, what its numbers count."""

from __future__ import annotations

import re
from typing import Literal

from pipeline.model.quantity import Grade
from pipeline.relate.tables.values import plain, time_of, unit_of

Counting = Literal["", "count", "percent", "count_percent", "percent_count"]
_CALLED = re.compile(r"\[[0-9 ,–-]{1,20}\]|[⁰¹²³⁴-⁹]+")
_LEVEL = re.compile(
    r"[(\[,;]*\s*(?:[0-9]{2}(?:\.[0-9])?\s?%\s?(?:CI|CrI)|interquartile range|IQR|\brange\b)\s*[)\]]*", re.I
)
_COUNTED = re.compile(r"\b(?:n|nos?|number|patients|pts|events|cases|subjects|participants)\b", re.I)
_PERCENT_OF_PEOPLE = re.compile(
    r"(?:\bper ?cent(?:ages?)?|%) of (?:all |the )?(?:patients|subjects|participants)\b", re.I
)
_PEOPLE = re.compile(r"\b(?:patients|pts|subjects|participants|cases)\b", re.I)
_MONTHS = re.compile(r"\b(months?|mos?|weeks?|wks?|days?|years?|yrs?)\b\.?(?! (?:of age|old))", re.I)
_TIME = re.compile(r"\b(?P<count>[0-9]{1,2})[ -]?(?P<unit>years?|yrs?|y|months?|mos?|m|weeks?|wks?|days?)\b", re.I)
_BARE_GRADE = re.compile(
    r"(?P<sign>>=|>|<=)?\s*(?P<low>[0-5]|I{1,3}V?|IV|V)[ab]?(?:\s*(?:-|/|and|to|or)\s*(?P<high>[0-5]|I{1,3}V?|IV|V)[ab]?)?"
    r"(?P<more>\s*\+|\s+(?i:or (?:higher|greater|worse|above|more)))?"
)
_GRADED_PART = re.compile(
    r"(?:grade|gr\.?|G) ?(?P<grade>[0-5IV][0-5IV–/-]{0,4}) ?[:=,-] ?(?P<value>[0-9].{0,30})", re.I
)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}
RATIOS = frozenset({"hazard ratio", "odds ratio", "risk ratio"})
_STATS = (
    ("hazard ratio", re.compile(r"\b(?:(?i:hazard ratios?)|HRs?)\b")),
    ("odds ratio", re.compile(r"\b(?i:odds ratios?)\b|\bORs?\b(?=\s*[(\[,]?\s*(?:95|CI))")),
    ("risk ratio", re.compile(r"\b(?:(?i:risk ratios?|relative risks?)|RRs?\b(?=\s*[(\[,]?\s*(?:95|CI)))")),
    ("median", re.compile(r"\b(?i:median)\b|\bm(?=PFS|OS|DOR|DoR)")),
    ("mean", re.compile(r"\bmean\b", re.I)),
)
_N = re.compile(
    r"[(\[,;]?\s*\b(?:(?:n|no\.?|number)\s*=\s*(?P<n>[0-9][0-9,]{0,12})\s*(?:patients|pts)?"
    r"|(?P<people>[0-9]{1,6})\s(?:patients|pts|participants|subjects))\b\s*[)\]]?",
    re.I,
)


def size_in(text: str) -> int | None:
    """The 31 of "(n = 31)" or "31 patients"; None where none or several differ."""
    found = {int((m["n"] or m["people"]).replace(",", "")) for m in _N.finditer(text)}
    return found.pop() if len(found) == 1 else None


def without_size(text: str) -> str:
    """The text with "(n = 31)" left out."""
    return _N.sub(" ", text)


def without_marks(text: str) -> str:
    """The text with sizes, levels of confidence and called reference numbers left out."""
    return _CALLED.sub(" ", _LEVEL.sub(" ", _N.sub(" ", text)))


def stat_in(text: str) -> str:
    """The statistic that the text names; empty for none."""
    return next((name for name, pattern in _STATS if pattern.search(text)), "")


def unit_in(text: str) -> str:
    """`%` or the unit of time that the text names beside a level of confidence and a time point; empty for none."""
    bare = _LEVEL.sub(" ", text)
    unit = _MONTHS.search(_TIME.sub(" ", bare))
    return "%" if "%" in bare else unit_of(unit[1] if unit else "")


def bare_grade(text: str) -> Grade | None:
    """The grade of a head that stands under the word "grade": "3", "≥3", "1–2", "III/IV"; None where it is none."""
    match = _BARE_GRADE.fullmatch(plain(_N.sub(" ", text)).replace("%", "").strip(" ()"))
    if match is None:
        return None
    low = _level(match["low"])
    high = _level(match["high"]) if match["high"] else low
    if match["sign"] == ">=" or match["more"]:
        high = 5
    elif match["sign"]:
        low, high = (min(low + 1, 5), 5) if match["sign"] == ">" else (min(1, low), low)
    return Grade(min(low, high), max(low, high))


def graded_values(text: str) -> tuple[tuple[Grade, str], ...]:
    """(grade, what is printed for it) of a cell that lists grades and nothing else: "G1: 8 (20%); G2: 14 (35%)"."""
    parts = [
        _GRADED_PART.fullmatch(part.strip()) for part in re.split(r"[;\n]|,(?= ?[Gg])", plain(text)) if part.strip()
    ]
    grades = [(bare_grade(m["grade"]), m["value"]) for m in parts if m]
    return tuple((g, value) for g, value in grades if g) if parts and all(parts) else ()


def level_in(text: str) -> float | None:
    """The 95 of "HR (95% CI)"; None where no level of confidence is printed."""
    match = re.search(r"([0-9]{2}(?:\.[0-9])?)\s?%\s?(?:CI|CrI|confidence)", text)
    return float(match[1]) if match else None


def is_ranged(text: str) -> bool:
    """Whether the interval in brackets is that of the patients (range, quartiles), no confidence interval."""
    return level_in(text) is None and re.search(r"\b(?:range|IQR|interquartile)\b", text, re.I) is not None


def _level(printed: str) -> int:
    return _ROMAN[printed] if printed in _ROMAN else int(printed)


def counting_of(text: str) -> Counting:
    """What the numbers below are: "n (%)" counts with percentages, "%" shares, "No." counts; empty where unsaid.

    Beside a size, "patients" names the group, not what is counted: "All patients (n = 57)".
    """
    bare = _LEVEL.sub(" ", text)
    told = _PERCENT_OF_PEOPLE.search(bare)
    if told and not _COUNTED.search(_N.sub(" ", bare[: told.start()])):
        return "percent"
    if size_in(text) is not None:
        bare = _PEOPLE.sub(lambda m: " " * len(m[0]), bare)
    percent, counted = bare.find("%"), _COUNTED.search(_N.sub(" ", bare))
    if percent >= 0 and _COUNTED.search(_N.sub(lambda m: " " * len(m[0]), bare)):
        found = _COUNTED.search(_N.sub(lambda m: " " * len(m[0]), bare))
        return "percent_count" if found and percent < found.start() else "count_percent"
    if percent >= 0:
        return "percent"
    return "count" if counted else ""


def is_timepoint(text: str) -> bool:
    """Whether the head is a time and nothing else: "1-year (%)", "At 12 months"."""
    return bool(re.fullmatch(r"(?:at )?[0-9]{1,2}[ -]?(?:years?|yrs?|y|months?|mos?|m|weeks?|wks?)", _bare(text), re.I))


def _bare(text: str) -> str:
    return re.sub(r"\brates?\b|[(\[]?%[)\]]?", "", _LEVEL.sub(" ", text)).strip(" ,;:()[]")


def timepoint_in(text: str) -> str:
    """The time that a head names, as "1 year", "12 months"; empty for none."""
    match = _TIME.search(text)
    if match is None:
        return ""
    return time_of(match["count"], match["unit"])
