"""Every printed numeral of a paper, with what a reader has before him to understand it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.document import Document
from pipeline.model.geometry import Span
from pipeline.model.mention import Mention, Passage, Recognised
from pipeline.model.place import place_text
from pipeline.model.table import Table

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
# a decimal or a thousand's mark only between digits: a full stop at the end belongs to the sentence
NUMERAL = re.compile(rf"[0-9]+(?:[.,·\u2009\u202f][0-9]+)*|[{RAISED}]+")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[,\u2009\u202f][0-9]{3})+(?:\.[0-9]+)?")
_LOWERED = str.maketrans(RAISED, "0123456789")


@dataclass(frozen=True)
class Numeral:
    """A numeral where it stands: `start` and `end` count in `text`, the sentence, cell or caption that holds it.

    `offset` is its place in the linear text (None in tables); `table`, `row` and `col` count from 1, the last two None
    in a caption. `mentions` are those of the passage that hold it, `beside` all of its sentence, both with offsets in
    the passage; `heads` are the words above and beside a cell, `under` the heading path or the caption.
    """

    start: int
    end: int
    text: str
    page: int | None
    offset: int | None = None
    table: int | None = None
    row: int | None = None
    col: int | None = None
    mentions: tuple[Mention, ...] = ()
    beside: tuple[Mention, ...] = ()
    heads: str = ""
    under: str = ""

    @property
    def printed(self) -> str:
        """The numeral as printed."""
        return self.text[self.start : self.end]

    @property
    def value(self) -> float | None:
        """What it says; None for several in one ("1,2,3")."""
        return number_of(self.printed)

    @property
    def place(self) -> str:
        """Where it stands, as `pipeline.model.place` writes it; `t2` alone for a caption."""
        if self.table is not None and self.row is None:
            return f"t{self.table}" if self.page is None else f"p{self.page}:t{self.table}"
        end = None if self.offset is None else self.offset + self.end - self.start
        own = {"table": self.table, "row": self.row, "col": self.col, "char_start": self.offset, "char_end": end}
        return place_text(own | {"page": self.page})


def number_of(printed: str) -> float | None:
    """The value of a numeral: 1250.0 of "1,250", 0.5 of "0·5", 12.0 of "¹²"; None where it is no single number."""
    if _THOUSANDS.fullmatch(printed):
        printed = re.sub("[,\u2009\u202f]", "", printed)
    try:
        return float(printed.translate(_LOWERED).replace("·", ".").replace(",", "."))
    except ValueError:
        return None


def numerals(document: Document, recognised: Recognised) -> Iterator[Numeral]:
    """All numerals of the running text, then table by table those of the caption and of the cells."""
    yield from _of_prose(document, recognised.prose)
    for index, table in enumerate(document.tables):
        yield from _of_caption(index, table, recognised)
        yield from _of_cells(index, table, recognised)


def _of_prose(document: Document, prose: Passage) -> Iterator[Numeral]:
    first = [s.start for s in prose.sentences]
    begins = [m.start for m in prose.mentions]
    for match in NUMERAL.finditer(document.text):
        at = bisect_right(first, match.start()) - 1
        whole = prose.sentences[at] if at >= 0 else Span(0, len(document.text))
        sentence = Span(whole.start, max(whole.end, match.end()))
        beside = prose.mentions[bisect_left(begins, sentence.start) : bisect_left(begins, sentence.end)]
        runs = document.runs_of(Span(*match.span()))
        yield Numeral(
            match.start() - sentence.start,
            match.end() - sentence.start,
            sentence.of(document.text),
            runs[0].page if runs else None,
            offset=match.start(),
            mentions=_holding(beside, *match.span()),
            beside=beside,
            under=document.heading_path(match.start()),
        )


def _of_caption(index: int, table: Table, recognised: Recognised) -> Iterator[Numeral]:
    passage = recognised.captions.get(index, Passage(table.caption))
    for match in NUMERAL.finditer(table.caption):
        held = _holding(passage.mentions, *match.span())
        yield Numeral(*match.span(), table.caption, table.page, table=index + 1, mentions=held, beside=passage.mentions)


def _of_cells(index: int, table: Table, recognised: Recognised) -> Iterator[Numeral]:
    for cell in table.cells:
        passage = recognised.cells.get((index, cell.row, cell.col), Passage(cell.text))
        for match in NUMERAL.finditer(cell.text):
            yield Numeral(
                *match.span(),
                cell.text,
                cell.page,
                table=index + 1,
                row=cell.row + 1,
                col=cell.col + 1,
                mentions=_holding(passage.mentions, *match.span()),
                beside=passage.mentions,
                heads=_heads(table, cell.row, cell.col),
                under=table.caption,
            )


def _heads(table: Table, row: int, col: int) -> str:
    """The words above a cell and at the beginning of its row, the cell's own left out."""
    first = table.at(row, 0) if col else None
    above = table.header_of(col) if row >= table.header_rows else ()
    return " | ".join((*above, table.group_of(row), first.text if first else ""))


def _holding(mentions: tuple[Mention, ...], start: int, end: int) -> tuple[Mention, ...]:
    return tuple(m for m in mentions if m.start <= start and end <= m.end)
