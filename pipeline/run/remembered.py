"""Whether the tables of an earlier run still hold, so that a run with nothing new need not write them again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from pipeline.export.files import write_text
from pipeline.export.shards import Home
from pipeline.run.keys import code_version, key_of
from pipeline.run.layout import Layout
from pipeline.run.tables import TABLES, Selection

TABLE_ROOMS = ("model", "export", "reconcile", "run")


def tables_key(homes: Sequence[Home], selection: Selection) -> str:
    """What the tables depend on: the shards (their names tell what they hold), which rows are taken, and the code."""
    told = [(home.link, [shard.name for shard in home.shards]) for home in homes]
    return key_of(told, asdict(selection), code_version(*TABLE_ROOMS))


def remembered(layout: Layout, key: str) -> Counter[str] | None:
    """The counts of the tables that stand, if they were written under this key and nobody touched them since."""
    try:
        told = json.loads(layout.tables.read_text(encoding="utf-8"))
        holds = told["key"] == key and told["files"] == _files(layout.out, TABLES)
    except (OSError, ValueError, KeyError):
        return None
    return Counter(told["counts"]) if holds else None


def remember(layout: Layout, key: str, counts: Counter[str]) -> None:
    """Note what was written under which key."""
    told = {"key": key, "counts": counts, "files": _files(layout.out, TABLES)}
    write_text(layout.tables, json.dumps(told) + "\n")


def _files(out: Path, names: Sequence[str]) -> dict[str, list[int]]:
    """Size and time of each file; OSError where one is gone."""
    return {name: [(stat := (out / name).stat()).st_size, stat.st_mtime_ns] for name in names}
