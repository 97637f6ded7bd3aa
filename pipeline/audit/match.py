"""Rows of the table against rows of gold, one to one, as many as can be; and what every row then counts as.

Optional gold rows cost nothing when missed and excuse a row when found; one row that carries both the count and the
rate serves the gold rows of both printings; a second printing of a matched fact is no error.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipeline.audit.agree import Judge, same_study
from pipeline.audit.folding import ABSOLUTE, Row, flag, items, number, text
from pipeline.audit.names import measure

ROUNDING = 0.6  # percentage points by which a share printed without decimals may miss its count
Agrees = Callable[[Row, Row], bool]
IDENTITY_NUMBERS = {
    "trial": ("n",),
    "drug_dose": ("dose", "dose_low", "dose_high"),
    "radiotherapy": ("total_gy", "total_gy_low", "total_gy_high", "fractions", "fractions_low", "fractions_high"),
    "adverse_event": ("events", "total", "rate", "rate_low", "rate_high", "p_value"),
    "outcome": ("value", "value_low", "value_high", "ci_low", "ci_high", "p_value", "events", "total"),
}


@dataclass(frozen=True)
class Matched:
    """One kind of one document at one level (fact or linked fact).

    `pairs` are (row, gold row) that agree; `served` gold rows that a matched row serves besides; `missed` required gold
    rows that nothing agrees with; `wrong` rows that agree with nothing; `again` second printings; `excused` rows that
    agree with optional gold alone.
    """

    pairs: list[tuple[Row, Row]] = field(default_factory=list)
    served: list[Row] = field(default_factory=list)
    missed: list[Row] = field(default_factory=list)
    wrong: list[Row] = field(default_factory=list)
    again: list[Row] = field(default_factory=list)
    excused: list[Row] = field(default_factory=list)

    @property
    def found(self) -> int:
        """How many required gold rows are found."""
        return len(self.pairs) + len(self.served)


def matched(rows: Sequence[Row], gold: Sequence[Row], agrees: Agrees, liking: Callable[[Row, Row], int]) -> Matched:
    """Match the rows of one document and kind."""
    need = [g for g in gold if not optional(g)]
    may = [g for g in gold if optional(g)]
    owner = maximum_matching(rows, need, agrees, liking)
    left = [i for i in range(len(rows)) if i not in owner]
    excused = maximum_matching([rows[i] for i in left], may, agrees)
    served = {j for j in range(len(need)) if j not in owner.values() and _is_served(need[j], rows, need, owner, agrees)}
    rest = [rows[i] for k, i in enumerate(left) if k not in excused]
    again = [any(agrees(row, g) for g in gold) for row in rest]
    return Matched(
        pairs=[(rows[i], need[j]) for i, j in owner.items()],
        served=[need[j] for j in sorted(served)],
        missed=[g for j, g in enumerate(need) if j not in owner.values() and j not in served],
        wrong=[row for row, known in zip(rest, again) if not known],
        again=[row for row, known in zip(rest, again) if known],
        excused=[rows[left[k]] for k in excused],
    )


def optional(gold: Row) -> bool:
    """Whether a curator could in good faith decide either way about the row."""
    return flag(gold.get("optional")) == "1"


def maximum_matching(
    rows: Sequence[Row], gold: Sequence[Row], agrees: Agrees, liking: Callable[[Row, Row], int] = lambda mine, g: 0
) -> dict[int, int]:
    """Index of row -> index of gold row; as many pairs as can be (augmenting paths, Kuhn 1955), best liked first."""
    edges = [[j for j, g in enumerate(gold) if agrees(row, g)] for row in rows]
    for row, targets in zip(rows, edges):
        targets.sort(key=lambda j, row=row: -liking(row, gold[j]))  # type: ignore[misc]
    owner: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j in edges[i]:
            if j in seen:
                continue
            seen.add(j)
            if j not in owner or place(owner[j], seen):
                owner[j] = i
                return True
        return False

    for i in range(len(rows)):
        place(i, set())
    return {i: j for j, i in owner.items()}


def _is_served(gold: Row, rows: Sequence[Row], need: Sequence[Row], owner: dict[int, int], agrees: Agrees) -> bool:
    term = text(gold.get("term") or "")
    return any(
        agrees(rows[i], gold) and same_study(need[j], gold) and text(need[j].get("term") or "") == term
        for i, j in owner.items()
    )


def is_invented(kind: str, mine: Row, gold: Row, every: Sequence[Row]) -> bool:
    """Whether a matched row carries a number that no gold row of the same study and subject has.

    What follows from events and total, or is marked as derived, is not invented.
    """
    same = [g for g in every if g is gold or (same_study(mine, g) and _same_subject(g, gold))]
    for column in IDENTITY_NUMBERS[kind]:
        value = number(mine.get(column))
        if value is None or number(gold.get(column)) is not None or column in items(mine.get("derived") or ""):
            continue
        if any((v := number(g.get(column))) is not None and abs(v - value) <= ABSOLUTE for g in same):
            continue
        if not (column in ("rate", "value") and _follows(mine, value)):
            return True
    return False


def _same_subject(one: Row, other: Row) -> bool:
    terms = {text(row.get("term") or "") for row in (one, other)}
    measures = {measure(row.get("measure") or "") for row in (one, other)}
    return len(terms) == len(measures) == 1


def _follows(row: Row, percent: float) -> bool:
    events, total = number(row.get("events")), number(row.get("total"))
    if events is None or total is None or total <= 0:
        return False
    return abs(100 * events / total - percent) <= ROUNDING


def judged(judge: Judge, kind: str, rows: Sequence[Row], gold: Sequence[Row]) -> tuple[Matched, Matched]:
    """The matching of facts and that of linked facts."""

    def liking(mine: Row, g: Row) -> int:
        return judge.liking(kind, mine, g)

    facts = matched(rows, gold, lambda mine, g: judge.fact(kind, mine, g), liking)
    linked = matched(rows, gold, lambda mine, g: judge.linked(kind, mine, g), liking)
    return facts, linked
