"""The audit on the terminal."""

from __future__ import annotations

from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from pipeline.audit.gate import Change
from pipeline.audit.report import summary_rows
from pipeline.audit.run import Audit
from pipeline.export.safety import printable

COLUMNS = (
    ("precision", "P"), ("recall", "R"), ("f1", "F1"), ("linked_precision", "linked"), ("linked_recall", "R"),
    ("linked_f1", "F1"), ("attributes", "attr."), ("invented", "inv."),
)  # fmt: skip


def show_audit(audit: Audit, folder: Path) -> None:
    """Print the figures a kind, the means, and where the tables stand."""
    console = Console(highlight=False)
    table = Table(title="Accuracy against gold", title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for name in ("", "docs", "gold", *(short for _, short in COLUMNS)):
        table.add_column(name, justify="right" if name else "left", no_wrap=True)
    for row in summary_rows(audit):
        cells = ["" if row.get(c) is None else f"{row[c]:.2f}" for c, _ in COLUMNS]
        table.add_row(row["scope"].removeprefix("entities: "), str(row["documents"]), str(row["gold"]), *cells)
    console.print(table)
    for level, name in (("fact", "facts"), ("linked", "linked facts")):
        documents, kinds = audit.macro(level)
        console.print(f"mean F1 of {name} over documents {documents:.3f}, over kinds {kinds:.3f}")
    for doc_id in audit.absent:
        console.print(f"not in the table, counted as missed: {printable(doc_id)}", markup=False)
    console.print(f"Every error stands in {folder / 'errors.csv'}.", soft_wrap=True)


def show_change(change: Change) -> None:
    """Print what was won and lost since the baseline."""
    console = Console(highlight=False)
    for sign, rows in (("+", change.won), ("-", change.lost)):
        for row in rows:
            console.print(f"{sign} {printable(row)}", markup=False, soft_wrap=True)
    console.print(f"since the baseline: {len(change.won)} won, {len(change.lost)} lost")
