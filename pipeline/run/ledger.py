"""What is known of each input file, in SQLite: its state, its reason, and the keys under which its results stand.

A row is marked done last, after the results of its document stand on disk. The tables of a run are built from here,
sorted, so that the order and the number of workers never show.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from pipeline.errors import UsageError


@dataclass(frozen=True, slots=True)
class Entry:
    """One input file, known by its doc_id: paths below several folders may be the same.

    `state` is `read`, `partial`, `refused` or `duplicate`; `reason` says why it is not `read`, `message` what to do
    about it, in one sentence.

    `read_key` and `find_key` are the cache keys of reading and of everything after it; `seconds` is the wall-clock time
    that it took, `worker` the process that did it.
    """

    doc_id: str
    path: str
    sha256: str
    kind: str
    state: str
    reason: str = ""
    message: str = ""
    title: str = ""
    doi: str = ""
    year: int | None = None
    pages: int | None = None
    pages_read: int | None = None
    chars: int | None = None
    read_key: str = ""
    find_key: str = ""
    findings: int = 0
    seconds: float = 0.0
    worker: int = 0


DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
COLUMNS = tuple(f.name for f in fields(Entry))


class Ledger:
    """The table of entries; safe against a process that dies at any instant (write-ahead log, one row a commit)."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(path)
        try:
            self._connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.DatabaseError as error:
            self._connection.close()
            if error.sqlite_errorcode not in DAMAGED:
                raise
            raise UsageError(f"{path} is damaged: remove it and run the same command again") from error
        self._connection.execute("PRAGMA synchronous=NORMAL")  # a dead process loses nothing, a dead machine a few rows
        self._connection.execute(f"CREATE TABLE IF NOT EXISTS file ({', '.join(COLUMNS)}, PRIMARY KEY (doc_id))")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def put(self, *entries: Entry) -> None:
        """Write or replace the rows of these documents, all at once."""
        marks = ", ".join("?" * len(COLUMNS))
        with self._connection:
            self._connection.executemany(f"INSERT OR REPLACE INTO file VALUES ({marks})", map(astuple, entries))

    def get(self, doc_id: str) -> Entry | None:
        """The row of a document, or None."""
        found = self._connection.execute("SELECT * FROM file WHERE doc_id = ?", (doc_id,)).fetchone()
        return None if found is None else Entry(*found)

    def entries(self) -> Iterator[Entry]:
        """All rows, by doc_id."""
        for row in self._connection.execute("SELECT * FROM file ORDER BY doc_id"):
            yield Entry(*row)

    def keep_only(self, doc_ids: Iterable[str]) -> None:
        """Forget the rows of every other document."""
        with self._connection:
            self._connection.execute("CREATE TEMP TABLE wanted (doc_id PRIMARY KEY)")
            self._connection.executemany("INSERT OR IGNORE INTO wanted VALUES (?)", ((doc_id,) for doc_id in doc_ids))
            self._connection.execute("DELETE FROM file WHERE doc_id NOT IN (SELECT doc_id FROM wanted)")
            self._connection.execute("DROP TABLE wanted")
