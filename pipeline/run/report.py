"""run.json: what may differ between two runs of the same papers, and what they were run with."""

from __future__ import annotations

import importlib.metadata
import json
import platform
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from pipeline.config import Settings, as_tree
from pipeline.export.files import write_text
from pipeline.model.finding import FINDING_CLASSES
from pipeline.run.ledger import Entry

PACKAGES = ("oncology-evidence", "spacy", "scispacy", "pypdfium2", "pdfplumber", "lxml", "duckdb", "rapidfuzz")


def write_report(
    path: Path, entries: Sequence[Entry], counts: Counter[str], settings: Settings, seconds: float
) -> None:
    """Times, versions, settings and counts as JSON."""
    found = (*FINDING_CLASSES, "flags")
    report = {
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": round(seconds, 2),
        "python": platform.python_version(),
        "versions": versions(),
        "settings": as_tree(settings),
        "papers": {name: n for name, n in sorted(counts.items()) if name not in found},
        "findings": {name: n for name, n in sorted(counts.items()) if name in found},
        "files": [
            {"doc_id": e.doc_id, "state": e.state, "seconds": round(e.seconds, 3), "findings": e.findings}
            for e in entries
        ],
    }  # fmt: skip
    write_text(path, json.dumps(report, indent=1, ensure_ascii=False) + "\n")


def versions() -> dict[str, str]:
    """The versions of the packages that a result depends on; empty for one that is not installed."""
    return {name: _version(name) for name in PACKAGES}


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""
