"""Drafts -> findings that stand on the page: quote, page, box, section, id; a fact printed twice becomes one row."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pipeline.model.document import Document
from pipeline.model.finding import SOURCES, Finding
from pipeline.model.geometry import Box, Span, enclosing
from pipeline.model.place import place_text

LONGEST_QUOTE = 500
ID_LENGTH = 16
PLACE_COLUMNS = frozenset(
    {"page", "bbox", "table", "row", "col", "char_start", "char_end", "link", "quote", "section"} | {"agreement"}
)


def ground(document: Document, drafts: Iterable[Finding]) -> tuple[Finding, ...]:
    """The drafts with their place filled in, one row a fact, in reading order (see `_reading_order`).

    Raises ValueError where a draft names neither a span of the text nor a cell of a table: such a draft is a bug.
    """
    rows: dict[str, Finding] = {}
    for draft in sorted((_placed(document, d) for d in drafts), key=_reading_order):
        finding = replace(draft, finding_id=finding_id(document, draft))
        first = rows.get(finding.finding_id)
        rows[finding.finding_id] = finding if first is None else _one_of(first, finding)
    return tuple(rows.values())


def finding_id(document: Document, finding: Finding) -> str:
    """Sixteen hex digits of a SHA-256 over the file's hash, the kind and the columns that make two rows the same fact.

    The place takes no part, so that better reading keeps the id.
    """
    values = {c.name: _folded(getattr(finding, c.name)) for c in finding.columns() if c.identity}
    seed = json.dumps([document.source.sha256, finding.kind, values], ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(seed.encode()).hexdigest()[:ID_LENGTH]


def _place_of(finding: Finding) -> str:
    return place_text(vars(finding))


def _folded(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


def _reading_order(finding: Finding) -> tuple[Any, ...]:
    """Prose before tables, but a study's own row of a table before the sentences that name it in passing."""
    in_table = finding.table is not None
    place = (finding.table, finding.row, finding.col, finding.char_start, finding.char_end)
    return (not in_table if finding.kind == "trial" else in_table, *(-1 if n is None else n for n in place))


def _placed(document: Document, draft: Finding) -> Finding:
    place = _cell_place(document, draft) if draft.table is not None else _text_place(document, draft)
    return replace(draft, doc_id=document.source.doc_id, **place)


def _cell_place(document: Document, draft: Finding) -> dict[str, Any]:
    if draft.table is None or draft.row is None or draft.col is None:
        raise ValueError(f"{draft.kind} draft without row and column of its table")
    table = document.tables[draft.table - 1]
    cell = table.at(draft.row - 1, draft.col - 1)
    if cell is None:
        raise ValueError(f"{draft.kind} draft in an empty place of {table.label}: {draft.row}, {draft.col}")
    return {
        "quote": (draft.quote or cell.text)[:LONGEST_QUOTE],
        "page": cell.page,
        "bbox": _corners(cell.box),
        "section": draft.section or table.section,
    }


def _text_place(document: Document, draft: Finding) -> dict[str, Any]:
    if draft.char_start is None or draft.char_end is None:
        raise ValueError(f"{draft.kind} draft without a place")
    span = Span(draft.char_start, min(draft.char_end, draft.char_start + LONGEST_QUOTE))
    runs = document.runs_of(span)
    page = runs[0].page if runs else None
    box = enclosing(run.box for run in runs if run.page == page) if runs else None
    in_abstract = any(s.kind == "abstract" for s in document.sections_at(span.start))
    return {
        "quote": span.of(document.text),
        "char_end": span.end,
        "page": page,
        "bbox": _corners(box),
        "section": draft.section or document.heading_path(span.start),
        "source": "abstract" if in_abstract else "text",
    }


def _corners(box: Box | None) -> tuple[float, ...]:
    return () if box is None else tuple(round(float(v), 1) for v in (box.x0, box.top, box.x1, box.bottom))


def _one_of(first: Finding, again: Finding) -> Finding:
    """Both printings as one; what is left out of the table takes nothing from a result, nor gives it anything."""
    if bool(first.left_out) == bool(again.left_out):
        return _merged(first, again)
    return again if first.left_out else first


def _merged(first: Finding, again: Finding) -> Finding:
    """The first printing, with the place of the second and what only the second says."""
    also = dict.fromkeys((*first.also_at, _place_of(again)))
    also.pop(_place_of(first), None)
    flags = dict.fromkeys((*first.flags, *again.flags))
    gains = {
        c.name: getattr(again, c.name)
        for c in first.columns()
        if c.name not in PLACE_COLUMNS and getattr(first, c.name) in ("", None, ())
    }
    merged = {"also_at": tuple(also), "flags": tuple(sorted(flags)), "agreement": _agreement(first, again)}
    return replace(first, **gains | merged)


def _agreement(first: Finding, again: Finding) -> str:
    """The kinds of place that both printings and those merged before stand in; empty where it is only one."""
    sources = {first.source, again.source, *first.agreement.split("+")}
    told = [source for source in SOURCES if source in sources]
    return "+".join(told) if len(told) > 1 else ""
