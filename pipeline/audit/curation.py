"""Making gold: sheets prefilled with the machine's rows, to be confirmed, corrected or struck out by a person."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.audit.folding import Row
from pipeline.audit.gold import COLUMNS, KINDS
from pipeline.errors import UsageError
from pipeline.export.files import written_beside

MACHINE = "machine"


def write_sheets(folder: Path, rows: Iterable[Row], entities: Iterable[Row]) -> int:
    """One sheet a kind and one for the entities, each row marked `machine` in `note`; returns the number of rows.

    UsageError where a sheet stands already: a person's work is never written over.
    """
    rows, entities = list(rows), list(entities)
    standing = [kind for kind in COLUMNS if (folder / f"{kind}.csv").exists()]
    if standing:
        raise UsageError(f"{folder / (standing[0] + '.csv')} stands already: move it away to begin anew")
    for kind in KINDS:
        _write(folder / f"{kind}.csv", COLUMNS[kind], [row for row in rows if row["kind"] == kind])
    _write(folder / "entities.csv", COLUMNS["entities"], entities)
    return len(rows) + len(entities)


def unconfirmed(rows: Sequence[Row]) -> list[int]:
    """The lines (from 2) of rows that no person has confirmed: their note still begins with `machine`."""
    return [line for line, row in enumerate(rows, 2) if (row.get("note") or "").startswith(MACHINE)]


def _write(path: Path, columns: Sequence[str], rows: Sequence[Row]) -> None:
    with written_beside(path) as beside, beside.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows({**row, "note": MACHINE} for row in rows)
