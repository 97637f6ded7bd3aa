"""Shards: what groups of documents left behind, as Parquet, and the rows of the tables drawn from all of them.

A shard is a folder with a file for each of `SHARD_TABLES`. `Shards` sees those of one output folder, or of several as
one: a paper that several folders hold is taken from one of them and named a duplicate elsewhere, and papers that share
a doc_id are told apart. DuckDB joins, `ordering` sorts on disk, so that no step holds all rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import Any

from pipeline.export.database import connected, write_parquet
from pipeline.export.ordering import MOST_BUCKETS, in_order
from pipeline.export.rows import all_columns, columns_of_kind
from pipeline.ingest import free_id
from pipeline.model.columns import Column
from pipeline.model.finding import FINDING_CLASSES

Row = dict[str, Any]
SHARD_TABLES: dict[str, tuple[Column, ...]] = {
    "documents": (
        Column("doc_id", "str", "The document."),
        Column("path", "str", "The file below the folder that was read."),
        Column("sha256", "str", "Digest of its bytes; empty where it was not opened."),
        Column("kind", "str", "pdf, jats or text."),
        Column("title", "str", "Title as read."),
        Column("doi", "str", "DOI as read."),
        Column("year", "int", "Year of publication."),
        Column("pages", "int", "Pages of the file; empty for inputs without pages."),
        Column("pages_read", "int", "Pages that were read."),
        Column("chars", "int", "Characters of the linear text."),
        Column("state", "str", "read, partial, refused or duplicate."),
        Column("reason", "str", "Why it is not read."),
        Column("numbers", "str", "Which share of its printed numbers came to what."),
    ),
    "findings": all_columns(),
    "entities": (
        Column("doc_id", "str", "The document."),
        Column("type", "str", "registry_id, drug or adverse_event."),
        Column("canonical", "str", "Canonical name."),
        Column("printed", "list[str]", "Wordings, commonest first."),
        Column("count", "int", "How often it is named."),
    ),
    "references": (
        Column("doc_id", "str", "The document that cites."),
        Column("number", "int", "Number in its reference list."),
        Column("authors", "list[str]", "Authors as printed."),
        Column("year", "int", "Year."),
        Column("title", "str", "Title."),
        Column("doi", "str", "DOI."),
        Column("pmid", "str", "PubMed id."),
    ),
}
COLUMNS_OF_KIND = {kind: columns_of_kind(kind) for kind in FINDING_CLASSES}
DOCUMENTS = """
    SELECT seen.* REPLACE (coalesce(renamed.doc_id, seen.doc_id) AS doc_id), seen.doc_id AS was
    FROM seen LEFT JOIN renamed ON renamed.home = seen.home AND renamed.was = seen.doc_id WHERE NOT twin
    UNION ALL BY NAME
    SELECT coalesce(renamed.doc_id, seen.doc_id) AS doc_id, path, sha256, kind, 'duplicate' AS state
    FROM seen LEFT JOIN renamed ON renamed.home = seen.home AND renamed.was = seen.doc_id WHERE twin
"""  # what a twin says of its title and pages would be said twice
READ = "state IN ('read', 'partial')"
IN_A_BUCKET = 50  # documents
AT_ONCE = 1000  # rows fetched at a time


@dataclass(frozen=True, slots=True)
class Home:
    """An output folder: `link` leads there from the tables' folder (empty, or with `/` behind); its shards."""

    link: str
    shards: tuple[Path, ...]


def write_shard(folder: Path, tables: Mapping[str, Iterator[Row]]) -> None:
    """The files of a shard; `tables` gives the rows for each name of `SHARD_TABLES`, sorted by doc_id."""
    folder.mkdir(parents=True)
    for name, columns in SHARD_TABLES.items():
        write_parquet(folder / f"{name}.parquet", columns, tables[name])


class Shards:
    """The documents of one or more output folders; where folders disagree about a name, the first has it.

    A context manager; `spill` is a folder for what does not fit into memory.
    """

    def __init__(self, homes: Sequence[Home], spill: Path) -> None:
        self._homes = homes
        self._spill = spill
        self._closing = ExitStack()

    def __enter__(self) -> Shards:
        """Lay out the documents, each with its name, its state among all and the shard that holds it."""
        self._database = self._closing.enter_context(connected(spill=self._spill))
        self._database.execute("CREATE TABLE place (home INTEGER, link VARCHAR, shard VARCHAR)")
        places = [(i, home.link, str(shard)) for i, home in enumerate(self._homes) for shard in home.shards]
        self._database.executemany("INSERT INTO place VALUES (?, ?, ?)", places)
        self._database.execute(f"CREATE TABLE seen AS {self._seen()}")
        self._database.execute("CREATE TABLE renamed (home INTEGER, was VARCHAR, doc_id VARCHAR)")
        for renamed in self._renamed():
            self._database.execute("INSERT INTO renamed VALUES (?, ?, ?)", renamed)
        self._database.execute(f"CREATE TABLE document AS {DOCUMENTS}")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the memory and the spilled files back."""
        self._closing.close()

    def documents(self) -> Iterator[Row]:
        """A row a file, by doc_id."""
        names = ", ".join(c.name for c in SHARD_TABLES["documents"])
        return self._rows(f"SELECT {names} FROM document ORDER BY doc_id")

    def findings(self) -> Iterator[tuple[str, Iterator[Row]]]:
        """The sha256 of each document that was read, by doc_id, with its findings as JSON rows in their order."""
        for _, sha256, rows in self._by_document("findings"):
            yield sha256, map(_finding, rows)

    def entities(self) -> Iterator[Row]:
        """The entities of all documents, by doc_id."""
        return self._of_documents("entities")

    def references(self) -> Iterator[tuple[str, dict[int, Row]]]:
        """The doc_id of each document that was read, ascending, with its references by number."""
        for doc_id, _, rows in self._by_document("references"):
            yield doc_id, {row["number"]: row for row in rows}

    def _by_document(self, table: str) -> Iterator[tuple[str, str, Iterable[Row]]]:
        """Each document that was read with its digest and its rows of a table, also where it has none."""
        groups = groupby(self._of_documents(table), key=itemgetter("doc_id"))
        name, rows = next(groups, ("", iter(())))
        for document in self._rows(f"SELECT doc_id, sha256 FROM document WHERE {READ} ORDER BY doc_id"):
            has_rows = document["doc_id"] == name
            yield document["doc_id"], document["sha256"], rows if has_rows else ()
            if has_rows:
                name, rows = next(groups, ("", iter(())))

    def _of_documents(self, table: str) -> Iterator[Row]:
        """What the documents that were read have in a table, in order: the few documents wait, the rows stream by."""
        found = self._rows(f"""
            SELECT d.doc_id, to_json(struct_pack(doc_id := d.doc_id, home := d.link, row := f)) AS line
            FROM {self._files(table)} f JOIN document d
            ON f.filename = d.shard || '/{table}.parquet' AND f.doc_id = d.was WHERE {READ}""")
        lines = ((row["doc_id"], row["line"]) for row in found)
        for _, line in in_order(lines, self._bounds(), self._spill.parent):
            row = json.loads(line)
            yield row["row"] | {"doc_id": row["doc_id"], "home": row["home"]}

    def _bounds(self) -> list[str]:
        """Every so manieth doc_id, so that what stands between two of them is a small part of the rows."""
        read = f"SELECT doc_id, row_number() OVER (ORDER BY doc_id) AS number FROM document WHERE {READ}"
        (count,) = self._rows(f"SELECT count(*) AS n FROM document WHERE {READ}")
        step = max(IN_A_BUCKET, count["n"] // MOST_BUCKETS + 1)
        return [
            row["doc_id"] for row in self._rows(f"SELECT doc_id FROM ({read}) WHERE number % {step} = 0 ORDER BY 1")
        ]

    def _seen(self) -> str:
        """All documents, `twin` where a better or earlier file has the same bytes; files never opened have no twin."""
        same = "CASE WHEN sha256 = '' THEN home || ':' || doc_id ELSE sha256 END"
        best = "list_position(['read', 'partial', 'refused', 'duplicate'], state), home, path, doc_id"
        return f"""
            SELECT *, row_number() OVER (PARTITION BY {same} ORDER BY {best}) > 1 AS twin
            FROM {self._files("documents")} JOIN place ON filename = shard || '/documents.parquet'"""

    def _renamed(self) -> list[tuple[int, str, str]]:
        """The documents whose name another has, with the name that they get instead, by the rule of doc_ids."""
        taken: set[str] = set()
        seen = self._rows("SELECT home, doc_id, path, sha256 FROM seen ORDER BY home, path, doc_id")
        names = ((row, free_id(row["doc_id"], row["sha256"], row["path"], taken)) for row in seen)
        return [(row["home"], row["doc_id"], name) for row, name in names if name != row["doc_id"]]

    def _files(self, table: str) -> str:
        files = (str(shard / f"{table}.parquet").replace("'", "''") for home in self._homes for shard in home.shards)
        listed = ", ".join(f"'{file}'" for file in files)
        return f"read_parquet([{listed}], filename = true, file_row_number = true)"

    def _rows(self, query: str) -> Iterator[Row]:
        """The rows of a query as they are asked for; each query has a cursor of its own, so that several can go on."""
        with self._database.cursor() as cursor:
            cursor.execute(query)
            names = [column[0] for column in cursor.description or ()]
            while rows := cursor.fetchmany(AT_ONCE):
                yield from (dict(zip(names, row)) for row in rows)


def _finding(row: Row) -> Row:
    """The finding as a JSON row: the columns of its kind alone, its link as it leads from the tables' folder."""
    link = row["home"] + row["link"] if row["link"] else row["link"]
    return {c.name: row[c.name] for c in COLUMNS_OF_KIND[row["kind"]]} | {"link": link}
