"""What the registry said and when: versions of a record, one after the other (a slowly changing dimension, type 2).

A version holds from the day on which the registry posted it (`last_update_posted`), else from the day of the data it
came with; it ends where the next begins. A version of no known day (an undated snapshot) holds from an unknown day on.
The same content seen again changes nothing, so that a refresh is idempotent.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Literal

from pipeline.registry.records import PATHS, ROWS, Record

Origin = Literal["registry", "download", "snapshot"]


@dataclass(frozen=True)
class Version:
    """A record with the time it holds for; dates as text (2023-06-15, a year or a month alone), empty for unknown.

    `data_version` is the registry's own stamp of the data in which it was first seen; `source` says where it was read.
    """

    record: Record
    data_version: str
    api_version: str
    source: str
    origin: Origin
    valid_from: str = ""
    valid_to: str = ""

    @property
    def nct_id(self) -> str:
        """The id of the record."""
        return self.record.trial.nct_id


@dataclass(frozen=True, kw_only=True)
class Change:
    """One value that differs between two versions; dates are those from which each version holds."""

    nct_id: str
    table: str
    path: str
    field: str
    before: str
    after: str
    before_from: str
    after_from: str
    before_data_version: str
    after_data_version: str


def version_of(record: Record, data_version: str, api_version: str, source: str, origin: Origin) -> Version:
    """The record as first seen in the data of that stamp."""
    start = record.trial.last_update_posted or data_version[:10]
    return Version(record, data_version, api_version, source, origin, valid_from=start)


def with_version(versions: Iterable[Version], new: Version) -> tuple[Version, ...]:
    """The versions of one record with `new` among them, oldest first, their ends set.

    What the registry itself said replaces a snapshot. Content that is known already adds nothing. Of two contents of
    one day the one of the later data stands: the sponsor said one thing that day, and it was read better later.
    """
    old = tuple(v for v in versions if new.origin == "snapshot" or v.origin != "snapshot")
    if any(v.record == new.record for v in old) or (new.origin == "snapshot" and _real(old)):
        return _ended(old)
    if new.origin == "snapshot":
        return (new,)
    if any(v.valid_from == new.valid_from and v.data_version > new.data_version for v in old):
        return old
    kept = tuple(v for v in old if v.valid_from != new.valid_from)
    return _ended(tuple(sorted((*kept, new), key=lambda v: (v.valid_from, v.data_version))))


def at(versions: Iterable[Version], day: str) -> Version | None:
    """The version that held on the day; None where none is known to have held."""
    return next(
        (v for v in versions if v.valid_from and v.valid_from <= day and (day < v.valid_to or not v.valid_to)), None
    )


def changes(versions: Iterable[Version]) -> Iterator[Change]:
    """What differs from each version to the next, field by field, of one record."""
    for before, after in pairwise(versions):
        for table, path, field, old, new in _differences(before.record, after.record):
            yield Change(
                nct_id=after.nct_id, table=table, path=path, field=field, before=old, after=new,
                before_from=before.valid_from, after_from=after.valid_from,
                before_data_version=before.data_version, after_data_version=after.data_version,
            )  # fmt: skip


def _real(versions: tuple[Version, ...]) -> bool:
    return any(v.origin != "snapshot" for v in versions)


def _ended(versions: tuple[Version, ...]) -> tuple[Version, ...]:
    ends = [*(v.valid_from for v in versions[1:]), ""]
    return tuple(replace(v, valid_to=end) for v, end in zip(versions, ends))


def _differences(before: Record, after: Record) -> Iterator[tuple[str, str, str, str, str]]:
    for field in dataclasses.fields(before.trial):
        old, new = getattr(before.trial, field.name), getattr(after.trial, field.name)
        if old != new:
            yield "trials", PATHS[field.name], field.name, _text(old), _text(new)
    for table in ROWS:
        yield from _row_differences(table, _by_key(getattr(before, table)), _by_key(getattr(after, table)))


def _row_differences(
    table: str, before: dict[Any, Any], after: dict[Any, Any]
) -> Iterator[tuple[str, str, str, str, str]]:
    """Rows are told apart by what they speak of; a row that came or went is one line, its field `row`."""
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        if old is None or new is None:
            yield table, getattr(new or old, "path", ""), "row", _label(old), _label(new)
            continue
        for field in dataclasses.fields(old):
            was, now = getattr(old, field.name), getattr(new, field.name)
            if was != now and field.name != "path":
                yield table, getattr(new, "path", ""), field.name, _text(was), _text(now)


_KEYS = {
    "Arm": ("label",),
    "Intervention": ("arm", "name", "dose", "unit", "frequency"),
    "OutcomeMeasure": ("type", "measure", "time_frame", "group", "category", "param"),
    "AdverseEvent": ("group", "term", "organ_system", "seriousness"),
    "Reference": ("pmid", "citation"),
}


def _by_key(rows: Iterable[Any]) -> dict[Any, Any]:
    """Rows by what they speak of; the second of two alike is told apart by its count."""
    found: dict[Any, Any] = {}
    seen: Counter[Any] = Counter()
    for row in rows:
        key = tuple(getattr(row, name) for name in _KEYS[type(row).__name__])
        found[(*key, seen[key])] = row
        seen[key] += 1
    return found


def _label(row: Any) -> str:
    return "" if row is None else " | ".join(_text(getattr(row, name)) for name in _KEYS[type(row).__name__])


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value is None else str(value)
