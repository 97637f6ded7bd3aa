"""`evidence registry` as a person types it, on a small run, without a network."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import CheckFailed, UsageError
from tests.registry.server import LocalRegistry, reply, study

ROOT = Path(__file__).resolve().parents[2]
NCT, CTRI = "NCT01363986", "CTRI/2012/10/003062"


@pytest.fixture
def outputs(tmp_path):
    """A run of one paper that lists a trial as completed and names one of another registry."""
    folder = tmp_path / "outputs"
    folder.mkdir()
    row = {"finding_id": "f1", "doc_id": "review", "kind": "trial", "study": NCT, "registry_ids": [NCT], "n": 3,
           "status": "completed", "quote": "NCT 01363986", "page": 5, "link": "pages/review/p5.html#f1"}  # fmt: skip
    (folder / "evidence.jsonl").write_text(json.dumps(row) + "\n")
    (folder / "documents.csv").write_text("doc_id,year\nreview,2023\n")
    (folder / "entities.csv").write_text(
        f"doc_id,type,canonical\nreview,registry_id,{NCT}\nreview,registry_id,{CTRI}\n"
    )
    return folder


def run(*arguments):
    return CliRunner().invoke(app, ["registry", *map(str, arguments)])


def rows(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def settings_for(url, tmp_path):
    """A folder of settings that asks the local registry."""
    configs = tmp_path / "configs"
    configs.mkdir()
    (configs / "vocabulary").symlink_to(ROOT / "configs" / "vocabulary")
    (configs / "registry_statuses.csv").symlink_to(ROOT / "configs" / "registry_statuses.csv")
    (configs / "pipeline.toml").write_text(f'[registry]\nbase_url = "{url}"\npace_seconds = 0\nretries = 0\n')
    return configs


def test_offline_the_snapshot_shows_the_whole_job(outputs, tmp_path):
    done = run("refresh", "--offline", "--outputs", outputs, "--table", tmp_path / "table")
    assert done.exit_code == 0, done.output
    (found,) = rows(outputs / "registry" / "discrepancies.csv")
    assert (found["nct_id"], found["field"], found["paper_value"]) == (NCT, "status", "completed")
    assert found["registry_value"] == "TERMINATED (enrolled 3)"
    assert "partial, undated snapshot" in found["registry_source"]
    assert (found["quote"], found["page"], found["link"]) == ("NCT 01363986", "5", "../pages/review/p5.html#f1")
    known = {r["registry_id"]: r for r in rows(outputs / "registry" / "registry.csv")}
    assert (known[NCT]["state"], known[NCT]["agree"], known[NCT]["disagree"]) == ("stale", "1", "1")
    assert (known[CTRI]["registry"], known[CTRI]["state"], known[CTRI]["url"][:8]) == ("CTRI", "", "https://")


def test_two_runs_write_the_same_bytes(outputs, tmp_path):
    def view():
        run("refresh", "--offline", "--outputs", outputs, "--table", tmp_path / "table")
        return {p.name: p.read_bytes() for p in (outputs / "registry").iterdir()}

    assert view() == view()


def test_a_refresh_asks_the_registry_and_check_and_show_ask_no_one(outputs, tmp_path):
    table = tmp_path / "table"
    with LocalRegistry([study(NCT, status="WITHDRAWN", count=0)]) as server:
        configs = settings_for(server.url, tmp_path)
        done = run("refresh", "--outputs", outputs, "--table", table, "--configs", configs)
    assert "2 ids: 1 another registry, 1 ok" in done.output, done.output
    assert run("check", "--outputs", outputs, "--table", table).exit_code == 0
    (status,) = (r for r in rows(outputs / "registry" / "discrepancies.csv") if r["field"] == "status")
    assert (status["registry_value"], status["data_version"]) == ("WITHDRAWN (enrolled 0)", "2026-11-20T09:00:05")
    assert "status: WITHDRAWN" in run("show", "nct 01363986", "--table", table).output


def test_a_barred_machine_hands_in_what_it_downloaded(outputs, tmp_path):
    table = tmp_path / "table"
    with LocalRegistry([]) as server:
        server.faults["/version"] = [reply(403, b"", "text/html")]
        configs = settings_for(server.url, tmp_path)
        barred = run("refresh", "--outputs", outputs, "--table", table, "--configs", configs)
    assert "1 blocked" in barred.output
    assert isinstance(barred.exception, CheckFailed)
    assert "firewall" in str(barred.exception)
    (tmp_path / "saved.json").write_text(json.dumps(study(NCT, status="TERMINATED", count=3)))
    done = run("refresh", "--from", tmp_path / "saved.json", "--outputs", outputs, "--table", table)
    assert "1 ok" in done.output, done.output


def test_a_probe_says_in_one_line_whether_the_registry_is_reached(tmp_path):
    with LocalRegistry([]) as server:
        configs = settings_for(server.url, tmp_path)
        reached = run("probe", "--configs", configs)
    assert reached.output.splitlines() == [f"{server.url} can be reached: API 2.0.5, data of 2026-11-20T09:00:05"]
    gone = run("probe", "--configs", configs)
    assert isinstance(gone.exception, CheckFailed)
    assert "cannot be reached" in str(gone.exception)


@pytest.mark.parametrize(
    "arguments",
    [("show", "NCT99999999"), ("check", "--outputs", "nowhere"), ("refresh", "--offline", "--outputs", "nowhere")],
    ids=["an unknown trial", "no run to check", "no run to refresh for"],
)
def test_what_is_not_there_is_said_in_one_sentence(arguments, tmp_path):
    failed = run(*arguments, "--table", tmp_path)
    assert isinstance(failed.exception, UsageError)


def test_the_snapshot_says_what_it_is_and_holds_no_licensed_terms():
    path = ROOT / "corpus" / "registry" / "snapshot.csv"
    head = path.read_text(encoding="utf-8").split("nct_id,path", 1)[0]
    assert "partial, undated snapshot" in head
    with path.open(encoding="utf-8", newline="") as file:
        facts = list(csv.DictReader(line for line in file if not line.startswith("#")))
    assert all(f["source"] and f["as_of"] for f in facts)
    assert not [f for f in facts if "Events[" in f["path"]]
