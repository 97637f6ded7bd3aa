"""Figures: what was found, what was not, what is wrong; precision, recall and F1 with their uncertainty."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt

from pipeline.audit.agree import Judge
from pipeline.audit.folding import Row, text
from pipeline.audit.gold import KINDS, Gold
from pipeline.audit.match import Matched, is_invented, judged, optional
from pipeline.audit.names import Names

ENTITY_TYPES = ("registry_id", "drug", "adverse_event")
FEWEST = 5  # gold rows: a figure that rests on fewer is not printed
BOOTSTRAP_FROM = 8  # documents: with fewer, resampling them says nothing and the range over documents is given instead
DRAWS, SEED = 1000, 0  # of the bootstrap
Z95 = 1.959964


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision, recall and F1, each 0 where there is nothing to divide by."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True)
class Tally:
    """Counts that add up over kinds and documents."""

    counts: Counter[str] = field(default_factory=Counter)

    def rates(self, level: str) -> Rates:
        """The rates of a level, `fact` or `linked`."""
        return rates(self.counts[f"{level}_found"], self.counts[f"{level}_wrong"], self.counts[f"{level}_missed"])

    @property
    def gold(self) -> int:
        """Required gold rows."""
        return self.counts["fact_found"] + self.counts["fact_missed"]

    @property
    def attributes(self) -> float | None:
        """Share of the other filled gold columns that agree, None where there is none."""
        n = self.counts["attributes"]
        return self.counts["attributes_right"] / n if n > 0 else None

    @property
    def invented(self) -> float:
        """Share of matched rows with a number that gold does not have."""
        return self.counts["invented"] / max(1, self.counts["pairs"])


@dataclass(frozen=True)
class DocumentScore:
    """One document: a tally a kind, the matchings behind it, and the entities."""

    doc_id: str
    tallies: dict[str, Tally]
    facts: dict[str, Matched]
    linked: dict[str, Matched]
    entities: dict[str, EntityScore]

    @property
    def total(self) -> Tally:
        """All kinds together."""
        return total(self.tallies.values())

    def of_source(self, sources: tuple[str, ...]) -> Tally:
        """The counts of facts and linked facts whose `source` is one of these; wrong rows count by their own."""
        counts: Counter[str] = Counter()
        for level, matchings in (("fact", self.facts), ("linked", self.linked)):
            for matched in matchings.values():
                found = [gold for _, gold in matched.pairs] + matched.served
                counts[f"{level}_found"] += sum((g.get("source") or "") in sources for g in found)
                counts[f"{level}_missed"] += sum((g.get("source") or "") in sources for g in matched.missed)
                counts[f"{level}_wrong"] += sum((row.get("source") or "") in sources for row in matched.wrong)
        return Tally(counts)


@dataclass(frozen=True)
class EntityScore:
    """The names of one type: how many are right, and which are wrong or missed."""

    right: int
    wrong: tuple[str, ...]
    missed: tuple[str, ...]


def rates(found: float, wrong: float, missed: float) -> Rates:
    """The rates of counts."""
    precision, recall = _share(found, found + wrong), _share(found, found + missed)
    return Rates(precision, recall, _share(2 * precision * recall, precision + recall))


def total(tallies: Iterable[Tally]) -> Tally:
    """The sum."""
    counts: Counter[str] = Counter()
    for tally in tallies:
        counts.update(tally.counts)
    return Tally(counts)


def score_document(gold: Gold, rows: Sequence[Row], entities: Sequence[Row], names: Names) -> DocumentScore:
    """Judge the rows of one document."""
    judge = Judge(names)
    facts: dict[str, Matched] = {}
    linked: dict[str, Matched] = {}
    for kind in KINDS:
        mine = [row for row in rows if row.get("kind") == kind]
        facts[kind], linked[kind] = judged(judge, kind, mine, gold.of(kind))
    tallies = {kind: _tally(judge, kind, gold, facts[kind], linked[kind]) for kind in KINDS}
    known = {} if gold.entities is None else _entities(gold.entities, entities, names)
    return DocumentScore(gold.doc_id, tallies, facts, linked, known)


def wilson(hits: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson, J Am Stat Assoc 1927;22:209-212); (0, 1) where n is 0."""
    if n == 0:
        return 0.0, 1.0
    p, z2 = hits / n, Z95**2
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z95 / (1 + z2 / n) * sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def f1_interval(documents: Sequence[Tally], level: str) -> tuple[float, float]:
    """From eight documents on a 95 % bootstrap interval clustered by document, below that the range over documents."""
    if len(documents) < BOOTSTRAP_FROM:
        each = [d.rates(level).f1 for d in documents]
        return (min(each), max(each)) if each else (0.0, 0.0)
    draw = random.Random(SEED)
    drawn = sorted(total(draw.choices(documents, k=len(documents))).rates(level).f1 for _ in range(DRAWS))
    return drawn[round(0.025 * DRAWS) - 1], drawn[round(0.975 * DRAWS) - 1]


def _share(part: float, whole: float) -> float:
    return part / whole if whole > 0 else 0.0


def _tally(judge: Judge, kind: str, gold: Gold, facts: Matched, linked: Matched) -> Tally:
    counts: Counter[str] = Counter()
    for level, matched in (("fact", facts), ("linked", linked)):
        counts[f"{level}_found"] += matched.found
        counts[f"{level}_missed"] += len(matched.missed)
        counts[f"{level}_wrong"] += len(matched.wrong)
        counts[f"{level}_again"] += len(matched.again)
    every = gold.of(kind)
    for mine, g in facts.pairs:
        counts["pairs"] += 1
        counts["invented"] += is_invented(kind, mine, g, every)
        for right in judge.attributes(kind, mine, g).values():
            counts["attributes"] += 1
            counts["attributes_right"] += right
    return Tally(counts)


def _entities(gold: Sequence[Row], rows: Sequence[Row], names: Names) -> dict[str, EntityScore]:
    return {type_: _entity_score(type_, gold, rows, names) for type_ in ENTITY_TYPES}


def _entity_score(type_: str, gold: Sequence[Row], rows: Sequence[Row], names: Names) -> EntityScore:
    def keys(which: Iterable[Mapping[str, str]]) -> set[str]:
        return {_key(type_, row["canonical"], names) for row in which if text(row.get("type") or "") == type_}

    mine, may, need = keys(rows), keys(gold), keys(g for g in gold if not optional(g))
    return EntityScore(len(mine & need), tuple(sorted(mine - may)), tuple(sorted(need - mine)))


def _key(type_: str, name: str, names: Names) -> str:
    return "".join(name.split()).upper() if type_ == "registry_id" else names.key(type_, name)
