"""`evidence audit`: extraction accuracy against gold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import CheckFailed, UsageError

WHAT = "Gold that people curated; how far the figures hold for other papers depends on how like these they are."


def audit(
    outputs: Annotated[Path, typer.Option(help="Folder that `evidence extract` wrote.")] = Path("outputs"),
    gold: Annotated[Path, typer.Option(help="Folder of gold, a folder a document.")] = Path("corpus/gold"),
    names: Annotated[list[Path] | None, typer.Option(help="More names that may stand for each other.")] = None,
    baseline: Annotated[Path | None, typer.Option(help="Fail where linked F1 falls below this file.")] = None,
    what: Annotated[str | None, typer.Option(help="What the gold is, said at the head of the page.")] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Write the baseline anew.")] = False,
) -> None:
    """Measure the evidence table against gold; write outputs/audit/ and print the figures."""
    from pipeline.audit.gate import Standing, compare
    from pipeline.audit.report import write_audit
    from pipeline.audit.run import audit
    from pipeline.cli.audit_table import show_audit, show_change
    from pipeline.export.files import write_text

    found = audit(outputs, gold, names or ())
    now, before = Standing.of(found), None if baseline is None else Standing.read(baseline)
    change = None if before is None else compare(before, now)
    write_audit(found, outputs / "audit")
    write_text(outputs / "audit" / "audit.html", _page()(found, outputs, what or WHAT, change))
    show_audit(found, outputs / "audit")
    if baseline is not None and (accept or before is None):
        write_text(baseline, now.as_json())
        typer.echo(f"baseline written: {baseline}; say in the CHANGELOG why it moved")
    elif change is not None:
        show_change(change)
    if change is not None and change.shut and not accept:
        raise CheckFailed(f"the gate is shut: {change.shut}; mend it, or accept it with --accept and say why")


def _page() -> Callable[..., str]:
    """The maker of the page, whose plots need the extra `audit`."""
    try:
        from pipeline.audit.page import audit_page
    except ModuleNotFoundError as missing:
        raise UsageError(f"{missing.name} is not installed: run `make audit`, or install the extra `audit`") from None
    return audit_page
