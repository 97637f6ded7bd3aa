"""When radiotherapy was given relative to a drug: "within 4 weeks before SRS", "1–8 days after starting lapatinib".

The value is the printed interval, weeks as days ("D3–D7" counts the days of the protocol), or a concept (`concurrent`,
`sequential`) where words alone say it. Refused: intervals far from any word of radiation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.model.mention import Concept, Mention
from pipeline.model.quantity import Amount
from pipeline.recognise.figure import Figure
from pipeline.recognise.patterns import DASH, GAP, WORD_GAP

_RADIATION = r"(?:[Rr]adiotherap|[Rr]adiation|[Ii]rradiat|[Rr]adiosurg|RT\b|SRS\b|SBRT\b|WBRT\b|SRT\b|FSRT\b|IMRT\b)"
_NEAR_RADIATION = re.compile(rf"(?<![A-Za-z]){_RADIATION}")
_MILESTONE = (
    r"(?:(?:the )?(?:(?:start|beginning|initiation|completion|end|onset) of|(?:first|last) (?:dose|fraction|cycle) of|"
    r"starting|completing|beginning|initiating) )?"
)
_WAY = rf"(?:{WORD_GAP}(?:before or after|prior to|before|after|following|from|of)|-post-?)"
_AROUND = re.compile(
    rf"{_WAY}{WORD_GAP}{_MILESTONE}(?:the{WORD_GAP})?[A-Za-z][A-Za-z0-9-]{{1,24}}(?: therapy| treatment)?"
)
_WITHIN = re.compile(r"(?P<within>[Ww]ithin|[Uu]p to)(?: a period of)?\s$")
_WORDS = re.compile(
    rf"(?<![A-Za-z])(?:(?P<concurrent>[Cc]oncurrent(?:ly)?|[Cc]oncomitant(?:ly)?|[Ss]imultaneous(?:ly)?|[Ss]ynchronous(?:ly)?|"
    rf"[Dd]uring(?:{WORD_GAP}the)?{WORD_GAP}{_RADIATION}[a-z]{{0,8}})|(?P<sequential>[Ss]equential(?:ly)?))"
    r"(?![A-Za-z])(?![ -][Ii]ntegrated)"
)
_DAYS_OF_PROTOCOL = re.compile(
    rf"(?<![A-Za-z])(?:[Dd]ays?{WORD_GAP}|D)(?P<low>[0-9]{{1,3}}){GAP}(?:{DASH}|to){GAP}(?:[Dd]ays?{WORD_GAP}|D)?"
    r"(?P<high>[0-9]{1,3})(?![0-9A-Za-z])"
)
_NEAR = 120
_IN_DAYS = {"days": 1, "weeks": 7}


def find_timings(text: str, figures: tuple[Figure, ...]) -> Iterator[Mention]:
    """The timings that stand near a word of radiation."""
    for figure in figures:
        around = _AROUND.match(text, figure.end) if figure.group == "time" else None
        if around and _near_radiation(text, figure.start, around.end()):
            start, amount = _interval(text, figure)
            yield Mention.at(text, "rt_timing", start, around.end(), amount, "rt_timing")
    for match in _DAYS_OF_PROTOCOL.finditer(text):
        low, high = float(match["low"]), float(match["high"])
        if low < high and _near_radiation(text, match.start(), match.end()):
            yield Mention.at(
                text, "rt_timing", match.start(), match.end(), Amount(None, low, high, "days"), "rt_timing.days"
            )
    for match in _WORDS.finditer(text):
        if _near_radiation(text, match.start(), match.end()):
            concept = Concept("concurrent" if match["concurrent"] else "sequential")
            yield Mention.at(text, "rt_timing", match.start(), match.end(), concept, "rt_timing.words")


def _near_radiation(text: str, start: int, end: int) -> bool:
    return _NEAR_RADIATION.search(text, max(0, start - _NEAR), end + _NEAR) is not None


def _interval(text: str, figure: Figure) -> tuple[int, Amount]:
    """Where the timing begins and the interval; "within 4 weeks" has a high end alone."""
    amount = figure.amount
    if times := _IN_DAYS.get(amount.unit):
        value, low, high = (None if v is None else v * times for v in (amount.value, amount.low, amount.high))
        amount = replace(amount, value=value, low=low, high=high, unit="days")
    window = text[max(0, figure.start - 24) : figure.start]
    within = _WITHIN.search(window)
    if within is None or amount.value is None:
        return figure.start, amount
    amount = replace(amount, value=None, low=amount.low, high=amount.value, bound="")
    return figure.start - (len(window) - within.start()), amount
