"""A `trial` finding against its record: id, status, phase, number, drugs, conditions, results."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pipeline.registry.doses import drugs_in
from pipeline.registry.judgement import Judgement, Row, near, said
from pipeline.registry.records import PATHS, Record
from pipeline.registry.settings import RegistrySettings
from pipeline.vocabulary import config_root, folded

NO_RESULTS = re.compile(
    r"\bresults?\b[^.;]{0,60}\b(?:(?:can|could|have|has|are|is|were|was|had) ?not|cannot|never|not yet)\b[^.;]{0,30}"
    r"\b(?:retrieved|found|available|published|posted|reported|obtained|accessed)\b|\bno results?\b[^.;]{0,20}"
    r"\b(?:retrieved|found|available|published|posted|reported)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]{5,}")
_DIGITS = re.compile("[0-4]")


class _Statuses(NamedTuple):
    agrees: frozenset[str]
    moves_to: frozenset[str]


def check_trial(
    row: Row, record: Record, settings: RegistrySettings, statuses: Path | None = None
) -> Iterator[Judgement]:
    """What can be said of each field that the paper fills."""
    if row.get("status"):
        yield _status(row["status"], record, _statuses(config_root(statuses)))
    if row.get("phase"):
        yield _phase(row["phase"], record)
    if row.get("n") is not None:
        yield _number(row, record, settings)
    if row.get("drugs"):
        yield _drugs(row, record)
    if row.get("population"):
        yield _condition(row["population"], record)


def check_results_said_missing(sentence: str, record: Record) -> Judgement | None:
    """Results that are posted, though the sentence of the paper says that none can be found; None where it does not."""
    if not NO_RESULTS.search(sentence) or record.trial.has_results is None:
        return None
    posted = record.trial.has_results
    value = f"results posted {record.trial.results_posted}".rstrip() if posted else "no results posted"
    verdict, reason = ("disagree", "results_are_posted") if posted else ("agree", "")
    return Judgement("results", verdict, reason, "none to be found", value, PATHS["has_results"])  # type: ignore[arg-type]


def _status(printed: str, record: Record, known: dict[str, _Statuses]) -> Judgement:
    now, path = record.trial.status, PATHS["status"]
    if not now or now == "UNKNOWN" or printed not in known:
        return Judgement("status", "not_comparable", "registry_says_nothing", printed, now, path)
    if now in known[printed].agrees:
        return Judgement("status", "agree", "", printed, now, path)
    reason = "may_have_moved_on" if now in known[printed].moves_to else "status_differs"
    enrolled = f" (enrolled {record.trial.enrollment})" if record.trial.enrollment is not None else ""
    return Judgement("status", "disagree", reason, printed, now + enrolled, path)


@lru_cache(maxsize=4)
def _statuses(root: Path) -> dict[str, _Statuses]:
    lines = (root / "registry_statuses.csv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return {
        r["paper"]: _Statuses(*(frozenset(filter(None, r[k].split(";"))) for k in ("agrees", "moves_to"))) for r in rows
    }


def _phase(printed: str, record: Record) -> Judgement:
    """By their numbers: the registry knows no 1b and no 3b."""
    now, path = record.trial.phase, PATHS["phase"]
    if not _DIGITS.search(now):
        return Judgement("phase", "not_comparable", "registry_says_nothing", printed, now, path)
    if _DIGITS.findall(printed) == _DIGITS.findall(now):
        return Judgement("phase", "agree", "", printed, now, path)
    return Judgement("phase", "disagree", "phase_differs", printed, now, path)


def _number(row: Row, record: Record, settings: RegistrySettings) -> Judgement:
    """Against each number of people that the record gives, the enrolled first."""
    n, trial = row["n"], record.trial
    enrolled = said(trial.enrollment)
    path = PATHS["enrollment"]
    if row.get("subgroup") or row.get("n_unit") not in (None, "", "patients"):
        reason = "subgroup" if row.get("subgroup") else "not_patients"
        return Judgement("n", "not_comparable", reason, str(n), enrolled, path)
    for reason, number, place in _numbers(record):
        if n == number:
            return Judgement("n", "agree", reason, str(n), str(number), place)
    if trial.enrollment is None:
        return Judgement("n", "not_comparable", "registry_says_nothing", str(n), "", path)
    if near(n, trial.enrollment, settings.enrollment_percent):
        return Judgement("n", "agree", "within_tolerance", str(n), enrolled, path)
    if trial.enrollment_type == "ESTIMATED":
        return Judgement("n", "not_comparable", "planned_number", str(n), enrolled, path)
    return Judgement("n", "disagree", "number_differs", str(n), enrolled, path)


def _numbers(record: Record) -> Iterator[tuple[str, int, str]]:
    """Enrolled, started, analysed, at risk, then those of single arms; with the reason and the place of each."""
    trial = record.trial
    first = next((o for o in record.outcomes if o.analysed is not None), None)
    measured = {o.group: o for o in record.outcomes if first and o.measure == first.measure and o.analysed is not None}
    at_risk = [e for e in record.adverse_events if not e.term and e.seriousness == "serious" and e.at_risk is not None]
    totals = (
        ("", trial.enrollment, PATHS["enrollment"]),
        ("started", trial.started, PATHS["started"]),
        ("analysed", _total(o.analysed for o in measured.values()), first.path if first else ""),
        ("safety", _total(e.at_risk for e in at_risk), at_risk[0].path if at_risk else ""),
    )
    yield from ((reason, number, path) for reason, number, path in totals if number is not None)
    yield from (("one_arm", o.analysed, o.path) for o in measured.values() if o.analysed is not None)
    yield from (("one_arm", e.at_risk, e.path) for e in at_risk if e.at_risk is not None)


def _total(counts: Iterable[int | None]) -> int | None:
    """The sum of the counts that are known; None where none is."""
    known = [count for count in counts if count is not None]
    return sum(known) if known else None


def _drugs(row: Row, record: Record) -> Judgement:
    """Every drug of the paper's arm must be among those that the record names anywhere."""
    named = {drug for i in record.interventions for drug in i.drugs}
    for text in (
        record.trial.brief_title,
        record.trial.official_title,
        *(a.label + "; " + a.description for a in record.arms),
    ):
        named |= set(drugs_in(text))
    paper, registry = "; ".join(row["drugs"]), "; ".join(sorted(named))
    path = record.interventions[0].path.partition("[")[0] if record.interventions else PATHS["brief_title"]
    if not record.interventions:
        return Judgement("drugs", "not_comparable", "registry_says_nothing", paper, registry, path)
    if set(row["drugs"]) <= named:
        return Judgement("drugs", "agree", "", paper, registry, path)
    return Judgement("drugs", "disagree", "drug_missing", paper, registry, path)


def _condition(printed: str, record: Record) -> Judgement:
    """A long word in common is agreement; none proves little, because papers paraphrase."""
    conditions = "; ".join(record.trial.conditions)
    common = set(_WORD.findall(folded(printed))) & set(_WORD.findall(folded(conditions)))
    verdict, reason = (
        ("agree", "") if common else ("not_comparable", "conditions_differ" if conditions else "registry_says_nothing")
    )
    return Judgement("condition", verdict, reason, printed, conditions, PATHS["conditions"])  # type: ignore[arg-type]
