"""How often: "twice daily", "every 21 days", "q3w", "days 1 and 8 of a 21-day cycle", "five fractions per week".

Drugs and fractions are scheduled in the same words, so one grammar reads both; the nearest dose decides the kind.
Refused: "daily life" and its like, a dose per day that a number of fractions multiplies ("1.8 Gy per day x 28").
The codes are those of `schedule_codes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model.mention import Concept, Mention
from pipeline.recognise.patterns import DASH, GAP, NUMBER_WORDS, WORD_GAP, one_of
from pipeline.recognise.schedule_codes import ORDINAL_DAY, PLAIN_CODE, code_of

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
    r"(?P<latin>q\.?d\.?|QD|o\.d\.|b\.?i\.?d\.?|BID|t\.?i\.?d\.?|TID|q\.?i\.?d\.?|QID|q\.?o\.?d\.?|QOD|q\.?w\.?|QW|"
    r"BD|b\.d\.|bd|TDS|t\.d\.s\.|tds|QDS|qds|OD|od)"
)
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
_NEXT_DAY = rf"(?:,{GAP}|{WORD_GAP})(?:and{WORD_GAP})?{one_of(ORDINAL_DAY)}"
_NTH = rf"the{WORD_GAP}(?P<nth>{one_of(ORDINAL_DAY)}(?:{_NEXT_DAY}){{0,4}}){WORD_GAP}days?"
_UNCOUNTED = rf"(?:times|days|fractions|treatments|sessions){WORD_GAP}{_A}(?P<uncounted>day|week)"
_FREQUENCY = re.compile(
    rf"(?:(?<![A-Za-z0-9])(?:{_TIMES}|{_UNCOUNTED}|{_EVERY}|{_CODE}|{_LATIN}|{_DAYS}|{_NTH}|{_ON_AND_OFF}|"
    rf"{_FIRST_DAYS})|"
    rf"(?:(?<![A-Za-z0-9])|(?:(?<=[mµμ]g)|(?<=kg)|(?<=m[2²])|(?<=Gy))(?=/))(?P<plain>{one_of(PLAIN_CODE)}))(?![A-Za-z0-9])"
)
_NOT_A_SCHEDULE = re.compile(rf"{WORD_GAP}(?:life|living|practi[cs]e|activit|clinical|routine|work|basis)")
_MULTIPLIED = re.compile(rf"{GAP}[x×*]{GAP}[0-9]")
_AFTER_GRAY = re.compile(rf"Gy{GAP}$")
_RADIATION = re.compile(
    r"(?<![A-Za-z])c?Gy(?![A-Za-z])|[Ff]ractions?(?![a-z])|[Ii]rradiat|[Rr]adiothera|[Rr]adiation|"
    r"(?<![A-Za-z])(?:SRS|SRT|FSRT|SBRT|SABR|WBRT|IMRT|RT)(?![A-Za-z])"
)
_DRUG = re.compile(
    r"(?<![A-Za-z])(?:mg|mcg|[µμ]g|AUC|capsules?|tablets?|infusions?|[Oo]ral(?:ly)?|IV|i\.v\.)(?![A-Za-z])"
)
_NEAR = 160
_NOWHERE = 2 * _NEAR
_DAYS_A_WEEK = re.compile(rf"days{WORD_GAP}(?:a|per|each){WORD_GAP}week")
_THEN_DAYS_A_WEEK = re.compile(rf"{GAP},?{GAP}(?:(?:for|on){WORD_GAP})?{_SMALL}{WORD_GAP}{_DAYS_A_WEEK.pattern}")


def find_schedules(text: str) -> Iterator[Mention]:
    """The frequencies of the text, of drugs (`frequency`) or of fractions (`rt_frequency`); the concept is the code."""
    for match in _FREQUENCY.finditer(text):
        code = code_of(match)
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
