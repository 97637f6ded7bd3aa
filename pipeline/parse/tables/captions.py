"""Captions: where a page says "Table 1", "TABLE II." or "Continued Table 3" and means a table below it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.parse.primitives import Word
from pipeline.parse.tables.lines import SAME_LINE, Line, Placed, segments

CONTINUED = r"\(?\s?(?:continued|cont['’]?d|cont\.?)\s?\)?"
NEXT_LINE = 1.5  # of the size: lines of a paragraph follow each other this closely
START = re.compile(r"T(?:$|[Aa])|Suppl|\(?[Cc]ont(?:inued|\.|['’]?d)|CONTINUED")
NAME = r"(?:T\s?ABLE|Table|Tab\.)"
NUMBER = r"(?:[A-Z]{0,2}[0-9]{1,3}[a-zA-Z]?|[IVXL]{1,6})"
LABEL = re.compile(
    rf"(?P<before>(?i:{CONTINUED})\s)?(?:Supplementa(?:ry|l)\s)?{NAME}\s?(?P<number>{NUMBER})(?![0-9A-Za-z)\],;])(?P<stop>\s?[.:|–—])?"
)
AFTER = re.compile(rf"^[\s.:–—-]*(?i:{CONTINUED})(?![a-z])[\s.:]*|(?i:\(continued\)|\(cont['’.]?d?\.?\))\s*$")


Style = tuple[str, float, bool]


@dataclass(frozen=True, slots=True)
class Caption:
    """The first line of a caption: `label` as "Table 1"; `rest` is what follows it on the line."""

    label: str
    continued: bool
    line: Line
    rest: tuple[Placed, ...]


def caption_text(text: str) -> str:
    """The text of a caption without its label and its mark of continuation."""
    found = LABEL.match(text)
    return AFTER.sub("", text[found.end() :] if found else text).strip(" .:|–—-")


def captions_of(words: Sequence[Placed]) -> tuple[Caption, ...]:
    """The captions among the words (ascending by baseline) of a page; a sentence that begins with "Table 1" is none."""
    found = [_named(k, words) for k, item in enumerate(words) if START.match(item.word.text)]
    named = [pair for pair in found if pair is not None]
    if not named:
        return ()
    prose = prose_style(item.word for item in words)
    captions = (_caption(s, label, prose) for s, label in named if not _goes_on(s, prose, words))
    return tuple(sorted((c for c in captions if c is not None), key=lambda c: (c.line.baseline, c.line.box.x0)))


def _named(k: int, words: Sequence[Placed]) -> tuple[Line, re.Match[str]] | None:
    """The segment that the word at `k` begins, with the label that it opens with; None where it does neither."""
    segment = _segment_at(k, words)
    label = LABEL.match(segment.text) if segment.items[0] is words[k] else None
    return (segment, label) if label else None


def _segment_at(k: int, words: Sequence[Placed]) -> Line:
    """The words beside the one at `k`, on its line and without a hole between."""
    at = words[k].word
    near = SAME_LINE * at.size
    first, last = k, k
    while first > 0 and at.baseline - words[first - 1].word.baseline <= near:
        first -= 1
    while last + 1 < len(words) and words[last + 1].word.baseline - at.baseline <= near:
        last += 1
    parts = segments(Line.of(words[first : last + 1]), 1.0)
    return next(part for part in parts if any(item is words[k] for item in part.items))


def prose_style(words: Iterable[Word]) -> Style:
    """Font, size and boldness of most letters of a page; ("", 0.0, False) on an empty page."""
    letters: Counter[Style] = Counter()
    for word in words:
        letters[style_of(word)] += len(word.text)
    return max(letters, key=lambda style: (letters[style], style)) if letters else ("", 0.0, False)


def style_of(word: Word) -> Style:
    """Font, size to a tenth of a point, and boldness."""
    return word.font, round(word.size, 1), word.bold


def _goes_on(segment: Line, prose: Style, words: Sequence[Placed]) -> bool:
    """Whether the segment is set as the prose is and stands right under a line of it: a sentence that goes on."""
    if style_of(segment.items[0].word) != prose:
        return False
    lowest, highest = segment.baseline - NEXT_LINE * segment.size, segment.baseline - 0.5 * segment.size
    near = words[bisect_left(words, lowest, key=_level) : bisect_left(words, highest, key=_level)]
    x0, x1 = segment.box.x0, segment.items[0].box.x1
    return any(p.box.x0 < x1 and p.box.x1 > x0 and style_of(p.word) == prose for p in near)


def _level(item: Placed) -> float:
    return item.word.baseline


def _caption(segment: Line, label: re.Match[str], prose: Style) -> Caption | None:
    """The caption that the segment is; None where it is set as the prose is and goes on without a stop."""
    rest = _after(segment, label.end())
    if style_of(segment.items[0].word) == prose and label["stop"] is None and rest:
        return None
    tail = " ".join(item.word.text for item in rest)
    continued = label["before"] is not None or AFTER.search(tail) is not None
    return Caption(f"Table {label['number']}", continued, segment, rest)


def _after(segment: Line, offset: int) -> tuple[Placed, ...]:
    """The words of the segment that begin at or after the offset of its text."""
    return tuple(item for item, start in zip(segment.items, segment.starts) if start >= offset)
