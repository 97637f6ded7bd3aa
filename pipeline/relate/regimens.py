"""Regimens completed from the tables of the paper: "with tucatinib" in the prose means what the table's arm was given.

A drug of the prose stands for the one regimen of its study's tables that holds it, on its side of the comparison;
where a table shows it as an arm of its own it stands for itself. A placebo side is the regimen of the controls. Where
a study is nowhere compared, a result without drugs is one of its only regimen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from pipeline.model.finding import AdverseEvent, Finding, Outcome

Drugs = tuple[str, ...]
Sides = dict[tuple[str, bool], set[Drugs]]
CONTROL_WORDS = ("placebo", "control", "standard")


def with_regimens(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings with whole regimens; those of tables stay as their tables print them."""
    findings = tuple(findings)
    sides = _sides_in_tables(findings)
    compared = {f.study for f in findings if _is_compared(f)}
    return tuple(
        _completed(f, sides, f.study in compared) if isinstance(f, AdverseEvent | Outcome) and f.table is None else f
        for f in findings
    )


def _sides_in_tables(findings: tuple[Finding, ...]) -> Sides:
    """(study, whether comparator) -> the regimens that its table rows name; a trial's own row is the treated side."""
    out: Sides = defaultdict(set)
    for finding in findings:
        if finding.table is not None and finding.study and finding.drugs:
            out[(finding.study, getattr(finding, "comparator", None) is True)].add(finding.drugs)
    return out


def _is_compared(finding: Finding) -> bool:
    """Whether the finding tells of a second arm: it is one side of two, or the ratio of both."""
    if isinstance(finding, Outcome) and finding.stat.endswith("ratio"):
        return True
    return isinstance(finding, AdverseEvent | Outcome) and finding.comparator is not None


def _completed(finding: AdverseEvent | Outcome, sides: Sides, compared: bool) -> Finding:
    control = finding.comparator is True
    regimens = sides.get((finding.study, control), set())
    if control and not finding.drugs:
        named = any(word in finding.arm.lower() for word in CONTROL_WORDS)
        return replace(finding, drugs=next(iter(regimens))) if named and len(regimens) == 1 else finding
    if not (finding.drugs or finding.arm or compared) and len(regimens) == 1:
        return replace(finding, drugs=next(iter(regimens)))
    holding = {r for r in regimens if set(finding.drugs) < set(r)}
    if finding.drugs and finding.drugs not in regimens and len(holding) == 1:
        return replace(finding, drugs=next(iter(holding)))
    return finding
