"""`evidence explain`: what became of each number of a paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from pipeline.errors import UsageError
from pipeline.export.safety import printable

Row = dict[str, Any]
FINDING = "part of a finding"


def explain(
    doc: Annotated[str, typer.Argument(help="doc_id of a paper in the table.")],
    page: Annotated[int | None, typer.Option(help="This page alone, each number with its place.", min=1)] = None,
    out: Annotated[Path, typer.Option(help="Folder that `evidence extract` wrote.")] = Path("outputs"),
) -> None:
    """Print what became of each number of a paper: part of a finding, or the reason why not."""
    from pipeline.export.files import read_jsonl
    from pipeline.run.layout import Layout

    path = Layout(out).accounts(doc)
    if Path(doc).name != doc or not path.is_file():
        raise UsageError(f"{doc} is not in {out}: see documents.csv for the papers that are")
    rows = [row for row in read_jsonl(path) if page in (None, row["page"])]
    if not rows and page is not None:
        raise UsageError(f"page {page} of {doc} prints no number, or there is no such page")
    show(rows, each=page is not None)


def show(rows: list[Row], *, each: bool) -> None:
    """Print the accounts by page and reason, most frequent first; with `each` every number on a line of its own."""
    from pipeline.account.account import shares

    console = Console(highlight=False)
    for page, on_page in _grouped(rows, "page").items():
        console.print("no page" if page is None else f"page {page}", style="bold")
        by_reason = _grouped(on_page, "reason")
        for reason in sorted(by_reason, key=lambda r: (-len(by_reason[r]), r)):
            found = by_reason[reason]
            console.print(f"  {len(found):4}  {reason or FINDING}", style="green" if not reason else "")
            for line in _lines(found) if each else [" ".join(row["printed"] for row in found)]:
                console.print(f"        {printable(line)}", markup=False, soft_wrap=True)
    console.print(f"{len(rows)} numbers: {shares(row['reason'] for row in rows)}", soft_wrap=True)


def _lines(rows: Iterable[Row]) -> Iterable[str]:
    for row in rows:
        whose = f" of {row['of']}" if row["of"] else ""
        yield f"{row['printed']}{whose}  [{row['finding_id'] or row['place']}]  {row['context']}"


def _grouped(rows: Iterable[Row], column: str) -> dict[Any, list[Row]]:
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return groups
