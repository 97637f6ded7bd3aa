"""What a paper costs, stage by stage, against pdfplumber on the same pages; then the figures of a batch: `make bench`.

The models are loaded before any clock runs. Of each paper and stage the best of several rounds counts, wall-clock and
CPU, taken in turn with pdfplumber's rounds so that a machine that is busy for a while slows both. Two workers are held
against one on copies of the papers, from each one's first paper to its last: worth reading on two idle cores alone.
"""

from __future__ import annotations

import argparse
import io
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pdfplumber

from pipeline.config import load_settings
from pipeline.ingest import Located, gather
from pipeline.run.batch import extract
from pipeline.run.executors import LocalProcesses
from pipeline.run.worker import Job, get_ready, work
from pipeline.stages import STAGES, Setting
from pipeline.vocabulary import config_root
from tests.bench.copies import copies

ROUNDS = 3
FILES = "pictures and files"
Opened = dict[str, Callable]


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock on the wall, and of CPU."""

    wall: float = 0.0
    cpu: float = 0.0

    def __add__(self, other: Spent) -> Spent:
        return Spent(self.wall + other.wall, self.cpu + other.cpu)


def main() -> None:
    """Print the cost of the stages as a table, then one line a figure with what is to be reached."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("papers", type=Path, nargs="+")
    arguments.add_argument("--copies", type=int, default=60, help="papers for two workers against one; 0 leaves it out")
    given = arguments.parse_args()
    papers = [s for s in gather(given.papers, load_settings().ingest) if isinstance(s, Located) and s.kind == "pdf"]
    spent, plumber, pages, words = _costs(papers)
    whole = sum(spent.values(), Spent())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(papers)} PDFs, {pages} pages, {words} words; seconds a paper, best of {ROUNDS} rounds")
    print(f"  {'':<22} {'wall':>8} {'CPU':>8}   share of the CPU")
    for name, cost in (spent | {"whole pipeline": whole, "extract_words": plumber}).items():
        share = "" if name == "extract_words" else f"{100 * cost.cpu / whole.cpu:12.1f} %"
        print(f"  {name:<22} {cost.wall / len(papers):8.3f} {cost.cpu / len(papers):8.3f}{share}")
    print(f"speed of a warm worker: {pages / whole.wall:.1f} pages/s, {words / whole.wall:.0f} words/s")
    print(f"reading / extract_words (pdfplumber {pdfplumber.__version__}), CPU: {spent['read'].cpu / plumber.cpu:.2f}")
    print(f"whole pipeline / extract_words, warm worker, CPU: {whole.cpu / plumber.cpu:.2f} (to reach: 0.8 or less)")
    print(f"memory of a process that did all papers: {peak:.0f} MB (to reach: 700 or less)")
    print(f"evidence --help: {_help():.2f} s (to reach: 0.3 or less)", flush=True)
    if given.copies:
        one, two = (_rate(given.papers, given.copies, workers) for workers in (1, 2))
        largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"largest worker of a batch: {largest:.0f} MB (to reach: 700 or less)")
        print(f"one warm worker {one:.2f} papers/s, two {two:.2f}, on {given.copies} copies")
        print(f"two workers against one: {two / one:.2f} times (to reach: 1.8 or more)")


def _costs(papers: list[Located]) -> tuple[dict[str, Spent], Spent, int, int]:
    """What each stage and pdfplumber took for all papers; pages and words of the papers."""
    setting = Setting(config_root(None), load_settings())
    get_ready(setting.configs, setting.ocr)
    opened: Opened = {stage.name: stage.open(setting) for stage in STAGES}
    spent, plumber = dict.fromkeys((*opened, FILES), Spent()), Spent()
    pages = words = 0
    for source in papers:
        print(f"  {source.doc_id}", file=sys.stderr, flush=True)
        stages, whole, words_alone, document = _rounds(source, opened)
        for name, cost in stages.items():
            spent[name] += cost
        done = sum(stages.values(), Spent())
        spent[FILES] += Spent(max(0.0, whole.wall - done.wall), max(0.0, whole.cpu - done.cpu))
        plumber += words_alone
        pages += len(document.pages)
        words += len(document.text.split()) + sum(len(c.text.split()) for t in document.tables for c in t.cells)
    return spent, plumber, pages, words


def _rounds(source: Located, opened: Opened) -> tuple[dict[str, Spent], Spent, Spent, object]:
    """The best rounds of a paper: each stage, all that a worker does, `extract_words`; and the document."""
    stages: list[dict[str, Spent]] = []
    whole: list[Spent] = []
    plumber: list[Spent] = []
    data = source.location.read_bytes()
    for _ in range(ROUNDS):
        values: dict = {"source": source, "data": data}
        stages.append(_one(opened, values))
        with tempfile.TemporaryDirectory() as out:
            whole.append(_timed(lambda out=out: work(Job(source, Path(out), config_root(None), False, "", ""))))
        plumber.append(_timed(lambda: _extract_words(data)))
    best = {name: _best([costs[name] for costs in stages]) for name in opened}
    return best, _best(whole), _best(plumber), values["document"]


def _one(opened: Opened, values: dict) -> dict[str, Spent]:
    """The stages one after the other; `values` gathers what they give."""
    costs = {}
    for stage in STAGES:
        given = [values[name] for name in stage.reads]
        costs[stage.name] = _timed(lambda s=stage, g=given: values.update({s.writes: opened[s.name](*g)}))
    return costs


def _timed(what: Callable[[], object]) -> Spent:
    wall, cpu = time.perf_counter(), time.process_time()
    what()
    return Spent(time.perf_counter() - wall, time.process_time() - cpu)


def _best(costs: list[Spent]) -> Spent:
    return Spent(min(c.wall for c in costs), min(c.cpu for c in costs))


def _extract_words(data: bytes) -> None:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_words()
            page.close()


def _help() -> float:
    """Seconds until the help stands, the best of five."""
    command = [sys.executable, "-m", "pipeline", "--help"]
    return min(_timed(lambda: subprocess.run(command, check=True, capture_output=True)).wall for _ in range(5))


def _rate(paths: list[Path], count: int, workers: int) -> float:
    """Papers a second of so many warm workers: start-up and the writing of tables are left out."""
    ends: list[float] = []

    def watch(*_: object) -> None:
        ends.append(time.perf_counter())
        print(f"\r  {workers} worker(s): {len(ends)} of {count}", end="", file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory() as name:
        copies(paths, Path(name, "papers"), count)
        executor = LocalProcesses(workers, load_settings().limits)
        extract([Path(name, "papers")], Path(name, "out"), executor=executor, watch=watch)
    print(file=sys.stderr)
    return (count - workers) / (ends[-1] - ends[workers - 1])  # from when every worker has done a paper


if __name__ == "__main__":
    main()
