"""Names that may stand for each other: a table of `type,canonical,accepted`, and the groups of outcome measures."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.audit.folding import text

MEASURES = (
    ("orr", "objective response rate", "overall response rate", "response rate"),
    ("cns-orr", "iorr", "intracranial orr", "intracranial objective response rate"),
    ("pfs", "progression-free survival"),
    ("cns-pfs", "ipfs", "intracranial pfs"),
    ("os", "overall survival", "survival"),
    ("dcr", "disease control rate"),
    ("cns-dcr", "idcr", "intracranial disease control rate"),
    ("dor", "duration of response"),
    ("brain metastasis incidence", "cns metastasis incidence", "brain metastases incidence", "new brain metastases",
     "cns metastases"),
    ("time to brain metastasis", "time to brain metastases", "time to cns metastasis"),
    ("cns disease control time", "intracranial disease control time"),
    ("treatment discontinuation time", "time to treatment discontinuation", "ttd"),
    ("pcr", "pathological complete response"),
    ("cr", "complete response", "complete response rate", "complete remission"),
    ("pr", "partial response", "partial response rate"),
    ("sd", "stable disease"),
    ("pd", "progressive disease", "disease progression"),
    ("trm", "treatment-related mortality"),
    ("local control", "local tumor control", "local control rate"),
    ("mortality", "death", "treatment-related death"),
)  # fmt: skip
GROUP_OF_MEASURE = {name: group[0] for group in MEASURES for name in group}


def measure(value: str) -> str:
    """The first name of the measure's group; the folded value where it is in none."""
    return GROUP_OF_MEASURE.get(text(value), text(value))


@dataclass(frozen=True)
class Names:
    """For each type (`drug`, `adverse_event`), the canonical names that a folded name may stand for."""

    of_type: dict[str, dict[str, frozenset[str]]] = field(default_factory=dict)

    def canonical(self, type_: str, name: str) -> frozenset[str]:
        """What the name may stand for; empty where the table does not know it."""
        return self.of_type.get(type_, {}).get(text(name), frozenset())

    def same(self, type_: str, one: str, other: str) -> bool:
        """Whether two names mean the same: the same words, or a canonical name in common."""
        if not text(one):
            return False
        return text(one) == text(other) or bool(self.canonical(type_, one) & self.canonical(type_, other))

    def key(self, type_: str, name: str) -> str:
        """One name for all that mean the same: the first canonical name, else the folded name."""
        return min(self.canonical(type_, name) or {text(name)})


def read_names(paths: Iterable[Path]) -> Names:
    """The names of the files that exist."""
    of_type: dict[str, dict[str, set[str]]] = {}
    for path in paths:
        if not path.exists():
            continue
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for name in (row["canonical"], *filter(None, row["accepted"].split(";"))):
                    of_type.setdefault(row["type"], {}).setdefault(text(name), set()).add(text(row["canonical"]))
    return Names({type_: {n: frozenset(c) for n, c in table.items()} for type_, table in of_type.items()})
