"""Other tables of configs/: plain rows, for rules that are not vocabularies."""

from __future__ import annotations

import csv
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.vocabulary.tables import config_root


def rows_of(name: str, columns: tuple[str, ...], root: Path | None = None) -> list[dict[str, str]]:
    """The rows of a table of configs/, lines that begin with # left out.

    ConfigError where the file cannot be read, its columns are not these, or a row has more or fewer cells.
    """
    path = config_root(root) / name
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{name} cannot be read: {error}") from error
    table = csv.DictReader(line for line in lines if not line.startswith("#"))
    if tuple(table.fieldnames or ()) != columns:
        raise ConfigError(f"{name} has the columns {table.fieldnames}, not {', '.join(columns)}")
    rows = list(table)
    for row in rows:
        if None in row or None in row.values():
            raise ConfigError(f"{name}: the row of {row[columns[0]]!r} has not {len(columns)} cells: quote its commas")
    return rows
