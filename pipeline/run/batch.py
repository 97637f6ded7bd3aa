"""A run: gather the files, do what is new, remember it, then write the tables."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.config import Settings, load_settings
from pipeline.errors import Refusal, UsageError
from pipeline.export.corrections import Correction, Corrections, read_corrections
from pipeline.export.files import read_jsonl
from pipeline.export.rows import all_columns
from pipeline.export.shards import Home, Shards
from pipeline.ingest import Located, Refused, gather
from pipeline.run.disk import alone_in, room_in
from pipeline.run.executors import Executor, InProcess, LocalProcesses
from pipeline.run.layout import Layout
from pipeline.run.ledger import Entry, Ledger
from pipeline.run.plan import Plan, turned_away
from pipeline.run.remembered import remember, remembered, tables_key
from pipeline.run.report import write_report
from pipeline.run.shards import make_shards, shards_of
from pipeline.run.tables import EVERYTHING, Selection, write_tables
from pipeline.run.worker import Job, get_ready, refused, work
from pipeline.vocabulary import config_root

if TYPE_CHECKING:
    import pandas

Watch = Callable[[Entry, int, int], None]
FRAME_TYPES: dict[str, Any] = {"int": "Int64", "float": "Float64", "bool": "boolean"}
CORRECTIONS = Path("corpus", "corrections.csv")


@dataclass(frozen=True)
class Run:
    """What a run did: the entries of its files, how many findings a kind, flags and files in each state, seconds, how
    many files needed no work, and the corrections that met no finding or more than one.
    """

    out: Path
    entries: tuple[Entry, ...]
    counts: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    reused: int = 0
    unused_corrections: tuple[Correction, ...] = ()

    def in_state(self, *states: str) -> tuple[Entry, ...]:
        """The entries in one of these states."""
        return tuple(e for e in self.entries if e.state in states)

    def table(self) -> pandas.DataFrame:
        """The evidence table as a data frame, a row a finding, integers and booleans with room for missing values."""
        import pandas

        rows = pandas.DataFrame(read_jsonl(self.out / "evidence.jsonl"), columns=[c.name for c in all_columns()])
        types = {c.name: FRAME_TYPES[c.type] for c in all_columns() if c.type in FRAME_TYPES}
        return rows.astype(types)


def extract(
    paths: Sequence[Path | str],
    out: Path | str,
    *,
    configs: Path | None = None,
    corrections: Path | None = None,
    ocr: bool = False,
    selection: Selection = EVERYTHING,
    executor: Executor | None = None,
    watch: Watch | None = None,
) -> Run:
    """Read every paper below `paths` and write the evidence table and all that belongs to it into `out`.

    `selection` says which rows enter the tables; `executor` who does the work (default: one guarded process a core);
    `watch` is called as each file ends, with its entry, how many have ended, and of how many. Raises UsageError where a
    path is missing or nothing can be read, ConfigError where configs/ is at fault. A file that cannot be read is an
    entry of the run, not an error.
    """
    started = time.perf_counter()
    configs, out = config_root(configs), Path(out)
    settings = load_settings(configs)
    applied = corrections_of(corrections, configs)
    sources = list(gather([Path(p) for p in paths], settings.ingest))
    layout = Layout(out)
    with room_in(out), alone_in(layout.work), closing(Ledger(layout.ledger)) as ledger:
        plan = Plan.of(layout, ledger, settings, configs, ocr)
        known = _known(plan, sources)
        worked = list(_worked(plan, known, sources, executor or executor_of(None, None, settings), watch))
        entries = sorted([*known, *worked], key=lambda e: e.doc_id)
        ledger.keep_only(e.doc_id for e in entries)
        shards = shards_of(layout, entries)
        make_shards(layout, shards)
        counts = tables_of(layout, [Home("", tuple(s.folder for s in shards))], applied, selection)
        layout.keep_only(e.doc_id for e in entries if e.state in ("read", "partial"))
        reused = len(known) - sum(isinstance(s, Refused) for s in sources)
        run = Run(out, tuple(entries), counts, time.perf_counter() - started, reused, tuple(applied.unused))
        write_report(out / "run.json", run.entries, counts, settings, run.seconds)
    return run


def executor_of(jobs: int | None, cluster: str | None, settings: Settings) -> Executor:
    """Who does the work: a Dask cluster, this process (`jobs` 0), or `jobs` guarded processes (None: one a core)."""
    if cluster is not None:
        return _cluster(cluster, settings)
    if jobs == 0:
        return InProcess()
    return LocalProcesses(os.cpu_count() or 1 if jobs is None else jobs, settings.limits)


def _cluster(address: str, settings: Settings) -> Executor:
    try:
        from pipeline.run.cluster import DaskCluster
    except ModuleNotFoundError:
        raise UsageError("distributed is not installed: install the extra `cluster` to work on one") from None
    return DaskCluster(address, settings.limits)


def corrections_of(path: Path | None, configs: Path) -> Corrections:
    """The corrections of a file; those that stand beside the folder of settings where none is named."""
    return Corrections(read_corrections(path or configs.parent / CORRECTIONS))


def tables_of(layout: Layout, homes: Sequence[Home], corrections: Corrections, selection: Selection) -> Counter[str]:
    """The counts of the tables; they are written unless those of an earlier run hold. Corrections write them anew."""
    key = tables_key(homes, selection)
    counts = None if corrections else remembered(layout, key)
    if counts is None:
        layout.tables.unlink(missing_ok=True)
        with Shards(homes, layout.spill) as shards:
            counts = write_tables(layout.out, shards, corrections, selection)
        if not corrections:
            remember(layout, key, counts)
    return counts


def _known(plan: Plan, sources: Sequence[Located | Refused]) -> list[Entry]:
    """The entries that need no work: files turned away, and files that an earlier run did."""
    found = (turned_away(s) if isinstance(s, Refused) else plan.known(s) for s in sources)
    known = [entry for entry in found if entry is not None]
    plan.ledger.put(*known)
    return known


def _worked(
    plan: Plan, known: Sequence[Entry], sources: Sequence[Located | Refused], executor: Executor, watch: Watch | None
) -> Iterator[Entry]:
    """The entries of all other files, each in the ledger as soon as its results stand."""
    done = {entry.doc_id for entry in known}
    todo: list[Job] = [plan.job(s) for s in sources if isinstance(s, Located) and s.doc_id not in done]
    if not todo:
        return
    prepare = partial(get_ready, plan.configs, plan.ocr)
    for ended, (job, result) in enumerate(executor.run(work, todo, prepare), len(known) + 1):
        entry = refused(job, result) if isinstance(result, Refusal) else result
        plan.ledger.put(entry)
        if watch is not None:
            watch(entry, ended, len(sources))
        yield entry
