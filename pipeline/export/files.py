"""The text tables of a run: written beside and then put in place, so that a run that dies leaves the old ones whole."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from pipeline.export.rows import all_columns, csv_row, number_text
from pipeline.export.safety import neutral, restored
from pipeline.model.columns import Column


@contextmanager
def written_beside(path: Path) -> Iterator[Path]:
    """A path to write to; it replaces `path` when the block ends well and is removed when it does not."""
    beside = path.with_name(f".{path.name}.part")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield beside
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def _text_file(path: Path) -> Iterator[TextIO]:
    with written_beside(path) as beside, beside.open("w", encoding="utf-8", newline="") as file:
        yield file


def write_jsonl(path: Path, rows: Iterable[dict[str, Any]]) -> int:
    """JSON Lines, one row a line; returns how many."""
    count = 0
    with _text_file(path) as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
            count += 1
    return count


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """The rows that `write_jsonl` wrote."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def write_evidence_csv(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """The evidence table as the schema says: UTF-8, `\\n`, header, all kinds in the union of their columns."""
    write_typed_csv(path, all_columns(), rows)


def write_typed_csv(path: Path, columns: Sequence[Column], rows: Iterable[dict[str, Any]]) -> None:
    """A table of declared columns, its cells as those of the evidence table."""
    with _text_file(path) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(c.name for c in columns)
        writer.writerows(csv_row(row, columns) for row in rows)


def read_document(outputs: Path, doc_id: str) -> dict[str, Any] | None:
    """A parsed document of a run as JSON values, from `documents/<doc_id>.json`; None where that is not kept."""
    path = outputs / "documents" / f"{doc_id}.json"
    if not path.exists():
        return None
    tree: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return tree


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file of the pipeline, texts as they were before they were made harmless for spreadsheets."""
    with path.open(newline="", encoding="utf-8") as file:
        return [{k: restored(v or "") for k, v in row.items() if k} for row in csv.DictReader(file)]


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> None:
    """A table of plain values: text made harmless, None empty, numbers as short as they can be said."""
    with _text_file(path) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_plain(row.get(c)) for c in columns] for row in rows)


def write_text(path: Path, text: str) -> None:
    """A whole text file."""
    with _text_file(path) as file:
        file.write(text)


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return neutral(";".join(str(v).replace(";", ",") for v in value))
    return number_text(value) if isinstance(value, int | float) else neutral(str(value))
