"""Grades of adverse events: "grade 3/4", "G3–4", "grade III", "≥ grade 3", "grade 3 or higher", "any grade".

Refused: cell-cycle phases (G2/M), grade groups, bare Roman numerals. Histological grades get the scale `histologic`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model.mention import Mention
from pipeline.model.quantity import Grade
from pipeline.recognise.patterns import COMPARISON, DASH, GAP, ROMAN, WORD_GAP, one_of

_SPELLED = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_LEVEL = rf"(?:{one_of(_SPELLED)}|[0-5](?![0-9]|\.[0-9]|\s?%)|IV|I{{1,3}}|V)[ab]?(?![A-Za-z0-9])"
_JOIN = rf"(?:{GAP}(?:[/,&]|{DASH}){GAP}(?:(?:and|or){WORD_GAP})?|{WORD_GAP}(?:to|or|and|through){WORD_GAP})"
_LEVELS = rf"(?P<levels>{_LEVEL}(?:{_JOIN}(?:[Gg]rades?{WORD_GAP}|G)?{_LEVEL}){{0,4}})"
_OPEN_END = (
    rf"(?P<more>{GAP}\+(?!\+)|{WORD_GAP}(?:or|and|/){WORD_GAP}(?:higher|above|greater|more|worse|over|beyond))|"
    rf"(?P<less>{WORD_GAP}(?:or|and){WORD_GAP}(?:lower|less|below|under))"
)
_SCALE = (
    rf"(?:(?P<scale>CTCAE|RTOG(?:/EORTC)?|EORTC|LENT(?:{DASH}|/|{WORD_GAP})SOMA|LENT|Clavien{DASH}Dindo|[Hh]istolog(?:ic|ical)|[Nn]uclear|[Tt]umou?r|Nottingham|WHO)"
    rf"(?:{WORD_GAP}v?[0-9.]{{1,4}})?{WORD_GAP})?"
)
_GRADE = re.compile(
    rf"(?:{_SCALE}(?P<before>{COMPARISON})?{GAP}(?<![A-Za-z])(?:[Gg]rades?|GRADES?|Gr\.?)(?:{GAP}{DASH}|{WORD_GAP}of)?{GAP}"
    rf"(?P<after>{COMPARISON})?{GAP}|(?<![A-Za-z0-9/])(?P<gbefore>{COMPARISON})?G(?P<gafter>{COMPARISON})?(?=[1-5])(?!2/M|1/S))"
    rf"{_LEVELS}(?:{_OPEN_END})?"
)
_DINDO = re.compile(
    rf"(?P<scale>Clavien{DASH}Dindo)(?:{WORD_GAP}(?:class|type))?{GAP}(?P<after>{COMPARISON})?{GAP}{_LEVELS}"
)
_ANY = re.compile(
    rf"(?<![A-Za-z])(?:[Aa]ny|[Aa]ll)(?:{DASH}|{WORD_GAP})grades?(?![A-Za-z])(?!{GAP}(?:{COMPARISON})?{GAP}{_LEVEL})"
)
_ONE_LEVEL = re.compile(rf"{one_of(_SPELLED)}|[0-5]|IV|I{{1,3}}|V")
_SCALES = {"histologic": "histologic", "histological": "histologic", "nuclear": "histologic", "tumor": "histologic",
           "tumour": "histologic", "nottingham": "histologic", "who": "WHO", "ctcae": "CTCAE", "rtog": "RTOG",
           "rtog/eortc": "RTOG/EORTC", "eortc": "EORTC"}  # fmt: skip
_TRIGGERS = ("rade", "RADE", "G", "Dindo")


def find_grades(text: str) -> Iterator[Mention]:
    """The grades of the text; "any grade" carries no value."""
    if not any(t in text for t in _TRIGGERS):
        return
    for match in _GRADE.finditer(text):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        yield Mention.at(text, "grade", start, match.end(), _grade(match), "grade")
    for match in _DINDO.finditer(text):
        yield Mention.at(text, "grade", match.start(), match.end(), _grade(match), "grade.clavien_dindo")
    for match in _ANY.finditer(text):
        yield Mention.at(text, "grade", match.start(), match.end(), None, "grade.any")


def _grade(match: re.Match[str]) -> Grade:
    named = match.groupdict()
    levels = [_level(m[0]) for m in _ONE_LEVEL.finditer(match["levels"])]
    low, high = min(levels), max(levels)
    sign = named.get("before") or named.get("after") or named.get("gbefore") or named.get("gafter") or ""
    if named.get("more") or sign in (">=", "≥", "⩾"):
        high = 5
    elif sign == ">":
        low, high = min(high + 1, 5), 5
    elif named.get("less") or sign in ("<=", "≤", "⩽"):
        low = min(1, high)
    elif sign == "<":
        low, high = min(1, max(low - 1, 0)), max(low - 1, 0)
    return Grade(low, high, _scale(named.get("scale") or ""))


def _level(printed: str) -> int:
    return ROMAN.get(printed) or _SPELLED.get(printed) or int(printed)


def _scale(printed: str) -> str:
    if printed.startswith(("Clavien", "LENT")):
        return "Clavien-Dindo" if printed.startswith("Clavien") else "LENT-SOMA" if "SOMA" in printed else "LENT"
    return _SCALES.get(printed.lower(), "")
