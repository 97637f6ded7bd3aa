"""A whole paper from its PDF: the demonstration papers of the corpus, and the judge of reading on real ones."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from pipeline.model.document import Source
from pipeline.model.geometry import Span
from pipeline.parse.read_pdf import read_pdf
from pipeline.parse.store import dumps
from tests.shared import SHARED, needs_shared

PAPERS = Path(__file__).resolve().parents[2] / "corpus" / "papers"
PDFS = sorted(PAPERS.glob("*.pdf"))


@cache
def document(path):
    data = path.read_bytes()
    return read_pdf(Source(path.stem, path.name, "pdf", "0" * 64, len(data)), data)


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.stem)
def test_a_demonstration_paper_is_read_whole(path):
    paper = document(path)
    assert paper.title
    assert paper.language == "en"
    assert paper.references
    assert {s.kind for s in paper.sections} >= {"title", "abstract", "body"}


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.stem)
def test_every_letter_leads_back_to_its_page(path):
    paper = document(path)
    lost = [k for k, letter in enumerate(paper.text) if not letter.isspace() and not paper.runs_of(Span(k, k + 1))]
    assert lost == []
    assert {run.page for run in paper.runs} <= {page.number for page in paper.pages}


def test_the_same_bytes_give_the_same_document():
    path = PDFS[0]
    document.cache_clear()
    first = dumps(document(path))
    document.cache_clear()
    assert dumps(document(path)) == first


@needs_shared
def test_real_papers_reach_the_figures_of_reading(tmp_path):
    """The shared judge on every fifth paper (`make bench-reading`: all); sentences in order, nothing printed twice."""
    papers, truth = sorted((SHARED / "corpus" / "pairs").glob("*.pdf"))[1::5], tmp_path / "truth"
    truth.mkdir()
    for path in papers:
        (truth / f"{path.stem}.xml").symlink_to(SHARED.resolve() / "corpus" / "pairs_jats" / f"{path.stem}.xml")
        (tmp_path / f"{path.stem}.json").write_text(json.dumps({"text": document(path).text, "tables": []}))
    judge = [
        sys.executable,
        str(SHARED / "tools" / "score_reading.py"),
        str(tmp_path),
        str(truth),
    ]
    figures = json.loads(subprocess.run(judge, check=True, capture_output=True, text=True).stdout)
    assert figures["sentence_recall"] >= 0.975
    assert figures["length_ratio"] <= 1.25
