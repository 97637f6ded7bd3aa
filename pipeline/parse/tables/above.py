"""Captions that stand below their tables: the frame of rules that ends right above the caption."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.parse.tables.captions import NEXT_LINE, Caption
from pipeline.parse.tables.frames import BROAD, LOOSE, SAME_EDGE, is_prose
from pipeline.parse.tables.lines import Line
from pipeline.parse.tables.regions import Region, framed
from pipeline.parse.tables.rules import Bar
from pipeline.parse.tables.sheet import Sheet

NEAR = 2.5  # of the size: the last rule stands so closely above its caption
FEWEST = 3  # rules: two lines around a caption or a heading are no table


def region_above(caption: Caption, others: Sequence[Caption], sheet: Sheet) -> Region | None:
    """The region that the rules right above the caption frame; None where there are fewer than three of one width.

    It reaches up to the nearest of the `others` that stands above it.
    """
    foot = _foot(caption, sheet.bars)
    chain = _chain_to(foot, _ceiling(foot, others), sheet) if foot else []
    if foot is None or len(chain) < FEWEST:
        return None
    below = sheet.lines(foot.x0 - SAME_EDGE, foot.x1 + SAME_EDGE, caption.line.baseline - 0.1, sheet.height)
    return framed(chain, (), _title(below), caption.line.box.top, sheet)


def _foot(caption: Caption, bars: Sequence[Bar]) -> Bar | None:
    size, x = caption.line.size, caption.line.box.middle[0]
    near = (b for b in bars if 0 <= caption.line.box.top - b.y < NEAR * size and b.x0 < x < b.x1)
    return max((b for b in near if b.width > BROAD * size), key=lambda bar: bar.y, default=None)


def _ceiling(foot: Bar, captions: Sequence[Caption]) -> float:
    """How far up a table may reach: the last caption above its foot; 0.0 where there is none."""
    over = (c.line for c in captions if c.line.baseline < foot.y and foot.x0 < c.line.box.middle[0] < foot.x1)
    return max((line.baseline for line in over), default=0.0)


def _chain_to(foot: Bar, ceiling: float, sheet: Sheet) -> list[Bar]:
    """The rules of the same ends from the first one under `ceiling` on, without prose or a blank between them."""
    alike = [b for b in sheet.bars if ceiling < b.y <= foot.y and abs(b.x0 - foot.x0) + abs(b.x1 - foot.x1) < SAME_EDGE]
    chain = [foot]
    held: tuple[Line, ...] = ()
    for under, over in pairwise(reversed(alike)):
        band = sheet.lines(foot.x0, foot.x1, over.y, under.y)
        blank = under.y - (band[-1].baseline if band else over.y) > LOOSE * (band[-1].size if band else 1.0)
        if blank or is_prose(band, held):
            break
        chain.append(over)
        held = (*band, *held)
    return chain[::-1]


def _title(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The caption's lines: those that follow closely in its size."""
    end = 1
    while end < len(lines) and _follows(lines[end - 1], lines[end]):
        end += 1
    return tuple(lines[:end])


def _follows(before: Line, line: Line) -> bool:
    close = line.baseline - before.baseline < NEXT_LINE * before.size
    return close and abs(line.size - before.size) < 0.1 * before.size
