"""What one file may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LimitSettings:
    """Wall-clock and CPU seconds, and megabytes of a worker's private memory, that one file may take.

    `recycle` is after how many files a worker is replaced, so that what a library leaks does not add up.
    """

    seconds: float = 60.0
    cpu_seconds: int = 55
    memory_mb: int = 1500
    recycle: int = 200
