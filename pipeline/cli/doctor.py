"""`evidence doctor`: is this installation fit to work?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import CheckFailed


def doctor(
    out: Annotated[Path, typer.Option(help="Folder whose disk is looked at.")] = Path("outputs"),
    configs: Annotated[Path | None, typer.Option(help="Folder of settings and vocabularies.")] = None,
) -> None:
    """Print versions, extras, disk, limits, and whether a test page is read rightly."""
    from rich.console import Console

    from pipeline.run.doctor import checks

    console = Console(highlight=False)
    faults = []
    for check in checks(out, configs):
        console.print(f"{check.state:7}{check.name}: {check.found}", markup=False, soft_wrap=True)
        faults += [check.name] if check.state == "fault" else []
    if faults:
        raise CheckFailed(f"at fault: {', '.join(faults)}; install anew with `make extract`, or mend what is named")
