"""The same papers give the same bytes: for any number of workers, in any order, on a cluster that loses a worker."""

from __future__ import annotations

import importlib.util
import os
import random
import shutil
import signal
from pathlib import Path

import pytest

from pipeline.limits import LimitSettings
from pipeline.run.batch import extract
from pipeline.run.executors import InProcess, LocalProcesses
from tests.run.killing import bytes_of

CORPUS = Path(__file__).parents[2] / "corpus" / "papers"
FEW = ("demo2026_tki_brain.pdf", "demo2026_kate2_digest.xml", "demo2026_her2_drugs_text.txt")
no_cluster = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="the extra `cluster` is not installed (distributed)"
)


class Shuffled(InProcess):
    """The jobs in another order than they were given."""

    def run(self, work, jobs, prepare):
        """See `Executor.run`."""
        jobs = list(jobs)
        random.Random(1).shuffle(jobs)
        return super().run(work, jobs, prepare)


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("papers")
    for name in FEW:
        shutil.copy(CORPUS / name, folder)
    return folder


@pytest.fixture(scope="module")
def expected(papers, tmp_path_factory):
    out = tmp_path_factory.mktemp("expected")
    extract([papers], out, executor=InProcess())
    return bytes_of(out)


EXECUTORS = [
    pytest.param(Shuffled(), id="another-order"),
    pytest.param(LocalProcesses(2, LimitSettings()), id="two-workers"),
    pytest.param(LocalProcesses(1, LimitSettings(recycle=1)), id="a-new-worker-a-file", marks=pytest.mark.slow),
    pytest.param(LocalProcesses(8, LimitSettings()), id="eight-workers", marks=pytest.mark.slow),
]


@pytest.mark.parametrize("executor", EXECUTORS)
def test_who_does_the_work_never_shows(papers, expected, tmp_path, executor):
    extract([papers], tmp_path, executor=executor)
    assert bytes_of(tmp_path) == expected


@no_cluster
def test_a_cluster_that_loses_a_worker_gives_the_same_bytes(papers, expected, tmp_path):
    from distributed import LocalCluster

    from pipeline.run.cluster import DaskCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        deaths: list[int] = []

        def kill_one(*_):
            """Kill the first worker as soon as a paper has ended."""
            if not deaths:
                deaths.append(cluster.workers[0].pid)
                os.kill(deaths[0], signal.SIGKILL)

        extract([papers], tmp_path, executor=DaskCluster(cluster.scheduler_address, LimitSettings()), watch=kill_one)
    assert deaths
    assert bytes_of(tmp_path) == expected
