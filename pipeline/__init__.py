"""Oncology papers in, one evidence table out: see `pipeline.stages` for the way of the data.

`from pipeline import extract` reads papers from Python as the command `evidence extract` does.
"""

from __future__ import annotations

from typing import Any

__all__ = ["extract"]


def __getattr__(name: str) -> Any:
    """Import `extract` when it is asked for: whoever needs the model alone does not pay for the rest."""
    if name == "extract":
        from pipeline.run.batch import extract

        return extract
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
