"""Words a second of all recognisers together, grammars, vocabularies and the name model, on one core.

    .venv/bin/python tests/bench/bench_recognise.py PUBTATOR_FILE|TEXT_FILE|FOLDER_OF_PAPERS ...

A PubTator file gives abstracts, a folder the papers that the pipeline reads there, any other file its lines. Processor
time, the best of three runs, the start (a second or two) left out; words are what blanks part.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from pipeline.ingest import IngestSettings, Located, gather
from pipeline.parse.read import read
from pipeline.recognise.corpus import read_pubtator
from pipeline.recognise.recogniser import Recogniser, build

RUNS = 3


def texts(path: Path) -> list[str]:
    """The texts of the file or folder."""
    if path.is_dir():
        located = (found for found in gather([path], IngestSettings()) if isinstance(found, Located))
        return [read(paper, paper.location.read_bytes()).text for paper in located]
    if "PubTator" in path.name:
        return [document.text for document in read_pubtator(path)]
    return path.read_text(encoding="utf-8").splitlines()


def seconds(recogniser: Recogniser, given: list[str]) -> Iterator[float]:
    """Processor time of each run over all the texts."""
    for _ in range(RUNS):
        begun = time.process_time()
        for text in given:
            recogniser.passage(text)
        yield time.process_time() - begun


def main() -> None:
    """Print a line for each of the files and folders."""
    recogniser = build(names=True)
    for path in map(Path, sys.argv[1:]):
        given = texts(path)
        words = sum(len(text.split()) for text in given)
        print(f"{path.name:36} {words:8} words {words / min(seconds(recogniser, given)):8.0f} words/s", flush=True)


if __name__ == "__main__":
    main()
