"""Places of the text that call references -> Callout. Not written yet: finds none."""

from collections.abc import Sequence

from pipeline.model.document import Callout, Reference


def find_callouts(text: str, references: Sequence[Reference]) -> tuple[Callout, ...]:
    """No call-outs yet."""
    return ()
