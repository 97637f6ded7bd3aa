"""A PDF's bytes -> the contents of its pages, through PDFium.

The first and usual reader; `pipeline.parse.second_reader` reads what PDFium cannot.
"""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2 as pdfium2
import pypdfium2.raw as raw

from pipeline.errors import Refusal
from pipeline.model.geometry import Box
from pipeline.parse import pdfium
from pipeline.parse.drawing import Drawing, read_drawing
from pipeline.parse.frame import Frame
from pipeline.parse.glyphs import TextPage
from pipeline.parse.primitives import PageContent, Word

TINY = 2.0  # points: smaller text is not there to be read by people
SCAN = 0.7  # of the page: a picture that covers as much, under invisible text alone, is a scan with its OCR layer


def pages(data: bytes) -> Iterator[PageContent]:
    """Each page in order, upright; a page that PDFium cannot load has no words and the state `malformed`.

    Refusal where the file is encrypted or no PDF that PDFium can open.
    """
    document = open_document(data)
    try:
        reader = pdfium.Reader()
        greek: set[str] = set()
        for index in range(len(document)):
            yield _read_page(document, index, reader, greek)
    finally:
        document.close()


def page_count(data: bytes) -> int:
    """How many pages the file says it has, none of them loaded; 0 where PDFium cannot open it. Refusal if encrypted."""
    try:
        with open_document(data) as document:
            return len(document)
    except Refusal as refusal:
        if refusal.reason == "encrypted":
            raise
        return 0


def is_damaged(data: bytes) -> bool:
    """Whether PDFium cannot open the file or had to rebuild its cross-reference table; Refusal if encrypted."""
    try:
        document = open_document(data)
    except Refusal as refusal:
        if refusal.reason == "encrypted":
            raise
        return True
    try:
        return not raw.FPDF_DocumentHasValidCrossReferenceTable(document.raw)
    finally:
        document.close()


def open_document(data: bytes) -> pdfium2.PdfDocument:
    """PDFium's document, to be closed by the caller; Refusal where it is encrypted or cannot be opened."""
    try:
        return pdfium2.PdfDocument(data)
    except pdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise Refusal("encrypted", "remove the password and try again") from None
        raise Refusal("malformed", "PDFium cannot open the file; save it anew from a PDF viewer") from None


def _read_page(document: pdfium2.PdfDocument, index: int, reader: pdfium.Reader, greek: set[str]) -> PageContent:
    page = raw.FPDF_LoadPage(document.raw, index)
    if not page:
        return PageContent(index + 1, 0.0, 0.0, state="malformed")
    textpage = raw.FPDFText_LoadPage(page)
    try:
        return _content(index + 1, pdfium.handle(page), pdfium.handle(textpage), reader, greek)
    finally:
        raw.FPDFText_ClosePage(textpage)
        raw.FPDF_ClosePage(page)


def _content(number: int, page: int, textpage: int, reader: pdfium.Reader, greek: set[str]) -> PageContent:
    shown = reader.page_box(page)
    displayed = 90 * pdfium.page_rotation(page)
    text = TextPage(textpage, reader, greek)
    frame = Frame.of(shown, text.direction(otherwise=displayed))
    drawing = read_drawing(page, reader, frame)
    painted = list(text.words(frame, shown))
    page_box = Box(0.0, 0.0, frame.width, frame.height)
    scanned = _is_scan(painted, drawing, page_box)
    words: list[Word] = []
    hidden: list[tuple[Word, str]] = []
    for word, paint in painted:
        reason = _why_hidden(word, "" if scanned else paint, drawing, page_box)
        if reason:
            hidden.append((word, reason))
        else:
            words.append(word)
    return PageContent(
        number, frame.width, frame.height, tuple(words), tuple(drawing.rulings), tuple(drawing.fills),
        tuple(drawing.images), tuple(hidden), frame.direction, text.count,
        "ocr" if scanned else "read",
    )  # fmt: skip


def _is_scan(painted: list[tuple[Word, str]], drawing: Drawing, page: Box) -> bool:
    """Whether all text is invisible and lies under a picture of the page: the layer that an OCR programme left."""
    if not painted or any(paint != "invisible" for _, paint in painted):
        return False
    return any(page.shares_with(image) >= SCAN * page.width * page.height for image in drawing.images)


def _why_hidden(word: Word, paint: str, drawing: Drawing, page: Box) -> str:
    """Why a reader cannot see the word; empty where they can."""
    x, y = word.box.middle
    if not page.holds(x, y):
        return "off the page"
    if word.size < TINY:
        return "under 2 pt"
    if paint == "white" and any(ground.holds(x, y) for ground in (*drawing.grounds, *drawing.images)):
        return ""
    return paint
