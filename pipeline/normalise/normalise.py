"""Findings in agreed terms: the one verb of this room."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.model.finding import AdverseEvent, DrugDose, Finding, Radiotherapy
from pipeline.normalise.radiobiology import completed
from pipeline.normalise.timing import days_of
from pipeline.vocabulary import load


@dataclass(frozen=True, slots=True)
class NormaliseSettings:
    """What BED and EQD2 are computed with where the paper prints no α/β: in Gy, of tumour and of brain necrosis.

    `alpha_beta` holds, except where the paper prints a BED or EQD2 that only `alpha_beta_necrosis` explains.
    """

    alpha_beta: float = 10.0
    alpha_beta_necrosis: float = 2.0

    def __post_init__(self) -> None:
        """Refuse an α/β that is not above 0 (ValueError)."""
        if self.alpha_beta <= 0 or self.alpha_beta_necrosis <= 0:
            raise ValueError("alpha_beta and alpha_beta_necrosis must be above 0 Gy")


def normalise(findings: Iterable[Finding], settings: NormaliseSettings | None = None) -> tuple[Finding, ...]:
    """The findings with drugs sorted, codes filled in, courses completed and times in days; none is dropped."""
    settings = settings or NormaliseSettings()
    return tuple(_normal(finding, settings) for finding in findings)


def _normal(finding: Finding, settings: NormaliseSettings) -> Finding:
    finding = replace(
        finding,
        drugs=tuple(sorted(set(finding.drugs))),
        study_refs=tuple(sorted(set(finding.study_refs))),
        registry_ids=tuple(sorted(set(finding.registry_ids))),
    )
    if isinstance(finding, Radiotherapy):
        return completed(_timed(finding), settings.alpha_beta, settings.alpha_beta_necrosis)
    if isinstance(finding, DrugDose):
        return replace(finding, drug_id=finding.drug_id or _code("drugs", finding.drug))
    if isinstance(finding, AdverseEvent):
        return replace(finding, term_id=finding.term_id or _code("adverse_events", finding.term))
    return finding


def _code(title: str, name: str) -> str:
    entry = load(title).find(name)
    return entry.code if entry else ""


def _timed(finding: Radiotherapy) -> Radiotherapy:
    if not finding.timing or finding.timing_days_low is not None or finding.timing_days_high is not None:
        return finding
    low, high = days_of(finding.timing)
    return replace(finding, timing_days_low=low, timing_days_high=high)
