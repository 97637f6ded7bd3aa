"""Running heads and feet, page numbers and stamps: what the page prints and the paper does not say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.parse.layout.line import Line
from pipeline.parse.layout.style import Style

ZONE = 0.12  # of the page's height at its top and bottom, where heads and feet stand
SAME_PLACE = 8.0  # points: how far a running head may move between pages
ROW = 0.6  # of the size: lines nearer to each other are one row
APART = 1.5  # pitches: rows further from the text stand apart
COMMON = 5  # lines of a page in one font and size: from here on they are its text
PAGE_NUMBER = re.compile(
    r"(?:page\s?)?(?:[0-9]{1,4}|[ivxl]{1,6}|[A-Za-z]?[0-9]{1,6})(?:\s?(?:of|/)\s?[0-9]{1,4})?", re.I
)
STAMP = re.compile(
    r"https?://|www\.|\bdoi\b|©|\(c\)\s|copyright|\bvol(?:ume)?\b|\bissue\b|\bet al\b|\bpage [0-9]|"
    r"all rights reserved|[0-9]{4}[;:,]|\([0-9]{4}\) ?[0-9]+:|downloaded|published (?:by|online)|author manuscript",
    re.I,
)

Key = tuple[str, int]
"""The text of a line and its height on the page."""


def furniture(pages: Sequence[tuple[float, list[Line]]], style: Style) -> set[int]:
    """The ids (`id(line)`) of the lines that are furniture, given each page's height and lines.

    Rows are taken from the page's edge inwards, as long as one of their lines stands on another page too, or they
    stand apart and are a page number, or a stamp that is set like little else on the page. Where lines of two pages
    differ in their figures, they must stand apart or be set like little else too: references end alike ("2011.").
    """
    zones = [(rows, _looks(lines)) for height, lines in pages for rows in _zones(lines, height)]
    seen = Counter(
        key for rows, _ in zones for key in {key(line) for row in rows for line in row for key in (_key, _folded)}
    )
    return {id(line) for rows, looks in zones for row in _outer(rows, seen, looks, style) for line in row}


def _zones(lines: list[Line], height: float) -> tuple[list[list[Line]], list[list[Line]]]:
    """The rows of the head zone and those of the foot zone, outermost first."""
    head = sorted((x for x in lines if x.box.bottom < ZONE * height), key=lambda x: x.box.top)
    foot = sorted((x for x in lines if x.box.top > (1 - ZONE) * height), key=lambda x: -x.box.bottom)
    return _rows(head), _rows(foot)


def _rows(zone: list[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in zone:
        if rows and abs(line.baseline - rows[-1][0].baseline) < ROW * rows[-1][0].size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _look(line: Line) -> tuple[str, float]:
    return line.font, round(line.size, 1)


def _looks(lines: list[Line]) -> Counter[tuple[str, float]]:
    """How many lines of a page are set in each font and size."""
    return Counter(_look(line) for line in lines)


def _key(line: Line) -> Key:
    """What is alike in the same running line of two pages."""
    return line.text.casefold(), round(line.baseline / SAME_PLACE)


def _folded(line: Line) -> Key:
    """What is alike in it where it counts the pages."""
    text, place = _key(line)
    return re.sub(r"[0-9]+", "#", text), place


def _outer(
    rows: list[list[Line]], seen: Counter[Key], looks: Counter[tuple[str, float]], style: Style
) -> list[list[Line]]:
    out: list[list[Line]] = []
    for row, inner in zip(rows, [*rows[1:], None]):
        apart = inner is None or abs(row[0].baseline - inner[0].baseline) > APART * style.pitch * row[0].size
        rare = all(looks[_look(line)] < COMMON for line in row)
        same = any(_repeats(_key(line), seen) for line in row)
        alike = (apart or rare) and any(_repeats(_folded(line), seen) for line in row)
        if not (same or alike or _stands_apart(row, apart, rare)):
            break
        out.append(row)
    return out


def _stands_apart(row: list[Line], apart: bool, rare: bool) -> bool:
    if any(PAGE_NUMBER.fullmatch(line.text) for line in row):
        return apart or (rare and len(row) > 1)
    return apart and rare and any(STAMP.search(line.text) for line in row)


def _repeats(key: Key, seen: Counter[Key]) -> bool:
    text, place = key
    return max(seen[text, place] + seen[text, place + step] for step in (-1, 1)) > 1
