"""The tables of an audit: summary, by document, by field, errors, calibration, risk against coverage.

A figure that rests on fewer than `FEWEST` gold rows is not printed: its cells stay empty and `note` says why.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.audit.confidence import Point, calibration, risk_coverage
from pipeline.audit.errors import Mistake
from pipeline.audit.fields import by_field
from pipeline.audit.gold import KINDS, SUBJECT
from pipeline.audit.match import IDENTITY_NUMBERS
from pipeline.audit.run import Audit
from pipeline.audit.score import ENTITY_TYPES, FEWEST, Tally, f1_interval, rates, total
from pipeline.export.files import write_csv

FIGURES = (
    "precision", "recall", "f1", "low", "high", "linked_precision", "linked_recall", "linked_f1", "linked_low",
    "linked_high", "attributes", "invented", "again",
)  # fmt: skip
SUMMARY = ("scope", "documents", "gold", *FIGURES, "note")
DOCUMENTS = ("doc_id", "kind", "gold", *FIGURES, "note")
FIELDS = (
    "kind", "field", "filled", "gold", "right", "precision_low", "precision_high", "recall_low", "recall_high", "note",
)  # fmt: skip
ERRORS = ("doc_id", "kind", "what", "stage", "error", "page", "gold", "found", "quote", "finding_id", "link")
CALIBRATION = ("low", "high", "rows", "right", "share_right", "share_low", "share_high", "mean_confidence")
RISK = ("threshold", "rows", "coverage", "precision")


def write_audit(audit: Audit, folder: Path) -> None:
    """All tables of the audit into the folder."""
    write_csv(folder / "summary.csv", SUMMARY, summary_rows(audit))
    write_csv(folder / "by_document.csv", DOCUMENTS, _document_rows(audit))
    write_csv(folder / "by_field.csv", FIELDS, _field_rows(audit))
    write_csv(folder / "errors.csv", ERRORS, map(error_row, audit.mistakes))
    write_csv(folder / "calibration.csv", CALIBRATION, _calibration_rows(audit))
    write_csv(folder / "risk_coverage.csv", RISK, (_risk_row(p) for p in risk_coverage(audit.judged)))


def summary_rows(audit: Audit) -> Iterator[dict[str, Any]]:
    """One row a kind, one for all, one a type of entity."""
    for kind in KINDS:
        tallies = [score.tallies[kind] for score in audit.scores if score.tallies[kind].gold]
        yield {"scope": kind, "documents": len(tallies)} | figures(audit.of_kind(kind), tallies)
    everything = [score.total for score in audit.scores]
    yield {"scope": "all findings", "documents": len(everything)} | figures(audit.total, everything)
    yield from _source_rows(audit)
    for type_ in ENTITY_TYPES:
        scores = [score.entities[type_] for score in audit.scores if type_ in score.entities]
        right, missed = sum(s.right for s in scores), sum(len(s.missed) for s in scores)
        row = {"scope": f"entities: {type_}", "documents": len(scores), "gold": right + missed}
        if right + missed < FEWEST:
            yield row | {"note": _too_few(right + missed)}
            continue
        found = rates(right, sum(len(s.wrong) for s in scores), missed)
        yield row | {"precision": _rounded(found.precision), "recall": _rounded(found.recall), "f1": _rounded(found.f1)}


def _source_rows(audit: Audit) -> Iterator[dict[str, Any]]:
    """One row for what gold found in prose and one for what it found in tables; wrong rows count where they stand."""
    for name, sources in (("in prose", ("text", "abstract", "caption", "")), ("in tables", ("table",))):
        tallies = [score.of_source(sources) for score in audit.scores]
        counted = [tally for tally in tallies if tally.gold]
        row = {"scope": name, "documents": len(counted)} | figures(total(tallies), counted)
        yield row | {"invented": None, "again": None}  # not told apart by place


def figures(tally: Tally, documents: list[Tally]) -> dict[str, Any]:
    """The figures of a tally, with the interval of F1 over its documents; empty where too few gold rows carry them."""
    if tally.gold < FEWEST:
        return {"gold": tally.gold, "note": _too_few(tally.gold)}
    row: dict[str, Any] = {
        "gold": tally.gold,
        "again": tally.counts["fact_again"],
        "invented": _rounded(tally.invented),
    }
    for level, prefix in (("fact", ""), ("linked", "linked_")):
        found, (low, high) = tally.rates(level), f1_interval(documents, level)
        row |= {f"{prefix}precision": _rounded(found.precision), f"{prefix}recall": _rounded(found.recall)}
        row |= {f"{prefix}f1": _rounded(found.f1), f"{prefix}low": _rounded(low), f"{prefix}high": _rounded(high)}
    return row | {"attributes": None if tally.attributes is None else _rounded(tally.attributes)}


def error_row(mistake: Mistake) -> dict[str, Any]:
    """A mistake as a row of errors.csv."""
    place = mistake.row or mistake.gold or {}
    return {
        "doc_id": mistake.doc_id,
        "kind": mistake.kind,
        "what": mistake.what,
        "stage": mistake.stage,
        "error": mistake.error,
        "page": (mistake.gold or {}).get("page") or place.get("page"),
        "gold": said(mistake.kind, mistake.gold),
        "found": said(mistake.kind, mistake.row),
        "quote": (mistake.gold or place).get("quote"),
        "finding_id": (mistake.row or {}).get("finding_id"),
        "link": (mistake.row or {}).get("link"),
    }


def said(kind: str, row: Any) -> str:
    """What a row says in a few words: study, subject, numbers."""
    if row is None:
        return ""
    columns = (
        "study",
        "study_refs",
        SUBJECT.get(kind, ""),
        "drugs",
        "grade_low",
        "stat",
        *IDENTITY_NUMBERS[kind],
        "unit",
    )
    return ", ".join(f"{c} {row[c]}" for c in columns if row.get(c))


def _document_rows(audit: Audit) -> Iterator[dict[str, Any]]:
    for score in audit.scores:
        for kind, tally in score.tallies.items():
            if tally.gold:
                yield {"doc_id": score.doc_id, "kind": kind} | figures(tally, [tally])
        yield {"doc_id": score.doc_id, "kind": "all findings"} | figures(score.total, [score.total])


def _field_rows(audit: Audit) -> Iterator[dict[str, Any]]:
    for field in by_field(audit.scores):
        row = {
            "kind": field.kind,
            "field": field.field,
            "filled": field.filled,
            "gold": field.gold,
            "right": field.right,
        }
        if field.gold < FEWEST:
            yield row | {"note": _too_few(field.gold)}
            continue
        (p_low, p_high), (r_low, r_high) = field.precision, field.recall
        yield row | {
            "precision_low": _rounded(p_low), "precision_high": _rounded(p_high),
            "recall_low": _rounded(r_low), "recall_high": _rounded(r_high),
        }  # fmt: skip


def _calibration_rows(audit: Audit) -> Iterator[dict[str, Any]]:
    for band in calibration(audit.judged):
        low, high = band.interval
        yield {
            "low": band.low, "high": band.high, "rows": band.rows, "right": band.right,
            "share_right": _rounded(band.right / band.rows), "share_low": _rounded(low), "share_high": _rounded(high),
            "mean_confidence": _rounded(band.mean_confidence),
        }  # fmt: skip


def _risk_row(point: Point) -> dict[str, Any]:
    row = {"threshold": point.threshold, "rows": point.rows}
    return row | {"coverage": _rounded(point.coverage), "precision": _rounded(point.precision)}


def _too_few(rows: int) -> str:
    return f"not printed: rests on {rows} gold rows, fewer than {FEWEST}"


def _rounded(value: float) -> float:
    return round(value, 4)
