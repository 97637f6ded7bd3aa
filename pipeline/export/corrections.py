"""Human corrections that survive a new run: corpus/corrections.csv, applied when the tables are written, and flagged.

`place` is the finding's id or its place (`p5:t1:r3:c2`, `p7:1204-1310`); a place that several findings with that field
share is ambiguous and is not applied.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError
from pipeline.export.rows import all_columns, columns_of_kind
from pipeline.model.columns import MEMBER, SCALAR, Column
from pipeline.model.place import place_text

PLACE_AND_ORIGIN = frozenset(
    {"source", "also_at", "page", "bbox", "table", "row", "col", "char_start", "char_end", "quote"}
)
MACHINE_MADE = PLACE_AND_ORIGIN | {"finding_id", "doc_id", "kind", "link", "flags"}
CORRECTION_COLUMNS = ("document_sha256", "place", "field", "value", "who", "why")
BOOLEAN = {"1": True, "0": False}


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction by a person, with who made it and why."""

    document_sha256: str
    place: str
    field: str
    value: str
    who: str
    why: str


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The corrections of a file; none where it does not exist. ConfigError names what is wrong with one."""
    if not path.exists():
        return ()
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != CORRECTION_COLUMNS:
            raise ConfigError(f"{path.name}: the header must be {','.join(CORRECTION_COLUMNS)}")
        corrections = []
        for row in reader:
            if not all(row[c] for c in CORRECTION_COLUMNS if c != "value"):
                raise ConfigError(
                    f"{path.name}:{reader.line_num}: only `value` may be empty; fill in the other columns"
                )
            corrections.append(Correction(**row))
            _check(corrections[-1])
        return tuple(corrections)


def _check(correction: Correction) -> None:
    """Refuse at once what could not be applied later: a field that is none, or a value that it cannot hold."""
    columns = [c for c in all_columns() if c.name == correction.field and c.name not in MACHINE_MADE]
    if not columns:
        raise ConfigError(
            f"corrections.csv: {correction.field} is no field that can be corrected; see data_dictionary.md"
        )
    _parsed(columns[0], correction)


class Corrections:
    """The corrections of a run; `unused` afterwards are those that met no finding or more than one."""

    def __init__(self, corrections: Sequence[Correction]) -> None:
        self._of_document: dict[str, list[Correction]] = {}
        for correction in corrections:
            self._of_document.setdefault(correction.document_sha256, []).append(correction)
        self.unused: list[Correction] = []

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._of_document)

    def applied(self, sha256: str, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """The JSON rows of one document with its corrections in them, each flagged `corrected:<field>`."""
        wanted = self._of_document.get(sha256, [])
        rows = list(rows) if wanted else rows
        for correction in wanted:
            met = [r for r in rows if _meets(correction, r)]
            if len(met) == 1:
                _correct(met[0], correction)
            else:
                self.unused.append(correction)
        yield from rows


def _meets(correction: Correction, row: dict[str, Any]) -> bool:
    fields = {c.name for c in columns_of_kind(row["kind"])}
    return correction.field in fields and correction.place in (row["finding_id"], place_text(row))


def _correct(row: dict[str, Any], correction: Correction) -> None:
    column = next(c for c in columns_of_kind(row["kind"]) if c.name == correction.field)
    row[column.name] = _parsed(column, correction)
    row["flags"] = sorted({*row["flags"], f"corrected:{column.name}"})


def _parsed(column: Column, correction: Correction) -> Any:
    """The value as a JSON row holds it; ConfigError where it may not stand in the column."""
    try:
        value = _value(column, correction.value)
    except (KeyError, ValueError):
        raise ConfigError(f"corrections.csv: {column.name}={correction.value!r} is no {column.type}") from None
    if value is not None and (fault := column.fault(tuple(value) if isinstance(value, list) else value)):
        raise ConfigError(f"corrections.csv: {fault}")
    return value


def _value(column: Column, text: str) -> Any:
    if column.type.startswith("list"):
        return [MEMBER[column.type](part) for part in text.split(";") if part]
    if text == "":
        return None
    value = BOOLEAN[text] if column.type == "bool" else SCALAR[column.type](text)
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(text)
    return value
