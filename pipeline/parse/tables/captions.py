"""Captions: where a page says "Table 1", "TABLE II." or "Continued Table 3" and means a table below it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.parse.primitives import Word
from pipeline.parse.tables.lines import Line, Placed

CONTINUED = r"\(?\s?(?:continued|cont['’]?d|cont\.?)\s?\)?"
NAME = r"(?:T\s?ABLE|Table|Tab\.)"
NUMBER = r"(?:[A-Z]{0,2}[0-9]{1,3}[a-zA-Z]?|[IVXL]{1,6})"
LABEL = re.compile(
    rf"(?P<before>(?i:{CONTINUED})\s)?(?:Supplementa(?:ry|l)\s)?{NAME}\s?(?P<number>{NUMBER})(?![0-9A-Za-z)\],;])(?P<stop>\s?[.:|–—])?"
)
AFTER = re.compile(rf"^[\s.:–—-]*(?i:{CONTINUED})(?![a-z])[\s.:]*|(?i:\(continued\)|\(cont['’.]?d?\.?\))\s*$")


@dataclass(frozen=True, slots=True)
class Caption:
    """The first line of a caption: `label` as "Table 1"; `rest` is what follows it on the line."""

    label: str
    continued: bool
    line: Line
    rest: tuple[Placed, ...]


def captions_of(segments: Iterable[Line], prose: tuple[str, float]) -> tuple[Caption, ...]:
    """The captions among the segments of a page, in the given order; a sentence that begins with "Table 1" is none."""
    return tuple(c for s in segments if (c := _caption(s, prose)) is not None)


def prose_style(words: Iterable[Word]) -> tuple[str, float]:
    """Font and size of most letters of a page; ("", 0.0) on an empty page."""
    letters: Counter[tuple[str, float]] = Counter()
    for word in words:
        letters[word.font, round(word.size, 1)] += len(word.text)
    return max(letters, key=lambda style: (letters[style], style)) if letters else ("", 0.0)


def _caption(segment: Line, prose: tuple[str, float]) -> Caption | None:
    if segment.items[0].word.text[:1] not in "TtCcS(":
        return None
    found = LABEL.match(segment.text)
    if found is None:
        return None
    word = segment.items[0].word
    plain = (word.font, round(word.size, 1)) == prose
    rest = _after(segment, found.end())
    if plain and found["stop"] is None and rest:
        return None
    tail = " ".join(p.word.text for p in rest)
    continued = found["before"] is not None or AFTER.search(tail) is not None
    return Caption(f"Table {found['number']}", continued, segment, rest)


def _after(segment: Line, offset: int) -> tuple[Placed, ...]:
    """The words of the segment that begin at or after the offset of its text."""
    start, out = 0, []
    for item in segment.items:
        if start >= offset:
            out.append(item)
        start += len(item.word.text) + 1
    return tuple(out)
