"""Lines -> blocks (lines of one column that go on without a break) and the order in which blocks are read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations

from pipeline.model.geometry import Box, enclosing
from pipeline.parse.layout.line import Line, most_common
from pipeline.parse.layout.style import Style

SLACK = 0.3  # sizes: how much wider than the pitch of the text two lines of a block may stand
SAME_SIZE = 0.08  # of the size: how far lines of one block may differ
SHARED = 0.3  # of the narrower line: how much two lines of a column share in width
ROW = 0.5  # of the size: lines closer than this to the nearest one below stand beside it
SHORT = 2.0  # sizes: a line that ends so far before the next one fills no line
CROSS = 2.0  # points: how far a block may reach over a cut


@dataclass(frozen=True)
class Block:
    """Lines of one column, from top to bottom, of one size and weight."""

    lines: tuple[Line, ...]
    box: Box

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Block:
        """The block of these lines, in printed order; ValueError where there are none."""
        lines = tuple(lines)
        return cls(lines, enclosing(line.box for line in lines))

    @cached_property
    def text(self) -> str:
        """The lines, parted by blanks."""
        return " ".join(line.text for line in self.lines)

    @property
    def page(self) -> int:
        """The page it stands on."""
        return self.lines[0].page

    @cached_property
    def size(self) -> float:
        """The size of most letters."""
        return float(most_common((line.size, line.letters) for line in self.lines))

    @cached_property
    def font(self) -> str:
        """The font of most letters."""
        return str(most_common((line.font, line.letters) for line in self.lines))

    @cached_property
    def letters(self) -> int:
        """How many characters, blanks not counted."""
        return sum(line.letters for line in self.lines)

    @cached_property
    def bold(self) -> bool:
        """Whether each line is mostly bold."""
        return all(line.bold for line in self.lines)


def blocks_of(lines: Sequence[Line], style: Style) -> list[Block]:
    """The blocks of one page; every line is in exactly one."""
    lines = sorted(lines, key=lambda line: (line.baseline, line.box.x0))
    below = _rows_below(lines)
    above = _rows_above(lines, below)
    heads = set(range(len(lines)))
    following: dict[int, int] = {}
    for index, row in enumerate(below):
        if len(row) == 1 and above[row[0]] == [index] and _goes_on(lines[index], lines[row[0]], style):
            following[index] = row[0]
            heads.discard(row[0])
    return [Block.of(_chain(lines, head, following)) for head in sorted(heads)]


def _chain(lines: Sequence[Line], head: int, following: dict[int, int]) -> list[Line]:
    out = [lines[head]]
    while head in following:
        head = following[head]
        out.append(lines[head])
    return out


def _rows_below(lines: Sequence[Line]) -> list[list[int]]:
    """For each line, the nearest lines below it that share its width."""
    out: list[list[int]] = []
    heights = [line.baseline for line in lines]
    for line in lines:
        row: list[int] = []
        reach = float("inf")
        for index in range(bisect_right(heights, line.baseline + ROW * line.size), len(lines)):
            if heights[index] > reach:
                break
            if _share(line.box, lines[index].box):
                row.append(index)
                reach = min(reach, heights[index] + ROW * lines[index].size)
        out.append(row)
    return out


def _rows_above(lines: Sequence[Line], below: Sequence[Sequence[int]]) -> dict[int, list[int]]:
    """For each line that has any, the nearest of the lines that have it below them."""
    out: dict[int, list[int]] = {}
    for index in range(len(lines) - 1, -1, -1):
        for under in below[index]:
            row = out.setdefault(under, [index])
            if row[0] != index and lines[row[0]].baseline - lines[index].baseline <= ROW * lines[index].size:
                row.append(index)
    return out


def _share(a: Box, b: Box) -> bool:
    return min(a.x1, b.x1) - max(a.x0, b.x0) > SHARED * min(a.width, b.width)


def _goes_on(line: Line, after: Line, style: Style) -> bool:
    size = max(line.size, after.size)
    near = after.baseline - line.baseline <= (style.pitch + SLACK) * size
    return near and abs(line.size - after.size) <= SAME_SIZE * size and not _new_look(line, after)


def _new_look(line: Line, after: Line) -> bool:
    """Whether two lines are set in different fonts throughout, as a heading and its text are.

    Below a heading that fills no line the text may begin with a smaller heading, so it need not be in one font.
    """
    if line.font == after.font:
        return False
    short = line.pure and line.box.x1 < after.box.x1 - SHORT * line.size
    return line.bold != after.bold or (line.pure and after.pure) or short


def bands(blocks: Sequence[Block], floats: Iterable[Box]) -> list[list[Block]]:
    """The blocks of one page above, between and below the tables that reach across its columns.

    Text that stands above such a table is read before the text below it: its columns end there.
    """
    rest = list(blocks)
    parted: list[list[Block]] = []
    for box in sorted(floats, key=lambda b: b.top):
        above = [b for b in rest if b.box.bottom <= box.top + CROSS]
        below = [b for b in rest if b.box.top >= box.bottom - CROSS]
        if len(above) + len(below) == len(rest) and _across(box, above) and _across(box, below):
            parted.append(above)
            rest = below
    return [*parted, rest]


def _across(box: Box, blocks: Sequence[Block]) -> bool:
    """Whether the box reaches over two of these blocks that stand side by side."""
    return any(
        a.box.x1 <= b.box.x0 + CROSS and box.x0 < a.box.x1 and box.x1 > b.box.x0 and _side_by_side([a], [b])
        for a, b in permutations(blocks, 2)
    )


def reading_order(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of one page as they are read: columns from left to right, what spans them in its turn.

    Parts are parted until nothing parts them any more; what is left is read from its top to its bottom.
    """
    ordered: list[Block] = []
    pending = [list(blocks)]
    while pending:
        part = pending.pop()
        parts = _parted(part)
        if len(parts) > 1:
            pending += reversed(parts)
        else:
            ordered += sorted(part, key=lambda b: (b.box.top, b.box.x0))
    return ordered


def _parted(blocks: Sequence[Block]) -> list[list[Block]]:
    """The zones of the blocks, and the columns of each, in the order in which they are read.

    Clear horizontal cuts part the page into strips; neighbouring strips join again to a zone while their blocks still
    leave a vertical cut between them, which is how columns show.
    """
    zones: list[list[Block]] = []
    for strip in _strips(blocks):
        zones.append(strip)
        while len(zones) > 1 and len(_columns(zones[-2] + zones[-1])) > 1:
            zones[-2:] = [zones[-2] + zones[-1]]
    return [column for zone in zones for column in _columns(zone)]


def _strips(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks parted wherever a horizontal line crosses none of them, from top to bottom."""
    strips: list[list[Block]] = []
    reach = 0.0
    for block in sorted(blocks, key=lambda b: (b.box.top, b.box.x0)):
        if strips and block.box.top < reach - CROSS:
            strips[-1].append(block)
        else:
            strips.append([block])
            reach = block.box.bottom
        reach = max(reach, block.box.bottom)
    return strips


def _columns(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks parted at the leftmost x that none crosses and that has blocks side by side; one part without it."""
    ordered = sorted(blocks, key=lambda b: b.box.x0)
    reach = 0.0
    for index, block in enumerate(ordered):
        if index > 0 and block.box.x0 >= reach - CROSS and _side_by_side(ordered[:index], ordered[index:]):
            return [ordered[:index], ordered[index:]]
        reach = max(reach, block.box.x1)
    return [ordered]


def _side_by_side(left: Sequence[Block], right: Sequence[Block]) -> bool:
    return any(a.box.top < b.box.bottom and b.box.top < a.box.bottom for a in left for b in right)
