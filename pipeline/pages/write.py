"""The folder `pages/<doc_id>/` of one document: a picture and an HTML file for each page that has findings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from pipeline.model.document import Document, Page, Run
from pipeline.model.finding import Finding
from pipeline.model.geometry import Box, Span, enclosing
from pipeline.pages.html import boxes_html, page_html, picture_html, text_html
from pipeline.pages.links import page_file
from pipeline.pages.words import sentence

Draw = Callable[[int], bytes | None]


def write_pages(folder: Path, document: Document, findings: Sequence[Finding], draw: Draw | None) -> int:
    """Write the pages and return how many. `draw` gives the picture of a page (from 1) as WebP bytes, None where
    that page cannot be drawn: its findings then stand in the text; `draw` is None where the input has no pages.
    """
    by_page: dict[int | None, list[Finding]] = {}
    for finding in findings:
        by_page.setdefault(finding.page, []).append(finding)
    if not by_page:
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    numbers = sorted(n for n in by_page if n is not None)
    for number, group in by_page.items():
        group.sort(key=_down_the_page)
        said = [sentence(f) for f in group]
        header = _header(document, number, numbers)
        picture = draw(number) if number is not None and draw is not None else None
        if number is None or picture is None:
            sheet = text_html(document.text, group)
        else:
            (folder / f"p{number}.webp").write_bytes(picture)
            sheet = _sheet(document, document.pages[number - 1], group, said)
        title = document.source.doc_id if number is None else f"{document.source.doc_id}, page {number}"
        (folder / page_file(number)).write_text(page_html(title, header, sheet, group, said), encoding="utf-8")
    return len(by_page)


def lines_of(runs: Sequence[Run], page: int) -> list[Box]:
    """One box a printed line: the boxes of the page's runs, joined while they stand on one line and side by side."""
    lines: list[list[Box]] = []
    for run in runs:
        if run.page != page:
            continue
        last = lines[-1][-1] if lines else None
        same = last is not None and abs(last.middle[1] - run.box.middle[1]) < 0.5 * max(last.height, run.box.height)
        if same and last is not None and -1 <= run.box.x0 - last.x1 < 3 * run.box.height:
            lines[-1].append(run.box)
        else:
            lines.append([run.box])
    return [enclosing(line) for line in lines]


def _down_the_page(finding: Finding) -> tuple[float, float]:
    """Where the finding stands, for a list in the order of the page; findings without a box come first."""
    return (finding.bbox[1], finding.bbox[0]) if finding.bbox else (-1.0, float(finding.char_start or 0))


def _sheet(document: Document, page: Page, findings: Sequence[Finding], said: Sequence[str]) -> str:
    boxes = [boxes_html(f, _boxes(document, page.number, f), page, words) for f, words in zip(findings, said)]
    return picture_html(f"p{page.number}.webp", boxes, page.number)


def _boxes(document: Document, page: int, finding: Finding) -> list[Box]:
    if finding.char_start is not None and finding.char_end is not None:
        return lines_of(document.runs_of(Span(finding.char_start, finding.char_end)), page)
    return [Box(*finding.bbox)] if finding.bbox else []


def _header(document: Document, number: int | None, numbers: Sequence[int]) -> str:
    title = f"<b>{escape(document.source.doc_id)}</b> <span>{escape(document.title[:160])}</span>"
    if number is None:
        return title
    links = " ".join(f"<b>{n}</b>" if n == number else f'<a href="{page_file(n)}">{n}</a>' for n in numbers)
    return f"{title} <span>page {links} of {len(document.pages)}</span>"
