"""Typeset the embedded corpus from its sources: `python corpus/papers/build.py [--check]`.

Typst papers come out byte for byte the same everywhere: their fonts are the ones inside the typst package, no system
font is looked at, and the documents carry no date. Chromium stamps the time into its PDFs and breaks lines with the
fonts it finds, so its papers are compared by their text, and only where Chromium is installed.
"""

from __future__ import annotations

import argparse
import csv
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
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


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


def typeset(source: Path) -> bytes:
    """The PDF that Typst makes of a source, with embedded fonts alone."""
    return typst.compile(str(source), ignore_system_fonts=True)


def browser() -> str | None:
    """Path of an installed Chromium, or None."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def printed(program: str, source: Path) -> bytes:
    """The PDF that Chromium prints of an HTML source, without its own header and footer."""
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "out.pdf"
        flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile"]
        subprocess.run(
            [program, *flags, "--no-pdf-header-footer", f"--print-to-pdf={pdf}", source.resolve().as_uri()],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return pdf.read_bytes()


def words(pdf: bytes) -> str:
    """The text of a PDF in content order without blanks and hyphens: what two typesettings of one source share."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [document[i].get_textpage().get_text_range() for i in range(len(document))]
    return re.sub(r"[\s\u00ad\ufffe\u0002-]+", "", "".join(pages))


def made(paper: Paper) -> bytes | None:
    """The paper as its source gives it now; None where its producer is not installed here."""
    if paper.producer == "typst":
        return typeset(paper.source)
    if paper.producer == "chromium":
        program = browser()
        return printed(program, paper.source) if program else None
    return paper.source.read_bytes()


def agrees(paper: Paper, fresh: bytes) -> bool:
    """Whether the kept file is what its source gives: by text for Chromium, byte for byte else."""
    kept = paper.file.read_bytes() if paper.file.exists() else b""
    if paper.producer == "chromium":
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
