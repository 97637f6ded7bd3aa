"""The command `evidence` as a person types it: exit codes, one sentence for each fault, no traceback."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.run.killing import left_of, start

PAPER = Path(__file__).parents[2] / "corpus" / "papers" / "demo2026_her2_drugs_text.txt"


def evidence(*arguments, cwd, **how):
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, timeout=120, **how)


@pytest.fixture
def papers(tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "good.txt").write_bytes(PAPER.read_bytes())
    return folder


def test_all_read_ends_with_0_and_tells_where_the_table_is(papers, tmp_path):
    done = evidence("extract", papers, "--out", tmp_path / "out", "--jobs", 1, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "papers read" in done.stdout
    assert "evidence.xlsx" in done.stdout
    assert "\x1b" not in done.stdout, "no colours where the output is piped"


def test_a_damaged_ledger_is_one_sentence_with_the_remedy(papers, tmp_path):
    (tmp_path / "out" / ".work").mkdir(parents=True)
    (tmp_path / "out" / ".work" / "ledger.sqlite").write_text("no database")
    done = evidence("extract", papers, "--out", tmp_path / "out", "--jobs", 0, cwd=tmp_path)
    assert done.returncode == 2
    assert "ledger.sqlite is damaged: remove it" in done.stderr
    assert "Traceback" not in done.stderr


def test_files_that_are_no_papers_by_their_names_are_counted(papers, tmp_path):
    (papers / "letter.docx").write_bytes(b"PK")
    done = evidence("extract", papers, "--out", tmp_path / "out", "--jobs", 0, cwd=tmp_path)
    assert done.returncode == 0
    assert "1 file passed over" in done.stdout


def test_some_refused_ends_with_3_names_the_file_and_still_writes_the_table(papers, tmp_path):
    (papers / "empty.pdf").write_bytes(b"")
    done = evidence("extract", papers, "--out", tmp_path / "out", "--jobs", 0, cwd=tmp_path)
    assert done.returncode == 3
    assert "refused: empty.pdf" in done.stdout
    with (tmp_path / "out" / "documents.csv").open(newline="") as file:
        assert {r["doc_id"]: r["state"] for r in csv.DictReader(file)} == {"empty": "refused", "good": "read"}


def test_reading_alone_tells_of_each_file_what_became_of_it(papers, tmp_path):
    (papers / "empty.pdf").write_bytes(b"")
    done = evidence("parse", papers, "--out", tmp_path / "out", "--jobs", 0, cwd=tmp_path)
    assert done.returncode == 3
    with (tmp_path / "out" / "documents.csv").open(newline="") as file:
        assert {r["doc_id"]: r["reason"] for r in csv.DictReader(file)} == {"empty": "empty", "good": ""}


FAULTS = [
    (["extract", "nowhere", "--out", "out"], 2, "nowhere does not exist", "a path that is not there"),
    (["extract", "bare", "--out", "out"], 2, "nothing to read in bare", "an empty folder"),
    (["parse", "bare", "--out", "out"], 2, "nothing to read in bare", "an empty folder, reading only"),
    (["inspect", "nowhere.pdf"], 2, "nowhere.pdf does not exist", "a page of a file that is not there"),
    (["audit", "--outputs", "bare", "--gold", "bare"], 2, "holds no gold", "a folder without gold"),
    (["extract", "paper.txt", "--out", "paper.txt"], 2, "paper.txt/.work", "an output folder that is a file"),
    (["extract", "paper.txt", "--out", "x" * 300], 2, "File name too long", "an output folder that no disk can hold"),
    (["extract", "paper.txt", "--configs", "bare"], 2, "with --configs", "a folder without settings"),
    (["extract", "bare", "--frobnicate"], 2, "No such option", "an option that is not there"),
]


@pytest.mark.parametrize(("arguments", "code", "said", "why"), FAULTS, ids=[w for *_, w in FAULTS])
def test_a_fault_of_the_user_is_one_sentence_and_no_traceback(tmp_path, arguments, code, said, why):
    (tmp_path / "bare").mkdir()
    (tmp_path / "paper.txt").write_text("A paper.\n")
    done = evidence(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_an_interrupted_run_says_what_is_kept_and_leaves_no_worker(papers, tmp_path, sent):
    (papers / "slow.txt").write_bytes(b"lapatinib 1250 mg " * 100_000)
    process = start(papers, tmp_path / "out", "--jobs", "2", stderr=subprocess.PIPE, text=True)
    while not list((tmp_path / "out" / "documents").glob("good.json")):
        assert process.poll() is None
        time.sleep(0.05)
    os.killpg(process.pid, sent)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said == "evidence: interrupted; what was read is kept: run the same command again to go on\n"
    assert left_of(process) == []


@pytest.mark.skipif(find_spec("distributed") is not None, reason="the extra `cluster` is installed")
def test_a_cluster_without_its_extra_is_one_sentence(papers, tmp_path):
    done = evidence("extract", papers, "--out", tmp_path / "out", "--cluster", "tcp://localhost:1", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("evidence: distributed is not installed")


def test_the_help_names_the_commands_and_the_exit_codes(tmp_path):
    done = evidence("--help", cwd=tmp_path)
    assert done.returncode == 0
    for word in ("extract", "parse", "inspect", "recognise", "audit", "Exit codes"):
        assert word in done.stdout


def test_recognise_answers_line_by_line(tmp_path):
    done = evidence("recognise", "--json", cwd=tmp_path, input="Lapatinib 1250 mg daily\n30 Gy in 10 fractions\n")
    first, second = map(json.loads, done.stdout.splitlines())
    assert {"drug", "drug_dose"} <= {m["kind"] for m in first["mentions"]}
    assert second["courses"]


def test_recognise_goes_on_after_bytes_that_are_no_text(tmp_path):
    command = [sys.executable, "-m", "pipeline", "recognise", "--json"]
    done = subprocess.run(
        command, input=b"\xff\xfe\nlapatinib 1250 mg\n", capture_output=True, cwd=tmp_path, timeout=120
    )
    assert done.returncode == 0, done.stderr
    first, second = map(json.loads, done.stdout.splitlines())
    assert first["mentions"] == []
    assert "drug_dose" in {m["kind"] for m in second["mentions"]}
