"""The output folder as a place that may be full, in use by another run, or named as no database can be."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import UsageError

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
SAID = (*map(os.strerror, NO_ROOM), "disk is full", "disk I/O error")  # SQLite and DuckDB raise errors of their own


def is_full(error: BaseException) -> bool:
    """Whether the error says that there is no room to write."""
    return getattr(error, "errno", None) in NO_ROOM or any(said in str(error) for said in SAID)


def is_of(out: Path, error: BaseException) -> bool:
    """Whether the error says that a place in the output folder cannot be used."""
    return isinstance(error, OSError) and error.filename is not None and Path(error.filename).is_relative_to(out)


@contextmanager
def room_in(out: Path) -> Iterator[None]:
    """The errors of a full disk become one sentence (UsageError); what was finished stands and is not done again.

    So does, at once, a name that DuckDB cannot write to: it takes what follows a question mark for options.
    """
    if "?" in str(out.resolve()):
        raise UsageError(f"{out}: no database can be written below a folder with a question mark in its name")
    try:
        yield
    except Exception as error:
        if not is_full(error):
            raise
        raise UsageError(f"no room to write in {out}: free some disk space and run the same command again") from error


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder for this run alone, until it ends or dies; UsageError where another run holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UsageError(
                f"another run writes to {folder.parent}: wait for its end, or give another --out"
            ) from None
        yield
