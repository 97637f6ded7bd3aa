"""Ratios (HR, OR, RR) and intervals: "HR 0.65 (95% CI 0.4–0.9)", "IQR 3–9", "95% CI [3.1, 5.2]".

Refused: plain ranges, intervals with an end that was not reached.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.model.mention import Mention
from pipeline.model.quantity import Interval
from pipeline.recognise.figure import Figure, rule_name
from pipeline.recognise.patterns import GAP, WORD_GAP, one_of

_RATIOS: dict[str, tuple[str, ...]] = {
    "HR": ("HR", "HRs", "aHR", "sHR", "SHR", "cHR", "hazard ratio", "hazards ratio", "hazard ratios"),
    "OR": ("OR", "ORs", "aOR", "odds ratio", "odds ratios"),
    "RR": ("RR", "RRs", "aRR", "IRR", "risk ratio", "risk ratios", "relative risk", "rate ratio"),
}
_RATIO_OF = {form: basis for basis, forms in _RATIOS.items() for form in forms}
_SPELLED = [form for form in _RATIO_OF if " " in form]
_RATIO_BEFORE = re.compile(
    rf"(?<![A-Za-z])(?P<ratio>{one_of(_RATIO_OF)}|(?i:{one_of(_SPELLED)}))(?:{GAP}[(\[][A-Za-z]{{2,4}}[)\]])?"
    rf"(?:(?:{WORD_GAP}(?:for|of){WORD_GAP}[a-z -]{{3,24}}?)?{GAP}(?:[=:,;]|of|was|were|is)?"
    rf"|{WORD_GAP}(?:for|of|in)\s[^.,;:()\[\]0-9]{{2,80}}\s(?:was|were|is)){GAP}$"
)
_LEVEL = r"(?P<level>[0-9]{2}(?:\.[0-9])?)\s?(?:%|percent)[ -]?"
_INTERVAL = r"(?:(?i:confidence\sintervals?|credible\sintervals?|interquartile\srange)|CIs?|CrIs?|IQR)"
_INTERVAL_BEFORE = re.compile(
    rf"(?:{_LEVEL})?(?<![A-Za-z]){_INTERVAL}(?:\s?[(\[](?:CI|CrI|IQR)[)\]])?(?:\s?[,;:=]|\sof|\sfrom|\swas)?"
    r"\s?(?P<open>[(\[])?\s?$"
)
_BARE_BEFORE = re.compile(r"\s?(?P<open>[(\[])\s?")
_PAIR = re.compile(r"\s?[,;]\s?|\sand\s")
_CLOSED = re.compile(r"\s?[)\]]")
_WINDOW = 48
_RATIO_WINDOW = 112  # "hazard ratio for disease progression or death in the … group was"


def find_estimates(text: str, figures: tuple[Figure, ...]) -> Iterator[Mention]:
    """The ratios and intervals of the text; the kind of a ratio is its amount's basis (`HR`, `OR`, `RR`)."""
    ratio_end = -1
    for at, figure in enumerate(figures):
        if ratio := _ratio(text, figure):
            ratio_end = ratio.end
            yield ratio
        elif interval := _interval(text, figures[at : at + 2], ratio_end):
            yield interval


def _ratio(text: str, figure: Figure) -> Mention | None:
    before = text[max(0, figure.bound_start - _RATIO_WINDOW) : figure.bound_start]
    named = _RATIO_BEFORE.search(before)
    value = figure.amount.value
    if named is None or figure.group or value is None or value < 0:
        return None
    word = re.sub(r"\s+", " ", named["ratio"])
    amount = replace(figure.amount, basis=_RATIO_OF.get(word) or _RATIO_OF[word.lower()])
    return Mention.at(text, "ratio", figure.start, figure.end, amount, rule_name("ratio", figure))


def _interval(text: str, figures: tuple[Figure, ...], ratio_end: int) -> Mention | None:
    """The interval that begins with the first figure: announced by name, or in brackets right after a ratio."""
    first = figures[0]
    before = text[max(0, first.start - _WINDOW) : first.start]
    named = _INTERVAL_BEFORE.search(before)
    opened = named or (_BARE_BEFORE.fullmatch(text[ratio_end : first.start]) if 0 <= ratio_end < first.start else None)
    low, high, end = _limits(text, figures)
    if opened is None or low is None or high is None or low > high:
        return None
    start = first.start - (len(before) - named.start()) if named else first.start
    if named and opened["open"] and (closed := _CLOSED.match(text, end)):
        end = closed.end()
    level = float(named["level"]) if named and named["level"] else None
    return Mention.at(text, "interval", start, end, Interval(low, high, level), rule_name("interval", first))


def _limits(text: str, figures: tuple[Figure, ...]) -> tuple[float | None, float | None, int]:
    first = figures[0]
    if first.amount.low is not None:
        return first.amount.low, first.amount.high, first.end
    if len(figures) > 1 and _PAIR.fullmatch(text[first.end : figures[1].start]):
        return first.amount.value, figures[1].amount.value, figures[1].end
    return None, None, first.end
