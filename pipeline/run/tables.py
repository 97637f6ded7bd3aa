"""The tables of a run, made from what the documents left behind: a pass for each file, none holds all findings."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.account.account import shares
from pipeline.export.contrasts import CONTRAST_COLUMNS, contrasts
from pipeline.export.corrections import Corrections
from pipeline.export.database import write_database
from pipeline.export.dictionary import data_dictionary
from pipeline.export.files import read_jsonl, write_csv, write_evidence_csv, write_jsonl, write_text
from pipeline.export.workbook import write_workbook
from pipeline.model.finding import LEFT_OUT
from pipeline.reconcile.conflicts import COLUMNS as CONFLICT_COLUMNS
from pipeline.reconcile.tables import STUDY_COLUMNS, conflict_rows, studies, study_rows
from pipeline.run.layout import Layout
from pipeline.run.ledger import Entry

DOCUMENT_COLUMNS = (
    "doc_id",
    "path",
    "sha256",
    "kind",
    "title",
    "doi",
    "year",
    "pages",
    "pages_read",
    "chars",
    "state",
    "reason",
    "numbers",
)
TABLES = (
    "evidence.jsonl", "evidence.csv", "evidence.duckdb", "evidence.parquet", "evidence.xlsx", "contrasts.csv",
    "entities.csv", "documents.csv", "data_dictionary.md", "studies.csv", "conflicts.csv",
)  # fmt: skip
ENTITY_COLUMNS = ("doc_id", "type", "canonical", "printed", "count")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rows enter the tables: those of this confidence or more; with `left_out`, also what no human study says."""

    min_confidence: float = 0.0
    left_out: bool = False

    def takes(self, row: dict[str, Any]) -> bool:
        """Whether the JSON row enters the tables; a row without a confidence is judged as certain."""
        if not self.left_out and any(flag.startswith(LEFT_OUT) for flag in row["flags"]):
            return False
        return row["confidence"] is None or row["confidence"] >= self.min_confidence


EVERYTHING = Selection()


def write_tables(layout: Layout, entries: list[Entry], corrections: Corrections, selection: Selection) -> Counter[str]:
    """All tables of the run from its entries (by doc_id); returns the number of findings a kind and of flags."""
    counts: Counter[str] = Counter()
    evidence = layout.out / "evidence.jsonl"
    write_jsonl(evidence, _counted(_rows(layout, entries, corrections, selection), counts))
    write_evidence_csv(layout.out / "evidence.csv", read_jsonl(evidence))
    write_database(evidence, layout.out / "evidence.duckdb", layout.out / "evidence.parquet")
    write_workbook(layout.out / "evidence.xlsx", read_jsonl(evidence))
    write_csv(layout.out / "contrasts.csv", CONTRAST_COLUMNS, contrasts(read_jsonl(evidence)))
    write_csv(layout.out / "entities.csv", ENTITY_COLUMNS, _entities(layout, entries))
    write_csv(layout.out / "documents.csv", DOCUMENT_COLUMNS, (_document(layout, e) for e in entries))
    write_text(layout.out / "data_dictionary.md", data_dictionary())
    _write_studies(layout, evidence)
    return counts


def _write_studies(layout: Layout, evidence: Path) -> None:
    """studies.csv and conflicts.csv: what the papers say of each study, and where they differ."""

    @lru_cache(maxsize=4)
    def references(doc_id: str) -> dict[int, dict[str, Any]]:
        tree = json.loads(layout.document(doc_id).read_text(encoding="utf-8"))
        return {reference["number"]: reference for reference in tree["references"]}

    found = studies(lambda: read_jsonl(evidence), references)
    write_csv(layout.out / "studies.csv", STUDY_COLUMNS, study_rows(found))
    write_csv(layout.out / "conflicts.csv", CONFLICT_COLUMNS, conflict_rows(found))


def _rows(
    layout: Layout, entries: list[Entry], corrections: Corrections, selection: Selection
) -> Iterator[dict[str, Any]]:
    for entry in _with_results(entries):
        rows = corrections.applied(entry.sha256, read_jsonl(layout.findings(entry.doc_id)))
        yield from filter(selection.takes, rows)


def _entities(layout: Layout, entries: list[Entry]) -> Iterator[dict[str, Any]]:
    for entry in _with_results(entries):
        yield from read_jsonl(layout.entities(entry.doc_id))


def _document(layout: Layout, entry: Entry) -> dict[str, Any]:
    """The row of a document; `numbers` says which share of its printed numbers came to what."""
    accounts = read_jsonl(layout.accounts(entry.doc_id)) if _with_results([entry]) else ()
    return asdict(entry) | {"numbers": shares(a["reason"] for a in accounts)}


def _with_results(entries: list[Entry]) -> list[Entry]:
    return [e for e in entries if e.state in ("read", "partial")]


def _counted(rows: Iterator[dict[str, Any]], counts: Counter[str]) -> Iterator[dict[str, Any]]:
    for row in rows:
        counts[row["kind"]] += 1
        counts["flags"] += len(row["flags"])
        yield row
