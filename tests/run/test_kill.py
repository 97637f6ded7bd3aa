"""A run that is killed, or runs out of disk, and is begun again ends as if nothing had happened."""

from __future__ import annotations

import random
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.run.killing import bytes_of, finish, kill, left_of, start

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus" / "papers"
FEW = ("demo2026_wbrt_her2.pdf", "demo2026_kate2_digest.xml", "demo2026_her2_drugs_text.txt")
linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("papers")
    for name in FEW:
        shutil.copy(CORPUS / name, folder)
    return folder


@pytest.fixture(scope="module")
def undisturbed(papers, tmp_path_factory):
    """The bytes of a run that nobody disturbs, and the seconds that it takes."""
    out, started = tmp_path_factory.mktemp("undisturbed"), time.monotonic()
    finish(papers, out, "--jobs", "2")
    return bytes_of(out), time.monotonic() - started


def documents_in(out):
    return len(list((out / "documents").glob("[!.]*.json")))


@linux
def test_a_killed_run_leaves_no_orphan_and_resumes_to_the_same_bytes(papers, undisturbed, tmp_path):
    """Killed as soon as the first document stands, then again at the second."""
    for standing in (1, 2):
        process = start(papers, tmp_path / "out", "--jobs", "2")
        while documents_in(tmp_path / "out") < standing and process.poll() is None:
            time.sleep(0.01)
        assert kill(process), "it ended before it could be killed"
        assert left_of(process) == [], "a worker outlives its parent"
    finish(papers, tmp_path / "out", "--jobs", "2")
    assert bytes_of(tmp_path / "out") == undisturbed[0]


@linux
@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_killed_again_and_again(papers, undisturbed, tmp_path, seed):
    """At three random instants, one after the other."""
    draw, (expected, seconds) = random.Random(seed), undisturbed
    for _ in range(3):
        process = start(papers, tmp_path / "out", "--jobs", "2")
        time.sleep(draw.uniform(0.2, 1.0) * seconds)
        kill(process)
        assert left_of(process) == [], "a worker outlives its parent"
    finish(papers, tmp_path / "out", "--jobs", "2")
    assert bytes_of(tmp_path / "out") == expected


@linux
def test_a_run_killed_around_its_writes_ends_the_same():
    """A few of the writes; `make kill` takes many more."""
    command = [sys.executable, "-m", "tests.run.kill_at_writes", "--every", "120"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_full_disk_is_said_in_one_sentence_and_the_next_run_makes_it_good(papers, undisturbed, tmp_path):
    """A limit on the size of files stands in for the disk: the write fails in the middle, as ENOSPC does."""
    full = 30_000  # bytes: enough for the ledger, too few for the documents
    process = start(
        papers, tmp_path / "out", "--jobs", "1", stderr=-1, text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (full, full)),
    )  # fmt: skip
    _, said = process.communicate(timeout=120)
    assert process.returncode == 2
    assert "disk" in said
    assert "Traceback" not in said
    finish(papers, tmp_path / "out", "--jobs", "2")
    assert bytes_of(tmp_path / "out") == undisturbed[0]
