"""What the terminal shows: a progress bar while papers are read, then what came out. Plain lines where it is piped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from pipeline.export.corrections import Correction
from pipeline.export.safety import printable
from pipeline.export.workbook import MOST_ROWS
from pipeline.model.finding import FINDING_CLASSES
from pipeline.run.batch import Run
from pipeline.run.compact import Merged
from pipeline.run.ledger import Entry

SHOWN_REFUSALS = 20
STATES = ("read", "partial", "refused", "duplicate")


class Watcher:
    """Follows a run: a bar on a terminal, nothing elsewhere; call it with an entry, how many ended, of how many."""

    def __init__(self) -> None:
        columns = (
            TextColumn("reading"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[name]}"),
        )
        console = Console(stderr=True)
        self._progress = Progress(*columns, console=console, disable=not console.is_terminal, transient=True)
        self._task = self._progress.add_task("papers", total=None, name="")

    def __enter__(self) -> Watcher:
        """Show the bar."""
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        self._progress.stop()

    def __call__(self, entry: Entry, done: int, total: int) -> None:
        """Move the bar."""
        self._progress.update(self._task, completed=done, total=total, name=printable(entry.doc_id))


def show(run: Run, passed_over: int) -> None:
    """Print papers, findings a kind, flags, time and where the table stands; then each refused file with its remedy.

    `passed_over` files of the folders were no papers by their names.
    """
    console = Console(highlight=False)
    _counts(console, run.counts)
    reused = f", {run.reused} of them known from an earlier run" if run.reused else ""
    console.print(f"{_files(len(run.entries))} in {run.seconds:.1f} s{reused}.")
    if passed_over > 0:
        console.print(f"{_files(passed_over)} passed over: papers are .pdf, .xml, .nxml, .txt and .md.")
    _tables(console, run.out, run.counts)
    _refusals(console, run.entries)
    _not_applied(console, run.unused_corrections)


def show_merged(merged: Merged) -> None:
    """Print papers, findings a kind, flags, time and where the merged table stands."""
    console = Console(highlight=False)
    _counts(console, merged.counts)
    console.print(f"{_files(sum(merged.counts[state] for state in STATES))} merged in {merged.seconds:.1f} s.")
    _tables(console, merged.out, merged.counts)
    _not_applied(console, merged.unused_corrections)


def show_reading(entries: Sequence[Entry], out: Path) -> None:
    """Print what `evidence parse` read."""
    console = Console(highlight=False)
    read = sum(e.state in ("read", "partial") for e in entries)
    console.print(
        f"{read} of {_files(len(entries))} read into {printable(str(out / 'documents'))}.", markup=False, soft_wrap=True
    )
    _refusals(console, entries)


def _counts(console: Console, counts: Counter[str]) -> None:
    table = Table(title="Evidence table", title_justify="left", show_edge=False)
    table.add_column("what")
    table.add_column("count", justify="right")
    for state in STATES:
        if counts[state]:
            table.add_row(f"papers {state}", str(counts[state]))
    for kind in FINDING_CLASSES:
        table.add_row(kind.replace("_", " "), str(counts[kind]))
    table.add_row("flags to look at", str(counts["flags"]))
    console.print(table)


def _tables(console: Console, out: Path, counts: Counter[str]) -> None:
    console.print(printable(f"Open {out / 'evidence.xlsx'} or {out / 'evidence.csv'}."), markup=False, soft_wrap=True)
    for kind in (k for k in FINDING_CLASSES if counts[k] > MOST_ROWS):
        console.print(
            f"evidence.xlsx holds the first {MOST_ROWS:,} of {counts[kind]:,} {kind} rows, no sheet takes more; "
            "evidence.csv holds all.",
            soft_wrap=True,
        )


def _not_applied(console: Console, corrections: Sequence[Correction]) -> None:
    for correction in corrections:
        what = printable(f"{correction.place}, {correction.field}")
        console.print(f"correction not applied: {what} meets no finding or more than one", markup=False, soft_wrap=True)


def _files(count: int) -> str:
    return f"{count} file" if count == 1 else f"{count} files"


def _refusals(console: Console, entries: Sequence[Entry]) -> None:
    refused = [e for e in entries if e.state == "refused"]
    for entry in refused[:SHOWN_REFUSALS]:
        console.print(printable(f"refused: {entry.message}"), markup=False, soft_wrap=True)
    if len(refused) > SHOWN_REFUSALS:
        console.print(f"… and {len(refused) - SHOWN_REFUSALS} more: see documents.csv")
