"""studies.csv and conflicts.csv of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.reconcile.conflicts import VALUES, Conflict, conflict_row, conflicts, said
from pipeline.reconcile.identity import Clusters, References, keys_of

STUDY_COLUMNS = (
    "study", "labels", "registry_ids", "acronym", "phase", "n", "drugs", "documents", "findings", "conflicts", "said",
)  # fmt: skip
KEPT = (
    "finding_id", "doc_id", "kind", "study", "study_refs", "registry_ids", "drugs", "subgroup", "source", "page",
    "quote", "link", "acronym", "phase", "n", "n_unit", "drug", "dose", "unit", "role", "technique", "site", "total_gy",
    "fractions", "term", "grade_low", "grade_high", "comparator", "events", "total", "rate", "measure", "stat", "value",
    "timepoint",
)  # fmt: skip
Rows = Callable[[], Iterable[Mapping[str, Any]]]


@dataclass
class Study:
    """One study with the rows of all papers that speak of it."""

    rows: list[dict[str, Any]] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The commonest label; of equals the first by name."""
        labels = Counter(row["study"] for row in self.rows if row["study"])
        return min(labels, key=lambda name: (-labels[name], name)) if labels else ""

    @property
    def documents(self) -> list[str]:
        """The papers, sorted."""
        return sorted({row["doc_id"] for row in self.rows})


def studies(rows: Rows, references: Callable[[str], References]) -> list[Study]:
    """The studies of a run by label; `rows` gives the JSON rows anew each time, `references` those of a document.

    Two passes over the rows: the first joins the keys, the second gathers; only the columns in `KEPT` are held.
    """
    clusters = Clusters()
    for row in rows():
        clusters.join(keys_of(row, references(row["doc_id"])))
    gathered: dict[Any, Study] = {}
    for row in rows():
        if keys := keys_of(row, references(row["doc_id"])):
            kept = {column: row.get(column) for column in KEPT}
            gathered.setdefault(clusters.of(keys[0]), Study()).rows.append(kept)
    return sorted(gathered.values(), key=lambda s: (s.label, s.documents))


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
