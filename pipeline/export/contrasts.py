"""The paired sides of comparisons as 2x2 counts: what metafor's `escalc` and RevMan take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

CONTRAST_COLUMNS = (
    "doc_id", "contrast_id", "kind", "study", "registry_ids", "subject", "grade_low", "grade_high",
    "arm1", "e1", "n1", "arm2", "e2", "n2", "finding1", "finding2",
)  # fmt: skip


def contrasts(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One row a comparison whose two sides (1 experimental, 2 control) both print events and total.

    `rows` are JSON rows, those of one document together. Comparisons of more than two sides are left out: how to pair
    them is the reviewer's choice.
    """
    for _, of_document in groupby(rows, key=itemgetter("doc_id")):
        yield from _of_document(of_document)


def _of_document(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    sides = [r for r in rows if r.get("contrast_id") and r.get("events") is not None and r.get("total") is not None]
    sides.sort(key=lambda r: (r["contrast_id"], r["kind"], bool(r.get("comparator"))))
    for _, pair in groupby(sides, key=lambda r: (r["contrast_id"], r["kind"])):
        one, *rest = pair
        if len(rest) == 1 and not one.get("comparator") and rest[0].get("comparator"):
            yield _contrast(one, rest[0])


def _contrast(one: dict[str, Any], two: dict[str, Any]) -> dict[str, Any]:
    return {
        "doc_id": one["doc_id"],
        "contrast_id": one["contrast_id"],
        "kind": one["kind"],
        "study": one["study"],
        "registry_ids": ";".join(one["registry_ids"]),
        "subject": one.get("term") or one.get("measure"),
        "grade_low": one.get("grade_low"),
        "grade_high": one.get("grade_high"),
        "arm1": one["arm"] or " + ".join(one["drugs"]),
        "e1": one["events"],
        "n1": one["total"],
        "arm2": two["arm"] or " + ".join(two["drugs"]),
        "e2": two["events"],
        "n2": two["total"],
        "finding1": one["finding_id"],
        "finding2": two["finding_id"],
    }
