"""Several output folders as one table: the runs of many machines, or of many months, merged from their shards."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from pipeline.errors import UsageError
from pipeline.export.corrections import Correction
from pipeline.export.shards import Home
from pipeline.run.batch import corrections_of, tables_of
from pipeline.run.disk import alone_in, room_in
from pipeline.run.layout import Layout
from pipeline.run.shards import standing
from pipeline.run.tables import EVERYTHING, Selection
from pipeline.vocabulary import config_root


@dataclass(frozen=True)
class Merged:
    """What was merged: how many findings a kind, flags and files in each state, seconds, corrections not applied."""

    out: Path
    counts: Counter[str]
    seconds: float
    unused_corrections: tuple[Correction, ...]


def compact(
    folders: Sequence[Path],
    out: Path,
    *,
    configs: Path | None = None,
    corrections: Path | None = None,
    selection: Selection = EVERYTHING,
) -> Merged:
    """Write the tables of all `folders` into `out`; parsed documents and pages stay where they are, linked to.

    A paper whose bytes stand in several folders is taken where it was read best, from the first folder by name where it
    was read equally well, and is a `duplicate` elsewhere. Papers that share a doc_id are told apart as in one folder.
    Raises UsageError where a folder holds no finished run, or where `out` is one of them.
    """
    started = time.perf_counter()
    layout, applied = Layout(out), corrections_of(corrections, config_root(configs))
    homes = [_home(folder, out) for folder in sorted(set(folders))]
    with room_in(out), alone_in(layout.work):
        counts = tables_of(layout, homes, applied, selection)
    return Merged(out, counts, time.perf_counter() - started, tuple(applied.unused))


def _home(folder: Path, out: Path) -> Home:
    if folder.resolve() == out.resolve():
        raise UsageError(f"{out} is one of the folders to merge: give another --out")
    link = Path(os.path.relpath(folder.resolve(), out.resolve())).as_posix()
    return Home(quote(link) + "/", standing(Layout(folder)))
