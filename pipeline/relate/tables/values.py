"""The numbers of one table cell ("12 (30.8)", "4/35", "9.6 (8.1–11.2)", "<1", "3 vs 5") and the words for none.

What the number means (patients, percent, months) is not said here: the head of its column says it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.model.quantity import Bound

Absence = Literal["", "zero", "not_reported", "not_applicable"]

# more digits than any count or measure has are no number: their value would be infinite
_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}(?![0-9])|[0-9]{1,12}(?![0-9])(?:\.[0-9]{1,12}(?![0-9]))?)"
_OF = r"(?P<of>[0-9]{1,12}(?![0-9]))"
_UNIT = r"(?:%|months?|mos?\.?|weeks?|wks?|days?|years?|yrs?|[mdy](?![a-z]))"
_TO = r"(?:-|to|,|;)"
_LEVEL = r"(?:(?P<level>[0-9]{2}(?:\.[0-9])?) ?%? ?(?:CI|CrI)|IQR|range|(?P<counted>n ?=))"
_UNKNOWN_END = r"(?:NE|NR|NA|not reached|not estimable)"
_LEAD = re.compile(
    rf"(?P<bound><=|>=|<|>|~)? ?(?P<number>{_NUMBER}) ?(?P<unit>{_UNIT})?"
    rf"(?: ?/ ?{_OF})?(?: ?- ?(?P<to>{_NUMBER}) ?(?P<to_unit>{_UNIT})?)?",
    re.I,
)
_ASIDE = re.compile(
    rf"[,;]? ?[\(\[]? ?(?:{_LEVEL} ?[:,=]? ?)?(?P<bound><=|>=|<|>)? ?(?P<first>{_NUMBER}) ?(?P<unit>{_UNIT})?"
    rf"\+?(?: ?(?:/ ?{_OF}|{_TO} ?(?P<second>{_NUMBER}|{_UNKNOWN_END})\+? ?{_UNIT}?))?(?: ?{_UNIT})? ?[\)\]]",
    re.I,
)
_SPREAD = re.compile(rf"(?:±|\+/-) ?{_NUMBER} ?%?")
_AT = r"(?P<count>[0-9]{1,2})[ -]?(?P<unit>years?|yrs?|y|months?|mos?|m)\b\.?"
_SHARE = r"(?P<value>[0-9]{1,3}(?:\.[0-9]+)?) ?%"
_TIME_FIRST = re.compile(rf"(?:\bat )?\b{_AT} ?(?:rates?|OS|LC)? ?[:=,]? ?{_SHARE}", re.I)
_TIME_LAST = re.compile(rf"{_SHARE} ?(?:at |\(at |\(|,? ?@ ?)?{_AT} ?\)?", re.I)
_SLASH = r"(?<=[)%]) ?/ ?(?=[0-9<>])|(?<=\.[0-9]) ?/ ?(?=[0-9<>])| ?/ ?(?=[0-9]+\.[0-9])"
_VERSUS = re.compile(rf" (?:vs\.?|versus|and) |{_SLASH}|; ?(?=[0-9<>])", re.I)
_MARKS = re.compile(r"[*†‡§¶‖#⁎∗]+|(?<=[0-9)%])[a-g]$|[⁰¹²³⁴-⁹ᵃ-ᶻ]+(?:,[⁰¹²³⁴-⁹ᵃ-ᶻ]+)*$")
_RATIO = re.compile(r"[(\[,;]? ?\b(?:HR|hazard ratio)(?: \(95 ?% ?CI\))? ?[:=,]? ?", re.I)
_TWO_IN_BRACKETS = re.compile(r"[;,] ?(?=[0-9]{2}(?:\.[0-9])? ?%? ?CI)")
_SIGNS = str.maketrans(
    {"–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "·": ".", "∙": ".", "≤": "<=", "≥": ">=", "≈": "~"}
)
_UNITS = {"m": "months", "d": "days", "w": "weeks", "y": "years"}
_WORDS: dict[str, Absence] = {
    "no": "zero", "none": "zero", "nil": "zero", "not observed": "zero", "none reported": "zero", "no events": "zero",
    "nr": "not_reported", "n.r.": "not_reported", "ns": "not_reported", "nd": "not_reported",
    "not reported": "not_reported", "not stated": "not_reported", "not specified": "not_reported",
    "not available": "not_reported", "unknown": "not_reported", "not given": "not_reported",
    "na": "not_applicable", "n/a": "not_applicable", "not applicable": "not_applicable",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Value:
    """One value as printed: the leading number, `of` a total ("4/35"), `high` of a leading range ("12–15").

    `aside` is the single number in brackets, `interval` the two in brackets (the upper end None where not reached),
    `level` the confidence level in percent, `unit` as in the evidence table (`%`, `months` …), `share` whether the
    bracketed number carries a percent sign, `aside_bound` what stands before it ("2 (<1%)"), `counted` the count in
    brackets that says so ("30% (n = 17)"), `timepoint` the time in brackets ("6% (5 years)") as "5 years", `spread`
    whether "±" and a spread follow.
    """

    number: float
    whole: bool
    high: float | None = None
    bound: Bound = ""
    unit: str = ""
    of: int | None = None
    aside: float | None = None
    share: bool = False
    aside_bound: Bound = ""
    counted: int | None = None
    timepoint: str = ""
    spread: bool = False
    interval: tuple[float, float | None] | None = None
    level: float | None = None


def read_values(text: str) -> tuple[Value, ...]:
    """The values of a cell that holds nothing else, sides of "vs" parted; empty where other words stand there."""
    values = [_value(part) for part in _VERSUS.split(plain(text)) if part.strip()]
    return tuple(v for v in values if v is not None) if all(values) else ()


def timed_values(text: str) -> tuple[tuple[str, Value], ...]:
    """(time, percentage) pairs of a cell that holds nothing else: "1 year: 92% 3 year: 83%", "44% at 2 yr"."""
    line = plain(text).strip(" .;,")
    for pattern in (_TIME_FIRST, _TIME_LAST):
        found = list(pattern.finditer(line))
        if found and not pattern.sub("", line).strip(" ;,/."):
            return tuple(
                (time_of(m["count"], m["unit"]), Value(float(m["value"]), "." not in m["value"], unit="%"))
                for m in found
            )
    return ()


def with_ratio(text: str) -> tuple[str, Value | None]:
    """The cell without the hazard ratio that follows its values, and that ratio: "9.6 vs 6.4 (HR 0.65; P = 0.01)"."""
    match = _RATIO.search(plain(text))
    if match is None:
        return text, None
    line = plain(text)
    value = _LEAD.match(line, match.end())
    rest = line[value.end() :].split(";")[0].strip(" )]") + ")" if value else ""
    aside = _ASIDE.match(rest) if value else None
    ratio = _assembled(value, [aside] if aside and aside["second"] else []) if value else None
    return line[: match.start()].rstrip(" ([,;"), ratio


def absence(text: str, abbreviations: Mapping[str, str]) -> Absence:
    """What a cell without a number says: an explicit zero, not reported, not applicable; empty for a dash or a blank.

    The legend outweighs habit: "NA: not available" is not reported, "NR: not reached" says nothing about reporting.
    """
    word = plain(text).strip(" .").lower()
    return _WORDS.get(abbreviations.get(word, word).lower(), "")


def plain(text: str) -> str:
    """The text on one line with ASCII dashes, points and signs, without footnote marks behind a number."""
    line = " ".join(unicodedata.normalize("NFC", text).translate(_SIGNS).split())
    return _TWO_IN_BRACKETS.sub(") (", _MARKS.sub("", line)).strip()


def unit_of(printed: str | None) -> str:
    """`%`, `months`, `weeks`, `days` or `years` for a printed unit; empty for none."""
    return "%" if printed == "%" else _UNITS.get((printed or "")[:1].lower(), "")


def time_of(count: str, unit: str) -> str:
    """A time as the evidence table writes it: "1 year", "12 months"."""
    named = unit_of(unit)
    return f"{int(float(count))} {named[:-1] if float(count) == 1 else named}"


def _value(part: str) -> Value | None:
    lead = _LEAD.match(part.strip())
    if lead is None:
        return None
    rest = part.strip()[lead.end() :].strip()
    spread = _SPREAD.match(rest)
    if spread is not None:
        return None if rest[spread.end() :].strip() else replace(_assembled(lead, []), spread=True)
    aside = _ASIDE.match(rest)
    after = rest[aside.end() :].strip(" ,.") if aside else rest.strip(" ,.")
    more = _ASIDE.match(after)
    if after and not (more and more.end() == len(after)):
        return None
    asides = [m for m in (aside, more) if m]
    return _assembled(lead, asides)


def _assembled(lead: re.Match[str], asides: list[re.Match[str]]) -> Value:
    singles = [m for m in asides if not m["second"] and not m["level"]]
    counted = next((m for m in singles if m["counted"]), None)
    timed = next((m for m in singles if m["unit"] and m["unit"] != "%"), None)
    single = next((m for m in singles if m not in (counted, timed)), None)
    double = next((m for m in asides if m["second"]), None)
    slash = next((m for m in asides if m["of"]), None)
    of = lead["of"] or (slash["of"] if slash else None)
    return Value(
        number=_number(lead["number"]),
        whole="." not in lead["number"],
        high=_number(lead["to"]) if lead["to"] else None,
        bound=lead["bound"] or "",  # type: ignore[arg-type]
        unit=unit_of(lead["unit"] or lead["to_unit"]),
        of=int(of) if of else None,
        aside=_number(single["first"]) if single else None,
        share=bool(single and single["unit"] == "%"),
        aside_bound=(single["bound"] or "") if single else "",  # type: ignore[arg-type]
        counted=int(_number(counted["first"])) if counted else None,
        timepoint=time_of(timed["first"], timed["unit"]) if timed else "",
        interval=_interval(double),
        level=float(double["level"]) if double and double["level"] else None,
    )


def _interval(match: re.Match[str] | None) -> tuple[float, float | None] | None:
    if match is None:
        return None
    low, second = _number(match["first"]), match["second"]
    if not second[:1].isdigit():
        return low, None
    return (low, _number(second)) if low <= _number(second) else None


def _number(printed: str) -> float:
    return float(printed.replace(",", ""))
