"""The regression gate: the embedded gold may not be read worse than the baseline of the repository says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.audit.confidence import risk_coverage
from pipeline.audit.gold import KINDS
from pipeline.audit.report import said
from pipeline.audit.run import Audit
from pipeline.errors import ConfigError

LINKED_MAY_FALL, PRECISION_MAY_FALL = 0.01, 0.02  # noise of a few rows
SURE = 0.9  # confidence from which a row is taken without looking


@dataclass(frozen=True, slots=True)
class Standing:
    """What the gate compares: linked F1, precision of the rows at confidence 0.9 or more, and the gold rows found."""

    linked_f1: float
    precision_when_sure: float
    found: frozenset[str]

    @classmethod
    def of(cls, audit: Audit) -> Standing:
        """The standing of an audit."""
        sure = [p for p in risk_coverage(audit.judged) if p.threshold >= SURE]
        precision = sure[-1].precision if sure else 0.0
        return cls(round(audit.total.rates("linked").f1, 4), round(precision, 4), frozenset(_found(audit)))

    @classmethod
    def read(cls, path: Path) -> Standing | None:
        """The standing that a baseline file holds; None where there is none yet."""
        if not path.exists():
            return None
        try:
            tree = json.loads(path.read_text(encoding="utf-8"))
            return cls(tree["linked_f1"], tree["precision_when_sure"], frozenset(tree["found"]))
        except (ValueError, KeyError) as error:
            raise ConfigError(
                f"{path.name} is no baseline ({error}); renew it with `evidence audit --accept`"
            ) from None

    def as_json(self) -> str:
        """The text of a baseline file."""
        tree: dict[str, Any] = {"linked_f1": self.linked_f1, "precision_when_sure": self.precision_when_sure}
        return json.dumps(tree | {"found": sorted(self.found)}, ensure_ascii=False, indent=1) + "\n"


@dataclass(frozen=True, slots=True)
class Change:
    """The difference between a baseline and now: gold rows won and lost, and why the gate shuts (empty: it is open)."""

    won: tuple[str, ...]
    lost: tuple[str, ...]
    shut: str


def compare(baseline: Standing, now: Standing) -> Change:
    """What changed since the baseline."""
    shut = ""
    if now.linked_f1 < baseline.linked_f1 - LINKED_MAY_FALL:
        shut = f"linked F1 fell from {baseline.linked_f1:.3f} to {now.linked_f1:.3f}"
    elif now.precision_when_sure < baseline.precision_when_sure - PRECISION_MAY_FALL:
        shut = f"precision at {SURE} fell from {baseline.precision_when_sure:.3f} to {now.precision_when_sure:.3f}"
    return Change(tuple(sorted(now.found - baseline.found)), tuple(sorted(baseline.found - now.found)), shut)


def _found(audit: Audit) -> Iterator[str]:
    """The linked gold rows that were found, each in words that stay the same from run to run."""
    for score in audit.scores:
        for kind in KINDS:
            matched = score.linked[kind]
            for gold in (*(g for _, g in matched.pairs), *matched.served):
                yield f"{score.doc_id} {kind}: {said(kind, gold)}"
