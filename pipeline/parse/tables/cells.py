"""Lines of cells -> cells: wrapped lines joined, raised marks kept as such."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model.geometry import enclosing
from pipeline.model.table import Cell
from pipeline.parse.repair import HYPHENS, without_hyphen
from pipeline.parse.tables.lines import SMALL, Line, Placed, joined

LETTERS = "abcdefghijklmnoprstuvwxyz"
RAISED_LETTERS = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
RAISED = str.maketrans(f"0123456789+−–{LETTERS}", f"⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻{RAISED_LETTERS}")
BREAKS = re.compile(rf"\w[{HYPHENS}–/]$")
ABOVE = 0.1  # of the size: a small word whose baseline is this much higher is raised


@dataclass(frozen=True, slots=True)
class Draft:
    """A cell of which only the lines are known, from top to bottom."""

    row: int
    col: int
    lines: tuple[Line, ...]
    row_span: int = 1
    col_span: int = 1

    def cell(self, page: int, known: frozenset[str]) -> Cell:
        """The cell; `known` are the words that decide about hyphens at line ends."""
        box = enclosing(line.box for line in self.lines)
        return Cell(self.row, self.col, text_of(self.lines, known), self.row_span, self.col_span, page, box)


def text_of(lines: Iterable[Line], known: frozenset[str]) -> str:
    """The lines as one text; a hyphen that only parts a word at a line's end goes, dashes and slashes take no blank."""
    text = ""
    for line in lines:
        words = line_text(line)
        last = text.rsplit(" ", 1)[-1]
        if BREAKS.search(last) and words[:1].isalnum():
            text = (text[:-1] if last[-1] in HYPHENS and without_hyphen(last, words, known) else text) + words
        else:
            text = f"{text} {words}" if text else words
    return text


def line_text(line: Line) -> str:
    """The words parted by blanks where printed; raised digits and letters as Unicode superscripts."""
    raised = (item.word.text.translate(RAISED) if is_raised(item, line) else item.word.text for item in line.items)
    return joined(line, list(raised))


def is_raised(item: Placed, line: Line) -> bool:
    """Whether the word is a superscript of its line."""
    small = item.word.size < SMALL * line.size
    return small and item.word.baseline < line.baseline - ABOVE * line.size
