"""The lines of a reference list -> numbered references. Not written yet: finds none."""

from collections.abc import Sequence

from pipeline.model.document import Reference


def parse_references(lines: Sequence[str]) -> tuple[Reference, ...]:
    """No references yet."""
    return ()
