"""The picture of a printed page, as the page viewer shows it under the boxes."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2 as pdfium2

from pipeline.model.document import Page
from pipeline.parse.engines import from_header

DOTS_PER_POINT = 1.5  # 108 an inch: the smallest print of a table can be read
LONGEST_SIDE = 2400  # dots: posters are drawn smaller
QUALITY = 55  # of WebP, 0 to 100: letters stay sharp


def page_pictures(data: bytes, pages: tuple[Page, ...]) -> Callable[[int], bytes | None]:
    """A function from page number (from 1) to the WebP bytes of its picture, turned upright as its words were read.

    None for a page that PDFium cannot draw: a damaged file may have been read by another reader. The same file gives
    the same bytes with the same version of PDFium and of Pillow.
    """
    document = _opened(from_header(data))

    def draw(number: int) -> bytes | None:
        page = None if document is None else _page(document, number - 1)
        if page is None:
            return None
        upright = pages[number - 1]
        scale = min(DOTS_PER_POINT, LONGEST_SIDE / max(1.0, *page.get_size()))
        turn = (upright.rotation - page.get_rotation()) % 360
        picture = page.render(scale=scale, rotation=turn).to_pil().convert("RGB")
        buffer = io.BytesIO()
        picture.save(buffer, "WEBP", quality=QUALITY, method=0)  # a third of the time of 4, a sixth more bytes
        return buffer.getvalue()

    return draw


def _opened(data: bytes) -> pdfium2.PdfDocument | None:
    try:
        return pdfium2.PdfDocument(data)
    except pdfium2.PdfiumError:
        return None


def _page(document: pdfium2.PdfDocument, index: int) -> pdfium2.PdfPage | None:
    try:
        return document[index]
    except (pdfium2.PdfiumError, IndexError):
        return None
