"""Rows of strips -> the cells of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model.geometry import enclosing
from pipeline.model.table import Cell
from pipeline.parse.tables.lines import Line
from pipeline.parse.tables.strips import Strip

BROKEN = re.compile(r"[a-z]-$")
RAISED = str.maketrans("0123456789+-−–abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")


def cells_of(row: Sequence[Strip], number: int, page: int) -> list[Cell]:
    """The filled cells of one row, from left to right."""
    columns = sorted({col for strip in row for col in strip.parts})
    out = []
    for col in columns:
        lines = [strip.parts[col] for strip in row if col in strip.parts]
        last = max(strip.reach[col] for strip in row if col in strip.parts)
        after = min((c for c in columns if c > col), default=last + 1)
        span = min(last, after - 1) - col + 1
        out.append(Cell(number, col, text_of(lines), 1, span, page, enclosing(line.box for line in lines)))
    return out


def text_of(lines: Sequence[Line]) -> str:
    """The lines of one cell as one text; a word that was broken at a line's end is made whole."""
    text = ""
    for line in lines:
        words = line_text(line)
        if BROKEN.search(text) and words[:1].islower():
            text = text[:-1] + words
        else:
            text = f"{text} {words}" if text else words
    return text


def line_text(line: Line) -> str:
    """The words of a line parted by blanks where printed; raised digits and letters as Unicode superscripts."""
    out = ""
    end = None
    for item in line.items:
        word = item.word
        raised = word.size < 0.85 * line.size and word.baseline < line.baseline - 0.1 * line.size
        text = word.text.translate(RAISED) if raised else word.text
        glued = end is not None and item.box.x0 - end < 0.15 * line.size
        out += text if glued or not out else f" {text}"
        end = item.box.x1
    return out
