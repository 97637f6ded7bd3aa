"""The picture of a page with what was read of it: words, blocks by their role, the cells of tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pdfplumber
from pdfplumber.display import PageImage

from pipeline.errors import UsageError
from pipeline.model.geometry import Box
from pipeline.parse.engines import read_pages
from pipeline.parse.layout.paper import lay_out
from pipeline.parse.mend import mend
from pipeline.parse.primitives import PageContent
from pipeline.parse.read_pdf import take_tables

DOTS_PER_INCH = 110  # the smallest print of a table can be read
Colour = tuple[int, int, int]
WORD: Colour = (190, 190, 190)
CELL: Colour = (20, 110, 200)
BLOCKS: dict[str, Colour] = {
    "title": (150, 0, 150), "abstract": (0, 140, 90), "body": (0, 140, 0), "heading": (210, 0, 0),
    "caption": (220, 130, 0), "reference": (110, 80, 40),
}  # fmt: skip
ASIDE: Colour = (120, 120, 120)  # front matter, notes, labels: read and not part of the text


def inspect_page(path: Path, page_number: int, out_png: Path) -> None:
    """Write a PNG of the page (from 1): words grey, cells blue, blocks by role with their place in the reading order.

    Refusal where the PDF cannot be read; UsageError where it has no such page.
    """
    contents, _ = read_pages(path.read_bytes())
    if not 1 <= page_number <= len(contents):
        raise UsageError(f"{path.name} has {len(contents)} pages; there is no page {page_number}")
    found, rest = take_tables(mend(contents))
    content = contents[page_number - 1]
    blocks = [part for part in lay_out(rest).parts if part.block.page == page_number]
    with pdfplumber.open(path) as document:
        picture = document.pages[page_number - 1].to_image(resolution=DOTS_PER_INCH)
        turned = (content.rotation - document.pages[page_number - 1].rotation) % 360
        _fit(picture, content, turned)
        _draw(picture, [word.box for word in content.words], WORD, content, turned)
        cells = [cell.box for table in found[page_number - 1] for cell in table.table.cells if cell.box]
        _draw(picture, cells, CELL, content, turned)
        for part in blocks:
            _draw(picture, [part.block.box.grown(1)], BLOCKS.get(part.role.value, ASIDE), content, turned)
        _number(picture, [part.block.box for part in blocks], content, turned)
        picture.save(str(out_png), format="PNG", quantize=False)


def _fit(picture: PageImage, page: PageContent, turned: int) -> None:
    """Let the picture count points from the corner of what it shows; pdfplumber counts from that of the media box."""
    width, height = (page.width, page.height) if turned in (0, 180) else (page.height, page.width)
    picture.bbox = (0, 0, width, height)
    picture.scale = picture.original.size[0] / width


def _draw(picture: PageImage, boxes: Iterable[Box], colour: Colour, page: PageContent, turned: int) -> None:
    rects = [shown(box, page, turned) for box in boxes]
    picture.draw_rects(rects, fill=(*colour, 0), stroke=colour, stroke_width=1)


def _number(picture: PageImage, boxes: Sequence[Box], page: PageContent, turned: int) -> None:
    """The place of each block in the reading order, beside its upper left corner."""
    for number, box in enumerate(boxes, 1):
        x, y, _, _ = shown(box, page, turned)
        picture.draw.text((x * picture.scale - 14, y * picture.scale - 2), str(number), fill=BLOCKS["heading"])


def shown(box: Box, page: PageContent, turned: int) -> tuple[float, float, float, float]:
    """The box on the page as a viewer shows it, `turned` degrees clockwise before it is upright."""
    width, height = page.width, page.height
    return {
        0: (box.x0, box.top, box.x1, box.bottom),
        90: (box.top, width - box.x1, box.bottom, width - box.x0),
        180: (width - box.x1, height - box.bottom, width - box.x0, height - box.top),
        270: (height - box.bottom, box.x0, height - box.top, box.x1),
    }[turned]
