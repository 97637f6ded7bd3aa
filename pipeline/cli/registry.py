"""`evidence registry`: what the trial registry says of the trials that the papers name, and where the two differ."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.errors import CheckFailed, UsageError

if TYPE_CHECKING:
    from pipeline.registry.client import Registry
    from pipeline.registry.settings import RegistrySettings
    from pipeline.registry.table import RegistryTable
    from pipeline.registry.view import Known

registry_app = typer.Typer(
    help="Keep what ClinicalTrials.gov says of the papers' trials, and hold it against the papers.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
Outputs = Annotated[Path, typer.Option(help="Folder that `evidence extract` wrote.")]
Table = Annotated[Path, typer.Option(help="Folder that keeps the registry table; it lasts.")]
Configs = Annotated[Path | None, typer.Option(help="Folder of settings and vocabularies.")]
OUTPUTS, TABLE = Path("outputs"), Path("corpus/registry")


@registry_app.command("refresh")
def refresh(
    outputs: Outputs = OUTPUTS,
    table: Table = TABLE,
    from_: Annotated[Path | None, typer.Option("--from", help="Read downloaded JSON or XML files instead.")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Ask no one: table and embedded snapshot.")] = False,
    configs: Configs = None,
) -> None:
    """Ask the registry for every id of the run, keep the answers, write outputs/registry/."""
    from pipeline.config import load_settings
    from pipeline.export.safety import printable
    from pipeline.registry.downloads import read_downloads
    from pipeline.registry.identifiers import is_nct
    from pipeline.registry.refresh import refreshed, with_versions
    from pipeline.registry.snapshot import NAME, read_snapshot
    from pipeline.registry.table import load, save
    from pipeline.registry.view import ids_of, read_run

    settings, run = load_settings(configs).registry, read_run(outputs)
    kept = load(table)
    if from_ is not None:
        kept, unread = with_versions(kept, read_downloads(from_))
        for item in unread:
            typer.echo(printable(f"not read: {item.name}: {item.reason}"), err=True)
    elif offline:
        kept, _ = with_versions(kept, read_snapshot(_snapshot(table / NAME)))
    else:
        kept = refreshed(kept, filter(is_nct, ids_of(outputs, run)), _registry(settings))
    where = save(kept, table)
    typer.echo(f"{len(kept.versions)} records in {where}")
    known = _show_view(outputs, kept, settings, configs)
    if barred := [k for k in known if k.message.startswith(("403", "blocked"))]:
        raise CheckFailed(f"{len(barred)} ids could not be asked for: {barred[0].message.removeprefix('blocked: ')}")


@registry_app.command("check")
def check(outputs: Outputs = OUTPUTS, table: Table = TABLE, configs: Configs = None) -> None:
    """Hold the findings of a run against the table as it stands, asking no one; write outputs/registry/."""
    from pipeline.config import load_settings

    _show_view(outputs, _table(table), load_settings(configs).registry, configs)


@registry_app.command("show")
def show(
    identifier: Annotated[str, typer.Argument(help="NCT number.")],
    table: Table = TABLE,
) -> None:
    """Print one trial as the table has it."""
    from pipeline.export.safety import printable
    from pipeline.registry.identifiers import canonical
    from pipeline.registry.sheet import lines_of

    kept, identifier = _table(table), canonical(identifier)
    if kept.newest(identifier) is None and identifier not in kept.lookups:
        raise UsageError(
            f"{printable(identifier)} is not in {table}: run `evidence registry refresh`, or see its spelling"
        )
    for line in lines_of(identifier, kept):
        typer.echo(printable(line))


@registry_app.command("probe")
def probe(configs: Configs = None) -> None:
    """Say in one line whether this machine can reach the registry."""
    from pipeline.config import load_settings
    from pipeline.export.safety import printable
    from pipeline.registry.client import Barred, Fault

    settings = load_settings(configs).registry
    try:
        now = _registry(settings).version()
    except (Barred, Fault) as error:
        raise CheckFailed(printable(f"{settings.base_url} cannot be reached from here: {error}")) from None
    typer.echo(printable(f"{settings.base_url} can be reached: API {now.api}, data of {now.data}"))


def _registry(settings: RegistrySettings) -> Registry:
    from pipeline.registry.client import Registry
    from pipeline.registry.transport import RequestsTransport

    return Registry(RequestsTransport(settings), settings)


def _table(folder: Path) -> RegistryTable:
    """The table of the folder; the embedded snapshot where none has been written."""
    from pipeline.registry.refresh import with_versions
    from pipeline.registry.snapshot import NAME, read_snapshot
    from pipeline.registry.table import load

    kept = load(folder)
    return kept if kept.lookups else with_versions(kept, read_snapshot(_snapshot(folder / NAME)))[0]


def _snapshot(beside_table: Path) -> Path:
    """The snapshot in the table's folder, else the one that the project ships."""
    return beside_table if beside_table.exists() else Path(__file__).resolve().parents[2] / TABLE / beside_table.name


def _show_view(
    outputs: Path, table: RegistryTable, settings: RegistrySettings, configs: Path | None
) -> Sequence[Known]:
    from collections import Counter

    from pipeline.export.safety import printable
    from pipeline.registry.view import read_run, write_view

    known, comparisons = write_view(outputs, read_run(outputs), table, settings, configs)
    states = Counter(
        k.state or ("not asked" if k.registry == "ClinicalTrials.gov" else "another registry") for k in known
    )
    verdicts = Counter(c.verdict for c in comparisons)
    typer.echo(f"{len(known)} ids: " + ", ".join(f"{count} {state}" for state, count in sorted(states.items())))
    typer.echo(
        f"{len(comparisons)} values compared: {verdicts['agree']} agree, {verdicts['disagree']} disagree, "
        f"{verdicts['not_comparable']} not comparable"
    )
    for k in (k for k in known if k.state == "error"):
        typer.echo(printable(f"{k.registry_id}: {k.message}"), err=True)
    typer.echo(f"Open {outputs / 'registry' / 'discrepancies.csv'}.")
    return known
