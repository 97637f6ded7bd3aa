"""Two curators of one paper: which rows both have, and how far they agree on each field beyond chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.audit.agree import Judge, attribute_agrees
from pipeline.audit.fields import AS_PRINTED
from pipeline.audit.folding import Row, text
from pipeline.audit.gold import COLUMNS, KINDS, Gold
from pipeline.audit.match import maximum_matching
from pipeline.audit.report import said


@dataclass(frozen=True, slots=True)
class RowAgreement:
    """The rows of one kind: in both sheets, in the first alone, in the second alone."""

    kind: str
    both: int
    first_alone: int
    second_alone: int

    @property
    def positive(self) -> float | None:
        """Positive specific agreement, 2a / (2a + b + c); None where neither has a row.

        Kappa needs the rows that both left out, and of those there is no count (Hripcsak and Rothschild, J Am Med
        Inform Assoc 2005;12:296-298).
        """
        n = 2 * self.both + self.first_alone + self.second_alone
        return 2 * self.both / n if n > 0 else None


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """One field on the rows that both have: how many, how many agree, and Cohen's kappa (None where undefined)."""

    kind: str
    field: str
    rows: int
    agree: int
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One row, or one field of a row, on which the curators differ."""

    kind: str
    field: str
    row: str
    first: str
    second: str


def rows_agreed(judge: Judge, one: Gold, other: Gold) -> tuple[list[RowAgreement], list[tuple[str, Row, Row]]]:
    """The agreement on rows a kind, and the pairs that both have."""
    counted: list[RowAgreement] = []
    pairs: list[tuple[str, Row, Row]] = []
    for kind in KINDS:
        found = _pairs(judge, kind, one.of(kind), other.of(kind))
        pairs += [(kind, one.of(kind)[i], other.of(kind)[j]) for i, j in found.items()]
        counted.append(RowAgreement(kind, len(found), len(one.of(kind)) - len(found), len(other.of(kind)) - len(found)))
    return counted, pairs


def fields_agreed(pairs: Sequence[tuple[str, Row, Row]]) -> Iterator[FieldAgreement]:
    """The agreement on each field that either curator fills at least once."""
    for kind in KINDS:
        rows = [(one, other) for k, one, other in pairs if k == kind]
        for name in (c for c in COLUMNS[kind] if c not in AS_PRINTED):
            values = [(text(one.get(name) or ""), text(other.get(name) or "")) for one, other in rows]
            if any(a or b for a, b in values):
                agree = sum(_same(name, a, b) for a, b in values)
                yield FieldAgreement(kind, name, len(values), agree, kappa(values))


def disagreements(judge: Judge, one: Gold, other: Gold) -> Iterator[Disagreement]:
    """Every row that one curator alone has, and every field on which they differ."""
    _, pairs = rows_agreed(judge, one, other)
    in_one, in_other = {id(a) for _, a, _ in pairs}, {id(b) for _, _, b in pairs}
    for kind in KINDS:
        for row in one.of(kind):
            if id(row) not in in_one:
                yield Disagreement(kind, "row", said(kind, row), "there", "not there")
        for row in other.of(kind):
            if id(row) not in in_other:
                yield Disagreement(kind, "row", said(kind, row), "not there", "there")
    for kind, a, b in pairs:
        for name in (c for c in COLUMNS[kind] if c not in AS_PRINTED):
            if not _same(name, a.get(name) or "", b.get(name) or ""):
                yield Disagreement(kind, name, said(kind, a), a.get(name) or "", b.get(name) or "")


def kappa(values: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of paired labels (Educ Psychol Meas 1960;20:37-46); None where there is one label alone."""
    n = len(values)
    if n == 0:
        return None
    first, second = Counter(a for a, _ in values), Counter(b for _, b in values)
    expected = sum(first[label] * second[label] for label in first) / (n * n)
    if expected == 1:
        return None
    return (sum(a == b for a, b in values) / n - expected) / (1 - expected)


def _pairs(judge: Judge, kind: str, one: Sequence[Row], other: Sequence[Row]) -> dict[int, int]:
    return maximum_matching(
        one,
        other,
        lambda a, b: judge.fact(kind, a, b) and judge.fact(kind, b, a),
        lambda a, b: judge.liking(kind, a, b),
    )


def _same(name: str, a: str, b: str) -> bool:
    return a == b or (bool(a) and bool(b) and attribute_agrees(name, a, b))
