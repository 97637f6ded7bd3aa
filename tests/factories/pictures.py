"""A page drawn as a picture of typed letters: words, rules of dashes, posts of bars, raised marks after a caret.

    Table 1. Events
    ------------------------
    Event     Drug   Placebo
    ------------------------
    Nausea^a  12     3

Each letter is 4 points wide and 10 high, so that one blank is a word space and two are a hole; a line is 14 points below
the one before, or 11 (a wrapped line) where it starts with a colon. A line that starts with an exclamation mark is bold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.model.geometry import Box
from pipeline.model.table import Table
from pipeline.parse.primitives import PageContent, Ruling, Word

ADVANCE, SIZE, STEP, WRAPPED = 4.0, 10.0, 14.0, 11.0
LEFT, TOP = 60.0, 60.0
THING = re.compile(r"-{3,}|\||\^\S|[^\s^|]+")


def page(picture: str, number: int = 1, left: float = LEFT) -> PageContent:
    """The page that the picture shows; its first line stands 60 points below the top."""
    words: list[Word] = []
    rulings: list[Ruling] = []
    baseline = TOP
    for line in picture.strip("\n").splitlines():
        control, line = line[:1], " " + line[1:]
        baseline += WRAPPED if control == ":" else STEP
        for found in THING.finditer(line):
            x0, x1 = left + ADVANCE * found.start(), left + ADVANCE * found.end()
            if found[0].startswith("---"):
                rulings.append(Ruling(Box(x0, baseline - 4, x1, baseline - 3.5)))
            elif found[0] == "|":
                rulings.append(Ruling(Box(x0 + 2, baseline - 14, x0 + 2.5, baseline + 14)))
            else:
                words.append(_word(found[0], x0, baseline, control == "!"))
    return PageContent(number, 595.0, 842.0, tuple(words), tuple(rulings))


def _word(text: str, x0: float, baseline: float, bold: bool) -> Word:
    if text.startswith("^"):
        mark = text[1:]
        box = Box(x0, baseline - 8.5, x0 + 7.0, baseline - 2.0)
        return Word(mark, box, 6.0, "Serif", baseline=baseline - 4.0, chars=(x0, x0 + 7.0))
    x1 = x0 + ADVANCE * len(text)
    chars = tuple(x0 + ADVANCE * k for k in range(len(text) + 1))
    return Word(text, Box(x0, baseline - 7.8, x1, baseline + 2.2), SIZE, "Serif", bold, baseline=baseline, chars=chars)


def rows(table: Table) -> list[list[str]]:
    """The texts of a table row by row; a cell that spans stands in its first place, the others are empty."""
    grid = [[""] * table.cols for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.col] = cell.text
    return grid


def split(lines: str) -> list[list[str]]:
    """Expected rows, written one a line with bars between the cells."""
    return [[cell.strip() for cell in line.split("|")] for line in lines.strip().splitlines()]


def texts(words: Iterable[Word]) -> list[str]:
    """What the words say."""
    return [word.text for word in words]
