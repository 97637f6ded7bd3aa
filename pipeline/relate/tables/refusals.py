"""Why a table reports no result of a study: its caption, its first cells, its rows or its heads say so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.relate.tables.grid import Grid
from pipeline.relate.tables.heads import Head
from pipeline.relate.tables.roles import Wordings
from pipeline.relate.tables.values import plain

ALWAYS_REFUSED = frozenset({"model", "pooled", "preclinical", "constraints"})
RESULT_ROLES = ("event", "outcome")
MOSTLY, BASELINE_LABELS = 0.5, 3
_LEVELS = re.compile(r"\b(?:levels?|cohorts?|groups?|arms?|grades?)\b", re.I)


def no_result(grid: Grid, heads: Sequence[Head], about: str, words: Wordings) -> str:
    """Why the table reports no result; empty where it may."""
    first = words.caption(grid.text(0, 0))
    announced = any(words.says(grid.table.caption, role) for role in RESULT_ROLES)
    if about and not announced:
        return about
    if first in ("criteria", "schedule", *ALWAYS_REFUSED):
        return first
    if not grid.table.header_rows:
        return "no_head"
    labels = [words.label(grid.text(r, 0)) for r in range(grid.table.header_rows, grid.table.rows)]
    if labels.count("baseline") >= BASELINE_LABELS and not announced:
        return "baseline"
    refused = [words.caption(h.text) for h in heads[1:]]
    if reason := next((r for r in refused if r in ("pooled", "model")), ""):
        return reason
    if _one_a_row(grid, heads[0]):
        return "single_patients"
    return "" if any(grid.numeric(c) for c in range(1, len(heads))) else "no_numbers"


def _one_a_row(grid: Grid, head: Head) -> bool:
    """Whether the first column is 1, 2, 3 …: one row a patient, or a numbered list; levels of a dose are neither."""
    firsts = [plain(grid.text(r, 0)) for r in grid.body if grid.text(r, 0)]
    return counts_up(firsts) and not _LEVELS.search(head.text)


def counts_up(texts: Sequence[str]) -> bool:
    """Whether the texts count up by one from 0 or 1, most of them."""
    firsts = [plain(text) for text in texts]
    pairs = sum(a.isdigit() and b.isdigit() and int(b) == int(a) + 1 for a, b in pairwise(firsts))
    return len(firsts) > 2 and firsts[0] in ("0", "1") and pairs >= MOSTLY * (len(firsts) - 1)
