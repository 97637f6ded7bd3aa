"""The registry table on disk: a folder `table-<digest>` with DuckDB and CSV files, and `current`, which points to it.

A refresh writes a whole new folder beside, then moves the pointer in one step: killed at any moment, `current` is the
old table or the new one. The name is the digest of the content, so the same content is the same folder and is not
written again. `records.jsonl` is what is read back; the other files say the same for people and for SQL.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pipeline.export.database import write_tables
from pipeline.export.files import read_jsonl, write_jsonl, write_typed_csv
from pipeline.model.columns import Column
from pipeline.registry.history import Change, Version, changes
from pipeline.registry.identifiers import register_of
from pipeline.registry.records import ROWS, Record, as_json, columns, from_json

State = Literal["ok", "alias", "not_found", "blocked", "error", "stale"]
SETTLED: tuple[State, ...] = ("ok", "alias", "not_found")
POINTER = "current"
_VERSION_COLUMNS = (
    Column("nct_id", "str", "Id of the record."),
    Column("valid_from", "str", "Day from which the registry said so; empty for unknown."),
    Column("valid_to", "str", "Day on which it said something else; empty while it stands."),
    Column("data_version", "str", "The registry's stamp of the data in which it was first seen."),
    Column("api_version", "str", "Version of the registry's interface."),
    Column("origin", "str", "registry, download or snapshot."),
    Column("source", "str", "Where it was read."),
)  # fmt: skip


@dataclass(frozen=True)
class Lookup:
    """What became of asking for one id: its state, the record that answers, the data asked, and why in a few words."""

    asked: str
    state: State
    nct_id: str = ""
    data_version: str = ""
    message: str = ""


@dataclass(frozen=True)
class RegistryTable:
    """All versions of all records (oldest first), and the last look-up of each id."""

    versions: dict[str, tuple[Version, ...]] = field(default_factory=dict)
    lookups: dict[str, Lookup] = field(default_factory=dict)

    def newest(self, identifier: str) -> Version | None:
        """What the registry says today of the id, or of the record that an alias stands for; None where unknown."""
        versions = self.history(identifier)
        return versions[-1] if versions else None

    def history(self, identifier: str) -> tuple[Version, ...]:
        """All that the registry is known to have said of the id, of an alias, or of its id in another registry."""
        lookup = self.lookups.get(identifier)
        home = lookup.nct_id if lookup and lookup.nct_id else self._homes.get(identifier, identifier)
        return self.versions.get(home, ())

    @cached_property
    def _homes(self) -> dict[str, str]:
        """Records by the ids that their sponsors gave of other registries, where one record alone gives the id."""
        given = [
            (i, nct_id) for nct_id, versions in self.versions.items() for i in versions[-1].record.trial.secondary_ids
        ]
        counts = Counter(i for i, _ in given)
        return {i: nct_id for i, nct_id in given if counts[i] == 1 and register_of(i)}


def load(folder: Path) -> RegistryTable:
    """The table of the folder; an empty one where none has been written."""
    current = folder / POINTER
    if not current.exists():
        return RegistryTable()
    versions: dict[str, tuple[Version, ...]] = {}
    for row in read_jsonl(current / "records.jsonl"):
        version = Version(record=from_json(row.pop("record")), **row)
        versions[version.nct_id] = (*versions.get(version.nct_id, ()), version)
    lookups = {row["asked"]: Lookup(**row) for row in read_jsonl(current / "lookups.jsonl")}
    return RegistryTable(versions, lookups)


def save(table: RegistryTable, folder: Path) -> Path:
    """Put the table in the place of the old one in one step; returns the folder that holds it."""
    rows = [_version_json(v) for v in _in_order(table)]
    lookups = [dataclasses.asdict(table.lookups[asked]) for asked in sorted(table.lookups)]
    target = folder / f"table-{_digest(rows, lookups)}"
    if (folder / POINTER).resolve() != target.resolve():
        _write_whole(table, rows, lookups, target)
        _point(folder, target)
    _remove_others(folder, target)
    return target


def export_rows(versions: Iterable[Version], table: str) -> Iterator[dict[str, Any]]:
    """The rows of one CSV or DuckDB table, each with the version that it belongs to."""
    for version in versions:
        head = {c.name: getattr(version, c.name) for c in _VERSION_COLUMNS}
        for row in _rows(version.record, table):
            yield head | vars(row)


def export_columns(table: str) -> tuple[Column, ...]:
    """The columns of one CSV or DuckDB table."""
    names = {c.name for c in _VERSION_COLUMNS}
    return (*_VERSION_COLUMNS, *(c for c in columns(table) if c.name not in names))


def _rows(record: Record, table: str) -> tuple[Any, ...]:
    return (record.trial,) if table == "trials" else getattr(record, table)


def _in_order(table: RegistryTable) -> list[Version]:
    return [version for nct_id in sorted(table.versions) for version in table.versions[nct_id]]


def _version_json(version: Version) -> dict[str, Any]:
    plain = {f.name: getattr(version, f.name) for f in dataclasses.fields(version) if f.name != "record"}
    return plain | {"record": as_json(version.record)}


def _digest(*content: Any) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def _write_whole(table: RegistryTable, rows: list[Any], lookups: list[Any], target: Path) -> None:
    part = target.with_name(f".part-{target.name}")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    write_jsonl(part / "records.jsonl", rows)
    write_jsonl(part / "lookups.jsonl", lookups)
    tables = _tables(table)
    for name, (table_columns, table_rows) in tables.items():
        write_typed_csv(part / f"{name}.csv", table_columns, table_rows)
    write_tables(part / "registry.duckdb", tables)
    shutil.rmtree(target, ignore_errors=True)
    part.rename(target)


def _tables(table: RegistryTable) -> dict[str, tuple[tuple[Column, ...], list[dict[str, Any]]]]:
    versions = _in_order(table)
    made: dict[str, tuple[tuple[Column, ...], list[dict[str, Any]]]] = {
        ("trials" if name == "trials" else f"trial_{name}"): (export_columns(name), list(export_rows(versions, name)))
        for name in ("trials", *ROWS)
    }
    changed = [dataclasses.asdict(c) for nct_id in sorted(table.versions) for c in changes(table.versions[nct_id])]
    changed.sort(key=lambda c: c["after_data_version"], reverse=True)
    made["changes"] = (_plain_columns(Change), changed)
    made["lookups"] = (_plain_columns(Lookup), [dataclasses.asdict(table.lookups[a]) for a in sorted(table.lookups)])
    return made


def _plain_columns(cls: type) -> tuple[Column, ...]:
    return tuple(Column(f.name, "str", "") for f in dataclasses.fields(cls))


def _point(folder: Path, target: Path) -> None:
    beside = folder / f".{POINTER}.part"
    beside.unlink(missing_ok=True)
    beside.symlink_to(target.name, target_is_directory=True)
    beside.replace(folder / POINTER)


def _remove_others(folder: Path, target: Path) -> None:
    for other in (*folder.glob("table-*"), *folder.glob(".part-table-*")):
        if other.name != target.name:
            shutil.rmtree(other, ignore_errors=True)
