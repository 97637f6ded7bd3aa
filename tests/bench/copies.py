"""Copies of papers, each with bytes of its own, so that none is a duplicate: for runs that are longer than the corpus."""

from __future__ import annotations

from itertools import cycle, islice
from pathlib import Path

from pipeline.config import load_settings
from pipeline.ingest import Located, gather

MARKS = {"pdf": "\n% copy {}\n", "jats": "\n<!-- copy {} -->\n", "text": "\n\nThis is copy {}.\n"}


def copies(paths: list[Path], folder: Path, count: int) -> None:
    """Write so many copies of the papers below the paths into the new folder, one paper after the other in turn."""
    folder.mkdir(parents=True)
    papers = [s for s in gather(paths, load_settings().ingest) if isinstance(s, Located)]
    for number, source in enumerate(islice(cycle(papers), count)):
        data = source.location.read_bytes() + MARKS[source.kind].format(number).encode()
        (folder / f"{number:05d}-{source.location.name}").write_bytes(data)
