"""The lines of a caption: above the table's first rule, in a band of rules of their own, or beside the table."""

from __future__ import annotations

from pipeline.parse.tables.captions import Caption
from pipeline.parse.tables.lines import Line, segments
from pipeline.parse.tables.rules import Bar
from pipeline.parse.tables.sheet import Sheet

Lines = tuple[Line, ...]
EDGE = 4.0  # points: how far words may stick out over the ends of the rules
BAND_LINES = 4  # a caption that stands in a band of rules of its own is at most this high
TITLE_HOLE = 1.2  # of the size: a line of a caption has no hole this wide
NEXT_LINE = 1.6  # of the size: lines of one paragraph follow each other this closely


def title_lines(caption: Caption, sheet: Sheet, chain: list[Bar]) -> tuple[Lines, list[Bar], Lines]:
    """The caption's lines, the rules of the `chain` from the table's own top on, and what of its head stands above."""
    box, top = caption.line.box, chain[0]
    if top.x0 > box.x1:
        return _side_title(caption, sheet, top.x0), chain, ()
    x0, x1 = min(box.x0, top.x0) - EDGE, max(box.x1, top.x1) + EDGE
    above = sheet.lines(x0, x1, caption.line.baseline - 0.5 * caption.line.size, top.y)
    columned = next((k for k, line in enumerate(above) if k > 0 and len(segments(line, TITLE_HOLE)) > 1), len(above))
    if columned < len(above):
        return above[:columned], chain, above[columned:]
    if caption.rest or len(above) > 1 or len(chain) < 2:
        return above, chain, ()
    band = sheet.lines(x0, x1, top.y, chain[1].y)
    if 0 < len(band) <= BAND_LINES and all(len(line.runs) == 1 for line in band):
        return (*above, *band), chain[1:], ()
    return above, chain, ()


def _side_title(caption: Caption, sheet: Sheet, edge: float) -> tuple[Line, ...]:
    """The caption's lines left of `edge`, from its first line down to the first blank."""
    first = caption.line
    out: list[Line] = []
    for line in sheet.lines(first.box.x0 - EDGE, edge, first.baseline - 0.5 * first.size, sheet.height):
        if out and line.baseline - out[-1].baseline > NEXT_LINE * line.size:
            break
        out.append(line)
    return tuple(out)
