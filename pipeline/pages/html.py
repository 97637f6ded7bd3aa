"""The pages themselves: plain HTML and CSS, no script, nothing loaded from elsewhere, every text escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from pipeline.model.finding import Finding
from pipeline.pages.remarks import Remark

POLICY = "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'"
STYLE = """
:root { --trial:#3b5bdb; --drug_dose:#9c36b5; --radiotherapy:#e8590c; --adverse_event:#c92a2a; --outcome:#2b8a3e; }
* { box-sizing: border-box; }
body { margin: 0; font: 14px/1.45 system-ui, sans-serif; color: #212529; background: #f1f3f5; }
header { padding: 8px 16px; background: #fff; border-bottom: 1px solid #dee2e6; display: flex; gap: 4px 16px;
  flex-wrap: wrap; align-items: baseline; }
header b { font-size: 15px; } header a { color: #1864ab; }
main { display: flex; flex-wrap: wrap; gap: 16px; padding: 16px 16px 64px; align-items: flex-start; }
.sheet { position: relative; flex: 3 1 560px; max-width: 900px; background: #fff; box-shadow: 0 1px 4px #0003; }
.sheet img { display: block; width: 100%; }
.sheet pre { margin: 0; padding: 24px; white-space: pre-wrap; font: 14px/1.6 Georgia, serif; }
.quote { border-bottom: 2px solid var(--kind); scroll-margin-top: 30vh; }
.box { position: absolute; border: 1.5px solid var(--kind); scroll-margin-top: 30vh; }
.box.aside { visibility: hidden; } .quote.aside { border-bottom-style: none; }
.box.aside:target, .box.aside:target ~ .box { visibility: visible; }
:target, .box:target ~ .box { outline: 3px solid #f59f00; background: #ffe06640; }
:target::after { content: attr(title); position: fixed; z-index: 1; inset: auto 0 0 0; padding: 8px 16px;
  font: 600 14px/1.45 system-ui, sans-serif; background: #fff9db; border-top: 3px solid #f59f00; }
.list { flex: 2 1 320px; max-width: 640px; }
ol { margin: 0; padding: 0; list-style: none; }
li { padding: 6px 10px; margin-bottom: 6px; background: #fff; border-left: 5px solid var(--kind);
  overflow-wrap: anywhere; }
li.sentence { background: none; border: 0; padding: 8px 0 0; }
li a { display: block; color: inherit; text-decoration: none; } li:has(a):hover { background: #e7f5ff; }
small { color: #495057; } .sure { white-space: nowrap; }
.flag, .flag a { color: #c92a2a; font-weight: 600; } .flag a { text-decoration: underline; }
summary { padding: 6px 0; cursor: pointer; color: #495057; }
@media (min-width: 912px) { .list { position: sticky; top: 16px; max-height: calc(100vh - 96px); overflow-y: auto; } }
@media print { li { break-inside: avoid; } body { background: #fff; } .list { max-height: none; }
  :target::after { content: none; } }
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding as its page shows it: in words, with what a reviewer should look at."""

    finding: Finding
    said: str
    remarks: tuple[Remark, ...] = ()


def page_html(title: str, header: str, sheet: str, entries: Sequence[Entry]) -> str:
    """A whole page: the sheet at the left, the list of its findings at the right, each leading to its place.

    What is no result of a study in humans stands folded below the list: the table has it with `--all` alone.
    """
    results = _listed([e for e in entries if not e.finding.left_out])
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style></head>\n"
        f'<body><header>{header}</header>\n<main><div class="sheet">{sheet}</div>\n'
        f'<div class="list"><ol>{results}</ol>{_folded([e for e in entries if e.finding.left_out])}</div>'
        "</main></body></html>\n"
    )


def _folded(entries: Sequence[Entry]) -> str:
    if not entries:
        return ""
    said = f"{len(entries)} more, no result of a study in humans"
    return f"<details><summary>{said}</summary><ol>{_listed(entries)}</ol></details>"


def _listed(entries: Sequence[Entry]) -> str:
    """The findings under the sentence or cell that they were read from, which stands once over all of them."""
    parts = []
    for quote, group in groupby(entries, key=lambda entry: entry.finding.quote):
        parts += [f'<li class="sentence"><small>{escape(quote)}</small></li>', *map(_item, group)]
    return "\n".join(parts)


def _item(entry: Entry) -> str:
    finding, kind = entry.finding, entry.finding.kind.replace("_", " ")
    sure = "" if finding.confidence is None else f' <small class="sure">confidence {finding.confidence:.2f}</small>'
    return (
        f'<li style="--kind:var(--{finding.kind})"><a href="#{finding.finding_id}"><b>{kind}</b> '
        f"{escape(entry.said)}{sure}</a>{''.join(map(_flag, entry.remarks))}</li>"
    )


def _flag(remark: Remark) -> str:
    said = escape(remark.text)
    shown = f'<a href="{remark.link}">{said}</a>' if remark.link else said
    return f'<div class="flag">{shown}</div>'
