"""The command `evidence`: arguments in, one call, exit code out. Nothing heavy is imported before a command runs."""

from __future__ import annotations

import typer

from pipeline.cli import audit, compact, doctor, explain, extract, look, parse, recognise
from pipeline.cli.gold import gold_app
from pipeline.cli.registry import registry_app

app = typer.Typer(
    name="evidence",
    help="Read oncology papers and write one evidence table, every value clickable back to its page.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 all read, 3 some or all refused, 2 wrong usage or nothing found, 4 a check failed, "
    "130 interrupted, 1 a bug.",
)
app.command("extract")(extract.extract)
app.command("compact")(compact.compact)
app.command("parse")(parse.parse)
app.command("inspect")(look.inspect)
app.command("recognise")(recognise.recognise)
app.command("explain")(explain.explain)
app.command("audit")(audit.audit)
app.command("doctor")(doctor.doctor)
app.add_typer(gold_app, name="gold")
app.add_typer(registry_app, name="registry")
