"""A run that is killed, or runs out of disk, and is begun again ends as if nothing had happened."""

from __future__ import annotations

import random
import resource
import shutil
import sys
import time
from pathlib import Path

import pytest

from tests.run.killing import bytes_of, finish, kill, left_of, start

CORPUS = Path(__file__).parents[2] / "corpus" / "papers"
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


def killed_and_resumed(papers, out, undisturbed, instants, seed):
    """Kill a run at random instants of its time, one after the other, then let it end; how often it was killed."""
    draw, (_, seconds) = random.Random(seed), undisturbed
    killed = 0
    for _ in range(instants):
        process = start(papers, out, "--jobs", "2")
        time.sleep(draw.uniform(0.2, 1.0) * seconds)
        killed += kill(process)
        assert left_of(process) == [], "a worker outlives its parent"
    finish(papers, out, "--jobs", "2")
    return killed


@linux
def test_a_killed_run_leaves_no_orphan_and_resumes_to_the_same_bytes(papers, undisturbed, tmp_path):
    assert killed_and_resumed(papers, tmp_path / "out", undisturbed, 2, seed=0)
    assert bytes_of(tmp_path / "out") == undisturbed[0]


@linux
@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 11))
def test_killed_again_and_again(papers, undisturbed, tmp_path, seed):
    killed_and_resumed(papers, tmp_path / "out", undisturbed, 3, seed)
    assert bytes_of(tmp_path / "out") == undisturbed[0]


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
