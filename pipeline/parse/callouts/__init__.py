"""Places of the text that call references -> Callout."""

from pipeline.parse.callouts.style import find_callouts

__all__ = ["find_callouts"]
