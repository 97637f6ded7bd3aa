"""One fact found by two routes: what prose and table of one paper print alike, though one rounds or omits a word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import replace
from itertools import combinations

from pipeline.model.finding import SOURCES, AdverseEvent, DrugDose, Finding, Outcome, Radiotherapy, Trial

TOLERANCE = {"share": 0.6, "events": 0.0, "value": 0.05}  # percentage points as in ValidateSettings; months to a digit


def with_agreement(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, each with the kinds of place whose findings tell the same fact ("text+table"); empty for one kind.

    What is left out of the table agrees with nothing.
    """
    findings = tuple(findings)
    sources: dict[int, set[str]] = {at: _sources(f) for at, f in enumerate(findings)}
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for at, finding in enumerate(findings):
        if not finding.left_out and (finding.study or finding.study_refs):
            groups[_topic(finding)].append(at)
    for group in groups.values():
        for one, other in combinations(group, 2):
            first, second = findings[one], findings[other]
            if first.source != second.source and _compatible(first, second) and _same_values(first, second):
                sources[one].add(second.source)
                sources[other].add(first.source)
    return tuple(replace(f, agreement=_told(sources[at])) for at, f in enumerate(findings))


def _sources(finding: Finding) -> set[str]:
    return {source for source in (finding.source, *finding.agreement.split("+")) if source}


def _told(sources: set[str]) -> str:
    """The kinds of place in the order of the schema; empty where it is only one."""
    told = [source for source in SOURCES if source in sources]
    return "+".join(told) if len(told) > 1 else ""


def _topic(finding: Finding) -> Hashable:
    """What two rows must share to tell one fact, their values aside."""
    common = (finding.kind, finding.study, finding.study_refs if not finding.study else (), finding.subgroup)
    if isinstance(finding, AdverseEvent):
        grades = (finding.grade_low, finding.grade_high)
        return (*common, finding.term, *grades, finding.comparator is True, finding.serious is True)
    if isinstance(finding, Outcome):
        return (*common, finding.measure, finding.unit, finding.comparator is True)
    if isinstance(finding, DrugDose):
        return (*common, finding.drug, finding.unit, finding.dose, finding.dose_low, finding.dose_high)
    if isinstance(finding, Radiotherapy):
        return (*common, finding.total_gy, finding.total_gy_low, finding.total_gy_high, finding.dose_basis)
    return (*common, finding.n, finding.n_unit) if isinstance(finding, Trial) else common


def _compatible(one: Finding, other: Finding) -> bool:
    """Whether neither row says of drugs, statistic, time point, fractions or rhythm what the other contradicts."""
    columns = ("drugs", "stat", "timepoint", "fractions", "technique", "frequency", "role", "total")
    pairs = ((getattr(one, c, None), getattr(other, c, None)) for c in columns)
    return all(a in (None, "", ()) or b in (None, "", ()) or a == b for a, b in pairs)


def _same_values(one: Finding, other: Finding) -> bool:
    """Whether the rows agree on every figure that both give, and give one in common; a dose is its topic already."""
    if isinstance(one, Trial):
        return one.n is not None
    if not isinstance(one, AdverseEvent | Outcome):
        return True
    first, second = _figures(one), _figures(other)
    common = first.keys() & second.keys()
    return bool(common) and all(abs(first[name] - second[name]) <= TOLERANCE[name] for name in common)


def _figures(finding: Finding) -> dict[str, float]:
    """Count, share in percent (printed, else that of the counts) and any other value of an event or an outcome."""
    if not isinstance(finding, AdverseEvent | Outcome):
        return {}
    in_percent = isinstance(finding, AdverseEvent) or finding.unit == "%" or finding.value is None
    printed = finding.rate if isinstance(finding, AdverseEvent) else finding.value
    share = printed if in_percent else None
    if share is None and finding.events is not None and finding.total is not None and finding.total > 0:
        share = 100 * finding.events / finding.total
    found = {"share": share, "events": finding.events, "value": None if in_percent else printed}
    return {name: float(value) for name, value in found.items() if value is not None}
