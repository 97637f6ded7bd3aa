"""`evidence parse`: reading only."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import ExitCode


def parse(
    paths: Annotated[list[Path], typer.Argument(help="Folders or files: .pdf, .xml, .nxml, .txt, .md.")],
    out: Annotated[Path, typer.Option(help="Output folder; documents stand in its folder `documents`.")],
    only: Annotated[str, typer.Option(help="Read this kind alone: pdf, jats or text.")] = "",
    jobs: Annotated[int | None, typer.Option(help="Worker processes; default one a core, 0 none.", min=0)] = None,
    ocr: Annotated[bool, typer.Option("--ocr", help="Read scanned pages by OCR (extra `ocr`).")] = False,
    configs: Annotated[Path | None, typer.Option(help="Folder of settings and vocabularies.")] = None,
) -> None:
    """Read papers into documents: text, sections, tables, references."""
    from pipeline.cli.interrupt import interruptible
    from pipeline.cli.summary import Watcher, show_reading
    from pipeline.config import load_settings
    from pipeline.run.batch import executor_of
    from pipeline.run.reading import parse

    executor = executor_of(jobs, None, load_settings(configs))
    with interruptible("the documents that were read are kept"), Watcher() as watch:
        entries = parse(paths, out, executor, only=only, configs=configs, ocr=ocr, watch=watch)
    show_reading(entries, out)
    if any(e.state == "refused" for e in entries):
        raise typer.Exit(int(ExitCode.REFUSED))
