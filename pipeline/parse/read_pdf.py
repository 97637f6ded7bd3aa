"""A PDF's bytes -> Document: pages, tables, layout, text put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.errors import Refusal
from pipeline.model.document import Document, HiddenText, Page, Source
from pipeline.model.geometry import enclosing
from pipeline.parse.compose import compose
from pipeline.parse.engines import LOST, read_pages
from pipeline.parse.floats import with_table_sections
from pipeline.parse.layout.paper import lay_out
from pipeline.parse.mend import mend
from pipeline.parse.pdf import page_count
from pipeline.parse.primitives import PageContent
from pipeline.parse.tables import FoundTable, find_all, join_continued


def read_pdf(source: Source, data: bytes, *, ocr: bool = False, max_pages: int | None = None) -> Document:
    """The paper in the PDF; with `ocr` pages without readable text are read off their picture.

    Refusal where the file is no PDF, encrypted, damaged beyond reading, has more than `max_pages` or gives no text.
    """
    if max_pages is not None and (count := page_count(data)) > max_pages:
        raise Refusal("too_many_pages", f"{count:,} pages, more than the limit of {max_pages:,}; raise it in configs/")
    contents, flags = read_pages(data)
    if ocr:
        contents, flags = _with_ocr(data, contents, flags)
    _refuse_unread(contents)
    contents = mend(contents)
    found, rest = take_tables(contents)
    document = compose(source, lay_out(rest))
    foreign = ("not_english",) if document.language not in ("en", "") else ()
    whole = replace(
        document,
        pages=tuple(Page(p.number, p.width, p.height, p.rotation, p.state) for p in contents),
        tables=tuple(join_continued([table for page in found for table in page])),
        hidden=tuple(text for page in contents for text in _hidden(page)),
        chars=sum(page.chars for page in contents),
        flags=tuple(sorted({*flags, *foreign})),
    )
    return with_table_sections(whole)


def take_tables(contents: Sequence[PageContent]) -> tuple[list[list[FoundTable]], list[PageContent]]:
    """The tables of each page, and the pages without the words that the tables took."""
    found = find_all(contents)
    return found, [_without(page, tables) for page, tables in zip(contents, found)]


def _with_ocr(
    data: bytes, contents: Sequence[PageContent], flags: Iterable[str]
) -> tuple[list[PageContent], tuple[str, ...]]:
    from pipeline.parse.ocr import ocr_pages  # an extra: loads a neural network's runtime

    unread = [page.number for page in contents if page.state in ("no_text", "garbled_text")]
    if not unread:
        return list(contents), tuple(flags)
    read = {page.number: page for page in ocr_pages(data, unread)}
    pages = [read.get(page.number, page) for page in contents]
    solved = set() if any(page.state in LOST for page in pages) else {"pages_lost"}
    return pages, tuple({*flags, "ocr"} - solved)


def _refuse_unread(contents: Sequence[PageContent]) -> None:
    states = {page.state for page in contents}
    if any(page.words for page in contents):
        return
    if "garbled_text" in states:
        raise Refusal("garbled_text", "the letters of its fonts are lost; run with --ocr")
    if states == {"malformed"}:
        raise Refusal("malformed", "no page can be read; download the file anew")
    raise Refusal("no_text", "the pages are pictures; run with --ocr")


def _without(page: PageContent, tables: Sequence[FoundTable]) -> PageContent:
    taken = {index for table in tables for index in table.words}
    if not taken:
        return page
    floats = tuple(enclosing(page.words[k].box for k in table.words) for table in tables if table.words)
    return replace(page, words=tuple(w for k, w in enumerate(page.words) if k not in taken), floats=floats)


def _hidden(page: PageContent) -> list[HiddenText]:
    reasons = dict.fromkeys(reason for _, reason in page.hidden)
    return [
        HiddenText(page.number, " ".join(w.text for w, r in page.hidden if r == reason), reason) for reason in reasons
    ]
