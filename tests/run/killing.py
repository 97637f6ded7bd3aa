"""`evidence extract` as a process that a test can kill, and what a run leaves to compare."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

TABLES = (
    "evidence.csv", "evidence.jsonl", "evidence.parquet", "entities.csv", "documents.csv", "contrasts.csv",
    "studies.csv", "conflicts.csv",
)  # fmt: skip


def start(papers: Path, out: Path, *options: str, **how) -> subprocess.Popen:
    """The command in a process group of its own, open to Ctrl-C even where these tests run in the background."""
    command = [sys.executable, "-m", "pipeline", "extract", str(papers), "--out", str(out), *options]
    usual = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "preexec_fn": _heed_interrupts}
    return subprocess.Popen(command, start_new_session=True, **usual | how)


def _heed_interrupts() -> None:
    """A shell has what it starts in the background ignore SIGINT, and so would all that starts from there."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def finish(papers: Path, out: Path, *options: str) -> None:
    """The command to its good end."""
    assert start(papers, out, *options).wait(timeout=300) in (0, 3)


def kill(process: subprocess.Popen) -> bool:
    """SIGKILL to the parent alone, as the kernel does where memory is short; whether it was still running."""
    running = process.poll() is None
    if running:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    return running


def left_of(process: subprocess.Popen, within: float = 10.0) -> list[int]:
    """The processes of the command's session that still live after so many seconds."""
    until = time.monotonic() + within
    while (alive := _session(process.pid)) and time.monotonic() < until:
        time.sleep(0.05)
    return alive


def bytes_of(out: Path) -> dict[str, bytes]:
    """The tables and the documents of a run, by name."""
    files = [out / name for name in TABLES] + sorted((out / "documents").iterdir()) + sorted((out / "pages").rglob("*"))
    return {str(f.relative_to(out)): f.read_bytes() for f in files if f.is_file()}


def _session(leader: int) -> list[int]:
    """Living processes (zombies aside) of the session, from /proc/<pid>/stat: state and session after the name."""
    alive = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, *fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == leader and state != "Z":
            alive.append(int(stat.parent.name))
    return alive
