"""A finding as a row: text for CSV; real lists, numbers and nulls for JSON, Parquet and DuckDB."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pipeline.export.safety import neutral
from pipeline.model.columns import Column, ColumnType
from pipeline.model.finding import FINDING_CLASSES, Finding

KIND_COLUMN = Column("kind", "str", "Kind of finding.", choices=tuple(FINDING_CLASSES))


def columns_of_kind(kind: str) -> tuple[Column, ...]:
    """The columns of one kind in order, `kind` third as the schema has it."""
    first, second, *rest = FINDING_CLASSES[kind].columns()
    return (first, second, KIND_COLUMN, *rest)


def all_columns() -> tuple[Column, ...]:
    """The union of the columns of all kinds: common ones first, then each kind's own; a shared name stands once."""
    union: dict[str, Column] = {}
    for kind in FINDING_CLASSES:
        for column in columns_of_kind(kind):
            union.setdefault(column.name, column)
    return tuple(union.values())


def json_row(finding: Finding) -> dict[str, Any]:
    """The finding's columns as JSON values: empty text and numbers are null, lists stay lists."""
    return {c.name: _json_value(getattr(finding, c.name)) for c in columns_of_kind(finding.kind)}


def csv_row(values: dict[str, Any], columns: Iterable[Column]) -> list[str]:
    """The cells of a row of JSON values in the order of `columns`, as text that no spreadsheet runs."""
    return [csv_cell(values.get(c.name), c.type) for c in columns]


def csv_cell(value: Any, type_: ColumnType) -> str:
    """One cell: empty for null, lists joined with `;`, booleans 1 or 0, integers without a point."""
    if value is None:
        return ""
    if type_ == "bool":
        return "1" if value else "0"
    if type_.startswith("list"):
        return ";".join(csv_cell(v, type_[5:-1]).replace(";", ",") for v in value)  # type: ignore[arg-type]
    if type_ in ("int", "float"):
        return number_text(value)
    return neutral(str(value))


def number_text(value: float) -> str:
    """A number as short as it can be said: 39, 39.1, 0.005; never 39.0 or 5e-05."""
    text = repr(value)
    if "e" in text:
        text = f"{value:.12f}".rstrip("0")
    return text.removesuffix(".0").removesuffix(".")


def _json_value(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return None if value == "" else value
