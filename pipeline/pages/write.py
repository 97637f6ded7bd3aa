"""The folder `pages/<doc_id>/` of one document: a picture and an HTML file for each page that has findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from pipeline.model.document import Document
from pipeline.model.finding import Finding
from pipeline.pages.html import Entry, page_html
from pipeline.pages.links import page_file
from pipeline.pages.remarks import remarks
from pipeline.pages.sheet import picture_sheet, text_sheet
from pipeline.pages.words import sentence

Draw = Callable[[int], bytes | None]


def write_pages(folder: Path, document: Document, findings: Sequence[Finding], draw: Draw | None) -> int:
    """Write the pages and return how many. `draw` gives the picture of a page (from 1) as WebP bytes, None where
    that page cannot be drawn: its findings then stand in the text; `draw` is None where the input has no pages.
    """
    by_id = {f.finding_id: f for f in findings}
    by_page: defaultdict[int | None, list[Entry]] = defaultdict(list)
    for finding in sorted(findings, key=_down_the_page):
        by_page[finding.page].append(Entry(finding, sentence(finding), tuple(remarks(finding, by_id))))
    if by_page:
        folder.mkdir(parents=True, exist_ok=True)
    with_results = sorted({f.page for f in findings if f.page is not None and not f.left_out})
    for number, entries in by_page.items():
        title = document.source.doc_id if number is None else f"{document.source.doc_id}, page {number}"
        sheet = _sheet(folder, document, number, entries, draw)
        page = page_html(title, _header(document, number, with_results), sheet, entries)
        (folder / page_file(number)).write_text(page, encoding="utf-8")
    return len(by_page)


def _sheet(folder: Path, document: Document, number: int | None, entries: Sequence[Entry], draw: Draw | None) -> str:
    """The sheet of one page, its picture written beside it; the text where there is no picture."""
    picture = None if number is None or draw is None else draw(number)
    if number is None or picture is None:
        return text_sheet(document.text, entries)
    name = f"p{number}.webp"
    (folder / name).write_bytes(picture)
    return picture_sheet(document, document.pages[number - 1], name, entries)


def _down_the_page(finding: Finding) -> tuple[float, float]:
    """Where the finding stands, for a list in the order of the page; findings without a box come first."""
    if finding.bbox:
        return finding.bbox[1], finding.bbox[0]
    return -1.0, -1.0 if finding.char_start is None else float(finding.char_start)


def _header(document: Document, number: int | None, with_results: Sequence[int]) -> str:
    """Name and title of the paper; of a printed page also the way to the other pages that have results."""
    title = f"<b>{escape(document.source.doc_id)}</b> <span>{escape(document.title[:160])}</span>"
    if number is None:
        return title
    links = " ".join(
        f"<b>{n}</b>" if n == number else f'<a href="{page_file(n)}">{n}</a>' for n in sorted({*with_results, number})
    )
    return f"{title} <span>page {links} of {len(document.pages)}</span>"
