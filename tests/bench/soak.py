"""A thousand papers in one run: `make soak`. Prints papers a second, memory of parent and workers, time of a re-run.

The papers are copies of those given, each with bytes of its own, so that none is a duplicate. Ends with 1 where a file
is lost, the parent takes more than 300 MB, or a re-run with nothing new takes more than 2 s for 500 papers.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from pipeline.config import load_settings
from pipeline.ingest import Located, gather
from pipeline.run.batch import Run, extract
from pipeline.run.executors import LocalProcesses

PARENT_MB = 300
RERUN_SECONDS = 2 / 500  # a paper
MARKS = {"pdf": "\n% copy {}\n", "jats": "\n<!-- copy {} -->\n", "text": "\n\nThis is copy {}.\n"}


def main() -> None:
    """Make the copies, run over them twice, print and judge."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("papers", type=Path, nargs="+")
    arguments.add_argument("--copies", type=int, default=1000)
    arguments.add_argument("--jobs", type=int, default=2)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, out = Path(name, "papers"), Path(name, "out")
        _copies(given.papers, folder, given.copies)
        executor = LocalProcesses(given.jobs, load_settings().limits)
        seconds, run = _timed(folder, out, executor)
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        again, second = _timed(folder, out, executor)
    parent = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cpu = spent.ru_utime + spent.ru_stime
    states = {state: len(run.in_state(state)) for state in ("read", "partial", "refused", "duplicate")}
    print(
        f"{len(run.entries)} of {given.copies} files accounted for: {states}; {sum(run.counts.values())} findings and flags"
    )
    print(
        f"{given.jobs} workers: {seconds:.0f} s, {given.copies / seconds:.2f} papers/s; CPU of the workers {cpu:.0f} s"
    )
    print(f"peak memory: parent {parent:.0f} MB, largest worker {spent.ru_maxrss / 1024:.0f} MB")
    print(f"re-run with nothing new: {again:.2f} s, {second.reused} papers known")
    good = len(run.entries) == given.copies and parent <= PARENT_MB and again <= RERUN_SECONDS * max(500, given.copies)
    sys.exit(0 if good else 1)


def _copies(paths: list[Path], folder: Path, count: int) -> None:
    folder.mkdir()
    papers = [s for s in gather(paths, load_settings().ingest) if isinstance(s, Located)]
    for number, source in enumerate(islice(cycle(papers), count)):
        data = source.location.read_bytes() + MARKS[source.kind].format(number).encode()
        (folder / f"{number:05d}-{source.location.name}").write_bytes(data)


def _timed(folder: Path, out: Path, executor: LocalProcesses) -> tuple[float, Run]:
    started = time.perf_counter()
    run = extract([folder], out, executor=executor)
    return time.perf_counter() - started, run


if __name__ == "__main__":
    main()
