"""From papers to discrepancies: the embedded papers, and the review that lists a terminated trial as completed."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from tests.shared import SHARED, needs_shared

PAPERS = Path(__file__).resolve().parents[2] / "corpus" / "papers"


def discrepancies(papers, tmp_path):
    """What `evidence extract` and `evidence registry refresh --offline` find in the papers."""
    outputs = tmp_path / "outputs"
    for arguments in (
        ["extract", papers, "--out", outputs],
        ["registry", "refresh", "--offline", "--outputs", outputs, "--table", tmp_path / "table"],
    ):
        done = CliRunner().invoke(app, [str(a) for a in arguments])
        assert done.exit_code == 0, done.output
    with (outputs / "registry" / "discrepancies.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_embedded_papers_have_discrepancies_to_show(tmp_path):
    (tmp_path / "papers").mkdir()
    for path in PAPERS.glob("*.txt"):
        shutil.copy(path, tmp_path / "papers")
    found = discrepancies(tmp_path / "papers", tmp_path)
    assert found
    assert all(r["paper_value"] and r["registry_value"] and r["registry_path"] and r["quote"] for r in found)


@needs_shared
@pytest.mark.slow
def test_the_review_lists_a_terminated_trial_as_completed(tmp_path):
    rows = discrepancies(SHARED / "corpus" / "seeds", tmp_path)
    (found,) = (r for r in rows if (r["nct_id"], r["field"]) == ("NCT01363986", "status"))
    assert (found["paper_value"], found["registry_value"]) == ("completed", "TERMINATED (enrolled 3)")
    assert "undated snapshot" in found["registry_source"]
    assert found["page"] == "5"
