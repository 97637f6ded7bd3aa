"""Fit configs/confidence.csv to curated papers, and say how honest it is on papers that it was not fitted to.

Usage: calibrate.py OUTPUTS GOLD [GOLD …] [--names CSV] [--write]

OUTPUTS is what `evidence extract` wrote of the papers of the gold folders. Each paper in turn is judged by a model that
is fitted to all others. It stands among the benches because it needs two rooms that must not know each other: the
traits of `pipeline.validate` and the judgement of `pipeline.audit`. scikit-learn is needed here and never at run time.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from pipeline.audit.confidence import calibration, risk_coverage
from pipeline.audit.run import audit
from pipeline.export.files import read_jsonl
from pipeline.model.finding import FINDING_CLASSES, Finding
from pipeline.run.layout import Layout
from pipeline.validate.confidence import COLUMNS, START, ConfidenceModel, traits
from pipeline.vocabulary import config_root

HEAD = """\
# Confidence of a row = 1 / (1 + exp(-points)), the points of its traits added to those of `start`; 0.05 to 0.99.
# Logistic regression by tests/bench/calibrate.py: {rows} judged rows of {papers} curated papers, of which {right} are right.
# rows, right: how many judged rows have the trait, and how many of them are right. `rule *` and `flag *` stand for those without a row.
"""
WHY = {
    START: "what every row begins with",
    "abstract": "numbers of an abstract often stand without their arm",
    "no study": "the study could not be told",
    "no drugs": "the arm could not be told",
    "text and table agree": "two routes gave the same",
    "printed twice": "the paper says it in two places",
    "short sentence": "little stands beside the number that could explain it",
    "count and share": "events and share are both printed",
}
# Flags that say so much that no row of the curated papers may carry one: without rows, points are set by hand
BY_HAND = {
    "flag confidence_level_as_rate": (-4.0, "set by hand: most likely no result at all"),
    "flag outside_plausible_range": (-3.0, "set by hand: a misprint or a misread unit"),
    "flag rate_outside_0_100": (-4.0, "set by hand: cannot be right as read"),
    "rule *": (-1.2, "set by hand: a rule that no curated paper has measured"),
}
FEWEST = 5  # rows: a flag that fewer carry is counted with the others as `flag *`
LEAST_LOST = -0.5  # points: a failed check always lowers the confidence
STRENGTH = 1.0  # of the pull of all points towards 0 (the inverse of scikit-learn's C)
HEAVIEST = 150  # rows: a longer paper weighs no more than this
SURE = 0.9


@dataclass(frozen=True)
class Judged:
    """A row that gold decides on."""

    doc_id: str
    finding: Finding
    right: bool


def judged(outputs: Path, golds: Sequence[Path], names: Sequence[Path]) -> Iterator[Judged]:
    """The rows that are a fact of the gold, or are none; those that only optional gold knows are left out."""
    for gold in golds:
        for score in audit(outputs, gold, names).scores:
            verdicts = {row["finding_id"]: right for row, right in _verdicts(score)}
            for row in read_jsonl(Layout(outputs).findings(score.doc_id)):
                if row["finding_id"] in verdicts:
                    yield Judged(score.doc_id, _finding(row), verdicts[row["finding_id"]])


def _verdicts(score: Any) -> Iterator[tuple[dict[str, str], bool]]:
    for facts in score.facts.values():
        yield from ((row, True) for row, _ in facts.pairs)
        yield from ((row, True) for row in facts.again)
        yield from ((row, False) for row in facts.wrong)


def _finding(row: dict[str, Any]) -> Finding:
    """The finding that a JSON row was made of."""
    cls = FINDING_CLASSES[row["kind"]]
    filled = {c.name: row[c.name] for c in cls.columns() if row.get(c.name) is not None}
    return cls(**{name: tuple(v) if isinstance(v, list) else v for name, v in filled.items()})


def fitted(rows: Sequence[Judged]) -> ConfidenceModel:
    """The model of these rows, points to two decimals; no paper weighs more than `HEAVIEST` rows."""
    traits_of = counted(rows)
    known = sorted({"flag *"}.union(*traits_of))
    place = {trait: i for i, trait in enumerate(known)}
    seen = np.zeros((len(rows), len(known)))
    for i, own in enumerate(traits_of):
        seen[i, [place[t] for t in own]] = 1
    size = {d: sum(r.doc_id == d for r in rows) for d in {r.doc_id for r in rows}}
    weights = [min(1.0, HEAVIEST / size[row.doc_id]) for row in rows]
    model = LogisticRegression(C=1 / STRENGTH, solver="lbfgs", max_iter=2000)
    model.fit(seen, [row.right for row in rows], sample_weight=weights)
    points = {t: round(float(p), 2) for t, p in zip(known, model.coef_[0], strict=True)}
    points |= {t: min(p, LEAST_LOST) for t, p in points.items() if t.startswith("flag ")}
    by_hand = {trait: value for trait, (value, _) in BY_HAND.items()}
    return ConfidenceModel({START: round(float(model.intercept_[0]), 2)} | by_hand | points)


def counted(rows: Sequence[Judged]) -> list[frozenset[str]]:
    """The traits of each row, flags that few rows carry as `flag *`."""
    all_of = [frozenset(traits(row.finding)) for row in rows]
    count = Counter(trait for own in all_of for trait in own)
    return [frozenset("flag *" if t.startswith("flag ") and count[t] < FEWEST else t for t in own) for own in all_of]


def out_of_fold(rows: Sequence[Judged]) -> list[tuple[float, bool]]:
    """(confidence, right) of each row by the model of all other papers."""
    out = []
    for doc_id in sorted({row.doc_id for row in rows}):
        model = fitted([row for row in rows if row.doc_id != doc_id])
        out += [(model.of(row.finding), row.right) for row in rows if row.doc_id == doc_id]
    return out


def report(pairs: Sequence[tuple[float, bool]]) -> Iterator[str]:
    """Share right in each band of confidence, in the band that the schema speaks of, and what a threshold leaves."""
    for band in calibration(pairs):
        low, high = band.interval
        yield (
            f"confidence {band.low:.2f} to {band.high:.2f}: {band.right} of {band.rows} right "
            f"({band.right / band.rows:.3f}, 95% interval {low:.2f}–{high:.2f}), mean confidence {band.mean_confidence:.3f}"
        )
    near = [right for c, right in pairs if 0.85 <= c <= 0.95]
    yield f"between 0.85 and 0.95: {sum(near)} of {len(near)} right ({sum(near) / max(1, len(near)):.3f})"
    yield f"Brier score {sum((c - right) ** 2 for c, right in pairs) / len(pairs):.4f}"
    sure = [p for p in risk_coverage(pairs) if p.threshold >= SURE]
    if sure:
        yield f"at {SURE} or more: precision {sure[-1].precision:.3f}, {sure[-1].coverage:.3f} of the rows"


def write(path: Path, rows: Sequence[Judged]) -> None:
    """The table of the model that is fitted to all rows."""
    head = HEAD.format(rows=len(rows), papers=len({r.doc_id for r in rows}), right=sum(r.right for r in rows))
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(head)
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        for trait, points in fitted(rows).points.items():
            having = [r.right for r, own in zip(rows, counted(rows), strict=True) if trait == START or trait in own]
            table.writerow([trait, f"{points:.2f}", len(having), sum(having), _why(trait)])


def _why(trait: str) -> str:
    if trait in BY_HAND:
        return BY_HAND[trait][1]
    return WHY.get(trait) or ("what a check found" if trait.startswith("flag ") else "the rule that made the row")


def main() -> None:
    """Read the arguments, fit, report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("outputs", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--names", type=Path, action="append", default=[])
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    rows = list(judged(arguments.outputs, arguments.gold, arguments.names))
    print(f"{len(rows)} judged rows of {len({r.doc_id for r in rows})} papers; each paper out of its own fold:")
    print("\n".join(report(out_of_fold(rows))))
    if arguments.write:
        write(config_root(None) / "confidence.csv", rows)


if __name__ == "__main__":
    main()
