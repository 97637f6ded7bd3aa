"""The same work on a Dask cluster; imported only where one is asked for.

Beside each of its threads a Dask worker keeps a guarded process that does the files (`executors.guarded_pool`), so that
a file which hangs or eats its memory costs itself alone there too, and the worker lives on.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from distributed import Client, WorkerPlugin, as_completed, get_worker
from distributed.scheduler import KilledWorker

from pipeline.errors import Refusal, UsageError
from pipeline.limits import LimitSettings
from pipeline.run.executors import AHEAD, Done, Job, guarded_pool, outcome, schedule

WAIT = 30  # seconds for a scheduler to answer and for its first worker to come


@dataclass(frozen=True, slots=True)
class DaskCluster:
    """The workers of a Dask scheduler at `address` (`tcp://host:8786`), which must see the same folders."""

    address: str
    limits: LimitSettings

    def run(
        self, work: Callable[[Job], Done], jobs: Iterable[Job], prepare: Callable[[], object]
    ) -> Iterator[tuple[Job, Done | Refusal]]:
        """See `Executor.run`. The scheduler gives the work of a lost worker to another; a few jobs a core go ahead."""
        jobs = iter(jobs)
        with self._client() as client, _guarded(client, Guard(prepare, self.limits)) as guard:
            ahead = AHEAD * sum(client.nthreads().values())
            waiting = {client.submit(_do, guard, work, job, pure=False): job for job in islice(jobs, ahead)}
            ended = as_completed(waiting, loop=client.loop)
            for future in ended:
                yield waiting.pop(future), _result(future)
                for job in islice(jobs, 1):
                    later = client.submit(_do, guard, work, job, pure=False)
                    waiting[later] = job
                    ended.add(later)

    @contextmanager
    def _client(self) -> Iterator[Any]:
        """A client of the scheduler, when it has a worker; UsageError where there is none of either."""
        try:
            client = Client(self.address, set_as_default=False, timeout=WAIT)
        except (OSError, ValueError):
            raise UsageError(f"no Dask scheduler answers at {self.address}: start it, or mend the address") from None
        with client:
            try:
                client.wait_for_workers(1, timeout=WAIT)
            except TimeoutError:
                raise UsageError(f"the scheduler at {self.address} has no worker: start some (`dask worker`)") from None
            yield client


class Guard(WorkerPlugin):  # type: ignore[misc]
    """On each worker of the cluster, also on those that come later: as many guarded processes as it has threads."""

    def __init__(self, prepare: Callable[[], object], limits: LimitSettings) -> None:
        self._prepare = prepare
        self._limits = limits

    def setup(self, worker: Any) -> None:
        """Let the worker have children, which Dask's daemons may not: ours end with it by themselves (prctl)."""
        multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
        self._pool = guarded_pool(worker.state.nthreads, self._prepare, self._limits)

    def teardown(self, worker: Any) -> None:
        """End the processes."""
        self._pool.stop()
        self._pool.join()

    def do(self, work: Callable[[Job], Done], job: Job) -> Any:
        """The result of the job, or how it broke its limits."""
        return outcome(schedule(self._pool, work, job, self._limits), self._limits)


@contextmanager
def _guarded(client: Any, guard: Guard) -> Iterator[str]:
    """Put the guard on the workers, under a name of this client's own, and take it away afterwards."""
    name = f"guard-{client.id}"
    client.register_plugin(guard, name=name)
    try:
        yield name
    finally:
        client.unregister_worker_plugin(name)


def _do(guard: str, work: Callable[[Job], Done], job: Job) -> Any:
    return get_worker().plugins[guard].do(work, job)


def _result(future: Any) -> Any:
    """What the job came to; a Refusal where the workers themselves died under it, several times over."""
    try:
        return future.result()
    except KilledWorker:
        return Refusal("crash", "the workers that read it died; the others go on")
