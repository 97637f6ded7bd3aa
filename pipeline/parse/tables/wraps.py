"""Whether a line goes on with the row above or begins a row: the evidence of what the cells say and how full they are.

Weights are in favour of a new row where positive. They were set by looking at which sign each observation calls for;
only their order of strength matters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.parse.tables.lines import Line
from pipeline.parse.tables.strips import Strip

VALUE = r"[<>≤≥=~±+\-–−]?\s?[0-9][0-9.,·]*\s?%?"
WHOLE = re.compile(
    rf"(?:{VALUE}(?:\s?[±/–-]\s?{VALUE})?(?:\s?[(\[][^()\[\]]*[)\]])?|NR|NA|N/A|NS|NE|ND|[-–—−+x×✓√*.]|[\[(][0-9][0-9,;–\- ]*[\])])\*?"
)
OPEN_END = re.compile(r"(?:[-,/(\[±=+&:]|\b(?:and|or|of|with|the|for|to|in|by|vs\.?|plus|at|on|from|a|an|per|than))$")
CARRIES_ON = re.compile(r"^(?:[a-zα-ω][^)\].]|[)\],;%±(\[]|and\b|or\b)")
BULLET = re.compile(r"^(?:[•·●○▪■◦*–-]\s|\(?[a-z0-9]{1,2}[.)\]]\s|[•●▪■])")
INDENT = 0.5  # of the size: lines that start further in are indented


@dataclass(frozen=True, slots=True)
class Widths:
    """How wide each column's cells grow: the widest line of each column, in points."""

    widest: dict[int, float]

    @classmethod
    def of(cls, strips: Sequence[Strip]) -> Widths:
        """The widths that the strips reach, spanning parts left out."""
        widest: dict[int, float] = {}
        for strip in strips:
            for col, part in strip.parts.items():
                if strip.reach[col] == col:
                    widest[col] = max(widest.get(col, 0.0), part.box.width)
        return cls(widest)

    def had_room(self, col: int, above: Line, below: Line) -> bool:
        """Whether the first word below would have fitted on the line above: then the break was meant."""
        needed = above.box.width + 0.3 * above.size + below.items[0].box.width
        return needed <= self.widest.get(col, 0.0)


def begins_row(row: Sequence[Strip], strip: Strip, widths: Widths, columns: int) -> bool:
    """Whether the strip, right under the row at its tightest pitch, begins the next row."""
    weight = sum(_cell_weight(row, strip, col, widths) for col in strip.parts)
    return weight + _row_weight(row, strip, columns) > 0


def _row_weight(row: Sequence[Strip], strip: Strip, columns: int) -> float:
    filled = {col for s in row for col in s.parts}
    weight = 0.0
    if len(strip.parts) >= 3 and len(strip.parts) >= 0.8 * columns:
        weight += 1.5
    if 0 not in strip.parts:
        weight -= 0.5
    if len(strip.parts) == 1 and 0 not in strip.parts:
        weight -= 0.5
    if filled == {0} and 0 in strip.parts and len(strip.parts) > 1:
        weight += 1.0
    if set(strip.parts) == {0} and filled == {0}:
        weight += 0.5
    return weight


def _cell_weight(row: Sequence[Strip], strip: Strip, col: int, widths: Widths) -> float:
    below = strip.parts[col]
    above = row[-1].parts.get(col)
    if above is None:
        return 2.0 if not any(col in s.parts for s in row) else 1.5
    first, last = below.text, above.text
    if WHOLE.fullmatch(first) and WHOLE.fullmatch(last):
        return 1.5
    if OPEN_END.search(last) and not BULLET.match(first):
        return -2.0
    if BULLET.match(first):
        return 1.5
    if CARRIES_ON.match(first):
        return -2.0 if not widths.had_room(col, above, below) else -0.5
    if _style(below) != _style(above):
        return 1.0
    if widths.had_room(col, above, below):
        return 1.5
    return -0.5 if col or not _outdented(row, below) else 0.5


def _style(line: Line) -> tuple[bool, bool]:
    word = line.items[0].word
    return word.bold, word.italic


def _outdented(row: Sequence[Strip], below: Line) -> bool:
    """Whether the line starts where the row's first line started, though the row's wrapped lines are indented."""
    return False
