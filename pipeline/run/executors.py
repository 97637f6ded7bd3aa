"""Two ways to run the same work on many files: in this process, or in guarded processes of this machine.

Pebble guards the processes: a file that takes too long is killed with its worker, a worker that dies costs its one
file, and a fresh worker takes the place of either. The third way, a Dask cluster, is `pipeline.run.cluster`.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import resource
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from pebble import ProcessExpired, ProcessPool

from pipeline.errors import Refusal
from pipeline.limits import LimitSettings

Job = TypeVar("Job")
Done = TypeVar("Done")
MEGABYTE = 1024 * 1024
PR_SET_PDEATHSIG = 1  # of linux/prctl.h
AHEAD = 4  # jobs a worker that are handed out before their turn


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
        with guarded_pool(self.workers, prepare, self.limits) as pool:
            waiting: deque[tuple[Job, Any]] = deque()
            try:
                for job in jobs:
                    waiting.append((job, schedule(pool, work, job, self.limits)))
                    if len(waiting) >= AHEAD * self.workers:
                        ended, future = waiting.popleft()
                        yield ended, outcome(future, self.limits)
                for ended, future in waiting:
                    yield ended, outcome(future, self.limits)
            except BaseException:
                pool.stop()
                raise


def guarded_pool(workers: int, prepare: Callable[[], object], limits: LimitSettings) -> Any:
    """A pool of spawned processes that hold themselves to the limits and end with this one."""
    return ProcessPool(
        max_workers=workers,
        max_tasks=limits.recycle,
        initializer=_start_worker,
        initargs=(prepare, limits, os.getpid()),
        context=multiprocessing.get_context("spawn"),
    )


def schedule(pool: Any, work: Callable[[Job], Done], job: Job, limits: LimitSettings) -> Any:
    """The future of the job in a guarded pool; its time runs from when a process takes it up."""
    return pool.schedule(_limited, args=(work, job, limits), timeout=limits.seconds)


def outcome(future: Any, limits: LimitSettings) -> Any:
    """The result of a scheduled job; a Refusal where it broke a limit or its process died."""
    try:
        return future.result()
    except FutureTimeout:
        return Refusal("timeout", f"took more than {limits.seconds:g} s; raise limits.seconds in configs/")
    except MemoryError:
        return Refusal("memory", f"took more than {limits.memory_mb} MB; raise limits.memory_mb in configs/")
    except ProcessExpired as died:
        if died.exitcode == -signal.SIGXCPU:
            return Refusal("timeout", f"took more than {limits.cpu_seconds} s of CPU; raise limits.cpu_seconds")
        return Refusal("crash", f"the worker that read it died (exit code {died.exitcode}); the others go on")


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
