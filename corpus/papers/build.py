"""Typeset the embedded corpus from its sources: `python corpus/papers/build.py [--check]`.

Typst papers come out byte for byte the same everywhere: their fonts are the ones inside the typst package, no system
font is looked at, and the documents carry no date. Chromium and pdfTeX take fonts and versions from the machine, so
their papers are compared by their words, and only where the producer is installed.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import typst

PAPERS = Path(__file__).parent
# Programs that may do the work of a producer, first one found wins. Typst is a Python package, text needs nobody.
PROGRAMS = {"chromium": ("chromium", "chromium-browser", "google-chrome"), "pdftex": ("pdflatex",)}
LIMIT_SECONDS = 120


@dataclass(frozen=True)
class Paper:
    """One row of SOURCES.csv: a paper, the file that is read, who makes it, and from what."""

    doc_id: str
    file: Path
    producer: str
    source: Path


def papers() -> list[Paper]:
    """The papers of the manifest, in its order. A paper without a separate source is its own source."""
    with (PAPERS / "SOURCES.csv").open(newline="", encoding="utf-8") as manifest:
        rows = list(csv.DictReader(manifest))
    return [Paper(r["doc_id"], PAPERS / r["file"], r["producer"], PAPERS / r["source"]) for r in rows]


def program(producer: str) -> str | None:
    """Path of an installed program of a producer, or None."""
    return next((path for name in PROGRAMS[producer] if (path := shutil.which(name))), None)


def printed(browser: str, source: Path, folder: Path) -> Path:
    """The PDF that Chromium prints of an HTML source, without its own header and footer."""
    pdf = folder / "out.pdf"
    flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile"]
    run([browser, *flags, "--no-pdf-header-footer", f"--print-to-pdf={pdf}", source.resolve().as_uri()])
    return pdf


def set_by_tex(latex: str, source: Path, folder: Path) -> Path:
    """The PDF that pdfTeX makes of a source; the second run knows the numbers that the first one wrote down."""
    for _ in range(2):
        run([latex, "-interaction=batchmode", "-halt-on-error", f"-output-directory={folder}", str(source.resolve())])
    return folder / f"{source.stem}.pdf"


def run(command: list[str]) -> None:
    """Run a producer; CalledProcessError or TimeoutExpired when it fails. No date enters what honours the epoch."""
    environment = os.environ | {"SOURCE_DATE_EPOCH": "0"}
    subprocess.run(command, check=True, capture_output=True, timeout=LIMIT_SECONDS, env=environment)


def made(paper: Paper) -> bytes | None:
    """The paper as its source gives it now; None where its producer is not installed here."""
    if paper.producer == "typst":
        return typst.compile(str(paper.source), ignore_system_fonts=True)
    if paper.producer not in PROGRAMS:
        return paper.source.read_bytes()
    path, maker = program(paper.producer), {"chromium": printed, "pdftex": set_by_tex}[paper.producer]
    if path is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        return maker(path, paper.source, Path(folder)).read_bytes()


def words(pdf: bytes) -> frozenset[str]:
    """The distinct words of a PDF: other fonts break lines and pages elsewhere, but print the same words.

    Dashes and slashes, where lines break, are left out together with the blanks after them.
    """
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [document[i].get_textpage().get_text_range() for i in range(len(document))]
    return frozenset(re.sub(r"[-\u2013/\u00ad\ufffe\u0002]\s*", "", "\n".join(pages)).split())


def agrees(paper: Paper, fresh: bytes) -> bool:
    """Whether the kept file is what its source gives: by words for a producer of the machine, byte for byte else."""
    kept = paper.file.read_bytes() if paper.file.exists() else b""
    if paper.producer in PROGRAMS:
        return bool(kept) and words(kept) == words(fresh)
    return kept == fresh


def outcome(paper: Paper, check: bool) -> str:
    """`same`, `written` (unless only checking), `differs` or `skipped` for one paper."""
    fresh = made(paper)
    if fresh is None:
        return "skipped"
    if agrees(paper, fresh):
        return "same"
    if not check:
        paper.file.write_bytes(fresh)
    return "differs" if check else "written"


def main(arguments: list[str]) -> int:
    """Build or check all papers, one line each; 1 if a check finds a file that its source does not give, else 0."""
    parser = argparse.ArgumentParser(description="Typeset the embedded corpus from its sources.")
    parser.add_argument("--check", action="store_true", help="write nothing; say which files are not what sources give")
    check = parser.parse_args(arguments).check
    outcomes = {paper: outcome(paper, check) for paper in papers()}
    for paper, state in outcomes.items():
        reason = f" ({paper.producer} is not installed)" if state == "skipped" else ""
        print(f"{state:8} {paper.file.name}{reason}")
    return int("differs" in outcomes.values())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
