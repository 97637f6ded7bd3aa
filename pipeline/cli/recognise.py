"""`evidence recognise`: what the recognisers see in lines of text."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def recognise(
    json_lines: Annotated[
        bool, typer.Option("--json", help="One JSON object a line, for programs; else lines to read.")
    ] = False,
    configs: Annotated[Path | None, typer.Option(help="Folder of settings and vocabularies.")] = None,
) -> None:
    """Read one text a line on standard input, write what is recognised in it.

    With --json: mentions with kind, offsets, value and who found them, and the radiotherapy courses put together.

    Bytes that are no UTF-8 count as one character each.
    """
    import io
    import sys

    from pipeline.config import load_settings
    from pipeline.recognise.stream import as_json, as_lines, stream

    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    form = as_json if json_lines else as_lines
    stream(sys.stdin, sys.stdout, configs, load_settings(configs).recognise, form)
