"""All pages of a paper -> its parts in reading order, running heads and feet left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.parse.layout.blocks import Block, bands, blocks_of, reading_order
from pipeline.parse.layout.furniture import furniture
from pipeline.parse.layout.line import Line
from pipeline.parse.layout.lines import lines_of
from pipeline.parse.layout.margins import with_drop_capitals, without_line_numbers
from pipeline.parse.layout.parts import Part
from pipeline.parse.layout.roles import assign_roles
from pipeline.parse.layout.style import Style, style_of
from pipeline.parse.primitives import PageContent

PICTURE = 0.6  # of the page: larger pictures are grounds or scans, words on them are no labels of a figure


@dataclass(frozen=True, slots=True)
class Layout:
    """A paper's parts in reading order; `lines` are all lines, those of running heads and feet too."""

    parts: tuple[Part, ...]
    lines: tuple[Line, ...]
    style: Style


def lay_out(contents: Sequence[PageContent]) -> Layout:
    """The parts of the paper, given its pages without the words of tables."""
    pages = [(page, _lines(page)) for page in contents]
    lines = [line for _, page_lines in pages for line in page_lines]
    style = style_of(lines)
    dropped = furniture([(page.height, page_lines) for page, page_lines in pages], style)
    blocks: list[Block] = []
    for page, page_lines in pages:
        on_page = blocks_of([x for x in page_lines if id(x) not in dropped], style)
        blocks += [block for band in bands(on_page, page.floats) for block in reading_order(band)]
    heights = {page.number: page.height for page in contents}
    return Layout(tuple(assign_roles(blocks, style, heights)), tuple(lines), style)


def _lines(page: PageContent) -> list[Line]:
    words = with_drop_capitals(without_line_numbers(page.words))
    return [line for line in lines_of(replace(page, words=words)) if not _on_picture(line, page)]


def _on_picture(line: Line, page: PageContent) -> bool:
    return any(
        image.width * image.height < PICTURE * page.width * page.height and image.holds(*line.box.middle)
        for image in page.images
    )
