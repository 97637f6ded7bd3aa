"""The text under a table: its paragraphs, and which footnotes the cells call."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.model.table import Cell
from pipeline.parse.legend import footnotes
from pipeline.parse.tables.cells import LETTERS, RAISED_LETTERS, is_raised, text_of
from pipeline.parse.tables.lines import SMALL, Line

SIGN = re.compile(r"[*∗†‡§¶#]|\([a-z]\)\s|[a-z][.)]\s")
LEGEND = re.compile(r"(?:Abbreviations?|Notes?|Key|Legend)\b[^\w]|(?:Data|Values) (?:are|in|were)\b|Source:")
OPENING = re.compile(r"[*∗†‡§¶#]+\w?")
MARKS = re.compile(rf"[{RAISED_LETTERS}⁰¹²³⁴⁵⁶⁷⁸⁹]+|[*∗†‡§¶#]+")
PLAIN = str.maketrans(RAISED_LETTERS + "∗", LETTERS + "*")
ENDS_SHORT = 4.0  # of the size: a line that ends so far before the longest one ends its paragraph


def paragraphs_of(legend: Sequence[Line], known: frozenset[str]) -> tuple[str, ...]:
    """The paragraphs of a legend; the raised letter that opens a footnote stands in front of it on the line."""
    edge = max((line.box.x1 for line in legend), default=0.0)
    parts: list[list[Line]] = []
    for piece in (piece for line in legend for piece in _cut_at_notes(line)):
        if not parts or _opens_note(piece) or parts[-1][-1].box.x1 < edge - ENDS_SHORT * piece.size:
            parts.append([])
        parts[-1].append(piece)
    return tuple(_lowered(text_of(part, known)) for part in parts)


def opens_legend(line: Line) -> bool:
    """Whether the line begins as only a legend does: with a footnote mark, "Abbreviations:", "Note.", "Values are"."""
    return LEGEND.match(line.text) is not None or (_opens_note(line) and len(line.items) > 3)


def _cut_at_notes(line: Line) -> list[Line]:
    """The line cut before each mark that opens a footnote behind the end of a sentence."""
    starts = [
        k
        for k, (before, item) in enumerate(pairwise(line.items), 1)
        if before.word.text.endswith((".", ";")) and (is_raised(item, line) or OPENING.match(item.word.text))
    ]
    return [Line.of(line.items[a:b]) for a, b in pairwise([0, *starts, len(line.items)])]


def _opens_note(line: Line) -> bool:
    return line.items[0].word.size < SMALL * line.size or SIGN.match(line.text) is not None


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
