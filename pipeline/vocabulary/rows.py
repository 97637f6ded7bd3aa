"""Other tables of configs/: plain rows, for rules that are not vocabularies."""

from __future__ import annotations

import csv
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.vocabulary.tables import config_root


def rows_of(name: str, columns: tuple[str, ...], root: Path | None = None) -> list[dict[str, str]]:
    """The rows of a table of configs/, lines that begin with # left out.

    ConfigError where the file cannot be read, or its columns are not these.
    """
    path = config_root(root) / name
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{name} cannot be read: {error}") from error
    table = csv.DictReader(line for line in lines if not line.startswith("#"))
    if tuple(table.fieldnames or ()) != columns:
        raise ConfigError(f"{name} has the columns {table.fieldnames}, not {', '.join(columns)}")
    return list(table)
