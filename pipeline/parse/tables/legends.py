"""Where a table's legend stops: at a blank, at larger letters, where the prose of the paper goes on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.parse.legend import abbreviations
from pipeline.parse.tables.captions import Style, prose_style, style_of
from pipeline.parse.tables.lines import Line, Placed
from pipeline.parse.tables.notes import opens_legend

FIRST_LINE = 3.4  # of the size: a legend starts this close below its table
NEXT_LINE = 2.2  # of the size: paragraphs of a legend follow each other this closely
LARGER = 0.3  # points: larger letters are no more of the legend
SMALLER = 0.4  # points: lines this much smaller than the grid are its legend
PROSE = 400  # letters: a page with fewer beside its table has no prose to tell from the legend


def legend_under(grid: Sequence[Line], below: Sequence[Line], outside: Iterable[Placed]) -> list[Line]:
    """The lines of the legend among those `below` the grid; `outside` are the words of the page beside the table."""
    block = _block(grid, below)
    own = {item.index for line in block for item in line.items}
    words = [item.word for item in outside if item.index not in own]
    prose = prose_style(words) if sum(len(word.text) for word in words) >= PROSE else None
    return block[: _end(block, prose)]


def _block(grid: Sequence[Line], below: Sequence[Line]) -> list[Line]:
    """The lines right under the grid in its size or smaller, never larger than the line before."""
    out: list[Line] = []
    edge, size = grid[-1].baseline, grid[-1].size
    for line in below:
        if line.baseline - edge > (NEXT_LINE if out else FIRST_LINE) * size or line.size > size + LARGER:
            break
        out.append(line)
        edge, size = line.baseline, line.size
    return out


def _end(block: Sequence[Line], prose: Style | None) -> int:
    """How many lines of the block are legend: those in another style than the prose, and notes in any style."""
    note = False
    for k, line in enumerate(block):
        note = _is_note(line) or (note and line.baseline - block[k - 1].baseline < 1.5 * line.size)
        if not note and prose is not None and _like(line, prose):
            return k
    return len(block)


def _is_note(line: Line) -> bool:
    return opens_legend(line) or len(abbreviations(line.text)) > 1


def _like(line: Line, prose: Style) -> bool:
    """Whether most letters of the line are set as the prose is."""
    style = style_of(max((item.word for item in line.items), key=lambda word: len(word.text)))
    return style == prose


def without_legend(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of the grid, and those of a legend that stands within its frame."""
    if not lines:
        return [], []
    start = len(lines)
    while start > 1 and len(lines[start - 1].runs) == 1:
        start -= 1
    opening = (k for k in range(start, len(lines)) if opens_legend(lines[k]) or lines[k].size < lines[0].size - SMALLER)
    cut = next(opening, len(lines))
    return lines[:cut], lines[cut:]
