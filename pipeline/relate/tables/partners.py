"""The sides of a table's arms that only the rest of the paper tells: one of two is the control, so the other is not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from pipeline.model.finding import AdverseEvent, Finding, Outcome
from pipeline.relate.tables.marks import RATIOS

PAIR = 2
Arms = dict[str, set[bool | None]]


def with_partners(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings with the other of a table's two arms as investigational, where one is known as the control.

    The prose may explain one arm under the name that a column has, and call the other in other words.
    """
    findings = tuple(findings)
    arms: defaultdict[tuple[int | None, str], Arms] = defaultdict(lambda: defaultdict(set))
    for finding in findings:
        if _has_side(finding):
            arms[_table_of(finding)][finding.arm].add(getattr(finding, "comparator", None))
    return tuple(
        replace(f, comparator=False)
        if isinstance(f, AdverseEvent | Outcome) and _has_side(f) and _is_partner(f.arm, arms[_table_of(f)])
        else f
        for f in findings
    )


def _table_of(finding: Finding) -> tuple[int | None, str]:
    return finding.table, finding.study


def _has_side(finding: Finding) -> bool:
    """Whether the finding is of one arm of a table: a ratio has no side."""
    of_arm = finding.table is not None and bool(finding.arm)
    return of_arm and (
        isinstance(finding, AdverseEvent) or (isinstance(finding, Outcome) and finding.stat not in RATIOS)
    )


def _is_partner(arm: str, arms: Arms) -> bool:
    """Whether the arm, of no known side, stands beside one other arm, which is the control."""
    others = [sides for name, sides in arms.items() if name != arm]
    return len(arms) == PAIR and arms[arm] == {None} and others == [{True}]
