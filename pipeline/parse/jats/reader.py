"""A JATS file from bytes to Document."""

from __future__ import annotations

from pipeline.errors import Refusal
from pipeline.model.document import Document, Source
from pipeline.parse.jats import front
from pipeline.parse.jats.body import read_text
from pipeline.parse.jats.references import numbers_by_id, read_references
from pipeline.parse.jats.safe import article_of
from pipeline.parse.jats.tables import read_figures, read_tables
from pipeline.parse.language import language_of

MAX_CHARS = 5_000_000


def read_jats(source: Source, data: bytes, max_chars: int = MAX_CHARS) -> Document:
    """The article as marked up: no pages, no runs. Raises Refusal with its reason where it cannot be read."""
    article, flags = article_of(data)
    chars = sum(len(text) for text in article.itertext(tag=None))
    if chars > max_chars:
        raise Refusal("too_large", f"{chars:,} characters, more than {max_chars:,}; raise the limit")
    title = front.title_of(article)
    reading = read_text(article, title, numbers_by_id(article))
    if not reading.text.text:
        raise Refusal("no_text", "the XML holds no title, abstract or body; fetch the full text")
    language = front.language_of(article) or language_of(reading.text.text)
    return Document(
        source=source,
        text=reading.text.text,
        title=title,
        doi=front.doi_of(article),
        year=front.year_of(article),
        language=language,
        sections=reading.text.sections,
        tables=read_tables(article, reading.place_of),
        figures=read_figures(article),
        references=read_references(article),
        callouts=tuple(reading.text.callouts),
        registry_ids=front.registry_ids_of(article),
        chars=chars,
        flags=flags + (("not_english",) if language not in ("en", "") else ()),
    )
