"""An audit: a folder of outputs against a folder of gold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.audit.agree import Judge
from pipeline.audit.confidence import judged_rows
from pipeline.audit.errors import Mistake, Reading, mistakes
from pipeline.audit.folding import Row, text
from pipeline.audit.gold import KINDS, Gold, letters, read_gold
from pipeline.audit.names import Names, read_names
from pipeline.audit.score import FEWEST, DocumentScore, Tally, score_document, total
from pipeline.errors import UsageError
from pipeline.export.files import read_csv, read_document


@dataclass(frozen=True)
class Audit:
    """What an audit found: a score a document with gold, every mistake, and gold documents that the table lacks."""

    scores: tuple[DocumentScore, ...]
    mistakes: tuple[Mistake, ...]
    absent: tuple[str, ...]

    @property
    def total(self) -> Tally:
        """All documents and kinds together."""
        return total(score.total for score in self.scores)

    def of_kind(self, kind: str) -> Tally:
        """All documents of one kind."""
        return total(score.tallies[kind] for score in self.scores)

    def macro(self, level: str) -> tuple[float, float]:
        """The mean F1 over documents, and over the kinds that gold has at least `FEWEST` rows of."""
        documents = [score.total.rates(level).f1 for score in self.scores]
        kinds = [self.of_kind(kind).rates(level).f1 for kind in KINDS if self.of_kind(kind).gold >= FEWEST]
        return _mean(documents), _mean(kinds)

    @property
    def judged(self) -> list[tuple[float, bool]]:
        """(confidence, right) of each row that gold decides on."""
        return judged_rows(self.scores)


def audit(outputs: Path, gold: Path, names: Sequence[Path] = (), *, only: tuple[str, ...] = ()) -> Audit:
    """Judge `outputs/evidence.csv` and `entities.csv` with the gold folder; documents without gold are not judged.

    A gold document that the table lacks counts as missed. UsageError where a folder does not hold what it must.
    """
    golds = read_gold(gold, only)
    table = read_table(outputs / "evidence.csv")
    rows = _by_document(table)
    entities = _by_document(read_table(outputs / "entities.csv"))
    known = read_names([gold / "names.csv", *names])
    absent = tuple(g.doc_id for g in golds if g.doc_id not in rows)
    scores = tuple(score_document(g, rows[g.doc_id], entities[g.doc_id], known) for g in golds)
    found = tuple(m for g, score in zip(golds, scores) for m in _mistakes(outputs, g, score, known, entities[g.doc_id]))
    return Audit(scores, found, absent)


def read_table(path: Path) -> list[Row]:
    """The rows of a table of the pipeline; UsageError where it is not there."""
    if not path.exists():
        raise UsageError(f"{path} is not there: run `make extract` first, or name its folder with --outputs")
    return list(read_csv(path))


def reading_of(outputs: Path, doc_id: str, entities: Iterable[Row]) -> Reading | None:
    """What was read of a document, from `documents/<doc_id>.json`; None where that is not kept."""
    tree = read_document(outputs, doc_id)
    if tree is None:
        return None
    return Reading(letters(" ".join(texts_of(tree))), frozenset(text(e["canonical"]) for e in entities))


def texts_of(tree: dict[str, Any]) -> Iterator[str]:
    """All that was read of a document: the running text, captions, cells, legends."""
    yield tree["text"]
    for table in tree["tables"]:
        yield f"{table['label']} {table['caption']} {table['legend']}"
        yield from (cell["text"] for cell in table["cells"])


def _mistakes(outputs: Path, gold: Gold, score: DocumentScore, names: Names, entities: Sequence[Row]) -> list[Mistake]:
    reading = reading_of(outputs, gold.doc_id, entities)
    return list(mistakes(score, Judge(names), reading))


def _by_document(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["doc_id"]].append(row)
    return grouped


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
