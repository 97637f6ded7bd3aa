"""The same study, the same measure, the same arm, another value: which papers and places, which kind of error.

Kinds of error after Xu et al., BMJ 2022;377:e069155: numerical (another number of the same thing), zero-assumption
(none against some), ambiguous (a count and a share that do not fit).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, groupby
from typing import Any

Row = Mapping[str, Any]
Place = tuple[str, bool]
"""A paper, and whether its tables or its text."""
ROUNDING = 0.6  # percentage points by which a rounded share may miss its count
SUBJECT = {
    "trial": ("n_unit",),
    "drug_dose": ("drug", "unit", "role"),
    "radiotherapy": ("technique", "site"),
    "adverse_event": ("term", "grade_low", "grade_high", "comparator"),
    "outcome": ("measure", "stat", "unit", "timepoint", "comparator"),
}
VALUES = {
    "trial": ("n",),
    "drug_dose": ("dose",),
    "radiotherapy": ("total_gy", "fractions"),
    "adverse_event": ("events", "total", "rate"),
    "outcome": ("value", "events", "total"),
}
COLUMNS = (
    "study", "kind", "subject", "field", "error", "doc_1", "value_1", "page_1", "quote_1", "link_1", "papers_1",
    "doc_2", "value_2", "page_2", "quote_2", "link_2", "papers_2",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two rows that cannot both be right, the field in which they differ and the kind of error.

    `papers` counts for each the papers that say the same of its subject, of which it is the first.
    """

    field: str
    error: str
    one: Row
    other: Row
    papers: tuple[int, int] = (1, 1)


def conflicts(rows: Iterable[Row]) -> Iterator[Conflict]:
    """The conflicts between the rows of one study that speak of one subject and arm in two places.

    A place is a paper, and within a paper its tables against its text: two numbers that one text prints of one thing
    are mostly two groups of patients. A row that agrees with any row of the other place is in no conflict, and a row
    without a value (an onset, a row of "not reported") agrees with nothing.
    """
    by_subject: dict[tuple[Any, ...], dict[Place, list[Row]]] = {}
    for row in filter(said, rows):
        by_subject.setdefault(_subject(row), {}).setdefault((row["doc_id"], row["source"] == "table"), []).append(row)
    for places in by_subject.values():
        yield from _within(places)
        yield from _across(places)


def _within(places: Mapping[Place, list[Row]]) -> Iterator[Conflict]:
    """The conflicts between the tables and the text of each paper."""
    for _, of_paper in groupby(sorted(places), key=lambda place: place[0]):
        for one, other in combinations([places[place] for place in of_paper], 2):
            yield from _between(one, other)


def _across(places: Mapping[Place, list[Row]]) -> Iterator[Conflict]:
    """The conflicts between papers: of those that say the same the first speaks for all, however many they are."""
    alike: dict[frozenset[str], list[Place]] = {}
    for place, rows in places.items():
        alike.setdefault(frozenset(map(said, rows)), []).append(place)
    for ones, others in combinations(alike.values(), 2):
        if ones[0][0] != others[0][0]:
            counts = len({doc for doc, _ in ones}), len({doc for doc, _ in others})
            for conflict in _between(places[ones[0]], places[others[0]]):
                yield replace(conflict, papers=counts)


def _between(ones: Sequence[Row], others: Sequence[Row]) -> Iterator[Conflict]:
    """Each row of the first place that nothing in the second agrees with, against the first such row there."""
    alone = [row for row in others if all(_conflict(row, one) for one in ones)]
    for one in ones:
        if alone and all(_conflict(one, other) for other in others) and (found := _conflict(one, alone[0])):
            yield found


def conflict_row(study: str, conflict: Conflict) -> dict[str, Any]:
    """A conflict as a row of conflicts.csv."""
    out: dict[str, Any] = {
        "study": study,
        "kind": conflict.one["kind"],
        "field": conflict.field,
        "error": conflict.error,
    }
    out["subject"] = ", ".join(_shown(conflict.one))
    for i, (row, papers) in enumerate(zip((conflict.one, conflict.other), conflict.papers), 1):
        out |= {f"doc_{i}": row["doc_id"], f"value_{i}": said(row), f"page_{i}": row["page"]}
        out |= {f"quote_{i}": row["quote"], f"link_{i}": row["link"], f"papers_{i}": papers}
    return out


def said(row: Row) -> str:
    """The values of a row in short: "events 6, total 16"."""
    return ", ".join(f"{c} {row[c]:g}" for c in VALUES[row["kind"]] if row[c] is not None)


def _shown(row: Row) -> Iterator[str]:
    """What the row is about, part by part: "nausea", "grade 3 to 5", "lapatinib"."""
    for column in SUBJECT[row["kind"]]:
        value = row[column]
        if column == "comparator" or value in (None, "", []):
            continue
        if column == "grade_low":
            yield f"grade {value}" + (f" to {row['grade_high']}" if row["grade_high"] not in (None, value) else "")
        elif column != "grade_high":
            yield "/".join(value) if isinstance(value, list) else value
    yield from ("+".join(row["drugs"]),) if row["drugs"] and row["kind"] != "trial" else ()
    yield from (row["subgroup"],) if row["subgroup"] else ()
    yield from ("control",) if row.get("comparator") else ()


def _subject(row: Row) -> tuple[Any, ...]:
    kind = row["kind"]
    subject = tuple(tuple(v) if isinstance(v := row[c], list) else v for c in SUBJECT[kind] if c != "comparator")
    subject += (row.get("comparator") is True,)  # an arm that is no control may stand without a word on it elsewhere
    arm = () if kind == "trial" else (tuple(row["drugs"]), (row["subgroup"] or "").casefold())
    return (kind, subject, arm)


def _conflict(one: Row, other: Row) -> Conflict | None:
    """The first field in which both speak and differ; a count against a share is compared through the total."""
    for column in VALUES[one["kind"]]:
        a, b = one[column], other[column]
        if a is not None and b is not None and a != b:
            if column == "rate" and abs(a - b) <= ROUNDING:
                continue
            return Conflict(column, "zero-assumption" if 0 in (a, b) else "numerical", one, other)
    shares = _share(one), _share(other)
    if None not in shares and abs(shares[0] - shares[1]) > ROUNDING:  # type: ignore[operator]
        return Conflict("rate", "ambiguous", one, other)
    return None


def _share(row: Row) -> float | None:
    """The share in percent that a row prints or that its count and total give."""
    column = {"adverse_event": "rate", "outcome": "value"}.get(row["kind"])
    if column is None or (column == "value" and row["unit"] not in ("%", None)):
        return None
    if row[column] is not None:
        return float(row[column])
    events, total = row["events"], row["total"]
    return 100 * events / total if events is not None and total is not None and total > 0 else None
