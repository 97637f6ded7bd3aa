"""The text under a table: its paragraphs, each footnote one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.parse.tables.cells import is_raised, text_of
from pipeline.parse.tables.lines import Line

SIGN = re.compile(r"[*†‡§¶#]|\([a-z]\)\s|[a-z][.)]\s")
ENDS_SHORT = 4.0  # of the size: a line that ends so far before the longest one ends its paragraph


def paragraphs_of(legend: Sequence[Line], known: frozenset[str]) -> tuple[str, ...]:
    """The paragraphs of a legend; a raised mark that opens one stands in front of it on the line."""
    if not legend:
        return ()
    edge = max(line.box.x1 for line in legend)
    parts: list[list[Line]] = []
    for line in legend:
        ended = not parts or parts[-1][-1].box.x1 < edge - ENDS_SHORT * line.size
        if ended or opens_note(line):
            parts.append([])
        parts[-1].append(line)
    return tuple(_with_plain_mark(part, known) for part in parts)


def opens_note(line: Line) -> bool:
    """Whether the line begins with a footnote mark."""
    return is_raised(line.items[0], line) or SIGN.match(line.text) is not None


def _with_plain_mark(part: Sequence[Line], known: frozenset[str]) -> str:
    text = text_of(part, known)
    first = part[0].items[0]
    if not is_raised(first, part[0]):
        return text
    length = len(first.word.text)
    return f"{first.word.text} {text[length:].lstrip()}"
