"""The data dictionary, made from the column declarations."""

from __future__ import annotations

from pipeline.export.rows import all_columns, columns_of_kind
from pipeline.model.columns import Column
from pipeline.model.finding import FINDING_CLASSES

HEAD = "| column | type | unit | values | meaning |\n|---|---|---|---|---|"


def data_dictionary() -> str:
    """Markdown: the common columns in one table, then one table a kind, then the types of each file format."""
    common = [c for c in all_columns() if all(c.name in names for names in map(_names, FINDING_CLASSES))]
    parts = ["# Data dictionary of the evidence table", _explanation(), "## Every finding", _table(common)]
    for kind, cls in FINDING_CLASSES.items():
        own = [c for c in columns_of_kind(kind) if c not in common]
        parts += [f"## `{kind}`", (cls.__doc__ or "").strip().split("\n")[0], _table(own)]
    return "\n\n".join(parts) + "\n"


def _names(kind: str) -> set[str]:
    return {c.name for c in columns_of_kind(kind)}


def _explanation() -> str:
    return (
        "One row is one finding. Empty (CSV) or null (JSON Lines, Parquet, DuckDB) means that the paper does not say; "
        "zero is `0`, and `reported` tells zero, not reported and not applicable apart.\nIn CSV, lists are joined with "
        "`;`, booleans are `1` and `0`, and text that a spreadsheet would run as a formula has an apostrophe in front."
    )


def _table(columns: list[Column]) -> str:
    return "\n".join([HEAD, *map(_line, columns)])


def _line(column: Column) -> str:
    values = ", ".join(f"`{c}`" for c in column.choices)
    if column.low is not None or column.high is not None:
        values = " to ".join("" if v is None else f"{v:g}" for v in (column.low, column.high)).strip()
        values = f"{values} or more" if column.high is None else values
        values = values.replace(" to or more", " or more").replace(" to  or more", " or more")
    return f"| `{column.name}` | {column.type} | {column.unit} | {values} | {column.meaning} |"
