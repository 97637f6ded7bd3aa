"""A file that hangs, spins, eats its memory or kills its worker costs itself alone, on this machine and on a cluster."""

import importlib.util

import pytest

from pipeline.errors import Refusal, UsageError
from pipeline.limits import LimitSettings
from pipeline.run.executors import LocalProcesses
from tests.run.jobs import do, ready

LIMITS = LimitSettings(seconds=3, cpu_seconds=1, memory_mb=700)
COST = {"hangs": "timeout", "spins": "timeout", "eats memory": "memory", "dies": "crash"}
GOOD = ("one", "two", "three", "four")
JOBS = [name for pair in zip(COST, GOOD) for name in pair]
no_cluster = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="the extra `cluster` is not installed (distributed)"
)


def results(executor):
    return {job: r.reason if isinstance(r, Refusal) else r for job, r in executor.run(do, JOBS, ready)}


def test_on_this_machine_a_job_that_breaks_a_limit_costs_itself_alone():
    assert results(LocalProcesses(2, LIMITS)) == COST | {name: name.upper() for name in GOOD}


@no_cluster
def test_on_a_cluster_a_job_that_breaks_a_limit_costs_itself_alone():
    from distributed import LocalCluster

    from pipeline.run.cluster import DaskCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        before = {name: worker.pid for name, worker in cluster.workers.items()}
        found = results(DaskCluster(cluster.scheduler_address, LIMITS))
        assert {name: worker.pid for name, worker in cluster.workers.items()} == before, "the workers live on"
    assert found == COST | {name: name.upper() for name in GOOD}


@no_cluster
def test_an_address_where_no_scheduler_answers_is_said(monkeypatch):
    from pipeline.run import cluster

    monkeypatch.setattr(cluster, "WAIT", 1)
    with pytest.raises(UsageError, match=r"no Dask scheduler answers at tcp://127[.]0[.]0[.]1:9"):
        list(cluster.DaskCluster("tcp://127.0.0.1:9", LIMITS).run(do, JOBS, ready))
