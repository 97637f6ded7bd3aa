"""`evidence inspect`: the picture of a page with what was seen on it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def inspect(
    file: Annotated[Path, typer.Argument(help="A PDF.")],
    page: Annotated[int, typer.Option(help="Page, from 1.", min=1)] = 1,
    out: Annotated[Path | None, typer.Option(help="PNG to write; default <file>-p<page>.png here.")] = None,
) -> None:
    """Draw the words, columns and tables that the reader saw on one page."""
    from pipeline.errors import UsageError
    from pipeline.parse.inspect import inspect_page

    if not file.is_file():
        raise UsageError(f"{file} does not exist: check the spelling of the path")
    target = out or Path(f"{file.stem}-p{page}.png")
    inspect_page(file, page, target)
    typer.echo(str(target))
