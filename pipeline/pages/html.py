"""The pages themselves: plain HTML and CSS, no script, nothing loaded from elsewhere, every text escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from pipeline.model.document import Page
from pipeline.model.finding import Finding
from pipeline.model.geometry import Box

POLICY = "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'"
STYLE = """
:root { --trial:#3b5bdb; --drug_dose:#9c36b5; --radiotherapy:#e8590c; --adverse_event:#c92a2a; --outcome:#2b8a3e; }
* { box-sizing: border-box; }
body { margin: 0; font: 14px/1.45 system-ui, sans-serif; color: #212529; background: #f1f3f5; }
header { padding: 8px 16px; background: #fff; border-bottom: 1px solid #dee2e6; display: flex; gap: 16px;
  flex-wrap: wrap; align-items: baseline; }
header b { font-size: 15px; } header a { color: #1864ab; }
main { display: flex; flex-wrap: wrap; gap: 16px; padding: 16px; align-items: flex-start; }
.sheet { position: relative; flex: 3 1 560px; max-width: 900px; background: #fff; box-shadow: 0 1px 4px #0003; }
.sheet img { display: block; width: 100%; }
.sheet pre { margin: 0; padding: 24px; white-space: pre-wrap; font: 14px/1.6 Georgia, serif; }
.sheet pre a { text-decoration: none; color: inherit; border-bottom: 2px solid var(--kind); scroll-margin-top: 30vh; }
.box { position: absolute; border: 1.5px solid var(--kind); scroll-margin-top: 30vh;
  background: color-mix(in srgb, var(--kind) 6%, transparent); }
:target, .box:target ~ .box { outline: 3px solid #f59f00; background: #ffe06640; }
ol { flex: 2 1 320px; margin: 0; padding: 0; list-style: none; max-width: 640px; }
ol a { display: block; padding: 6px 10px; margin-bottom: 6px; background: #fff; color: inherit; text-decoration: none;
  border-left: 5px solid var(--kind); overflow-wrap: anywhere; }
ol a:hover { background: #e7f5ff; } ol small { color: #495057; } ol .flag { color: #c92a2a; font-weight: 600; }
@media print { ol a { break-inside: avoid; } body { background: #fff; } }
"""


def page_html(title: str, header: str, sheet: str, findings: Sequence[Finding], said: Sequence[str]) -> str:
    """A whole page: the sheet at the left, the list of its findings at the right, each leading to its box."""
    items = "\n".join(map(_item, findings, said))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style></head>\n"
        f'<body><header>{header}</header>\n<main><div class="sheet">{sheet}</div>\n'
        f"<ol>{items}</ol></main></body></html>\n"
    )


def boxes_html(finding: Finding, boxes: Sequence[Box], page: Page, said: str) -> str:
    """The boxes of one finding over the picture, placed in percent of the page; the first carries the anchor.

    They stand in an element of their own, so that the style can mark them all when the first is the target.
    """
    parts = []
    for i, box in enumerate(boxes):
        area = box.grown(1.5)
        place = (
            f"left:{100 * area.x0 / page.width:.2f}%;top:{100 * area.top / page.height:.2f}%;"
            f"width:{100 * area.width / page.width:.2f}%;height:{100 * area.height / page.height:.2f}%"
        )
        name = f' id="{finding.finding_id}"' if i == 0 else ""
        parts.append(f'<a class="box"{name} style="--kind:var(--{finding.kind});{place}" title="{escape(said)}"></a>')
    return f"<div>{''.join(parts)}</div>"


def picture_html(name: str, boxes: Sequence[str], number: int) -> str:
    """The picture of a page with its boxes."""
    return f'<img src="{escape(name)}" alt="page {number}">\n' + "\n".join(boxes)


def text_html(text: str, findings: Sequence[Finding]) -> str:
    """The linear text of an input without pages, each finding's quote underlined; those in cells follow as a list."""
    parts, at = [], 0
    spans = sorted(
        (f for f in findings if f.char_start is not None), key=lambda f: (f.char_start or 0, f.char_end or 0)
    )
    for finding in spans:
        start, end = finding.char_start or 0, finding.char_end or 0
        anchor = f'<a id="{finding.finding_id}" style="--kind:var(--{finding.kind})">'
        start = max(start, at)
        parts += [escape(text[at:start]), anchor, escape(text[start : max(start, end)]), "</a>"]
        at = max(at, end)
    cells = [f for f in findings if f.char_start is None]
    quotes = "\n".join(
        f'<a id="{f.finding_id}" style="--kind:var(--{f.kind})">Table {f.table}, row {f.row}, column {f.col}: '
        f"{escape(f.quote)}</a>"
        for f in cells
    )
    return f"<pre>{''.join(parts)}{escape(text[at:])}\n\n{quotes}</pre>"


def _item(finding: Finding, said: str) -> str:
    flags = "".join(f' <span class="flag">{escape(flag)}</span>' for flag in finding.flags)
    kind = finding.kind.replace("_", " ")
    return (
        f'<li><a href="#{finding.finding_id}" style="--kind:var(--{finding.kind})"><b>{kind}</b> '
        f"{escape(said)}{flags}<br><small>{escape(finding.quote)}</small></a></li>"
    )
