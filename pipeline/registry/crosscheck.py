"""Findings of a run against the registry: as it stands today, and as it stood when the paper appeared."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.model.columns import column
from pipeline.registry.history import Version, at
from pipeline.registry.identifiers import is_nct
from pipeline.registry.judgement import Judgement, Row
from pipeline.registry.records import PATHS, Record
from pipeline.registry.settings import RegistrySettings
from pipeline.registry.table import RegistryTable
from pipeline.registry.trial_checks import NO_RESULTS, check_results_said_missing, check_trial
from pipeline.registry.value_checks import check_dose, check_event, check_outcome

TIES = ("id", "alias", "cross-registration", "study", "acronym")
VERDICTS = ("agree", "disagree", "not_comparable")
_PLURAL = re.compile(r"\b(?:trials|studies)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.;])\s+")


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One value of one finding beside the registry's, each with its place."""

    doc_id: str = column("str", "The document.")
    finding_id: str = column("str", "The finding.")
    kind: str = column("str", "Kind of finding.")
    study: str = column("str", "The study, as in the evidence table.")
    nct_id: str = column("str", "The record.")
    tied_by: str = column("str", "What ties them.", choices=TIES)
    field: str = column("str", "What is compared.")
    verdict: str = column("str", "Agreement.", choices=VERDICTS)
    reason: str = column("str", "Why, as docs/registry.md lists; empty where the values are equal.")
    paper_value: str = column("str", "What the paper says.")
    registry_value: str = column("str", "What the registry says.")
    registry_path: str = column("str", "Where the registry says it.")
    verdict_then: str = column("str", "Agreement at the end of the paper's year; empty where that is not known.")
    registry_value_then: str = column("str", "What the registry said then.")
    quote: str = column("str", "The paper's words.")
    page: int | None = column("int", "Page of the paper.", low=1)
    link: str = column("str", "The page picture.")
    registry_from: str = column("str", "Day from which the registry said so; empty for unknown.")
    data_version: str = column("str", "The registry's stamp of its data; empty for the snapshot.")
    registry_source: str = column("str", "Where the registry's value was read.")


@dataclass(frozen=True)
class Run:
    """What a run of the pipeline wrote: rows of `evidence.jsonl`, each document's year, sentences that miss results."""

    rows: Sequence[Row]
    years: Mapping[str, str]
    missing_results: Mapping[str, str]


def missing_results(text: str) -> str:
    """The first sentence of a paper that says that results of trials cannot be found; empty for none."""
    return next((s for s in _SENTENCE.split(text) if NO_RESULTS.search(s)), "")


def compare(
    run: Run, table: RegistryTable, settings: RegistrySettings, config: Path | None = None
) -> Iterator[Comparison]:
    """Every comparison that can be made, in the order of the findings."""
    studies, acronyms = _ids_of_studies(run.rows), _acronyms(table)
    told: set[tuple[str, str]] = set()
    for row in run.rows:
        for identifier, tied_by in _ties(row, studies, acronyms, table):
            versions = table.history(identifier)
            if not versions:
                continue
            yield from _of_finding(row, identifier, tied_by, versions, run, settings, config)
            if row["kind"] == "trial" and (row["doc_id"], identifier) not in told:
                told.add((row["doc_id"], identifier))
                yield from _of_missing_results(row, tied_by, versions, run)


def _ties(
    row: Row, studies: Mapping[str, set[str]], acronyms: Mapping[str, str], table: RegistryTable
) -> list[tuple[str, str]]:
    """Records of the finding: by its own id, else by its study's only id in the run, else by acronym."""
    own = row.get("registry_ids") or ()
    if known := [(i, v.nct_id) for i in own if (v := table.newest(i)) is not None]:
        return [(i, "id" if home == i else "alias" if is_nct(i) else "cross-registration") for i, home in known]
    study = row.get("study") or ""
    if any(is_nct(i) for i in own):
        return []
    of_study = studies.get(study, set())
    if len(of_study) == 1:
        return [(next(iter(of_study)), "study")]
    return [(acronyms[study.upper()], "acronym")] if study.upper() in acronyms else []


def _ids_of_studies(rows: Iterable[Row]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.get("study"):
            found[row["study"]] |= {i for i in row.get("registry_ids") or () if is_nct(i)}
    return found


def _acronyms(table: RegistryTable) -> dict[str, str]:
    """Acronyms that one record alone bears."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for nct_id, versions in table.versions.items():
        if acronym := versions[-1].record.trial.acronym:
            found[acronym.upper()].add(nct_id)
    return {acronym: next(iter(ids)) for acronym, ids in found.items() if len(ids) == 1}


def _of_finding(
    row: Row, asked: str, tied_by: str, versions: tuple[Version, ...], run: Run, settings: RegistrySettings,
    config: Path | None,
) -> Iterator[Comparison]:  # fmt: skip
    now, then = versions[-1], at(versions, f"{run.years.get(row['doc_id']) or '0'}-12-31")
    before = {j.field: j for j in _judgements(row, then.record, settings, config)} if then else {}
    if tied_by == "alias":
        former = Judgement("registry id", "agree", "alias", asked, now.nct_id, PATHS["aliases"])
        yield _comparison(row, former, None, now, tied_by)
    for judgement in _judgements(row, now.record, settings, config):
        judgement = _of_a_part(judgement) if now.origin == "snapshot" else judgement
        yield _comparison(row, judgement, before.get(judgement.field), now, tied_by)


def _of_a_part(judgement: Judgement) -> Judgement:
    """A drug that a partial record lacks may stand in the rest of it."""
    if judgement.reason != "drug_missing":
        return judgement
    return replace(judgement, verdict="not_comparable", reason="partial_record")


def _of_missing_results(row: Row, tied_by: str, versions: tuple[Version, ...], run: Run) -> Iterator[Comparison]:
    sentence = run.missing_results.get(row["doc_id"], "")
    names = [row.get("study") or "", *(row.get("registry_ids") or ())]
    if not _PLURAL.search(sentence) and not any(name and name in sentence for name in names):
        return
    judgement = check_results_said_missing(sentence, versions[-1].record)
    if judgement is not None:
        place = {**row, "quote": sentence[:500], "page": None, "link": ""}
        yield _comparison(place, judgement, None, versions[-1], tied_by)


def _judgements(row: Row, record: Record, settings: RegistrySettings, config: Path | None) -> Iterator[Judgement]:
    if row["kind"] == "trial":
        yield from check_trial(row, record, settings, config)
    elif row["kind"] in (checks := {"drug_dose": check_dose, "adverse_event": check_event, "outcome": check_outcome}):
        yield from checks[row["kind"]](row, record, settings)


def _comparison(row: Row, now: Judgement, then: Judgement | None, version: Version, tied_by: str) -> Comparison:
    drifted = then is not None and now.verdict == "disagree" and then.verdict == "agree"
    return Comparison(
        doc_id=row["doc_id"], finding_id=row["finding_id"], kind=row["kind"], study=row.get("study") or "",
        nct_id=version.nct_id, tied_by=tied_by, field=now.field, verdict=now.verdict,
        reason="drift" if drifted else now.reason, paper_value=now.paper, registry_value=now.registry,
        registry_path=now.path, verdict_then=then.verdict if then else "",
        registry_value_then=then.registry if then else "", quote=row.get("quote") or "", page=row.get("page"),
        link=f"../{row['link']}" if row.get("link") else "", registry_from=version.valid_from,
        data_version=version.data_version, registry_source=version.source,
    )  # fmt: skip
