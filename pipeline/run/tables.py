"""The tables of a run, drawn from its shards: a pass for each file, none holds all findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.export.contrasts import CONTRAST_COLUMNS, contrasts
from pipeline.export.corrections import Corrections
from pipeline.export.database import write_database
from pipeline.export.dictionary import data_dictionary
from pipeline.export.files import read_jsonl, write_csv, write_evidence_csv, write_jsonl, write_text
from pipeline.export.ordering import write_ordered
from pipeline.export.shards import SHARD_TABLES, Shards
from pipeline.export.workbook import write_workbook
from pipeline.model.finding import LEFT_OUT
from pipeline.reconcile.conflicts import COLUMNS as CONFLICT_COLUMNS
from pipeline.reconcile.tables import (
    PLACE,
    STUDY_COLUMNS,
    conflict_rows,
    gathered,
    placed,
    registered,
    study_rows,
)  # fmt: skip
from pipeline.run.layout import Layout

TABLES = (
    "evidence.jsonl", "evidence.csv", "evidence.duckdb", "evidence.parquet", "evidence.xlsx", "contrasts.csv",
    "entities.csv", "documents.csv", "data_dictionary.md", "studies.csv", "conflicts.csv",
)  # fmt: skip
DOCUMENT_COLUMNS = tuple(column.name for column in SHARD_TABLES["documents"])
ENTITY_COLUMNS = tuple(column.name for column in SHARD_TABLES["entities"])


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


def write_tables(out: Path, shards: Shards, corrections: Corrections, selection: Selection) -> Counter[str]:
    """All tables of the shards' documents into the folder; returns how many findings of each kind there are, how many
    flags, and how many files in each state.
    """
    counts: Counter[str] = Counter()
    evidence = out / "evidence.jsonl"
    write_jsonl(evidence, _findings_counted(_rows(shards, corrections, selection), counts))
    write_evidence_csv(out / "evidence.csv", read_jsonl(evidence))
    write_database(evidence, out / "evidence.duckdb", out / "evidence.parquet")
    write_workbook(out / "evidence.xlsx", read_jsonl(evidence))
    write_csv(out / "contrasts.csv", CONTRAST_COLUMNS, contrasts(read_jsonl(evidence)))
    write_csv(out / "entities.csv", ENTITY_COLUMNS, shards.entities())
    write_csv(out / "documents.csv", DOCUMENT_COLUMNS, _states_counted(shards.documents(), counts))
    write_text(out / "data_dictionary.md", data_dictionary())
    _write_studies(out, evidence, shards)
    return counts


def _write_studies(out: Path, evidence: Path, shards: Shards) -> None:
    """studies.csv and conflicts.csv: what the papers say of each study, and where they differ."""
    by_study = Layout(out).by_study
    register = registered(read_jsonl(evidence), _InStep(shards.references))
    write_ordered(by_study, placed(read_jsonl(evidence), register), PLACE, len(register.places))
    write_csv(out / "studies.csv", STUDY_COLUMNS, study_rows(gathered(read_jsonl(by_study))))
    write_csv(out / "conflicts.csv", CONFLICT_COLUMNS, conflict_rows(gathered(read_jsonl(by_study))))
    by_study.unlink()


class _InStep:
    """What belongs to a document, for one who asks by ascending doc_id; who begins anew is begun anew with."""

    def __init__(self, pairs: Callable[[], Iterator[tuple[str, dict[int, Any]]]]) -> None:
        self._pairs = pairs
        self._at: tuple[str, dict[int, Any]] = ("", {})
        self._rest = pairs()

    def __call__(self, doc_id: str) -> dict[int, Any]:
        if doc_id < self._at[0]:
            self._at, self._rest = ("", {}), self._pairs()
        while self._at[0] < doc_id:
            self._at = next(self._rest)
        return self._at[1]


def _rows(shards: Shards, corrections: Corrections, selection: Selection) -> Iterator[dict[str, Any]]:
    for sha256, rows in shards.findings():
        yield from filter(selection.takes, corrections.applied(sha256, rows))


def _findings_counted(rows: Iterator[dict[str, Any]], counts: Counter[str]) -> Iterator[dict[str, Any]]:
    for row in rows:
        counts[row["kind"]] += 1
        counts["flags"] += len(row["flags"])
        yield row


def _states_counted(documents: Iterator[dict[str, Any]], counts: Counter[str]) -> Iterator[dict[str, Any]]:
    for document in documents:
        counts[document["state"]] += 1
        yield document
