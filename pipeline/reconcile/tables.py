"""studies.csv and conflicts.csv of a run, from the rows of its evidence table read twice.

The first reading joins the names of studies (`registered`), the second tells each row the place of its study in
studies.csv (`placed`). Sorted by that place outside of memory, the rows come back study by study (`gathered`): no more
than the names of all studies and the rows of one are ever held.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from pipeline.reconcile.conflicts import VALUES, Conflict, conflict_row, conflicts, said
from pipeline.reconcile.identity import Clusters, References, Row, keys_of

STUDY_COLUMNS = (
    "study", "labels", "registry_ids", "acronym", "phase", "n", "drugs", "documents", "findings", "conflicts", "said",
)  # fmt: skip
KEPT = (
    "finding_id", "doc_id", "kind", "study", "study_refs", "registry_ids", "drugs", "subgroup", "source", "page",
    "quote", "link", "acronym", "phase", "n", "n_unit", "drug", "dose", "unit", "role", "technique", "site", "total_gy",
    "fractions", "term", "grade_low", "grade_high", "comparator", "events", "total", "rate", "measure", "stat", "value",
    "timepoint",
)  # fmt: skip
PLACE = "place"
ReferencesOf = Callable[[str], References]


@dataclass(frozen=True)
class Study:
    """One study with the rows of all papers that speak of it, in the order of the evidence table."""

    rows: tuple[Row, ...]

    @property
    def label(self) -> str:
        """The commonest label; of equals the first by name."""
        return commonest(Counter(row["study"] for row in self.rows if row["study"]))

    @property
    def documents(self) -> list[str]:
        """The papers, sorted."""
        return sorted({row["doc_id"] for row in self.rows})


@dataclass
class _Named:
    """What the rows under one key call their study, and the papers that do."""

    labels: Counter[str] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)

    def learn(self, other: _Named) -> None:
        self.labels += other.labels
        self.documents |= other.documents


@dataclass(frozen=True)
class Register:
    """Which names mean one study, and the place of each study in studies.csv, from 0."""

    clusters: Clusters
    places: Mapping[Hashable, int]
    references: ReferencesOf

    def place(self, row: Row) -> int | None:
        """The place of the study that the row speaks of; None for a row of no study."""
        keys = keys_of(row, self.references(row["doc_id"]))
        return self.places[self.clusters.of(keys[0])] if keys else None


def commonest(labels: Counter[str]) -> str:
    """The label met most often, of equals the first by name; empty for none."""
    return min(labels, key=lambda name: (-labels[name], name)) if labels else ""


def registered(rows: Iterable[Row], references: ReferencesOf) -> Register:
    """The studies that the JSON rows name, by label and papers; `references` gives those of a document by number."""
    clusters = Clusters()
    named: dict[Hashable, _Named] = {}
    for row in rows:
        keys = keys_of(row, references(row["doc_id"]))
        clusters.join(keys)
        if keys:
            under = named.setdefault(keys[0], _Named())
            under.documents.add(row["doc_id"])
            under.labels.update([row["study"]] if row["study"] else ())
    whole: dict[Hashable, _Named] = {}
    for key, part in named.items():
        whole.setdefault(clusters.of(key), _Named()).learn(part)
    order = sorted(whole, key=lambda root: (commonest(whole[root].labels), sorted(whole[root].documents), str(root)))
    return Register(clusters, {root: place for place, root in enumerate(order)}, references)


def placed(rows: Iterable[Row], register: Register) -> Iterator[dict[str, Any]]:
    """The columns `KEPT` of the rows that speak of a study, with `place`, in their order."""
    for row in rows:
        place = register.place(row)
        if place is not None:
            yield {PLACE: place, **{column: row.get(column) for column in KEPT}}


def gathered(ordered: Iterable[Row]) -> Iterator[Study]:
    """The studies one after the other, from the rows of `placed` sorted by `place`."""
    for _, rows in groupby(ordered, key=itemgetter(PLACE)):
        yield Study(tuple(rows))


def study_rows(found: Iterable[Study]) -> Iterator[dict[str, Any]]:
    """One row a study: its names, what the papers say of it, how many conflicts."""
    for study in found:
        ids = sorted({i for row in study.rows for i in row["registry_ids"]})
        yield {
            "study": study.label,
            "labels": ";".join(sorted({row["study"] for row in study.rows if row["study"]})),
            "registry_ids": ";".join(ids),
            "acronym": _first(study, "acronym"),
            "phase": ";".join(sorted({row["phase"] for row in study.rows if row["phase"]})),
            "n": ";".join(str(n) for n in sorted({row["n"] for row in study.rows if row["n"] is not None})),
            "drugs": ";".join(sorted({d for row in study.rows if row["kind"] == "trial" for d in row["drugs"]})),
            "documents": ";".join(study.documents),
            "findings": len(study.rows),
            "conflicts": sum(1 for _ in between_papers(study)),
            "said": " | ".join(_said(study, doc_id) for doc_id in study.documents),
        }


def between_papers(study: Study) -> Iterator[Conflict]:
    """The conflicts of a study whose two sides stand in different papers."""
    return (c for c in conflicts(study.rows) if c.one["doc_id"] != c.other["doc_id"])


def conflict_rows(found: Iterable[Study]) -> Iterator[dict[str, Any]]:
    """One row a conflict, within a paper or between papers, study after study."""
    for study in found:
        yield from (conflict_row(study.label, c) for c in conflicts(study.rows))


def _first(study: Study, column: str) -> str:
    return next((row[column] for row in study.rows if row[column]), "")


def _said(study: Study, doc_id: str) -> str:
    """What one paper says of the study: a count of findings a kind, then n where it prints one."""
    rows = [row for row in study.rows if row["doc_id"] == doc_id]
    kinds = Counter(row["kind"] for row in rows)
    counted = ", ".join(f"{kinds[kind]} {kind.replace('_', ' ')}" for kind in VALUES if kinds[kind])
    sizes = ", ".join(said(row) for row in rows if row["kind"] == "trial" and row["n"] is not None)
    return f"{doc_id}: {counted}" + (f" ({sizes})" if sizes else "")
