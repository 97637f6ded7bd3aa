"""Damaged files -> page contents, through pdfminer (as pdfplumber carries it) and playa-pdf.

They are slower than PDFium and read less of a page (upright text, level rulings), but each repairs files that the
others cannot. On such files a library may raise anything: whatever it raises is a Refusal here.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

import pdfplumber
import playa

from pipeline.errors import Refusal
from pipeline.model.geometry import Box
from pipeline.parse.drawing import SHORT, THIN, join_rulings
from pipeline.parse.pen import BOLD_NAME, ITALIC_NAME, Pen, Piece, Style
from pipeline.parse.primitives import PageContent, Ruling, Word

Letter = tuple[Style, float, Piece]
"""How a character is set, the y of its baseline, the character with its pens."""
QUIET = ("pdfminer", "playa")
BOMB = re.compile(rb"/Columns\s{0,4}[0-9]{6}|\bobj\s{1,4}[0-9]{1,10}\s[0-9]{1,5}\sR\s{1,4}endobj")
"""What these readers run on for ever: rows wider than any picture's, objects that are a reference and nothing else."""


def pdfminer_pages(data: bytes) -> list[PageContent]:
    """The pages that pdfminer finds; Refusal where it finds none."""
    return _all_pages(data, lambda: pdfplumber.open(io.BytesIO(data)), _pdfminer_page)


def playa_pages(data: bytes) -> list[PageContent]:
    """The pages that playa-pdf finds; Refusal where it finds none."""
    return _all_pages(data, lambda: playa.parse(data, space="screen"), _playa_page)


def _all_pages(data: bytes, start: Callable[[], Any], read: Callable[[int, Any], PageContent]) -> list[PageContent]:
    if BOMB.search(data):
        raise Refusal("malformed", "an object of the file would keep its reader busy for ever; download it anew")
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        document = start()  # kept: playa's pages die with it
        pages = list(document.pages)
    except Exception:
        raise Refusal("malformed", "no reader can open the file; save it anew from a PDF viewer") from None
    return [_one_page(number, page, read) for number, page in enumerate(pages, 1)]


def _one_page(number: int, page: Any, read: Callable[[int, Any], PageContent]) -> PageContent:
    try:
        return read(number, page)
    except Exception:
        return PageContent(number, 0.0, 0.0, state="malformed")


def _pdfminer_page(number: int, page: Any) -> PageContent:
    letters = [_pdfminer_letter(char) for char in page.chars if char["upright"]]
    boxes = [Box(o["x0"], o["top"], o["x1"], o["bottom"]) for o in (*page.lines, *page.rects)]
    width, height = float(page.width), float(page.height)
    return PageContent(number, width, height, tuple(_words(letters)), _rulings(boxes), chars=len(page.chars))


def _pdfminer_letter(char: dict[str, Any]) -> Letter:
    baseline = char["bottom"] - (char["matrix"][5] - char["y0"])
    return _letter(char["text"], char["x0"], char["x1"], baseline, float(char["size"]), char["fontname"])


def _playa_page(number: int, page: Any) -> PageContent:
    glyphs = [glyph for text in page.texts for glyph in text]
    letters = [
        _letter(g.text or "\ufffd", g.origin[0], g.origin[0] + g.displacement[0], g.origin[1], g.size, g.fontname or "")
        for g in glyphs
        if g.matrix[1] == 0
    ]
    boxes = [Box(*path.bbox) for path in page.paths]
    return PageContent(number, page.width, page.height, tuple(_words(letters)), _rulings(boxes), chars=len(glyphs))


def _letter(text: str, x0: float, x1: float, baseline: float, size: float, font: str) -> Letter:
    name = font.split("+", 1)[-1]
    style = Style(size, 0, name, bool(BOLD_NAME.search(name)), bool(ITALIC_NAME.search(name)), "")
    return style, baseline, ("" if text.isspace() else text, x0, max(x0, x1))


def _words(letters: Iterable[Letter]) -> Iterator[Word]:
    pen = Pen()
    for (style, baseline), group in groupby(letters, key=lambda letter: letter[:2]):
        for word, _ in pen.write([piece for _, _, piece in group], style, baseline):
            yield word
    for word, _ in pen.lift():
        yield word


def _rulings(boxes: Iterable[Box]) -> tuple[Ruling, ...]:
    thin = (box for box in boxes if min(box.width, box.height) <= THIN and max(box.width, box.height) >= SHORT)
    return tuple(join_rulings(Ruling(box, max(0.5, min(box.width, box.height))) for box in thin))
