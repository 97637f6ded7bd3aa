"""Reading alone: `evidence parse` leaves the parsed documents and no findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

from pipeline.config import load_settings
from pipeline.errors import Refusal, UsageError
from pipeline.export.files import write_csv
from pipeline.ingest import Located, gather
from pipeline.run.batch import Watch
from pipeline.run.executors import Executor
from pipeline.run.ledger import Entry
from pipeline.run.plan import turned_away
from pipeline.run.tables import DOCUMENT_COLUMNS
from pipeline.run.worker import Job, pipeline_of, refused, work
from pipeline.vocabulary import config_root


def parse(
    paths: Sequence[Path],
    out: Path,
    executor: Executor,
    *,
    only: str = "",
    configs: Path | None = None,
    ocr: bool = False,
    watch: Watch | None = None,
) -> list[Entry]:
    """Read the papers below `paths` (with `only`, those of one kind) into `out/documents/<doc_id>.json`.

    `out/documents.csv` says what became of each. Returns the entries by doc_id. Raises UsageError where nothing of
    that kind is there.
    """
    configs = config_root(configs)
    sources = [s for s in gather(paths, load_settings(configs).ingest) if only in ("", s.kind)]
    if not sources:
        raise UsageError(f"no file of kind {only!r} there: the kinds are pdf, jats and text")
    done = [turned_away(s) for s in sources if not isinstance(s, Located)]
    todo = [Job(s, out, configs, ocr, "", "", reading_only=True) for s in sources if isinstance(s, Located)]
    for job, result in executor.run(work, todo, partial(pipeline_of, configs, ocr)):
        done.append(refused(job, result) if isinstance(result, Refusal) else result)
        if watch is not None:
            watch(done[-1], len(done), len(sources))
    entries = sorted(done, key=lambda e: e.doc_id)
    write_csv(out / "documents.csv", DOCUMENT_COLUMNS, map(asdict, entries))
    return entries
