"""Tables by patient factors: what a row of them names, and the heads that stand inside such a table's body."""

from __future__ import annotations

import re

from pipeline.relate.tables.grid import Grid
from pipeline.relate.tables.heads import Head, read_head
from pipeline.relate.tables.roles import Wordings
from pipeline.relate.tables.topics import Topic

_COMPARED = re.compile(r"[^\W\d_]{2}[^<>≤≥]{0,60}[<>≤≥] ?=? ?[0-9]")


def inner_head(grid: Grid, row: int, words: Wordings) -> Head | None:
    """The head that a row of the body prints over several columns, its first cell blank; None where it is none."""
    cells = [cell for cell in grid.table.row(row) if cell.text.strip()]
    if len(cells) != 1 or cells[0].col == 0 or cells[0].col_span == 1:
        return None
    head = read_head([(cells[0].text, grid.passage(row, cells[0].col))], words)
    return head if head.topic is not None else None


def is_stratum(label: Head, meaning: str, above: Topic) -> bool:
    """Whether a row under a measure names patients by what they brought with them: "Male", "Age ≥65"."""
    return (
        above.kind == "measure"
        and label.topic is None
        and (meaning == "baseline" or bool(_COMPARED.search(label.text)))
    )


def subgroup(label: Head, group: Head) -> str:
    """The patients of a row under the factor that its group names: "Menopausal status: Premenopausal"."""
    return f"{group.text}: {label.text}" if group.text and group.topic is None else label.text
