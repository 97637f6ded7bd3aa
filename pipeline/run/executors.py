"""Three ways to run the same work on many files: in this process, in guarded local processes, on a Dask cluster.

Pebble guards the local processes: a file that takes too long is killed with its worker, a worker that dies costs its
one file, and a fresh worker takes the place of either. `distributed` is imported only where a cluster is asked for.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import resource
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol, TypeVar

from pebble import ProcessExpired, ProcessPool

from pipeline.errors import Refusal, UsageError
from pipeline.limits import LimitSettings

Job = TypeVar("Job")
Done = TypeVar("Done")
MEGABYTE = 1024 * 1024
PR_SET_PDEATHSIG = 1  # of linux/prctl.h
ONE_AT_A_TIME = threading.Lock()


class Executor(Protocol):
    """Runs `work` on each job and gives (job, result) as they end; a job that broke its limits gives a Refusal."""

    def run(
        self, work: Callable[[Job], Done], jobs: Iterable[Job], prepare: Callable[[], object]
    ) -> Iterator[tuple[Job, Done | Refusal]]:
        """`prepare` is called once in each worker before its first job (it loads the models)."""
        ...


@dataclass(frozen=True, slots=True)
class InProcess:
    """One after the other in this process, without limits: for debugging and for one trusted paper."""

    def run(
        self, work: Callable[[Job], Done], jobs: Iterable[Job], prepare: Callable[[], object]
    ) -> Iterator[tuple[Job, Done | Refusal]]:
        """See `Executor.run`."""
        prepare()
        for job in jobs:
            yield job, work(job)


@dataclass(frozen=True, slots=True)
class LocalProcesses:
    """`workers` spawned processes with the limits of `LimitSettings`."""

    workers: int
    limits: LimitSettings

    def run(
        self, work: Callable[[Job], Done], jobs: Iterable[Job], prepare: Callable[[], object]
    ) -> Iterator[tuple[Job, Done | Refusal]]:
        """See `Executor.run`. Work is handed out a few jobs ahead, so that millions of jobs need no memory here."""
        with ProcessPool(
            max_workers=self.workers,
            max_tasks=self.limits.recycle,
            initializer=_start_worker,
            initargs=(prepare, self.limits, os.getpid()),
            context=multiprocessing.get_context("spawn"),
        ) as pool:
            try:
                yield from self._in_turn(pool, work, jobs)
            except BaseException:
                pool.stop()  # type: ignore[no-untyped-call]
                raise

    def _in_turn(
        self, pool: Any, work: Callable[[Job], Done], jobs: Iterable[Job]
    ) -> Iterator[tuple[Job, Done | Refusal]]:
        waiting: list[tuple[Job, Any]] = []
        for job in jobs:
            waiting.append((job, pool.schedule(_limited, args=(work, job, self.limits), timeout=self.limits.seconds)))
            if len(waiting) >= 4 * self.workers:
                yield self._ended(*waiting.pop(0))
        while waiting:
            yield self._ended(*waiting.pop(0))

    def _ended(self, job: Job, future: Any) -> tuple[Job, Done | Refusal]:
        try:
            return job, future.result()
        except FutureTimeout:
            return job, Refusal(
                "timeout", f"took more than {self.limits.seconds:g} s; raise limits.seconds in configs/"
            )
        except MemoryError:
            return job, self._too_much_memory()
        except ProcessExpired as died:
            if died.exitcode == -signal.SIGXCPU:
                return job, Refusal(
                    "timeout", f"took more than {self.limits.cpu_seconds} s of CPU; raise limits.cpu_seconds"
                )
            return job, Refusal("crash", f"the worker that read it died (exit code {died.exitcode}); the others go on")

    def _too_much_memory(self) -> Refusal:
        return Refusal("memory", f"took more than {self.limits.memory_mb} MB; raise limits.memory_mb in configs/")


@dataclass(frozen=True, slots=True)
class DaskCluster:
    """The workers of a Dask scheduler at `address` (`tcp://host:8786`), which must see the same folders.

    Each worker process does one file at a time: PDFium takes no two threads. Time and memory are not limited
    here: `dask worker --memory-limit` bounds the one, and files that need the other bound are found locally first.
    """

    address: str

    def run(
        self, work: Callable[[Job], Done], jobs: Iterable[Job], prepare: Callable[[], object]
    ) -> Iterator[tuple[Job, Done | Refusal]]:
        """See `Executor.run`. The scheduler gives the work of a lost worker to another; a few jobs a core go ahead."""
        try:
            from distributed import Client, as_completed
        except ModuleNotFoundError:
            raise UsageError("distributed is not installed: install the extra `cluster` to work on one") from None

        jobs = iter(jobs)
        with Client(self.address, set_as_default=False) as client:
            ahead = 4 * max(1, sum(client.nthreads().values()))
            waiting = {client.submit(_alone, work, job, prepare, pure=False): job for job in islice(jobs, ahead)}
            ended = as_completed(waiting, loop=client.loop)
            for future in ended:
                yield waiting.pop(future), _of_cluster(future)
                for job in islice(jobs, 1):
                    later = client.submit(_alone, work, job, prepare, pure=False)
                    waiting[later] = job
                    ended.add(later)


def _of_cluster(future: Any) -> Any:
    """The result of a job on the cluster; a Refusal where its workers died or ran out of memory."""
    from distributed.scheduler import KilledWorker

    try:
        return future.result()
    except KilledWorker:
        return Refusal("crash", "the workers that read it died; the others go on")
    except MemoryError:
        return Refusal("memory", "took more memory than its worker had; give the workers more")


def _alone(work: Callable[[Job], Done], job: Job, prepare: Callable[[], object]) -> Done:
    """Do the job in this process, no other beside it, whatever number of threads the worker was started with."""
    with ONE_AT_A_TIME:
        prepare()
        return work(job)


def _start_worker(prepare: Callable[[], object], limits: LimitSettings, parent: int) -> None:
    """Limit this process, then load what every file needs. One thread a worker: the processes share the cores."""
    _die_with(parent)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    prepare()
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (limits.memory_mb * MEGABYTE, hard))


def _die_with(parent: int) -> None:
    """End this process as soon as its parent ends: an orphan would go on writing where the next run writes.

    Elsewhere than on Linux a worker that loses its parent ends when its file is done (prctl(2), PR_SET_PDEATHSIG).
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _limited(work: Callable[[Job], Done], job: Job, limits: LimitSettings) -> Done:
    """Do the job with a CPU limit of its own: the kernel counts a process's whole life, so the limit moves along."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    allowed = int(used.ru_utime + used.ru_stime) + 1 + limits.cpu_seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, hard))
    return work(job)
