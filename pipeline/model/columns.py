"""How a column of the evidence table is declared: once, beside the field that holds it.

Checks, exports, the DuckDB types and the data dictionary all derive from these declarations.
"""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass, field
from typing import Any, Literal

ColumnType = Literal["str", "int", "float", "bool", "list[str]", "list[int]", "list[float]"]
EMPTY: dict[ColumnType, Any] = {
    "str": "", "int": None, "float": None, "bool": None, "list[str]": (), "list[int]": (), "list[float]": (),
}  # fmt: skip
SCALAR: dict[ColumnType, type] = {"str": str, "int": int, "float": float, "bool": bool}
LARGEST = 2**63  # what an integer column of a database holds; neither infinite nor not a number
MEMBER: dict[ColumnType, type] = {"list[str]": str, "list[int]": int, "list[float]": float}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `type`, its meaning in one sentence, unit, closed list of values, range (both ends included).

    `identity` marks what makes two rows the same fact: the id of a finding is made from these columns.
    """

    name: str
    type: ColumnType
    meaning: str
    unit: str = ""
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    identity: bool = False

    def fault(self, value: Any) -> str:
        """Why the value may not stand in this column, in a few words; empty where it may."""
        if value == EMPTY[self.type]:
            return ""
        is_list = self.type in MEMBER
        members, type_ = (value, MEMBER[self.type]) if is_list else ((value,), SCALAR[self.type])
        if not isinstance(members, tuple) or any(type(member) is not type_ for member in members):
            return f"{self.name}={value!r} is no {self.type}"
        if self.choices and any(member not in self.choices for member in members):
            return f"{self.name}={value!r} is none of {', '.join(self.choices)}"
        if type_ is float and not all(map(math.isfinite, members)):
            return f"{self.name}={value!r} is no finite number"
        if type_ in (int, float) and not all(map(self._holds, members)):
            return f"{self.name}={value!r} is outside {_end(self.low)} to {_end(self.high)}"
        return ""

    def _holds(self, value: float) -> bool:
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


def _end(value: float | None) -> str:
    return "…" if value is None else f"{value:g}"


def column(
    type_: ColumnType,
    meaning: str,
    *,
    unit: str = "",
    choices: tuple[str, ...] = (),
    low: float | None = None,
    high: float | None = None,
    identity: bool = False,
) -> Any:
    """A dataclass field that declares a column; its default is the empty value of its type."""
    spec: dict[str, Any] = {"type": type_, "meaning": meaning, "unit": unit, "choices": choices}
    spec |= {"low": low, "high": high, "identity": identity}
    return field(default=EMPTY[type_], metadata={"column": spec})


def columns_of(cls: type) -> tuple[Column, ...]:
    """The columns that a dataclass declares, in order, those of its bases first."""
    return tuple(Column(name=f.name, **f.metadata["column"]) for f in dataclasses.fields(cls) if "column" in f.metadata)
