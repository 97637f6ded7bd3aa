"""How sure a row is: the share of rows like it that are right, as a logistic model of a few traits says.

The model is `configs/confidence.csv`: points a trait, added up and brought to 0–1 by the logistic function (Platt, Adv
Large Margin Classif 1999:61-74). `tests/bench/calibrate.py` fits it to curated papers and reports how honest it is on
papers that it was not fitted to.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.model.finding import AdverseEvent, Finding, Outcome
from pipeline.vocabulary.rows import rows_of
from pipeline.vocabulary.tables import once_a_folder

COLUMNS = ("trait", "points", "rows", "right", "why")
START = "start"
LOWEST, HIGHEST = 0.05, 0.99
SHORT = 100  # characters


def traits(finding: Finding) -> Iterator[str]:
    """What the confidence of a row rests on: who found it, what was flagged, and what it lacks or has besides."""
    extractor = finding.extractor.partition("@")[0]
    yield f"rule {finding.kind}/{extractor}"
    yield from sorted({f"flag {flag.partition(':')[0]}" for flag in finding.flags})
    if finding.source == "abstract":
        yield "abstract"
    if not finding.study and not finding.study_refs:
        yield "no study"
    if not finding.drugs:
        yield "no drugs"
    if finding.agreement:
        yield "text and table agree"
    elif finding.also_at:
        yield "printed twice"
    if finding.table is None and len(finding.quote) < SHORT:
        yield "short sentence"
    if isinstance(finding, AdverseEvent | Outcome) and finding.events is not None and _share(finding) is not None:
        yield "count and share"


def _share(finding: AdverseEvent | Outcome) -> float | None:
    return finding.rate if isinstance(finding, AdverseEvent) else finding.value


@dataclass(frozen=True)
class ConfidenceModel:
    """Points by trait; `start` is what every row begins with.

    `rule *` and `flag *` stand for rules and flags that have no points of their own; any other trait without points
    changes nothing.
    """

    points: dict[str, float]

    def points_of(self, trait: str) -> float:
        """The points of a trait, or of those of its sort."""
        return self.points.get(trait, self.points.get(f"{trait.partition(' ')[0]} *", 0.0))

    def of(self, finding: Finding) -> float:
        """Confidence of a row from 0.05 to 0.99, two decimals."""
        total = self.points[START] + sum(map(self.points_of, traits(finding)))
        return round(min(HIGHEST, max(LOWEST, 1 / (1 + math.exp(-total)))), 2)


@once_a_folder
def load_confidence(root: Path) -> ConfidenceModel:
    """The model of the folder of settings, read once; ConfigError where points are no number or `start` is lacking."""
    points = {}
    for row in rows_of("confidence.csv", COLUMNS, root):
        try:
            points[row["trait"]] = float(row["points"])
        except ValueError as error:
            raise ConfigError(f"confidence.csv: the points of {row['trait']} are no number") from error
    if START not in points:
        raise ConfigError("confidence.csv: a row `start` is needed")
    return ConfidenceModel(points)
