"""Each column judged on the rows that are matched: how often what it says is right, how often gold is found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.audit.agree import attribute_agrees
from pipeline.audit.gold import COLUMNS, KINDS, TAIL
from pipeline.audit.score import DocumentScore, wilson

AS_PRINTED = frozenset({"arm", "population", "timing", "term_printed", "derived", *TAIL}) - {"source"}


@dataclass(frozen=True, slots=True)
class Field:
    """One column of one kind on matched rows: filled by the table, filled in gold, and agreeing."""

    kind: str
    field: str
    filled: int
    gold: int
    right: int

    @property
    def precision(self) -> tuple[float, float]:
        """95 % Wilson interval of right over filled."""
        return wilson(self.right, self.filled)

    @property
    def recall(self) -> tuple[float, float]:
        """95 % Wilson interval of right over gold."""
        return wilson(self.right, self.gold)


def by_field(scores: Iterable[DocumentScore]) -> Iterator[Field]:
    """The columns that gold fills at least once, a kind after the other. Words kept as printed are not judged."""
    scores = list(scores)
    for kind in KINDS:
        pairs = [pair for score in scores for pair in score.facts[kind].pairs]
        for name in (c for c in COLUMNS[kind] if c not in AS_PRINTED):
            filled = sum(bool(row.get(name)) for row, _ in pairs)
            gold = sum(bool(g.get(name)) for _, g in pairs)
            right = sum(
                bool(row.get(name)) and bool(g.get(name)) and attribute_agrees(name, row[name], g[name])
                for row, g in pairs
            )
            if gold > 0:
                yield Field(kind, name, filled, gold, right)
