"""`evidence extract`: papers in, the evidence table out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import ExitCode

KEPT = "what was read is kept: run the same command again to go on"


def extract(
    paths: Annotated[list[Path], typer.Argument(help="Folders or files: .pdf, .xml, .nxml, .txt, .md.")],
    out: Annotated[Path, typer.Option(help="Output folder.")] = Path("outputs"),
    jobs: Annotated[int | None, typer.Option(help="Worker processes; default one a core, 0 none.", min=0)] = None,
    ocr: Annotated[bool, typer.Option("--ocr", help="Read scanned pages by OCR (extra `ocr`).")] = False,
    all_: Annotated[bool, typer.Option("--all", help="Also write what was left out, flagged with its reason.")] = False,
    min_confidence: Annotated[float, typer.Option(help="Leave out rows below this confidence.", min=0, max=1)] = 0.0,
    configs: Annotated[Path | None, typer.Option(help="Folder of settings and vocabularies.")] = None,
    cluster: Annotated[str | None, typer.Option(help="Dask scheduler, such as tcp://host:8786.")] = None,
) -> None:
    """Read papers and write the evidence table, its pages and its database."""
    from pipeline.cli.interrupt import interruptible
    from pipeline.cli.summary import Watcher, show
    from pipeline.config import load_settings
    from pipeline.ingest import passed_over
    from pipeline.run.batch import executor_of, extract
    from pipeline.run.tables import Selection

    executor = executor_of(jobs, cluster, load_settings(configs))
    selection = Selection(min_confidence, left_out=all_)
    with interruptible(KEPT), Watcher() as watch:
        run = extract(paths, out, configs=configs, ocr=ocr, selection=selection, executor=executor, watch=watch)
    show(run, passed_over(paths))
    if run.in_state("refused"):
        raise typer.Exit(int(ExitCode.REFUSED))
