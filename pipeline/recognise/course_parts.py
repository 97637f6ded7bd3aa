"""What courses are put together from: doses and fraction numbers with their places, and what stands between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model.mention import Mention
from pipeline.model.quantity import Amount

NEAR = 130
_REACH = 260
_MOST = 12
_BREAK = re.compile(r"[.;]\s{1,9}(?=[A-Z(0-9])|\n\s{0,9}\n|\bthen\b|\bfollowed by\b|\bplus\b|\bversus\b|\bvs\b")


@dataclass(frozen=True, slots=True)
class Parts:
    """A course while it is put together."""

    fractions: Mention
    total: Mention | None = None
    each: Mention | None = None

    def doses(self) -> tuple[Mention, ...]:
        """The doses found so far."""
        return tuple(d for d in (self.total, self.each) if d is not None)


class Ordered:
    """Mentions by their place, so that what stands near is found without looking at all of them."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self.mentions = tuple(mentions)
        self._starts = [m.start for m in self.mentions]

    def between(self, low: int, high: int) -> tuple[Mention, ...]:
        """Those that begin from `low` up to `high` (not included)."""
        return self.mentions[bisect_left(self._starts, low) : bisect_left(self._starts, high)]

    def near(self, mention: Mention) -> list[Mention]:
        """The few nearest within reach, nearest first."""
        around = self.between(mention.start - 2 * _REACH, mention.end + _REACH + 1)
        reached = [m for m in around if gap(m, mention) <= _REACH]
        return sorted(reached, key=lambda m: (gap(m, mention), m.start))[:_MOST]


def broken(text: str, start: int, end: int) -> bool:
    """Whether a sentence ends or another course is announced between the two places."""
    return _BREAK.search(text, start, end) is not None


def joined(text: str, start: int, end: int) -> bool:
    """Whether the two places are near and nothing breaks what stands between them."""
    return end - start <= NEAR and not broken(text, start, end)


def gap(one: Mention, other: Mention) -> int:
    """Characters between the two; 0 where they touch or overlap."""
    return max(one.start - other.end, other.start - one.end, 0)


def basis(dose: Mention) -> str:
    """The basis of the dose (`per_fraction`, `BED` …), empty for a physical dose."""
    return dose.value.basis if isinstance(dose.value, Amount) else ""


def ends(mention: Mention) -> tuple[float, float] | None:
    """Lowest and highest value, twice the same for a single one."""
    amount = mention.value
    if not isinstance(amount, Amount):
        return None
    low = amount.value if amount.value is not None else amount.low
    high = amount.value if amount.value is not None else amount.high
    return (low, high) if low is not None and high is not None else None


def larger(one: Mention, other: Mention) -> bool:
    """Whether the highest value of the first is above that of the other."""
    a, b = ends(one), ends(other)
    return a is not None and b is not None and a[1] > b[1]
