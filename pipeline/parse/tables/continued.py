"""Parts of one table on several pages -> the table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.model.table import Table
from pipeline.parse.tables.find import FoundTable


def join_continued(found: Iterable[FoundTable]) -> tuple[Table, ...]:
    """The tables in order, each part that continues an earlier table joined to it without its repeated head."""
    out: list[Table] = []
    for part in found:
        earlier = out[-1] if out and part.continued and out[-1].label == part.table.label else None
        if earlier is None:
            out.append(part.table)
        else:
            out[-1] = _joined(earlier, part.table)
    return tuple(out)


def _joined(first: Table, part: Table) -> Table:
    repeated = [c.text for c in first.row(0)] == [c.text for c in part.row(0)]
    drop = first.header_rows if repeated else 0
    shift = first.rows - drop
    moved = tuple(replace(c, row=c.row + shift) for c in part.cells if c.row >= drop)
    return replace(first, cells=first.cells + moved, legend=" ".join(filter(None, (first.legend, part.legend))))
