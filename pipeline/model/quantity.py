"""Numbers with what they are: amounts and ranges with a unit, counts, grades, intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Bound = Literal["", "<", "<=", ">", ">=", "~"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A value, a range, or a value with its range ("20 Gy (16–24 Gy)"), in `unit` (UCUM-like, `%`, `Gy`, `months`).

    `basis` says what kind of dose or figure it is where printed (`EQD2`, `BED`, `per_fraction`, `mean`, `median`).
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    bound: Bound = ""
    basis: str = ""

    def __post_init__(self) -> None:
        """Refuse an amount without a number and a range upside down (ValueError)."""
        if self.value is None and self.low is None and self.high is None:
            raise ValueError("an amount needs a number")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"range upside down: {self.low} to {self.high}")

    @property
    def below_zero(self) -> bool:
        """Whether one of its numbers is less than nothing, as no rate, dose or time since a treatment is."""
        return any(number is not None and number < 0 for number in (self.value, self.low, self.high))


@dataclass(frozen=True, slots=True)
class Count:
    """Events, or events of a total; what is counted (`patients`, `lesions`, `events`) where printed.

    The paper's numbers are kept even where events exceed the total: a reviewer must see that.
    """

    events: int | None = None
    total: int | None = None
    of_what: str = ""


@dataclass(frozen=True, slots=True)
class Grade:
    """Grades from `low` to `high` on `scale` (empty = CTCAE or not said); "grade 3 or higher" is 3 to 5."""

    low: int
    high: int
    scale: str = ""

    def __post_init__(self) -> None:
        """Refuse grades outside 0–5 or upside down (ValueError)."""
        if not 0 <= self.low <= self.high <= 5:
            raise ValueError(f"no such grades: {self.low} to {self.high}")


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence, credible or interquartile interval; `level` in percent where printed."""

    low: float
    high: float
    level: float | None = None
