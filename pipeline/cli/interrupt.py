"""Ctrl-C and SIGTERM end a command with one sentence and an exit code of their own."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from pipeline.errors import ExitCode


@contextmanager
def interruptible(kept: str) -> Iterator[None]:
    """Say what is `kept` of what the command had done, and end with the exit code of an interruption."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        typer.echo(f"evidence: interrupted; {kept}", err=True)
        raise typer.Exit(int(ExitCode.INTERRUPTED)) from None
