"""Doses outside of what the drug is ever given in: configs/plausible_ranges.csv."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.vocabulary.rows import rows_of
from pipeline.vocabulary.tables import once_a_folder

ANY_DRUG = "*"
COLUMNS = ("drug", "unit", "low", "high")


@dataclass(frozen=True)
class PlausibleRanges:
    """(drug, unit) -> lowest and highest plausible dose; the drug `*` stands for any without a row of its own."""

    by_drug: dict[tuple[str, str], tuple[float, float]]

    def holds(self, drug: str, unit: str, dose: float) -> bool:
        """Whether the dose lies within the range; True where no row speaks of the unit."""
        limits = self.by_drug.get((drug, unit)) or self.by_drug.get((ANY_DRUG, unit))
        return limits is None or limits[0] <= dose <= limits[1]


@once_a_folder
def load_ranges(root: Path) -> PlausibleRanges:
    """The ranges of the folder of settings, read once; ConfigError names a row that is no range."""
    ranges = {}
    for row in rows_of("plausible_ranges.csv", COLUMNS, root):
        try:
            low, high = float(row["low"]), float(row["high"])
        except ValueError as error:
            raise ConfigError(f"plausible_ranges.csv: {row['drug']} {row['unit']} has no numbers: {error}") from error
        if low > high:
            raise ConfigError(f"plausible_ranges.csv: {row['drug']} {row['unit']} is upside down: {low} to {high}")
        ranges[(row["drug"], row["unit"])] = (low, high)
    return PlausibleRanges(ranges)
