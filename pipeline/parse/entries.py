"""The printed lines of a reference list -> its entries, one text each, by their numbers or their indents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.parse.layout.lines import Line
from pipeline.parse.repair import TextBuilder

NUMBER = re.compile(r"^[\[(]?(?P<number>[0-9]{1,4})[\].)]?(?![0-9–-])")
STEP = 3  # numbers that a list may leave out before it counts as another list
NUMBERED = 0.1  # of the lines: the least that begin an entry where entries have numbers (ten lines an entry)
HANGING = (0.4, 4.0)  # sizes: how far the later lines of an entry are moved in
MIXED = 0.2  # of the lines: the least that must be moved in before that means anything


def entries_of(lines: Sequence[Line], known: frozenset[str]) -> list[str]:
    """The entries in printed order, hyphens at line ends mended with the document's `known` words."""
    if not lines:
        return []
    starts = _numbered(lines)
    if len(starts) < max(2, NUMBERED * len(lines)):
        starts = _hanging(lines) or _closed(lines)
    bounds = sorted({0, *starts, len(lines)})
    return [_joined(lines[a:b], known) for a, b in pairwise(bounds)]


def _numbered(lines: Sequence[Line]) -> list[int]:
    """The lines that begin with the next number of the list."""
    starts: list[int] = []
    last = 0
    for index, line in enumerate(lines):
        found = NUMBER.match(line.text)
        if found and last < int(found["number"]) <= last + STEP:
            last = int(found["number"])
            starts.append(index)
    return starts


def _hanging(lines: Sequence[Line]) -> list[int]:
    """The lines at the left edge of their column, where the others are moved in; none where too few are."""
    starts = []
    for index, line in enumerate(lines):
        beside = [
            x.box.x0 for x in lines if x.page == line.page and abs(x.box.x0 - line.box.x0) < HANGING[1] * line.size
        ]
        if line.box.x0 - min(beside) < HANGING[0] * line.size:
            starts.append(index)
    moved = len(lines) - len(starts)
    return starts if MIXED * len(lines) <= moved else []


def _closed(lines: Sequence[Line]) -> list[int]:
    """The lines after one that ends short with a full stop."""
    right = max(line.box.x1 - line.box.x0 for line in lines)
    return [
        index + 1
        for index, line in enumerate(lines[:-1])
        if line.text.endswith(".") and line.box.width < right - 2 * line.size
    ]


def _joined(lines: Sequence[Line], known: frozenset[str]) -> str:
    builder = TextBuilder(known)
    builder.paragraph(lines)
    return builder.text
