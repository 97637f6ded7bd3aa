"""Percentages, p values, ratios with their intervals, durations.

A percentage that is the level of an interval is none; ages and schedules ("every 3 weeks") are no durations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.model.mention import Mention
from pipeline.model.quantity import Interval
from pipeline.recognise.patterns import DASH, GAP, WORD_GAP
from pipeline.recognise.quantities import Figure

_P_BEFORE = re.compile(
    rf"(?<![A-Za-z0-9])[Pp](?:{GAP}(?:\([A-Za-z]{{1,14}}\)|[-\u2010\u2011]?{GAP}values?|for{WORD_GAP}[a-z]{{3,14}}|"
    rf"[a-z]{{3,14}}))?{GAP}(?:[=:,]|of|was|is)?{GAP}$"
)
_RATIOS = {
    "HR": "HR", "aHR": "HR", "sHR": "HR", "SHR": "HR", "cHR": "HR", "hazard ratio": "HR", "hazard ratios": "HR",
    "OR": "OR", "aOR": "OR", "odds ratio": "OR", "odds ratios": "OR",
    "RR": "RR", "aRR": "RR", "risk ratio": "RR", "relative risk": "RR", "rate ratio": "RR", "IRR": "RR",
}  # fmt: skip
_RATIO_WORD = (
    r"(?P<ratio>[as]?HR|SHR|cHR|a?OR|I?RR|aRR|[Hh]azards?\s[Rr]atios?|[Oo]dds\s[Rr]atios?|[Rr]isk\s[Rr]atio|"
    r"[Rr]elative\s[Rr]isk|[Rr]ate\s[Rr]atio)"
)
_RATIO_BEFORE = re.compile(
    rf"(?<![A-Za-z]){_RATIO_WORD}(?:{GAP}[(\[][A-Za-z]{{2,4}}[)\]])?(?:{WORD_GAP}(?:for|of){WORD_GAP}[a-z -]{{3,24}}?)?"
    rf"{GAP}(?:[=:,;]|of|was|is)?{GAP}$"
)
_LEVEL = r"(?P<level>[0-9]{2}(?:\.[0-9])?)\s?(?:%|percent)"
_INTERVAL_WORD = (
    r"(?:[Cc]onfidence\s[Ii]ntervals?|[Cc]redible\s[Ii]ntervals?|CIs?|CrIs?|[Ii]nterquartile\s[Rr]ange|IQR)"
)
_INTERVAL_BEFORE = re.compile(
    rf"(?:{_LEVEL}[ -]?)?(?<![A-Za-z]){_INTERVAL_WORD}(?:\s?[(\[](?:CI|CrI|IQR)[)\]])?"
    r"(?:\s?[(\[,;:=]|\sof|\sfrom|\swas)?\s?[(\[]?\s?$"
)
_LEVEL_AFTER = re.compile(rf"{GAP}-?(?:two-sided )?(?:CI|CrI|[Cc]onfidence|[Cc]redible|[Pp]rediction){DASH}?")
_PAIR = re.compile(r"\s?[,;]\s?|\sand\s")
_AGE_BEFORE = re.compile(r"\b(?:[Aa]ged?|[Aa]ges|[Aa]ge of)\b[^.;]{0,18}$")
_AGE_AFTER = re.compile(rf"{GAP}{DASH}?(?:old\b|of{WORD_GAP}age)")
_SCHEDULE_BEFORE = re.compile(rf"\b(?:every|each|q){GAP}$", re.IGNORECASE)
_CYCLE_AFTER = re.compile(rf"{GAP}{DASH}?(?:cycles?|courses?|interval)\b")
_WINDOW = 48


def find_statistics(text: str, figures: tuple[Figure, ...]) -> Iterator[Mention]:
    """Percentages, p values, ratios, intervals and durations of the text, in no particular order."""
    taken: set[int] = set()
    for interval in _intervals(text, figures):
        taken.update(f.start for f in figures if interval.start <= f.start < interval.end)
        yield interval
    for figure in figures:
        if figure.start not in taken and (mention := _classified(text, figure)):
            yield mention


def _classified(text: str, figure: Figure) -> Mention | None:
    if figure.group == "percent":
        return _percent(text, figure)
    if figure.group == "time":
        return _duration(text, figure)
    return _p_value(text, figure) or _ratio(text, figure) if not figure.group else None


def _percent(text: str, figure: Figure) -> Mention | None:
    if _LEVEL_AFTER.match(text, figure.end):
        return None
    return Mention.at(text, "percent", figure.sign_start, figure.end, figure.amount, _by("percent", figure))


def _duration(text: str, figure: Figure) -> Mention | None:
    before = text[max(0, figure.start - _WINDOW) : figure.start]
    if _SCHEDULE_BEFORE.search(before) or _AGE_BEFORE.search(before):
        return None
    if _AGE_AFTER.match(text, figure.end) or _CYCLE_AFTER.match(text, figure.end):
        return None
    return Mention.at(text, "duration", figure.start, figure.end, figure.amount, _by("duration", figure))


def _p_value(text: str, figure: Figure) -> Mention | None:
    value = figure.amount.value
    before = text[max(0, figure.bound_start - _WINDOW) : figure.bound_start]
    named = _P_BEFORE.search(before)
    if named is None or value is None or not 0 <= value <= 1:
        return None
    start = figure.bound_start - (len(before) - named.start())
    return Mention.at(text, "p_value", start, figure.end, replace(figure.amount, unit=""), _by("p_value", figure))


def _ratio(text: str, figure: Figure) -> Mention | None:
    before = text[max(0, figure.bound_start - _WINDOW) : figure.bound_start]
    named = _RATIO_BEFORE.search(before)
    if named is None or figure.amount.value is None or figure.amount.value < 0:
        return None
    word = re.sub(r"\s", " ", named["ratio"])
    basis = _RATIOS.get(word) or _RATIOS.get(word.lower().replace("hazards", "hazard"), "")
    return Mention.at(
        text, "ratio", figure.start, figure.end, replace(figure.amount, basis=basis), _by("ratio", figure)
    )


def _intervals(text: str, figures: tuple[Figure, ...]) -> Iterator[Mention]:
    for at, figure in enumerate(figures):
        before = text[max(0, figure.start - _WINDOW) : figure.start]
        named = _INTERVAL_BEFORE.search(before)
        if named is None:
            continue
        low, high, end = _limits(text, figure, figures[at + 1] if at + 1 < len(figures) else None)
        if low is None or high is None or low > high:
            continue
        level = float(named["level"]) if named["level"] else None
        start = figure.start - (len(before) - named.start())
        yield Mention.at(text, "interval", start, end, Interval(low, high, level), _by("interval", figure))


def _limits(text: str, figure: Figure, following: Figure | None) -> tuple[float | None, float | None, int]:
    if figure.amount.low is not None:
        return figure.amount.low, figure.amount.high, figure.end
    if following is not None and _PAIR.fullmatch(text[figure.end : following.start]):
        return figure.amount.value, following.amount.value, following.end
    return None, None, figure.end


def _by(kind: str, figure: Figure) -> str:
    """The rule, with the way the number was read where a reviewer should know it."""
    return kind if figure.rule == "digits" else f"{kind}.{figure.rule}"
