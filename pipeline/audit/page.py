"""audit.html: one self-contained page, figures first, then every error beside a crop of its page."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from pipeline.audit.confidence import calibration, risk_coverage
from pipeline.audit.crops import Crops
from pipeline.audit.fields import by_field
from pipeline.audit.gate import Change
from pipeline.audit.plots import calibration_plot, fields_plot, rates_plot, risk_plot
from pipeline.audit.report import error_row, summary_rows
from pipeline.audit.run import Audit
from pipeline.audit.score import FEWEST

HERE = Path(__file__).parent
FIGURES = (
    ("documents", "documents"), ("gold", "gold rows"), ("precision", "precision"), ("recall", "recall"), ("f1", "F1"),
    ("linked_precision", "linked precision"), ("linked_recall", "linked recall"), ("linked_f1", "linked F1"),
    ("attributes", "attributes"), ("invented", "invented"), ("note", "note"),
)  # fmt: skip
FILTERS = ("doc_id", "kind", "what", "stage", "error")
MOST_CROPS = 2000  # a page that no browser opens helps nobody; the rest stands in errors.csv


def audit_page(audit: Audit, outputs: Path, what: str, change: Change | None = None) -> str:
    """The page. `what` says in a sentence what the gold is (a regression fixture, or papers that nobody here wrote)."""
    summary = list(summary_rows(audit))
    script = (HERE / "page.js").read_text(encoding="utf-8")
    page = Template((HERE / "page.html").read_text(encoding="utf-8"))
    return page.substitute(
        hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        style=(HERE / "page.css").read_text(encoding="utf-8"),
        script=script,
        what=escape(what),
        basis=_basis(audit),
        summary=_table([("scope", "scope"), *FIGURES], summary),
        plots="".join(
            f"<figure>{svg}<figcaption>{title}</figcaption></figure>" for title, svg in _plots(audit, summary)
        ),
        change=_change(change),
        filters=_filters(audit),
        errors="\n".join(_errors(audit, Crops(outputs))),
        count=len(audit.mistakes),
        most=MOST_CROPS,
    )


def _basis(audit: Audit) -> str:
    rows = audit.total.gold
    said = f"{len(audit.scores)} documents, {rows} required gold rows. "
    said += f"A figure that rests on fewer than {FEWEST} gold rows is not printed."
    absent = ", ".join(escape(d) for d in audit.absent)
    return said + (f" Not in the table, counted as missed: {absent}." if absent else "")


def _plots(audit: Audit, summary: Sequence[dict[str, Any]]) -> Iterable[tuple[str, str]]:
    shown = [row for row in summary if row.get("linked_f1") is not None]
    if shown:
        yield "F1 a kind; the line is the interval, below eight documents the range over them", rates_plot(shown)
    if audit.judged:
        yield "Calibration: is the confidence honest?", calibration_plot(calibration(audit.judged))
        yield "What remains right when unsure rows are left out", risk_plot(risk_coverage(audit.judged))
    fields = [f for f in by_field(audit.scores) if f.gold >= FEWEST]
    if fields:
        yield "Each field on matched rows", fields_plot(fields)


def _change(change: Change | None) -> str:
    if change is None:
        return "<p>There is no earlier audit to compare with.</p>"
    lists = _list("gold rows won", change.won) + _list("gold rows lost", change.lost)
    return f"<p>{escape(change.shut) or 'No figure of the gate fell.'}</p>{lists}"


def _list(name: str, rows: Sequence[str]) -> str:
    items = "".join(f"<li>{escape(row)}</li>" for row in rows)
    return f"<details><summary>{len(rows)} {name}</summary><ul>{items}</ul></details>"


def _table(columns: Sequence[tuple[str, str]], rows: Iterable[dict[str, Any]]) -> str:
    head = "".join(f"<th>{escape(title)}</th>" for _, title in columns)
    body = "".join(f"<tr>{''.join(_cell(row.get(name)) for name, _ in columns)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value: Any) -> str:
    shown = "" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)
    return f"<td>{escape(shown)}</td>"


def _filters(audit: Audit) -> str:
    rows = [error_row(m) for m in audit.mistakes]
    parts = []
    for name in FILTERS:
        choices = "".join(f"<option>{escape(v)}</option>" for v in sorted({str(row[name]) for row in rows}))
        label = name.replace("_", " ")
        parts.append(
            f'<label>{label} <select data-filter="{name}"><option value="">all</option>{choices}</select></label>'
        )
    return "".join(parts)


def _errors(audit: Audit, crops: Crops) -> Iterable[str]:
    for i, mistake in enumerate(audit.mistakes):
        row = error_row(mistake)
        crop = crops.of(mistake) if i < MOST_CROPS else ""
        data = " ".join(f'data-{name}="{escape(str(row[name]))}"' for name in FILTERS)
        picture = f'<img src="{crop}" alt="the place on the page" loading="lazy">' if crop else "<em>no picture</em>"
        cells = "".join(
            f"<td>{escape(str(row[name] or ''))}</td>" for name in ("doc_id", "kind", "what", "stage", "error")
        )
        said = (
            f"<b>gold</b> {escape(row['gold']) or '–'}<br><b>table</b> {escape(row['found']) or '–'}"
            f"<br><q>{escape(str(row['quote'] or ''))}</q>"
        )
        yield f"<tr {data}>{cells}<td>{escape(str(row['page'] or ''))}</td><td>{said}</td><td>{picture}</td></tr>"
