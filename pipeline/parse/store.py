"""Document <-> JSON: the contract of `documents/<doc_id>.json`.

Fields keep the names of `pipeline.model`, numbers their full precision: what is read back equals what was written. A
box is `[x0, top, x1, bottom]` in points, a run `[start, end, page, x0, top, x1, bottom]`.
"""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from pipeline.model.document import Callout, Document, Figure, HiddenText, Page, Reference, Run, Section, Source
from pipeline.model.geometry import Box
from pipeline.model.table import Cell, Table

JSON = dict[str, Any]
SOURCE = tuple(field.name for field in fields(Source))
PLAIN = ("text", "title", "doi", "year", "language", "chars")


def to_json(document: Document) -> JSON:
    """The document as JSON values: dicts, lists, strings, numbers and None alone."""
    return {
        "doc_id": document.source.doc_id,
        "source": {name: getattr(document.source, name) for name in SOURCE},
        **{name: getattr(document, name) for name in PLAIN},
        "flags": list(document.flags),
        "registry_ids": list(document.registry_ids),
        "pages": [_fields(page) for page in document.pages],
        "runs": [[r.start, r.end, r.page, *_corners(r.box)] for r in document.runs],
        "sections": [_fields(section) for section in document.sections],
        "tables": [_table(table) for table in document.tables],
        "figures": [{**_fields(f, "box"), "bbox": _bbox(f.box)} for f in document.figures],
        "references": [{**_fields(r, "authors"), "authors": list(r.authors)} for r in document.references],
        "callouts": [{"start": c.start, "end": c.end, "numbers": list(c.numbers)} for c in document.callouts],
        "hidden": [_fields(hidden) for hidden in document.hidden],
    }


def from_json(data: JSON) -> Document:
    """The document that `to_json` gave. Raises KeyError, TypeError or ValueError for anything else."""
    return Document(
        source=Source(**data["source"]),
        **{name: data[name] for name in PLAIN},
        flags=tuple(data["flags"]),
        registry_ids=tuple(data["registry_ids"]),
        pages=tuple(Page(**page) for page in data["pages"]),
        runs=tuple(Run(start, end, page, Box(*corners)) for start, end, page, *corners in data["runs"]),
        sections=tuple(Section(**section) for section in data["sections"]),
        tables=tuple(_table_from(table) for table in data["tables"]),
        figures=tuple(Figure(**_without(f, "bbox"), box=_box(f["bbox"])) for f in data["figures"]),
        references=tuple(Reference(**{**r, "authors": tuple(r["authors"])}) for r in data["references"]),
        callouts=tuple(Callout(c["start"], c["end"], tuple(c["numbers"])) for c in data["callouts"]),
        hidden=tuple(HiddenText(**hidden) for hidden in data["hidden"]),
    )


def dumps(document: Document) -> str:
    """The text of the file: one line, ending in a line feed, the same for the same document."""
    return json.dumps(to_json(document), ensure_ascii=False, separators=(",", ":")) + "\n"


def loads(text: str) -> Document:
    """The document of such a text; ValueError for text that is no JSON."""
    return from_json(json.loads(text))


def _fields(value: Any, *left_out: str) -> JSON:
    """The fields of a value of the model by name, in their order."""
    return {f.name: getattr(value, f.name) for f in fields(value) if f.name not in left_out}


def _without(data: JSON, name: str) -> JSON:
    return {key: value for key, value in data.items() if key != name}


def _corners(box: Box) -> list[float]:
    return [box.x0, box.top, box.x1, box.bottom]


def _bbox(box: Box | None) -> list[float] | None:
    return None if box is None else _corners(box)


def _box(corners: list[float] | None) -> Box | None:
    return None if corners is None else Box(*corners)


def _table(table: Table) -> JSON:
    return {
        "label": table.label,
        "caption": table.caption,
        "page": table.page,
        "bbox": _bbox(table.box),
        "header_rows": table.header_rows,
        "row_groups": list(table.row_groups),
        "legend": table.legend,
        "abbreviations": [list(pair) for pair in table.abbreviations],
        "section": table.section,
        "cells": [
            {**_fields(cell, "box", "notes"), "bbox": _bbox(cell.box), "notes": list(cell.notes)}
            for cell in table.cells
        ],
    }


def _table_from(data: JSON) -> Table:
    cells = tuple(
        Cell(**{k: v for k, v in c.items() if k not in ("bbox", "notes")}, box=_box(c["bbox"]), notes=tuple(c["notes"]))
        for c in data["cells"]
    )
    return Table(
        **{name: data[name] for name in ("label", "caption", "page", "header_rows", "legend", "section")},
        cells=cells,
        box=_box(data["bbox"]),
        row_groups=tuple(data["row_groups"]),
        abbreviations=tuple((short, long) for short, long in data["abbreviations"]),
    )
