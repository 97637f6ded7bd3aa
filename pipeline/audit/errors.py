"""Every miss and every wrong row, with its nearest candidate, the stage at fault and the kind of error.

Kinds of error after Xu et al., BMJ 2022;377:e069155: numerical, ambiguous, zero-assumption, mismatching,
misidentification; and omission, where nothing comes near.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.audit.agree import Judge, grades, same_study
from pipeline.audit.folding import Row, items, number, same_number, text
from pipeline.audit.gold import SUBJECT, letters
from pipeline.audit.match import IDENTITY_NUMBERS
from pipeline.audit.names import measure
from pipeline.audit.score import DocumentScore

NEAR_ENOUGH = 3.0  # points of `likeness`: the subject and one thing more
MOST_WORDS = 0.9  # of a quote that joins cells: some of its words are the curator's
NAME_TYPES = {"drug": "drug", "term": "adverse_event"}


@dataclass(frozen=True, slots=True)
class Mistake:
    """One miss or wrong row. `gold` is None for a wrong row that is near no gold row; `row` is None for an omission.

    `what` is `missed`, `wrong`, or `misplaced` for a right fact with the wrong study, arm or side.
    """

    doc_id: str
    kind: str
    what: str
    stage: str
    error: str
    gold: Row | None
    row: Row | None


@dataclass(frozen=True)
class Reading:
    """What is known of how far a paper got: the letters of all its text and cells, and the names recognised in it."""

    text: str
    names: frozenset[str]

    def holds(self, quote: str) -> bool:
        """Whether the quote was read; a quote that joins cells counts as read when most of its words were."""
        wanted = letters(quote)
        if wanted in self.text:
            return True
        words = [w for w in map(letters, quote.split()) if w]
        return bool(words) and sum(w in self.text for w in words) >= MOST_WORDS * len(words)


def mistakes(score: DocumentScore, judge: Judge, reading: Reading | None) -> Iterator[Mistake]:
    """The mistakes of one document, a kind after the other; `reading` is None where the document was not kept."""
    for kind, facts in score.facts.items():
        spare = list(facts.wrong)
        for gold in facts.missed:
            near = _nearest(judge, kind, gold, spare)
            stage, error = _why(judge, kind, gold, near, reading)
            yield Mistake(score.doc_id, kind, "missed", stage, error, gold, near)
        for row in facts.wrong:
            yield Mistake(score.doc_id, kind, "wrong", "relating", _wrong_error(row), None, row)
        linked = {id(gold) for _, gold in score.linked[kind].pairs} | {id(g) for g in score.linked[kind].served}
        for row, gold in facts.pairs:
            if id(gold) not in linked and not judge.link(kind, row, gold):
                yield Mistake(score.doc_id, kind, "misplaced", "relating", "mismatching", gold, row)


def likeness(judge: Judge, kind: str, row: Row, gold: Row) -> float:
    """How near a row is to a gold row: subject 2, study 1, each number that agrees 1, the same grades 1."""
    points = 2.0 * _same_subject(judge, kind, row, gold) + 1.0 * same_study(row, gold)
    points += sum(_agrees(row, gold, column) for column in IDENTITY_NUMBERS[kind])
    return points + (kind == "adverse_event" and grades(row) == grades(gold))


def _nearest(judge: Judge, kind: str, gold: Row, rows: Sequence[Row]) -> Row | None:
    """The nearest wrong row, where one comes near enough."""
    best = max(rows, key=lambda row: likeness(judge, kind, row, gold), default=None)
    return best if best is not None and likeness(judge, kind, best, gold) >= NEAR_ENOUGH else None


def _why(judge: Judge, kind: str, gold: Row, near: Row | None, reading: Reading | None) -> tuple[str, str]:
    """The stage at fault and the kind of error of a missed gold row."""
    if reading is not None and not reading.holds(gold.get("quote") or ""):
        return "reading", "omission"
    if near is None:
        return ("recognising" if _unrecognised(kind, gold, reading) else "relating"), "omission"
    if not _same_subject(judge, kind, near, gold):
        return "normalising", "misidentification"
    if (number(gold.get("events")) == 0) != (number(near.get("events")) == 0) and number(
        near.get("events")
    ) is not None:
        return "relating", "zero-assumption"
    return "relating", "numerical"


def _unrecognised(kind: str, gold: Row, reading: Reading | None) -> bool:
    column = SUBJECT.get(kind, "")
    name = text(gold.get(column) or "")
    return reading is not None and column in NAME_TYPES and bool(name) and name not in reading.names


def _wrong_error(row: Row) -> str:
    return "ambiguous" if items(row.get("flags") or "") else "misidentification"


def _same_subject(judge: Judge, kind: str, row: Row, gold: Row) -> bool:
    column = SUBJECT.get(kind)
    if column is None:
        return same_study(row, gold)
    one, other = row.get(column) or "", gold.get(column) or ""
    return measure(one) == measure(other) if column == "measure" else judge.names.same(NAME_TYPES[column], one, other)


def _agrees(row: Row, gold: Row, column: str) -> bool:
    return number(gold.get(column)) is not None and same_number(row.get(column), gold.get(column))
