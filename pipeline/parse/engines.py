"""A PDF's bytes -> its pages, by the reader that gets the most out of the file.

PDFium reads first. Where it cannot open the file, had to rebuild the cross-reference table, loses pages, finds no text
or meets vertical writing, of which it leaves most out, the second readers have their say, one after another until one
reads every page, and each page is taken from the reader that reads most letters on it (the earlier of two that read as
many). Of a file that was cut off, and that none can open, the pages before the cut are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from pipeline.errors import Refusal
from pipeline.parse import pdf
from pipeline.parse.primitives import PageContent
from pipeline.parse.quality import graded
from pipeline.parse.salvage import salvaged
from pipeline.parse.second_reader import pdfminer_pages, playa_pages

HEADER, HEADER_WITHIN = b"%PDF-", 4096  # bytes: so much may stand before the header
END, END_WITHIN = b"%%EOF", 2048
VERTICAL = re.compile(rb"/[A-Za-z0-9-]{1,40}-V[\s/>]")  # the name of a CMap for vertical writing (PDF 1.7, 9.7.5.2)
LOST = ("malformed", "garbled_text", "no_text")
READERS: tuple[Callable[[bytes], Iterable[PageContent]], ...] = (pdfminer_pages, playa_pages)


def read_pages(data: bytes) -> tuple[list[PageContent], tuple[str, ...]]:
    """The pages, each with its state, and flags: `second_reader`, `pages_lost`, `ocr`.

    Refusal where the bytes are no PDF, or no reader finds a page.
    """
    data = from_header(data)
    if not data:
        raise Refusal("wrong_type", "the file is no PDF; download it anew")
    if not pdf.is_damaged(data) and VERTICAL.search(data) is None:
        first = [graded(page) for page in pdf.pages(data)]
        if any(page.words or page.images for page in first) and all(page.state != "malformed" for page in first):
            return first, _flags(first, first)
    return _best_of(data)


def from_header(data: bytes) -> bytes:
    """The bytes from the PDF header on, empty where there is none; places in the file count from there.

    PDFium itself looks for it in the first kilobyte alone.
    """
    start = data.find(HEADER, 0, HEADER_WITHIN)
    return data[start:] if start >= 0 else b""


def _best_of(data: bytes) -> tuple[list[PageContent], tuple[str, ...]]:
    first = _tried(pdf.pages, data)
    cut_off = not first and END not in data[-END_WITHIN:]
    readings = [reading for reading in (first, _before_the_cut(data) if cut_off else []) if reading]
    for reader in READERS:
        reading = _tried(reader, data)
        readings += [reading] if reading else []
        if reading and all(page.words for page in reading):
            break
    if not readings:
        raise Refusal("truncated" if cut_off else "malformed", "no reader can open the file; download it anew")
    if len({len(reading) for reading in readings}) == 1:
        chosen = [max(column, key=_letters) for column in zip(*readings)]
    else:  # pages of readings that differ in number cannot be told to be the same
        chosen = max(readings, key=lambda reading: sum(map(_letters, reading)))
    lost = ("pages_lost",) if cut_off else ()  # how many pages stood behind the cut nobody can tell
    return chosen, tuple(dict.fromkeys((*_flags(chosen, first), *lost)))


def _before_the_cut(data: bytes) -> list[PageContent]:
    """The pages of a file that was cut off, those without words as `malformed`; none where no page is left."""
    pages = _tried(pdf.pages, salvaged(data))
    return [page if page.words else replace(page, state="malformed") for page in pages]


def _tried(reader: Callable[[bytes], Iterable[PageContent]], data: bytes) -> list[PageContent]:
    try:
        return [graded(page) for page in reader(data)]
    except Refusal as refusal:
        if refusal.reason == "encrypted":
            raise
        return []


def _letters(page: PageContent) -> int:
    return sum(len(word.text) for word in page.words)


def _flags(chosen: Sequence[PageContent], first: Sequence[PageContent]) -> tuple[str, ...]:
    flags = {
        "ocr": any(page.state == "ocr" for page in chosen),
        "pages_lost": any(page.state in LOST for page in chosen),
        "second_reader": any(page not in first for page in chosen),
        "hidden_text": any(page.hidden for page in chosen),
    }
    return tuple(flag for flag, holds in flags.items() if holds)
