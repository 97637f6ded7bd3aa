"""The evidence table in DuckDB (a table a kind, the view `evidence`) and as Parquet: the only door to DuckDB."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from pipeline.export.files import write_jsonl, written_beside
from pipeline.export.rows import all_columns, columns_of_kind
from pipeline.model.columns import Column
from pipeline.model.finding import FINDING_CLASSES

SQL_TYPE = {
    "str": "VARCHAR", "int": "BIGINT", "float": "DOUBLE", "bool": "BOOLEAN",
    "list[str]": "VARCHAR[]", "list[int]": "BIGINT[]", "list[float]": "DOUBLE[]",
}  # fmt: skip


def write_database(jsonl: Path, database: Path, parquet: Path) -> None:
    """Both files from the rows of `evidence.jsonl`, in its order; the same rows give the same Parquet bytes."""
    with written_beside(database) as db_beside, written_beside(parquet) as parquet_beside:
        db_beside.unlink(missing_ok=True)
        with duckdb.connect(str(db_beside)) as connection:
            connection.execute("SET threads = 1")
            for kind in FINDING_CLASSES:
                connection.execute(_create_table(kind), [str(jsonl), kind])
            selects = " UNION ALL BY NAME ".join(f"SELECT * FROM {kind}" for kind in FINDING_CLASSES)
            connection.execute(f"CREATE VIEW evidence AS {selects}")
            connection.execute(
                f"COPY ({_reading(all_columns())}) TO '{_quoted(parquet_beside)}' (FORMAT parquet)", [str(jsonl)]
            )


def write_tables(database: Path, tables: Mapping[str, tuple[Sequence[Column], Iterable[dict[str, Any]]]]) -> None:
    """A DuckDB file with a table a name: declared columns, rows of plain values in their order."""
    with written_beside(database) as beside, TemporaryDirectory(dir=database.parent) as folder:
        lines = Path(folder) / "rows.jsonl"
        with duckdb.connect(str(beside)) as connection:
            connection.execute("SET threads = 1")
            for name, (columns, rows) in tables.items():
                write_jsonl(lines, rows)
                connection.execute(f'CREATE TABLE "{name}" AS {_reading(tuple(columns))}', [str(lines)])


def _create_table(kind: str) -> str:
    return f"CREATE TABLE {kind} AS {_reading(columns_of_kind(kind))} WHERE kind = ?"


def _reading(columns: tuple[Column, ...]) -> str:
    types = ", ".join(f"\"{c.name}\": '{SQL_TYPE[c.type]}'" for c in columns)
    names = ", ".join(f'"{c.name}"' for c in columns)
    return f"SELECT {names} FROM read_json(?, format = 'newline_delimited', columns = {{{types}}})"


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
