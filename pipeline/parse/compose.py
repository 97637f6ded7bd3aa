"""The parts of a paper -> its linear text with runs, headings, figures, references and what it says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.model.document import Document, Figure, SectionKind, Source
from pipeline.parse.callouts import find_callouts
from pipeline.parse.headings import heads_references
from pipeline.parse.imprint import doi_of, registry_ids_of, year_of
from pipeline.parse.language import language_of
from pipeline.parse.layout.blocks import Block
from pipeline.parse.layout.names import CAPTION
from pipeline.parse.layout.paper import Layout
from pipeline.parse.layout.parts import Part, Role
from pipeline.parse.references import ListLine, parse_references
from pipeline.parse.repair import TextBuilder, known_words, paragraphs
from pipeline.parse.sections import Heading, sections_of

IMPRINT_PAGES = 2  # the first pages, on which a paper says who it is


def compose(source: Source, layout: Layout) -> Document:
    """The paper without its pages and tables, which the caller knows."""
    builder = TextBuilder(known_words(layout.lines))
    headings = _write(builder, layout.parts)
    text = builder.text.rstrip()
    references = parse_references(
        ListLine(line.text, line.page, line.box.x0, line.baseline, line.size)
        for part in _of(layout, Role.REFERENCE)
        for line in part.block.lines
    )
    imprint = _imprint(layout)
    front = " ".join(part.block.text for part in _of(layout, Role.FRONT, Role.ABSTRACT, Role.NOTE))
    return Document(
        source,
        text,
        title=next((h.text for h in headings if h.kind == "title"), ""),
        doi=doi_of(imprint),
        year=year_of(imprint),
        language=language_of(text),
        runs=tuple(builder.runs),
        sections=sections_of(headings, len(text)),
        figures=tuple(_figures(_of(layout, Role.CAPTION))),
        references=references,
        callouts=find_callouts(text, references),
        registry_ids=registry_ids_of(front),
    )


def _imprint(layout: Layout) -> list[str]:
    """The lines of the first pages that are no text of the paper: running lines, front matter, notes."""
    text = (Role.TITLE, Role.ABSTRACT, Role.HEADING, Role.BODY, Role.CAPTION, Role.REFERENCE)
    inside = {id(line) for part in _of(layout, *text) for line in part.block.lines}
    return [line.text for line in layout.lines if line.page <= IMPRINT_PAGES and id(line) not in inside]


def _of(layout: Layout, *roles: Role) -> Iterable[Part]:
    return (part for part in layout.parts if part.role in roles)


def _write(builder: TextBuilder, parts: Sequence[Part]) -> list[Heading]:
    """Write title, headings, abstract and body; an abstract or body without a heading opens a section without one."""
    headings: list[Heading] = []
    kind: SectionKind = "front"
    for part in parts:
        if part.role in (Role.TITLE, Role.HEADING) and not heads_references(part.block.text):
            kind = part.kind
            headings.append(_headline(builder, part))
        elif part.role in (Role.ABSTRACT, Role.BODY):
            if part.kind != kind:
                kind = part.kind
                builder.blank_line()
                headings.append(Heading("", builder.length, part.block.size, False, False, kind))
            _prose(builder, part.block)
    return headings


def _headline(builder: TextBuilder, part: Part) -> Heading:
    builder.blank_line()
    start, block = builder.length, part.block
    builder.paragraph(block.lines)
    text = builder.text[start:]
    builder.blank_line()
    return Heading(text, start, block.size, block.bold, block.lines[0].italic, part.kind)


def _prose(builder: TextBuilder, block: Block) -> None:
    for number, lines in enumerate(paragraphs(block.lines)):
        first = lines[0].text[:1]
        if number > 0 or (builder.ends_sentence() and not first.islower()):
            builder.blank_line()
        builder.paragraph(lines)


def _figures(captions: Iterable[Part]) -> list[Figure]:
    """The figures, each with its caption put together from the blocks that follow its label."""
    out: list[Figure] = []
    in_figure = False
    for block in (part.block for part in captions):
        found = CAPTION.match(block.text)
        if found:
            in_figure = found["kind"].casefold().startswith("fig")
        if found and in_figure:
            rest = block.text[found.end() :].strip(" .:|")
            out.append(Figure(f"Figure {found['number']}", rest, block.page, block.box))
        elif in_figure:
            out[-1] = replace(out[-1], caption=f"{out[-1].caption} {block.text}".strip())
    return out
