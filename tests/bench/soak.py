"""A thousand papers in one run: `make soak`. Ends with 1 where a file is lost, memory grows or a
re-run is slow; the speed is printed alone, for it says as much of the machine.

The papers are copies of those given, each with bytes of its own. Every hundred papers the parent's memory is printed.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

from pipeline.config import load_settings
from pipeline.run.batch import Run, extract
from pipeline.run.executors import LocalProcesses
from tests.bench.copies import copies

PARENT_MB, WORKER_MB, RATE = 300, 700, 1.5
RERUN_SECONDS = 2 / 500  # a paper
EVERY = 100


def main() -> None:
    """Make the copies, run over them twice, print and judge."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("papers", type=Path, nargs="+")
    arguments.add_argument("--copies", type=int, default=1000)
    arguments.add_argument("--jobs", type=int, default=2)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, out = Path(name, "papers"), Path(name, "out")
        copies(given.papers, folder, given.copies)
        executor = LocalProcesses(given.jobs, load_settings().limits)
        seconds, run = _timed(folder, out, executor)
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        again, second = _timed(folder, out, executor)
    parent, worker = _peak(), spent.ru_maxrss / 1024
    states = {state: len(run.in_state(state)) for state in ("read", "partial", "refused", "duplicate")}
    found = len(run.entries)
    allowed = RERUN_SECONDS * max(500, given.copies)
    print(f"files accounted for: {found} of {given.copies} {states} (to reach: all)")
    print(f"CPU of the workers: {(spent.ru_utime + spent.ru_stime) / given.copies:.2f} s a paper")
    print(f"memory of the parent: {parent:.0f} MB (to reach: {PARENT_MB} or less)")
    print(f"memory of the largest worker: {worker:.0f} MB (to reach: {WORKER_MB} or less)")
    print(f"re-run with nothing new, {second.reused} papers: {again:.2f} s (to reach: {allowed:g} or less)")
    print(f"speed of {given.jobs} workers: {given.copies / seconds:.2f} papers/s (to reach: {RATE} or more)")
    good = found == given.copies and parent <= PARENT_MB and worker <= WORKER_MB and again <= allowed
    sys.exit(0 if good else 1)


def _peak() -> float:
    """Most memory that this process ever had, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _timed(folder: Path, out: Path, executor: LocalProcesses) -> tuple[float, Run]:
    started = time.perf_counter()

    def watch(entry: object, ended: int, total: int) -> None:
        if ended % EVERY == 0:
            seconds = time.perf_counter() - started
            print(f"  {ended} of {total} in {seconds:.0f} s, parent {_peak():.0f} MB", file=sys.stderr, flush=True)

    run = extract([folder], out, executor=executor, watch=watch)
    return time.perf_counter() - started, run


if __name__ == "__main__":
    main()
