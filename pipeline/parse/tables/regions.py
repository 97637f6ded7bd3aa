"""Caption -> region: which rules, lines and words of the page belong to the table under (or beside) a caption.

The frame of a table is the chain of rules of one width below its caption; the chain ends at the next caption, at prose,
or where a band between two rules no longer keeps to the columns.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.parse.tables.captions import Caption
from pipeline.parse.tables.columns import borders_of, crosses, runs_of
from pipeline.parse.tables.lines import Line, Placed, lines_of
from pipeline.parse.tables.rules import Bar

EDGE = 4.0  # points: how far words may stick out over the ends of the rules
SAME_WIDTH = 6.0  # points: rules of one table start and end this close to each other
CAPTION_LINES = 10  # a caption is at most this many lines high
OTHER_SIZE = 0.6  # points: text of another size is no part of the grid
BLANK = 2.2  # of the size: baselines further apart than this do not belong to one block of text


@dataclass(frozen=True, slots=True)
class Region:
    """The grid's words between `x0` and `x1` as lines, `bars` inside and around it, its caption's and legend's words."""

    caption: Caption
    x0: float
    x1: float
    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    title: tuple[Placed, ...]
    legend: tuple[Line, ...]


def region_of(
    caption: Caption, following: Sequence[Caption], words: Sequence[Placed], bars: Sequence[Bar], floor: float
) -> Region | None:
    """The region of the caption; None where no frame of rules stands below or beside it.

    `words` are the page's, ascending by baseline; `following` the captions below; `floor` the page's height.
    """
    top = _top_bar(caption, bars)
    if top is None:
        return None
    x0, x1 = top.x0 - EDGE, top.x1 + EDGE
    limit = min((c.line.box.top for c in following if c.line.box.x0 < x1 and c.line.box.x1 > x0), default=floor)
    chain = [b for b in bars if top.y <= b.y < limit and _same_width(b, top)]
    inside = [b for b in bars if top.y <= b.y < limit and b.x0 >= x0 and b.x1 <= x1]
    column = [p for p in words if x0 <= p.box.middle[0] <= x1 and p.box.top < limit]
    title, chain = _title(caption, column, chain)
    lines = lines_of(p for p in column if p.word.baseline > chain[0].y)
    bottom = _bottom(chain, lines)
    body = tuple(line for line in lines if line.baseline <= bottom)
    legend = _legend([line for line in lines if line.baseline > bottom], body)
    return Region(caption, top.x0, top.x1, tuple(b for b in inside if chain[0].y <= b.y <= bottom), body, title, legend)


def _same_width(bar: Bar, other: Bar) -> bool:
    return abs(bar.x0 - other.x0) <= SAME_WIDTH and abs(bar.x1 - other.x1) <= SAME_WIDTH


def _top_bar(caption: Caption, bars: Sequence[Bar]) -> Bar | None:
    """The first rule below the caption's first line that it stands over, else the one beside it."""
    box, size = caption.line.box, caption.line.size
    reach = caption.line.baseline + CAPTION_LINES * 1.3 * size
    for bar in bars:
        below = caption.line.baseline - 0.2 * size < bar.y < reach
        shared = min(box.x1, bar.x1) - max(box.x0, bar.x0)
        if below and shared > 0.3 * box.width and bar.width > 10 * size:
            return bar
    for bar in bars:
        if abs(bar.y - box.top) < 1.5 * size and 0 < bar.x0 - box.x1 < 10 * size and bar.width > 10 * size:
            return bar
    return None


def _title(caption: Caption, column: Sequence[Placed], chain: list[Bar]) -> tuple[tuple[Placed, ...], list[Bar]]:
    """The caption's words, and the chain from the table's own top rule on."""
    above = [p for p in column if caption.line.box.top - 1 <= p.box.top and p.word.baseline < chain[0].y]
    named = any(p.index not in {q.index for q in caption.line.items} for p in above)
    if not caption.rest and not named and len(chain) > 1:
        first = [p for p in column if chain[0].y < p.word.baseline < chain[1].y]
        lines = lines_of(first)
        if lines and len(lines) <= 4 and not any(len(runs_of(line)) > 1 for line in lines):
            return tuple({p.index: p for p in (*caption.line.items, *above, *first)}.values()), chain[1:]
    return tuple({p.index: p for p in (*caption.line.items, *above)}.values()), chain


def _bottom(chain: list[Bar], lines: Sequence[Line]) -> float:
    """How far down the grid reaches: the last rule up to which the bands keep to size and columns of the ones before."""
    starts = [line.baseline for line in lines]
    places = [bisect_left(starts, bar.y) for bar in chain]
    last = min(2, len(chain) - 1)
    while last + 1 < len(chain) and not _is_prose(lines[places[last] : places[last + 1]], lines[: places[last]]):
        last += 1
    return chain[last].y if last > 1 else _open_end(chain[last].y, lines[: places[last]], lines[places[last] :])


def _is_prose(band: Sequence[Line], held: Sequence[Line]) -> bool:
    """Whether the band is set in another size or runs over the columns of the lines before."""
    if len(band) < 3 or not held:
        return False
    if abs(median(line.size for line in band) - median(line.size for line in held)) > OTHER_SIZE:
        return True
    borders = borders_of(held, ())
    return bool(borders) and sum(crosses(line, borders) for line in band) > 0.6 * len(band)


def _open_end(bar: float, held: Sequence[Line], below: Sequence[Line]) -> float:
    """Where a table without a closing rule ends: the last line under the bar that has several columns as its head."""
    block = _block(below, bar)
    tabular = [len(runs_of(line)) > 1 for line in block]
    if sum(tabular) < 0.5 * len(block) or len(block) < 2 or _is_prose(block, held):
        return bar
    return max(line.baseline for line, fits in zip(block, tabular) if fits) + 0.1


def _block(below: Sequence[Line], edge: float) -> list[Line]:
    """The lines up to the first blank or change of size."""
    out: list[Line] = []
    for line in below:
        if line.baseline - edge > 3 * line.size or (out and abs(line.size - out[0].size) > OTHER_SIZE):
            break
        out.append(line)
        edge = line.baseline
    return out


def _legend(below: Sequence[Line], body: Sequence[Line]) -> tuple[Line, ...]:
    """The lines right under the grid in its own size or smaller, up to the first blank."""
    if not body or not below:
        return ()
    size = max(line.size for line in body)
    out: list[Line] = []
    edge = body[-1].baseline
    for line in below:
        if line.baseline - edge > (BLANK + (1.2 if not out else 0.0)) * size or line.size > size + 0.3:
            break
        out.append(line)
        edge = line.baseline
    return tuple(out)
