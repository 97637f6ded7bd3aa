"""Regimens completed from the tables of the paper: "with tucatinib" in the prose means what the table's arm was given.

A drug of the prose stands for the one regimen of its study's tables that holds it, on its side of the comparison;
where a table shows it as an arm of its own it stands for itself. A placebo side is the regimen of the controls.
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
    return tuple(
        _completed(f, sides) if isinstance(f, AdverseEvent | Outcome) and f.table is None else f for f in findings
    )


def _sides_in_tables(findings: tuple[Finding, ...]) -> Sides:
    """(study, whether comparator) -> the regimens that its table rows name; a trial's own row is the treated side."""
    out: Sides = defaultdict(set)
    for finding in findings:
        if finding.table is not None and finding.study and finding.drugs:
            out[(finding.study, getattr(finding, "comparator", None) is True)].add(finding.drugs)
    return out


def _completed(finding: AdverseEvent | Outcome, sides: Sides) -> Finding:
    control = finding.comparator is True
    regimens = sides.get((finding.study, control), set())
    if control and not finding.drugs:
        named = any(word in finding.arm.lower() for word in CONTROL_WORDS)
        return replace(finding, drugs=next(iter(regimens))) if named and len(regimens) == 1 else finding
    holding = {r for r in regimens if set(finding.drugs) < set(r)}
    if finding.drugs and finding.drugs not in regimens and len(holding) == 1:
        return replace(finding, drugs=next(iter(holding)))
    return finding
