"""The text under a table: its paragraphs, and which footnotes the cells call."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.model.table import Cell
from pipeline.parse.legend import footnotes
from pipeline.parse.tables.cells import LETTERS, RAISED_LETTERS, is_raised, text_of
from pipeline.parse.tables.lines import Line

SIGN = re.compile(r"[*∗†‡§¶#]|\([a-z]\)\s|[a-z][.)]\s")
MARKS = re.compile(rf"[{RAISED_LETTERS}⁰¹²³⁴⁵⁶⁷⁸⁹]+|[*∗†‡§¶#]+")
PLAIN = str.maketrans(RAISED_LETTERS + "∗", LETTERS + "*")
ENDS_SHORT = 4.0  # of the size: a line that ends so far before the longest one ends its paragraph


def paragraphs_of(legend: Sequence[Line], known: frozenset[str]) -> tuple[str, ...]:
    """The paragraphs of a legend; the raised letter that opens a footnote stands in front of it on the line."""
    if not legend:
        return ()
    edge = max(line.box.x1 for line in legend)
    parts: list[list[Line]] = []
    for line in legend:
        if not parts or _opens_note(line) or parts[-1][-1].box.x1 < edge - ENDS_SHORT * line.size:
            parts.append([])
        parts[-1].append(line)
    return tuple(_lowered(text_of(part, known)) for part in parts)


def _opens_note(line: Line) -> bool:
    return is_raised(line.items[0], line) or SIGN.match(line.text) is not None


def _lowered(text: str) -> str:
    """The text with the raised letters that open it as plain ones, a blank behind them."""
    mark = MARKS.match(text)
    if mark is None or mark[0][0] not in RAISED_LETTERS:
        return text
    return f"{mark[0].translate(PLAIN)} {text[mark.end() :].lstrip()}"


def with_notes(cells: Iterable[Cell], legend: str) -> tuple[Cell, ...]:
    """The cells with the footnotes of the legend that their marks call, in the order of the marks."""
    notes = {mark.translate(PLAIN): text for mark, text in footnotes(legend.translate(PLAIN).splitlines()).items()}
    printed = {text.translate(PLAIN): text for text in legend.splitlines()}
    return tuple(replace(cell, notes=tuple(printed[notes[m]] for m in _called(cell) if m in notes)) for cell in cells)


def _called(cell: Cell) -> Iterable[str]:
    """The marks in a cell; letters that stand together are taken as one mark, else as one each."""
    for mark in dict.fromkeys(m.translate(PLAIN) for m in MARKS.findall(cell.text)):
        yield mark
        if len(set(mark)) > 1:
            yield from mark
