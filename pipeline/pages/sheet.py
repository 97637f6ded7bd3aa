"""What stands at the left of a page: the picture of the printed page with boxes, or the text with its quotes marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from pipeline.model.document import Document, Page, Run
from pipeline.model.geometry import Box, Span, enclosing
from pipeline.pages.html import Entry

AROUND = 1.5  # points between a box and the letters that it surrounds


def picture_sheet(document: Document, page: Page, picture: str, entries: Sequence[Entry]) -> str:
    """The picture (a file name) with a box over each printed line of each finding's quote."""
    boxes = "\n".join(_boxes(e, _places(document, page.number, e), page) for e in entries)
    return f'<img src="{escape(picture)}" alt="page {page.number}">\n{boxes}'


def text_sheet(text: str, entries: Sequence[Entry]) -> str:
    """The linear text with each finding's quote marked; the quotes from cells follow as a list."""
    cells = "\n".join(_opened(e) + escape(_cell(e)) + "</span>" for e in entries if e.finding.char_start is None)
    return f"<pre>{''.join(_marked(text, entries))}\n\n{cells}</pre>"


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


def _places(document: Document, page: int, entry: Entry) -> list[Box]:
    finding = entry.finding
    if finding.char_start is not None and finding.char_end is not None:
        return lines_of(document.runs_of(Span(finding.char_start, finding.char_end)), page)
    return [Box(*finding.bbox)] if finding.bbox else []


def _boxes(entry: Entry, boxes: Sequence[Box], page: Page) -> str:
    """The boxes of one finding, placed in percent of the page; the first carries the anchor.

    They stand in an element of their own, so that the style can mark them all when the first is the target.
    """
    parts = []
    for i, box in enumerate(boxes):
        area = box.grown(AROUND)
        place = (
            f"left:{100 * area.x0 / page.width:.2f}%;top:{100 * area.top / page.height:.2f}%;"
            f"width:{100 * area.width / page.width:.2f}%;height:{100 * area.height / page.height:.2f}%"
        )
        anchor = f' id="{entry.finding.finding_id}"' if i == 0 else ""
        parts.append(f"<div{anchor} {_look('box', entry, place)}></div>")
    return f"<div>{''.join(parts)}</div>"


def _marked(text: str, entries: Sequence[Entry]) -> Iterator[str]:
    """The text in pieces, each quote in an element; one that begins within another ends with it at the latest."""
    at, ends = 0, [len(text)]
    for start, end, entry in sorted(_spans(entries), key=lambda s: (s[0], -s[1])):
        while ends[-1] <= start and len(ends) > 1:
            yield escape(text[at : ends[-1]]) + "</span>"
            at = ends.pop()
        yield escape(text[at:start]) + _opened(entry)
        at = start
        ends.append(min(end, ends[-1]))
    while len(ends) > 1:
        yield escape(text[at : ends[-1]]) + "</span>"
        at = ends.pop()
    yield escape(text[at:])


def _spans(entries: Sequence[Entry]) -> Iterator[tuple[int, int, Entry]]:
    for entry in entries:
        if entry.finding.char_start is not None and entry.finding.char_end is not None:
            yield entry.finding.char_start, entry.finding.char_end, entry


def _opened(entry: Entry) -> str:
    return f'<span id="{entry.finding.finding_id}" {_look("quote", entry)}>'


def _cell(entry: Entry) -> str:
    finding = entry.finding
    return f"Table {finding.table}, row {finding.row}, column {finding.col}: {finding.quote}"


def _look(name: str, entry: Entry, place: str = "") -> str:
    """Class, colour, place and words of a mark; what is no result of a study in humans shows only when asked for."""
    aside = " aside" if entry.finding.left_out else ""
    style = f"--kind:var(--{entry.finding.kind});{place}"
    return f'class="{name}{aside}" style="{style}" title="{escape(entry.said)}"'
