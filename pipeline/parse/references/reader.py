"""A whole reference list, from printed lines or from plain ones."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model.document import Reference
from pipeline.parse.references.entries import ListLine, entries_of
from pipeline.parse.references.fields import read_entry


def parse_references(lines: Iterable[ListLine | str]) -> tuple[Reference, ...]:
    """The references in printed order, each number once; empty for no lines."""
    listed = [ListLine(line) if isinstance(line, str) else line for line in lines]
    read = {entry.number: read_entry(entry.number, entry.text) for entry in reversed(entries_of(listed))}
    return tuple(read[number] for number in sorted(read))
