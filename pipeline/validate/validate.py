"""Grounded findings -> the same findings with flags and confidence: the one verb of this room. No row is dropped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pipeline.model.finding import Finding
from pipeline.validate.across import Flags, conflicts, grade3_exceeds_any_grade, p_value_mismatch, with_flags
from pipeline.validate.agreement import with_agreement
from pipeline.validate.confidence import load_confidence
from pipeline.validate.plausible import load_ranges
from pipeline.validate.rules import ValidateSettings, rules


def validate(
    findings: Iterable[Finding], settings: ValidateSettings | None = None, root: Path | None = None
) -> tuple[Finding, ...]:
    """The findings of one paper with what speaks for and against each, and their confidence (`root`: settings folder).

    They must carry their `finding_id` already: two rows of one paper are compared by it.
    """
    findings = with_agreement(findings)
    alone_rules = rules(load_ranges(root), settings or ValidateSettings())
    alone: Flags = {f.finding_id: {r.name for r in alone_rules if r.fails(f)} for f in findings}
    results = tuple(f for f in findings if not f.left_out)
    together = (grade3_exceeds_any_grade(results), p_value_mismatch(results), conflicts(results))
    model = load_confidence(root)
    return tuple(replace(f, confidence=model.of(f)) for f in with_flags(findings, (alone, *together)))
