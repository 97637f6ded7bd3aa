"""`evidence recognise`: what the recognisers see in lines of text."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def recognise(
    json_lines: Annotated[
        bool, typer.Option("--json", help="One JSON object a line (the default and only form).")
    ] = True,
    configs: Annotated[Path | None, typer.Option(help="Folder of settings and vocabularies.")] = None,
) -> None:
    """Read one text a line on standard input, write one JSON object a line: mentions and radiotherapy courses.

    Bytes that are no UTF-8 count as one character each.
    """
    import io
    import sys

    from pipeline.config import load_settings
    from pipeline.recognise.stream import stream

    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    stream(sys.stdin, sys.stdout, configs, load_settings(configs).recognise)
