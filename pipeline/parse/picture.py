"""The picture of a printed page, as the page viewer shows it under the boxes."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2 as pdfium2

from pipeline.model.document import Page

DOTS_PER_POINT = 1.5
LONGEST_SIDE = 2400
QUALITY = 55


def page_pictures(data: bytes, pages: tuple[Page, ...]) -> Callable[[int], bytes]:
    """A function from page number (from 1) to the WebP bytes of its picture, turned upright as its words were read.

    The same file gives the same bytes with the same version of PDFium and of Pillow.
    """
    document = pdfium2.PdfDocument(data)

    def draw(number: int) -> bytes:
        page = document[number - 1]
        upright = pages[number - 1]
        scale = min(DOTS_PER_POINT, LONGEST_SIDE / max(1.0, *page.get_size()))
        turn = (upright.rotation - page.get_rotation()) % 360
        picture = page.render(scale=scale, rotation=turn).to_pil().convert("RGB")
        buffer = io.BytesIO()
        picture.save(buffer, "WEBP", quality=QUALITY, method=4)
        return buffer.getvalue()

    return draw
