"""What a paper costs, stage by stage, against pdfplumber on the same pages: `make bench`.

Every figure is CPU time of one process, so that what else the machine does shows little; the best of several rounds is
taken. The models are loaded before the clock runs. Peak memory is that of a worker that did all papers.
"""

from __future__ import annotations

import argparse
import io
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber

from pipeline.config import load_settings
from pipeline.ingest import Located, gather
from pipeline.run.batch import extract
from pipeline.run.executors import LocalProcesses
from pipeline.run.worker import Job, get_ready, work
from pipeline.stages import STAGES, Setting
from pipeline.vocabulary import config_root

ROUNDS = 3
FILES = "pictures and files"
TARGETS = {"reading / extract_words": 0.25, "whole pipeline / extract_words": 0.8}


def main() -> None:
    """Time the stages, pdfplumber, and two workers against one."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("papers", type=Path, nargs="+")
    arguments.add_argument("--workers", action="store_true", help="also time two workers against one")
    given = arguments.parse_args()
    papers = [s for s in gather(given.papers, load_settings().ingest) if isinstance(s, Located) and s.kind == "pdf"]
    spent, pages, words = _stages(papers)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    plumber = _best(lambda: [_extract_words(s.location.read_bytes()) for s in papers])
    whole = sum(spent.values())
    print(f"{len(papers)} PDFs, {pages} pages, {words} words; CPU seconds, best of {ROUNDS}")
    for name, seconds in spent.items():
        print(f"  {name:<20} {seconds / len(papers):7.3f} s a paper  {100 * seconds / whole:5.1f} %")
    print(
        f"  {'whole pipeline':<20} {whole / len(papers):7.3f} s a paper; {pages / whole:.1f} pages/s, {words / whole:.0f} words/s"
    )
    print(f"  {'extract_words':<20} {plumber / len(papers):7.3f} s a paper (pdfplumber {pdfplumber.__version__})")
    ratios = (spent["read"] / plumber, whole / plumber)
    for (name, target), ratio in zip(TARGETS.items(), ratios):
        print(f"  {name}: {ratio:.2f} (to reach: {target})")
    print(f"  peak memory of the process: {peak:.0f} MB (to reach: 700)")
    if given.workers:
        _print_workers(given.papers)


def _stages(papers: list[Located]) -> tuple[dict[str, float], int, int]:
    """CPU seconds a stage, over all papers the best round of each paper; pages and words of the papers."""
    setting = Setting(config_root(None), load_settings())
    get_ready(setting.configs, setting.ocr)
    opened = {stage.name: stage.open(setting) for stage in STAGES}
    spent = dict.fromkeys((*opened, FILES), 0.0)
    pages = words = 0
    for source in papers:
        rounds = [_one(source, opened) for _ in range(ROUNDS)]
        for name in opened:
            spent[name] += min(seconds[name] for seconds, _ in rounds)
        spent[FILES] += max(0.0, _work(source) - sum(min(s[name] for s, _ in rounds) for name in opened))
        document = rounds[0][1]
        pages += len(document.pages)
        words += len(document.text.split()) + sum(len(c.text.split()) for t in document.tables for c in t.cells)
    return spent, pages, words


def _one(source: Located, opened: dict[str, Callable]) -> tuple[dict[str, float], object]:
    values = {"source": source, "data": source.location.read_bytes()}
    seconds = dict.fromkeys(opened, 0.0)
    for stage in STAGES:
        started = time.process_time()
        values[stage.writes] = opened[stage.name](*(values[name] for name in stage.reads))
        seconds[stage.name] = time.process_time() - started
    return seconds, values["document"]


def _work(source: Located) -> float:
    """CPU seconds of all that a worker does for a paper, pictures of the pages and files included."""
    with tempfile.TemporaryDirectory() as out:
        return _best(lambda: work(Job(source, Path(out), config_root(None), False, "", "")))


def _extract_words(data: bytes) -> None:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_words()
            page.close()


def _best(work: Callable[[], object]) -> float:
    """The least CPU seconds of two rounds."""
    spent = []
    for _ in range(2):
        started = time.process_time()
        work()
        spent.append(time.process_time() - started)
    return min(spent)


def _print_workers(paths: list[Path]) -> None:
    """Wall-clock time of one worker and of two; worth reading on a machine with two idle cores alone."""
    limits, seconds = load_settings().limits, {}
    for workers in (1, 2):
        with tempfile.TemporaryDirectory() as out:
            started = time.perf_counter()
            extract(paths, out, executor=LocalProcesses(workers, limits))
            seconds[workers] = time.perf_counter() - started
    print(f"  one worker {seconds[1]:.1f} s, two {seconds[2]:.1f} s: {seconds[1] / seconds[2]:.2f} × (to reach: 1.8)")


if __name__ == "__main__":
    main()
