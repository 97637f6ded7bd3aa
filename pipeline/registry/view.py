"""`outputs/registry/`: the ids of one run with what the registry knows of them, and where paper and registry differ."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.export.files import read_csv, read_document, read_jsonl, write_typed_csv
from pipeline.model.columns import column, columns_of
from pipeline.registry.crosscheck import Comparison, Run, compare, missing_results
from pipeline.registry.identifiers import register_of
from pipeline.registry.settings import RegistrySettings
from pipeline.registry.table import RegistryTable


@dataclass(frozen=True, kw_only=True)
class Known:
    """One id of the run. `state` is empty for other registries, which are linked, and for ids never asked."""

    registry_id: str = column("str", "The id, canonical.")
    registry: str = column("str", "The registry, by the form of the id; empty where no form fits.")
    url: str = column("str", "The record's page.")
    documents: tuple[str, ...] = column("list[str]", "Documents that name it.")
    state: str = column("str", "What became of asking: ok, alias, not_found, blocked, error, stale.")
    message: str = column("str", "Why, where it is not ok.")
    nct_id: str = column("str", "The record that answers.")
    acronym: str = column("str", "Acronym.")
    title: str = column("str", "Short title.")
    status: str = column("str", "Overall status.")
    phase: str = column("str", "Phase.")
    enrollment: int | None = column("int", "Participants.", low=0)
    enrollment_type: str = column("str", "ACTUAL or ESTIMATED.")
    drugs: tuple[str, ...] = column("list[str]", "Drugs of the interventions.")
    has_results: bool | None = column("bool", "Whether results are posted.")
    other_ids: tuple[str, ...] = column("list[str]", "Ids of the same trial elsewhere.")
    agree: int | None = column("int", "Values that agree.", low=0)
    disagree: int | None = column("int", "Values that disagree.", low=0)
    not_comparable: int | None = column("int", "Values that cannot be compared.", low=0)
    valid_from: str = column("str", "Day from which the registry said so; empty for unknown.")
    data_version: str = column("str", "The registry's stamp of its data.")
    source: str = column("str", "Where it was read.")


def read_run(outputs: Path) -> Run:
    """What the run in the folder found; UsageError where the folder holds no evidence table."""
    evidence = outputs / "evidence.jsonl"
    if missing := next((p for p in (evidence, outputs / "documents.csv") if not p.exists()), None):
        raise UsageError(f"{missing} is not there: run `make extract` first, or name its folder with --outputs")
    documents = read_csv(outputs / "documents.csv")
    texts = {d["doc_id"]: _text(outputs, d["doc_id"]) for d in documents}
    return Run(
        rows=tuple(read_jsonl(evidence)),
        years={d["doc_id"]: d["year"] for d in documents},
        missing_results={doc_id: missing_results(text) for doc_id, text in texts.items()},
    )


def ids_of(outputs: Path, run: Run) -> dict[str, tuple[str, ...]]:
    """Every registry id that the papers name, with the documents that name it; ids and documents in order."""
    named = {(i, row["doc_id"]) for row in run.rows for i in row.get("registry_ids") or ()}
    if (outputs / "entities.csv").exists():
        named |= {
            (e["canonical"], e["doc_id"]) for e in read_csv(outputs / "entities.csv") if e["type"] == "registry_id"
        }
    found: dict[str, tuple[str, ...]] = {}
    for identifier, doc_id in sorted(named):
        found[identifier] = (*found.get(identifier, ()), doc_id)
    return found


def write_view(
    outputs: Path, run: Run, table: RegistryTable, settings: RegistrySettings, config: Path | None = None
) -> tuple[list[Known], list[Comparison]]:
    """Write `registry.csv`, `comparisons.csv` (all) and `discrepancies.csv` (what disagrees); returns both lists."""
    comparisons = list(compare(run, table, settings, config))
    known = list(_known(ids_of(outputs, run), table, comparisons))
    folder = outputs / "registry"
    _write(folder / "registry.csv", Known, known)
    _write(folder / "comparisons.csv", Comparison, comparisons)
    _write(folder / "discrepancies.csv", Comparison, (c for c in comparisons if c.verdict == "disagree"))
    return known, comparisons


def _write(path: Path, cls: type, rows: Iterable[Comparison | Known]) -> None:
    write_typed_csv(path, columns_of(cls), (dataclasses.asdict(row) for row in rows))


def _known(ids: dict[str, tuple[str, ...]], table: RegistryTable, comparisons: Iterable[Comparison]) -> Iterator[Known]:
    verdicts = Counter((c.nct_id, c.verdict) for c in comparisons)
    for identifier, documents in ids.items():
        register = register_of(identifier)
        row = Known(
            registry_id=identifier,
            registry=register.name if register else "",
            url=register.url(identifier) if register else "",
            documents=documents,
        )
        yield _with_record(row, table, verdicts)


def _with_record(row: Known, table: RegistryTable, verdicts: Counter[tuple[str, str]]) -> Known:
    lookup, version = table.lookups.get(row.registry_id), table.newest(row.registry_id)
    if lookup is not None:
        row = dataclasses.replace(row, state=lookup.state, message=lookup.message, data_version=lookup.data_version)
    if version is None:
        return row
    trial = version.record.trial
    drugs = {drug for i in version.record.interventions for drug in i.drugs}
    return dataclasses.replace(
        row, nct_id=trial.nct_id, acronym=trial.acronym, title=trial.brief_title, status=trial.status,
        phase=trial.phase, enrollment=trial.enrollment, enrollment_type=trial.enrollment_type,
        drugs=tuple(sorted(drugs)), has_results=trial.has_results, other_ids=trial.secondary_ids,
        valid_from=version.valid_from, source=version.source,
        agree=verdicts[trial.nct_id, "agree"], disagree=verdicts[trial.nct_id, "disagree"],
        not_comparable=verdicts[trial.nct_id, "not_comparable"],
    )  # fmt: skip


def _text(outputs: Path, doc_id: str) -> str:
    tree = read_document(outputs, doc_id)
    return "" if tree is None else str(tree["text"])
