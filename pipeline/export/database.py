"""The evidence table in DuckDB (a table a kind, the view `evidence`) and as Parquet: the only door to DuckDB.

Each connection works on one thread, so that rows keep their order, and within `MEMORY`: what needs more is spilled to
the disk as far as DuckDB can.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
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
MEMORY = "128MB"
ROW_GROUP = 16_384  # rows: DuckDB holds a group of rows until it is full, and by default 122,880 do not fit into MEMORY
_TO_PARQUET = f"(FORMAT parquet, ROW_GROUP_SIZE {ROW_GROUP})"


@contextmanager
def connected(database: Path | None = None, spill: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a database file, or to one in memory that spills into the folder `spill`, which is its own."""
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        connection.execute(f"SET memory_limit = '{MEMORY}'")
        if spill is not None:
            shutil.rmtree(spill, ignore_errors=True)  # what a process left there that was killed
            connection.execute(f"SET temp_directory = '{_quoted(spill)}'")
        if database is not None:
            connection.execute(f"ATTACH '{_quoted(database)}' AS file (ROW_GROUP_SIZE {ROW_GROUP})")
            connection.execute("USE file")
        yield connection
        if database is not None:
            connection.execute("USE memory")
            connection.execute("DETACH file")  # writes what still stands in its log


def write_database(jsonl: Path, database: Path, parquet: Path) -> None:
    """Both files from the rows of `evidence.jsonl`, in its order; the same rows give the same Parquet bytes."""
    with written_beside(database) as db_beside, written_beside(parquet) as parquet_beside:
        db_beside.unlink(missing_ok=True)
        with connected(db_beside) as connection:
            for kind in FINDING_CLASSES:
                connection.execute(_create_table(kind), [str(jsonl), kind])
            selects = " UNION ALL BY NAME ".join(f"SELECT * FROM {kind}" for kind in FINDING_CLASSES)
            connection.execute(f"CREATE VIEW evidence AS {selects}")
            connection.execute(
                f"COPY ({_reading(all_columns())}) TO '{_quoted(parquet_beside)}' {_TO_PARQUET}", [str(jsonl)]
            )


def write_tables(database: Path, tables: Mapping[str, tuple[Sequence[Column], Iterable[dict[str, Any]]]]) -> None:
    """A DuckDB file with a table a name: declared columns, rows of plain values in their order."""
    lines = _lines_beside(database)
    with written_beside(database) as beside:
        beside.unlink(missing_ok=True)
        with connected(beside) as connection:
            for name, (columns, rows) in tables.items():
                write_jsonl(lines, rows)
                connection.execute(f'CREATE TABLE "{name}" AS {_reading(tuple(columns))}', [str(lines)])
    lines.unlink(missing_ok=True)


def write_parquet(path: Path, columns: Sequence[Column], rows: Iterable[dict[str, Any]]) -> None:
    """A Parquet file of declared columns, rows of JSON values in their order; the same rows give the same bytes."""
    lines = _lines_beside(path)
    write_jsonl(lines, rows)
    with written_beside(path) as beside, connected() as connection:
        connection.execute(f"COPY ({_reading(tuple(columns))}) TO '{_quoted(beside)}' {_TO_PARQUET}", [str(lines)])
    lines.unlink()


def _lines_beside(path: Path) -> Path:
    """Where rows wait as JSON Lines for DuckDB; one place a file, so that a killed process leaves it to the next."""
    return path.with_name(f".{path.name}.rows")


def _create_table(kind: str) -> str:
    return f"CREATE TABLE {kind} AS {_reading(columns_of_kind(kind))} WHERE kind = ?"


def _reading(columns: tuple[Column, ...]) -> str:
    types = ", ".join(f"\"{c.name}\": '{SQL_TYPE[c.type]}'" for c in columns)
    names = ", ".join(f'"{c.name}"' for c in columns)
    return f"SELECT {names} FROM read_json(?, format = 'newline_delimited', columns = {{{types}}})"


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
