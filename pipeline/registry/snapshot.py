"""The embedded snapshot: facts of a few records in a table that a person can read, one value a row with its source.

`path` and `value` are those of the registry's JSON, so that the snapshot goes the same way as a record fetched today.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.registry.history import Version, version_of
from pipeline.registry.records import PATHS
from pipeline.registry.studies import record_of
from pipeline.registry.trees import Tree, set_at

NAME = "snapshot.csv"
COLUMNS = ["nct_id", "path", "value", "source", "as_of", "note"]


def read_snapshot(path: Path) -> Iterator[Version]:
    """A version a trial, in the file's order; ConfigError where the file does not stand or is not as it must be."""
    trees: dict[str, Tree] = {}
    sources: dict[str, dict[str, None]] = {}
    for row in _rows(path):
        set_at(trees.setdefault(row["nct_id"], {}), row["path"], row["value"] == "true" or row["value"])
        sources.setdefault(row["nct_id"], {})[f"{row['source']} ({row['as_of']})"] = None
    for nct_id, tree in trees.items():
        set_at(tree, PATHS["nct_id"], nct_id)
        yield version_of(
            record_of(tree), "", "", f"partial, undated snapshot: {'; '.join(sources[nct_id])}", "snapshot"
        )


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        raise ConfigError(f"{path} is not there: fetch the project anew, or ask the registry without --offline")
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(line for line in file if not line.startswith("#"))
        if reader.fieldnames != COLUMNS:
            raise ConfigError(f"{path.name} must have the columns {', '.join(COLUMNS)}; mend it or fetch it anew")
        return list(reader)
