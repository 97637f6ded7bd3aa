"""The shards of a run: its documents in groups by the first digit of their digest, each group kept as Parquet.

Which shard a document is in depends on its bytes alone, so that neither order nor workers show. A shard's folder is
named by its group and by a key of all that it is made from: it is made anew only where one of its documents changed.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.account.account import shares
from pipeline.errors import UsageError
from pipeline.export.files import read_jsonl, write_text
from pipeline.export.shards import write_shard
from pipeline.run.keys import code_version, key_of
from pipeline.run.layout import Layout
from pipeline.run.ledger import Entry

SHARD_ROOMS = ("model", "export", "account", "run")
NOT_IN_TABLES = frozenset(["seconds", "worker"])
UNOPENED = "x"  # the group of files that were never opened


@dataclass(frozen=True, slots=True)
class Shard:
    """One group: the folder that it stands in, or will, and its entries by doc_id."""

    folder: Path
    entries: tuple[Entry, ...]


def shards_of(layout: Layout, entries: Iterable[Entry]) -> list[Shard]:
    """The shards of the run's entries (given by doc_id); nothing is written."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.sha256[:1] or UNOPENED, []).append(entry)
    return [Shard(layout.shards / f"{group}-{_key(groups[group])}", tuple(groups[group])) for group in sorted(groups)]


def make_shards(layout: Layout, shards: Sequence[Shard]) -> None:
    """Write the shards that do not stand yet, then the manifest that names them all, then remove the others.

    Whoever reads the manifest finds a whole run at every instant, be it this one or the one before.
    """
    for shard in shards:
        if not shard.folder.exists():
            beside = shard.folder.with_name(f".{shard.folder.name}.part")
            shutil.rmtree(beside, ignore_errors=True)
            write_shard(beside, _rows(layout, shard.entries))
            beside.rename(shard.folder)
    names = [shard.folder.name for shard in shards]
    if names != _named(layout):
        write_text(layout.manifest, json.dumps(names) + "\n")
    for folder in layout.shards.iterdir():
        if folder.name not in names:
            shutil.rmtree(folder)


def standing(layout: Layout) -> tuple[Path, ...]:
    """The shards of the last whole run in this folder; UsageError where there is none."""
    if not (names := _named(layout)):
        raise UsageError(f"{layout.out} holds no shards: give folders that `evidence extract` wrote to its end")
    return tuple(layout.shards / name for name in names)


def _named(layout: Layout) -> list[str]:
    return json.loads(layout.manifest.read_text(encoding="utf-8")) if layout.manifest.exists() else []


def _key(entries: list[Entry]) -> str:
    told = [{k: v for k, v in asdict(entry).items() if k not in NOT_IN_TABLES} for entry in entries]
    return key_of(told, code_version(*SHARD_ROOMS))


def _rows(layout: Layout, entries: tuple[Entry, ...]) -> dict[str, Iterator[dict[str, Any]]]:
    """The rows of each of the shard's tables, drawn from what the documents left behind."""
    read = [e for e in entries if e.state in ("read", "partial")]
    return {
        "documents": (_document(layout, e) for e in entries),
        "findings": (row for e in read for row in read_jsonl(layout.findings(e.doc_id))),
        "entities": (row for e in read for row in read_jsonl(layout.entities(e.doc_id))),
        "references": (row for e in read for row in _references(layout, e.doc_id)),
    }


def _document(layout: Layout, entry: Entry) -> dict[str, Any]:
    """The row of a document; `numbers` says which share of its printed numbers came to what."""
    accounts = read_jsonl(layout.accounts(entry.doc_id)) if entry.state in ("read", "partial") else ()
    return asdict(entry) | {"numbers": shares(a["reason"] for a in accounts)}


def _references(layout: Layout, doc_id: str) -> Iterator[dict[str, Any]]:
    tree = json.loads(layout.document(doc_id).read_text(encoding="utf-8"))
    return ({"doc_id": doc_id} | reference for reference in tree["references"])
