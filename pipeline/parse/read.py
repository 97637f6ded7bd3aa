"""One door for all kinds of input: a source and its bytes -> Document."""

from __future__ import annotations

from dataclasses import dataclass, fields

from pipeline.errors import Refusal
from pipeline.model.document import Document, Source


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """`max_pages` and `max_chars` bound the pages and the text that a paper may hold."""

    max_pages: int = 2_000
    max_chars: int = 5_000_000


def read(source: Source, data: bytes, settings: ReadSettings | None = None, *, ocr: bool = False) -> Document:
    """The paper, read by its kind; with `ocr` the pages of a PDF that give no text are read off their picture.

    Raises Refusal with its reason where the paper cannot be read. Each reader is imported when its kind first comes
    up: the PDF engine alone takes longer to load than a text takes to read.
    """
    settings = settings or ReadSettings()
    source = _bare(source)
    if source.kind == "pdf":
        from pipeline.parse.read_pdf import read_pdf

        return _bounded(read_pdf(source, data, ocr=ocr, max_pages=settings.max_pages), settings.max_chars)
    if source.kind == "jats":
        from pipeline.parse.jats import read_jats

        return read_jats(source, data, settings.max_chars)
    from pipeline.parse.text import read_text

    return read_text(source, data, settings.max_chars)


def _bare(source: Source) -> Source:
    """The source without the place of its file, which must not travel with the document."""
    return Source(**{field.name: getattr(source, field.name) for field in fields(Source)})


def _bounded(document: Document, max_chars: int) -> Document:
    if document.chars > max_chars:
        raise Refusal("too_large", f"{document.chars:,} characters, more than {max_chars:,}; raise the limit")
    return document
