"""`evidence audit`: extraction accuracy against gold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import CheckFailed


def audit(
    outputs: Annotated[Path, typer.Option(help="Folder that `evidence extract` wrote.")] = Path("outputs"),
    gold: Annotated[Path, typer.Option(help="Folder of gold, a folder a document.")] = Path("corpus/gold"),
    names: Annotated[list[Path] | None, typer.Option(help="More names that may stand for each other.")] = None,
    baseline: Annotated[Path | None, typer.Option(help="Fail where linked F1 falls below this file.")] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Write the baseline anew.")] = False,
) -> None:
    """Measure the evidence table against gold; write outputs/audit/ and print the figures."""
    from pipeline.audit.gate import Standing, compare
    from pipeline.audit.report import write_audit
    from pipeline.audit.run import audit
    from pipeline.cli.audit_table import show_audit, show_change
    from pipeline.export.files import write_text

    found = audit(outputs, gold, names or ())
    write_audit(found, outputs / "audit")
    show_audit(found, outputs / "audit")
    if baseline is None:
        return
    now, before = Standing.of(found), Standing.read(baseline)
    if accept or before is None:
        write_text(baseline, now.as_json())
        typer.echo(f"baseline written: {baseline}; say in the CHANGELOG why it moved")
        return
    change = compare(before, now)
    show_change(change)
    if change.shut:
        raise CheckFailed(f"the gate is shut: {change.shut}; mend it, or accept it with --accept and say why")
