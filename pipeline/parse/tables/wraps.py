"""Whether a line goes on with the row above or begins a row: the evidence of what the cells say and how full they are.

Weights are in favour of a new row where positive. They were set by looking at which sign each observation calls for;
only their order of strength matters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.parse.tables.lines import Line
from pipeline.parse.tables.strips import Strip

VALUE = r"[<>≤≥=~±+\-–−]?\s?[0-9][0-9.,·]*\s?%?"
SPREAD = rf"(?:\s?[±/–-]\s?{VALUE})?(?:\s?[(\[][^()\[\]]*[)\]])?"
ABSENT = r"NR|NA|N/A|NS|NE|ND|[-–—−+x×✓√*.]"
CITED = r"[\[(][0-9][0-9,;–\- ]*[\])]"
WHOLE = re.compile(rf"(?:{VALUE}{SPREAD}|{ABSENT}|{CITED})\*?")
OPEN_END = re.compile(r"(?:.[-,/(\[±=+&]|\b(?:and|or|of|with|the|for|to|in|by|vs\.?|plus|at|on|from|a|an|per|than))$")
CARRIES_ON = re.compile(r"^(?:[a-zα-ω][^)\].]|[)\],;%±(\[]|and\b|or\b)")
BULLET = re.compile(r"^(?:[•·●○▪■◦*–-]\s|\(?[a-z0-9]{1,2}[.)\]]\s|[•●▪■])")
INDENT = 0.5  # of the size: a line that starts further in than its row hangs from it
CLEAR = 1.0  # a weight this strong speaks for the whole table
BEGINS = re.compile(r"[A-ZΑ-Ω0-9≥≤<>]")


@dataclass(frozen=True, slots=True)
class Habits:
    """How a table is set: its columns, how wide each column's cells grow, whether all full lines name their row."""

    columns: int
    widest: dict[int, float]
    named: bool
    prior: float = 0.0

    @classmethod
    def of(cls, strips: Sequence[Strip], columns: int, wide: float) -> Habits:
        """The habits that the strips show, spanning parts left out."""
        widest: dict[int, float] = {}
        for strip in strips:
            for col, part in strip.parts.items():
                if strip.reach[col] == col:
                    widest[col] = max(widest.get(col, 0.0), part.box.width)
        full = [strip for strip in strips if len(strip.parts) >= max(2, 0.6 * columns)]
        plain = cls(columns, widest, all(0 in strip.parts for strip in full))
        weights = [_weight((a,), b, plain) for a, b in pairwise(strips) if b.baseline - a.baseline < wide]
        new, wrapped = sum(w >= CLEAR for w in weights), sum(w <= -CLEAR for w in weights)
        prior = 1.0 if new > 3 * wrapped else -1.0 if wrapped > 3 * new else 0.0
        return replace(plain, prior=prior)

    def had_room(self, col: int, above: Line, below: Line) -> bool:
        """Whether the first word below would have fitted on the line above: then the break was meant."""
        needed = above.box.width + 0.3 * above.size + below.items[0].box.width
        return needed <= self.widest.get(col, 0.0)


def begins_row(row: Sequence[Strip], strip: Strip, habits: Habits) -> bool:
    """Whether the strip, right under the row at its tightest pitch, begins the next row."""
    return _weight(row, strip, habits) + habits.prior > 0


def _weight(row: Sequence[Strip], strip: Strip, habits: Habits) -> float:
    filled = {col for s in row for col in s.parts}
    if filled == {0} and 0 in strip.parts:
        return _name_weight(row, strip, habits)
    return sum(_cell_weight(row, strip, col, habits) for col in strip.parts) + _row_weight(row, strip, habits)


def _name_weight(row: Sequence[Strip], strip: Strip, habits: Habits) -> float:
    """What the first column says where the row above has nothing else: a heading, or a name that goes on."""
    return _cell_weight(row, strip, 0, habits) + (1.0 if len(strip.parts) > 1 else 0.5)


def _row_weight(row: Sequence[Strip], strip: Strip, habits: Habits) -> float:
    """What the filled columns say: full lines are rows, lines beside an empty first column go on."""
    weight = 1.5 if len(strip.parts) >= max(3, 0.8 * habits.columns) else 0.0
    if 0 in strip.parts:
        hangs = len(strip.parts) == 1 and _is_indented(strip.parts[0], row[0].parts.get(0))
        return weight - (1.5 if hangs else 0.0)
    listed = any(BULLET.match(part.text) for part in strip.parts.values())
    return weight - (1.0 if len(strip.parts) == 1 else 0.5) - (2.0 if habits.named and not listed else 0.0)


def _is_indented(line: Line, first: Line | None) -> bool:
    return first is not None and line.box.x0 - first.box.x0 > INDENT * line.size


def _cell_weight(row: Sequence[Strip], strip: Strip, col: int, habits: Habits) -> float:
    """What one cell says about going on with the cell above it."""
    below = strip.parts[col]
    above = row[-1].parts.get(col)
    if above is None:
        return 1.5 if any(col in s.parts for s in row) else 2.0
    if WHOLE.fullmatch(below.text) and WHOLE.fullmatch(above.text):
        return 1.5
    if BULLET.match(below.text):
        return 1.5
    if OPEN_END.search(above.text) or (col and above.text.endswith(":")):
        return -2.0
    room = habits.had_room(col, above, below)
    if CARRIES_ON.match(below.text):
        return -0.5 if room else -2.0
    if _style(below) != _style(above):
        return 1.0
    if room:
        return 1.5
    return 0.5 if col == 0 and BEGINS.match(below.text) else -0.5


def _style(line: Line) -> tuple[bool, bool]:
    word = line.items[0].word
    return word.bold, word.italic
