"""One trial as lines of text, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.registry.history import Version
from pipeline.registry.identifiers import register_of
from pipeline.registry.records import Record
from pipeline.registry.table import RegistryTable

MOST = 20  # lines of one kind


def lines_of(identifier: str, table: RegistryTable) -> Iterator[str]:
    """State of the look-up, the trial, its arms, doses and results; long lists are cut and say so."""
    lookup, version = table.lookups.get(identifier), table.newest(identifier)
    register = register_of(identifier)
    yield f"{identifier}  {register.url(identifier) if register else ''}".rstrip()
    if lookup is not None:
        yield f"state: {lookup.state}{' (' + lookup.message + ')' if lookup.message else ''}"
    if version is not None:
        yield from _of_version(version, len(table.history(identifier)))


def _of_version(version: Version, versions: int) -> Iterator[str]:
    since = version.valid_from or "an unknown day"
    yield f"as of: {since}; data {version.data_version or 'undated'}; {versions} version(s) kept; {version.source}"
    yield from _of_trial(version.record)
    yield from _listed("arm", (f"{a.label} ({a.type})".removesuffix(" ()") for a in version.record.arms))
    yield from _listed(
        "intervention",
        (
            f"{i.name}{_dose(i.dose, i.unit, i.frequency)}{' [' + i.arm + ']' if i.arm else ''}"
            for i in version.record.interventions
        ),
    )
    yield from _listed(
        "outcome",
        (
            f"{o.measure}: {o.value_printed} {o.unit or o.param} [{o.group}]"
            for o in version.record.outcomes
            if o.value_printed
        ),
    )
    yield from _listed(
        "adverse events",
        (
            f"{e.seriousness} {e.affected}/{e.at_risk} [{e.group or 'group without title'}]"
            for e in version.record.adverse_events
            if not e.term
        ),
    )
    yield from _listed("reference", (f"PMID {r.pmid} {r.type}" for r in version.record.references if r.pmid))


def _of_trial(record: Record) -> Iterator[str]:
    trial = record.trial
    said = {
        "acronym": trial.acronym,
        "title": trial.brief_title,
        "status": trial.status + (f" ({trial.why_stopped})" if trial.why_stopped else ""),
        "phase": trial.phase,
        "enrolled": f"{trial.enrollment} {trial.enrollment_type}".rstrip() if trial.enrollment is not None else "",
        "conditions": "; ".join(trial.conditions),
        "results": ""
        if trial.has_results is None
        else (f"posted {trial.results_posted}".rstrip() if trial.has_results else "none"),
        "other ids": "; ".join((*trial.aliases, *trial.secondary_ids)),
    }
    yield from (f"{name}: {value}" for name, value in said.items() if value)


def _dose(dose: float | None, unit: str, frequency: str) -> str:
    return "" if dose is None else f" {dose:g} {unit} {frequency}".rstrip()


def _listed(name: str, texts: Iterator[str]) -> Iterator[str]:
    rows = list(texts)
    yield from (f"{name}: {text}" for text in rows[:MOST])
    if len(rows) > MOST:
        yield f"{name}: … and {len(rows) - MOST} more in the table"
