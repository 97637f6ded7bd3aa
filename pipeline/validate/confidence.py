"""How sure a row is: the base of its extractor, lowered by what stands against it (configs/confidence.csv)."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.model.finding import Finding
from pipeline.vocabulary.rows import rows_of

COLUMNS = ("of", "name", "value", "why")
OTHERS = "*"
LOWEST, HIGHEST = 0.05, 0.99


@dataclass(frozen=True)
class ConfidenceModel:
    """`base` by extractor (its name without version), `minus` by flag (its name without id); `*` for all others."""

    base: dict[str, float]
    minus: dict[str, float] = field(default_factory=dict)

    def of(self, finding: Finding) -> float:
        """Confidence of a row from 0.05 to 0.99, two decimals."""
        extractor = finding.extractor.partition("@")[0]
        base = self.base.get(extractor, self.base[OTHERS])
        lost = sum(self.minus.get(f.partition(":")[0], self.minus.get(OTHERS, 0.0)) for f in finding.flags)
        unlinked = 0.0 if finding.study or finding.study_refs else self.minus.get("no_study", 0.0)
        return round(min(HIGHEST, max(LOWEST, base - lost - unlinked)), 2)


@lru_cache(maxsize=4)
def load_confidence(root: Path | None = None) -> ConfidenceModel:
    """The model of the folder of settings, read once; ConfigError where a value is no number or `*` has no base."""
    tables: dict[str, dict[str, float]] = {"base": {}, "minus": {}}
    for row in rows_of("confidence.csv", COLUMNS, root):
        try:
            tables[row["of"]][row["name"]] = float(row["value"])
        except (KeyError, ValueError) as error:
            raise ConfigError(
                f"confidence.csv: the row of {row['name']} says neither base nor minus, or no number"
            ) from error
    if OTHERS not in tables["base"]:
        raise ConfigError("confidence.csv: a base for * is needed")
    return ConfidenceModel(tables["base"], tables["minus"])
