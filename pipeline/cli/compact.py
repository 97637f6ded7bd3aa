"""`evidence compact`: several output folders in, one evidence table out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def compact(
    folders: Annotated[list[Path], typer.Argument(help="Output folders of `evidence extract`.")],
    out: Annotated[Path, typer.Option(help="Folder of the merged tables.")],
    all_: Annotated[bool, typer.Option("--all", help="Also write what was left out, flagged with its reason.")] = False,
    min_confidence: Annotated[float, typer.Option(help="Leave out rows below this confidence.", min=0, max=1)] = 0.0,
    configs: Annotated[Path | None, typer.Option(help="Folder of settings and vocabularies.")] = None,
) -> None:
    """Merge the tables of several output folders into one; equal papers count once."""
    from pipeline.cli.interrupt import interruptible
    from pipeline.cli.summary import show_merged
    from pipeline.run.compact import compact
    from pipeline.run.tables import Selection

    with interruptible("the folders that were to be merged are as they were: run it again"):
        merged = compact(folders, out, configs=configs, selection=Selection(min_confidence, left_out=all_))
    show_merged(merged)
