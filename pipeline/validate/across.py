"""What findings of one paper get wrong together: severe events above all events, p values, text against table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace
from math import log10
from typing import Any

from pipeline.model.finding import AdverseEvent, Finding, Outcome, Radiotherapy, Trial

SEVERE = 3
ROUNDING = 0.6  # percentage points, as in ValidateSettings
DECADES = 1.0
SIGNIFICANT, SMALLEST = 0.05, 1e-12
Flags = dict[str, set[str]]


def grade3_exceeds_any_grade(findings: Iterable[Finding]) -> Flags:
    """Events of grade 3 or more that are reported more often than the same event of any grade, by finding_id."""
    groups = _grouped(findings, AdverseEvent, lambda f: (f.study, f.term, f.drugs, f.subgroup, f.comparator, f.total))
    flags: Flags = defaultdict(set)
    for group in groups:
        every = [f for f in group if f.grade_low is None and not f.serious]
        for severe in (f for f in group if f.grade_low is not None and f.grade_low >= SEVERE):
            if every and all(_above(severe, f) for f in every):
                flags[severe.finding_id].add("grade3_exceeds_any_grade")
    return flags


def _above(severe: AdverseEvent, every: AdverseEvent) -> bool:
    if severe.rate is not None and every.rate is not None:
        return severe.rate > every.rate + ROUNDING
    return severe.events is not None and every.events is not None and severe.events > every.events


def p_value_mismatch(findings: Iterable[Finding]) -> Flags:
    """Contrasts whose printed p value and Fisher's exact test on their counts disagree on significance, by finding_id.

    Only where they are also a power of ten apart: papers use other tests and adjust.
    """
    flags: Flags = defaultdict(set)
    for pair in _grouped(
        findings, (AdverseEvent, Outcome), lambda f: f.contrast_id and (f.kind, f.contrast_id, f.study)
    ):
        counted = [f for f in pair if f.events is not None and f.total is not None and f.total > 0]
        printed = next((f.p_value for f in pair if f.p_value is not None), None)
        if len(pair) != 2 or len(counted) != 2 or printed is None or any(f.events > f.total for f in counted):
            continue
        expected = _fisher([(f.events, f.total - f.events) for f in counted])
        apart = abs(log10(max(expected, SMALLEST)) - log10(max(printed, SMALLEST))) > DECADES
        if apart and (expected < SIGNIFICANT) != (printed < SIGNIFICANT):
            for finding in pair:
                flags[finding.finding_id].add("p_value_mismatch")
    return flags


def _fisher(table: list[tuple[int, int]]) -> float:
    from scipy.stats import fisher_exact  # half a second to load: only papers with counted contrasts pay it

    return float(fisher_exact(table).pvalue)


def conflicts(findings: Iterable[Finding]) -> Flags:
    """`conflicts_with:<finding_id>` where text and table of one paper give different values for one subject.

    Only where no place of the other kind agrees: "4 of 7" in the text and 57 % in the table are one fact.
    """
    flags: Flags = defaultdict(set)
    for group in _grouped(findings, Finding, _subject):
        text = [f for f in group if f.table is None]
        table = [f for f in group if f.table is not None]
        for first, second in ((text, table), (table, text)):
            for finding in first:
                others = [o for o in second if _comparable(finding, o)]
                if others and not any(_agree(finding, o) for o in others):
                    flags[finding.finding_id].update(f"conflicts_with:{o.finding_id}" for o in others)
    return flags


def _subject(finding: Finding) -> Hashable:
    """What a finding is about, its values aside; empty where the study is not known."""
    if not finding.study:
        return ""
    common = (finding.kind, finding.study, finding.subgroup)
    if isinstance(finding, AdverseEvent):
        own: Any = (
            finding.term,
            finding.grade_low,
            finding.grade_high,
            finding.serious,
            finding.comparator,
            finding.drugs,
        )
    elif isinstance(finding, Outcome):
        own = (finding.measure, finding.stat, finding.unit, finding.timepoint, finding.comparator, finding.drugs)
    elif isinstance(finding, Radiotherapy):
        own = (finding.total_gy, finding.dose_basis) if finding.total_gy_low is not None else finding.finding_id
    elif isinstance(finding, Trial):
        own = finding.n_unit
    else:
        own = finding.finding_id
    return (*common, own)


def _values(finding: Finding) -> dict[str, float]:
    if isinstance(finding, AdverseEvent):
        share = finding.rate
        if share is None and finding.events is not None and finding.total is not None and finding.total > 0:
            share = 100 * finding.events / finding.total
        found = {"share": share, "events": finding.events if share is None else None}
    elif isinstance(finding, Outcome):
        found = {"value": finding.value}
    elif isinstance(finding, Radiotherapy):
        found = {"low": finding.total_gy_low, "high": finding.total_gy_high}
    else:
        found = {"n": getattr(finding, "n", None)}
    return {k: float(v) for k, v in found.items() if v is not None}


def _comparable(one: Finding, other: Finding) -> bool:
    return bool(_values(one).keys() & _values(other).keys())


def _agree(one: Finding, other: Finding) -> bool:
    first, second = _values(one), _values(other)
    return all(abs(first[k] - second[k]) <= ROUNDING for k in first.keys() & second.keys())


def _grouped(findings: Iterable[Finding], cls: Any, key: Any) -> Iterator[list[Any]]:
    """The findings of a class by key, in order; those with an empty key are left out."""
    groups: dict[Hashable, list[Any]] = defaultdict(list)
    for finding in findings:
        if isinstance(finding, cls) and (k := key(finding)):
            groups[k].append(finding)
    yield from groups.values()


def with_flags(findings: Iterable[Finding], flags: Iterable[Flags]) -> tuple[Finding, ...]:
    """The findings with what was found against them, flags sorted."""
    found = list(flags)
    return tuple(
        replace(f, flags=tuple(sorted({*f.flags, *(flag for d in found for flag in d.get(f.finding_id, ()))})))
        for f in findings
    )
