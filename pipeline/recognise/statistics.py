"""Percentages, p values, durations.

A percentage that is the level of an interval is none; ages and schedules ("every 3 weeks") are no durations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.model.mention import Mention
from pipeline.recognise.figure import Figure, rule_name
from pipeline.recognise.patterns import DASH, GAP, WORD_GAP

_P_BEFORE = re.compile(
    rf"(?<![A-Za-z0-9])[Pp](?:[_-]?{GAP}(?:\([A-Za-z]{{1,14}}\)|[-\u2010\u2011]?{GAP}values?|for{WORD_GAP}[a-z]{{3,14}}|"
    r"trend|interaction|int|het|heterogeneity|adj|adjusted|diff))?"
    rf"{GAP}(?:[=:,]|of|was|is)?{GAP}$"
)
_LEVEL_AFTER = re.compile(rf"{GAP}-?(?:two-sided )?(?:CI|CrI|[Cc]onfidence|[Cc]redible|[Pp]rediction){DASH}?")
_AGE_BEFORE = re.compile(r"\b(?:[Aa]ged?|[Aa]ges|[Aa]ge of)\b[^.;]{0,18}$")
_AGE_AFTER = re.compile(rf"{GAP}{DASH}?(?:old\b|of{WORD_GAP}age)")
_SCHEDULE_BEFORE = re.compile(rf"\b(?:every|each|q){GAP}$", re.IGNORECASE)
_CYCLE_AFTER = re.compile(rf"{GAP}{DASH}?(?:cycles?|courses?|interval)\b")
_WINDOW = 48


def find_statistics(text: str, figures: tuple[Figure, ...]) -> Iterator[Mention]:
    """Percentages, p values and durations of the text."""
    for figure in figures:
        if mention := _classified(text, figure):
            yield mention


def _classified(text: str, figure: Figure) -> Mention | None:
    if figure.group == "percent":
        return _percent(text, figure)
    if figure.group == "time":
        return _duration(text, figure)
    return None if figure.group else _p_value(text, figure)


def _percent(text: str, figure: Figure) -> Mention | None:
    if _LEVEL_AFTER.match(text, figure.end):
        return None
    return Mention.at(text, "percent", figure.sign_start, figure.end, figure.amount, rule_name("percent", figure))


def _duration(text: str, figure: Figure) -> Mention | None:
    before = text[max(0, figure.start - _WINDOW) : figure.start]
    if _SCHEDULE_BEFORE.search(before) or _AGE_BEFORE.search(before):
        return None
    if _AGE_AFTER.match(text, figure.end) or _CYCLE_AFTER.match(text, figure.end):
        return None
    return Mention.at(text, "duration", figure.start, figure.end, figure.amount, rule_name("duration", figure))


def _p_value(text: str, figure: Figure) -> Mention | None:
    value = figure.amount.value
    before = text[max(0, figure.bound_start - _WINDOW) : figure.bound_start]
    named = _P_BEFORE.search(before)
    if named is None or value is None or not 0 <= value <= 1:
        return None
    start = figure.bound_start - (len(before) - named.start())
    return Mention.at(text, "p_value", start, figure.end, replace(figure.amount, unit=""), rule_name("p_value", figure))
