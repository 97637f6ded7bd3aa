"""A PDF's bytes -> Document: pages, tables, layout, text, sections, references put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.errors import Refusal
from pipeline.model.document import Document, Figure, HiddenText, Page, SectionKind, Source
from pipeline.parse.callouts import find_callouts
from pipeline.parse.engines import read_pages
from pipeline.parse.entries import entries_of
from pipeline.parse.language import language_of
from pipeline.parse.layout.blocks import Block, blocks_of, reading_order
from pipeline.parse.layout.furniture import furniture
from pipeline.parse.layout.lines import Line, lines_of
from pipeline.parse.layout.names import CAPTION
from pipeline.parse.layout.roles import Part, Role, assign_roles
from pipeline.parse.layout.style import Style, style_of
from pipeline.parse.mend import mend
from pipeline.parse.primitives import PageContent
from pipeline.parse.references import parse_references
from pipeline.parse.repair import TextBuilder, known_words, paragraphs
from pipeline.parse.sections import Heading, sections_of
from pipeline.parse.tables import FoundTable, find_tables, join_continued

PICTURE = 0.6  # of the page: larger pictures are grounds or scans, words on them are no labels of a figure


@dataclass(frozen=True, slots=True)
class Layout:
    """A paper's parts in reading order, furniture left out, with what they were taken from."""

    parts: tuple[Part, ...]
    lines: tuple[Line, ...]
    style: Style


def read_pdf(source: Source, data: bytes) -> Document:
    """The paper in the PDF; Refusal where it is no PDF, encrypted, damaged beyond reading, or gives no text."""
    contents, flags = read_pages(data)
    _refuse_unread(contents)
    contents = mend(contents)
    found, rest = take_tables(contents)
    layout = lay_out(rest)
    document = _write(source, layout)
    language = language_of(document.text)
    return replace(
        document,
        language=language,
        pages=tuple(Page(p.number, p.width, p.height, p.rotation, p.state) for p in contents),
        tables=tuple(join_continued([t for page in found for t in page])),
        hidden=tuple(h for page in contents for h in _hidden(page)),
        chars=sum(page.chars for page in contents),
        flags=(*flags, *(("not_english",) if language not in ("en", "") else ())),
    )


def _refuse_unread(contents: Sequence[PageContent]) -> None:
    states = {page.state for page in contents}
    if any(page.words for page in contents):
        return
    if "garbled_text" in states:
        raise Refusal("garbled_text", "the letters of its fonts are lost; run with --ocr")
    if states == {"malformed"}:
        raise Refusal("malformed", "no page can be read; download the file anew")
    raise Refusal("no_text", "the pages are pictures; run with --ocr")


def take_tables(contents: Sequence[PageContent]) -> tuple[list[list[FoundTable]], list[PageContent]]:
    """The tables of each page, and the pages without the words that the tables took."""
    found = [find_tables(page) for page in contents]
    return found, [_without(page, tables) for page, tables in zip(contents, found)]


def lay_out(contents: Sequence[PageContent]) -> Layout:
    """The parts of the paper, given its pages without the words of tables."""
    pages = [(page, [x for x in lines_of(page) if not _on_picture(x, page)]) for page in contents]
    lines = [line for _, page_lines in pages for line in page_lines]
    style = style_of(lines)
    dropped = furniture([(page.height, page_lines) for page, page_lines in pages], style)
    blocks: list[Block] = []
    for _, page_lines in pages:
        blocks += reading_order(blocks_of([x for x in page_lines if id(x) not in dropped], style))
    heights = {page.number: page.height for page in contents}
    return Layout(tuple(assign_roles(blocks, style, heights)), tuple(lines), style)


def _without(page: PageContent, tables: Iterable[FoundTable]) -> PageContent:
    taken = {index for table in tables for index in table.words}
    if not taken:
        return page
    return replace(page, words=tuple(w for k, w in enumerate(page.words) if k not in taken))


def _on_picture(line: Line, page: PageContent) -> bool:
    return any(
        image.width * image.height < PICTURE * page.width * page.height and image.holds(*line.box.middle)
        for image in page.images
    )


def _hidden(page: PageContent) -> list[HiddenText]:
    reasons = dict.fromkeys(reason for _, reason in page.hidden)
    return [
        HiddenText(page.number, " ".join(w.text for w, r in page.hidden if r == reason), reason) for reason in reasons
    ]


def _write(source: Source, layout: Layout) -> Document:
    known = known_words(layout.lines)
    builder = TextBuilder(known)
    headings: list[Heading] = []
    title = ""
    for part in layout.parts:
        block = part.block
        if part.role is Role.TITLE:
            title = block.text
            _headline(builder, headings, part, "title")
        elif part.role is Role.HEADING:
            _headline(builder, headings, part, "body")
        elif part.role in (Role.ABSTRACT, Role.BODY):
            _prose(builder, block)
    text = builder.text
    listed = [line for part in layout.parts if part.role is Role.REFERENCE for line in part.block.lines]
    references = parse_references(entries_of(listed, known))
    return Document(
        source, text, title=title, runs=tuple(builder.runs), sections=sections_of(headings, len(text)),
        figures=tuple(_figures(layout.parts)), references=references, callouts=find_callouts(text, references),
    )  # fmt: skip


def _headline(builder: TextBuilder, headings: list[Heading], part: Part, kind: SectionKind) -> None:
    builder.blank_line()
    block, first = part.block, part.block.lines[0]
    headings.append(Heading(block.text, builder.length, block.size, block.bold, first.italic, kind))
    builder.paragraph(block.lines)
    builder.blank_line()


def _prose(builder: TextBuilder, block: Block) -> None:
    for number, lines in enumerate(paragraphs(block.lines)):
        first = lines[0].text[:1]
        if number or (builder.ends_sentence() and not first.islower()):
            builder.blank_line()
        builder.paragraph(lines)


def _figures(parts: Iterable[Part]) -> Iterable[Figure]:
    for part in parts:
        found = CAPTION.match(part.block.text) if part.role is Role.CAPTION else None
        if found and found["kind"].casefold().startswith("fig"):
            label = f"Figure {found['number']}"
            yield Figure(label, part.block.text[found.end() :].strip(" .:|"), part.block.page, part.block.box)
