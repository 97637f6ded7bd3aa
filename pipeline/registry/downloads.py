"""Records that a person downloaded (API v2 JSON: a study, a list, a page; former XML), for where the site is barred.

The day of the data is the registry's own: `versionHolder` of the JSON, the day of processing in the XML's header.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.registry import legacy_xml, trees
from pipeline.registry.history import Version, version_of
from pipeline.registry.studies import record_of
from pipeline.registry.trees import Tree

MAX_BYTES = 500_000_000
_HOLDER = "derivedSection.miscInfoModule.versionHolder"


@dataclass(frozen=True)
class Unread:
    """A file, or a study of a file, that gave no record, and why."""

    name: str
    reason: str


def read_downloads(path: Path) -> Iterator[Version | Unread]:
    """A version for each study of the file, or of the `.json` and `.xml` files below the folder, in order of name.

    UsageError where nothing stands at the path.
    """
    if not path.exists():
        raise UsageError(f"{path} is not there: name a file or a folder of downloaded records with --from")
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.suffix.lower() in (".json", ".xml"))
    for file in files:
        name = file.name if path.is_file() else file.relative_to(path).as_posix()
        try:
            yield from _of_file(file, name)
        except (ValueError, RecursionError, OSError) as error:
            yield Unread(name, str(error)[:200])


def _of_file(file: Path, name: str) -> Iterator[Version | Unread]:
    if file.stat().st_size > MAX_BYTES:
        raise ValueError(f"larger than {MAX_BYTES} bytes")
    data = file.read_bytes()
    if file.suffix.lower() == ".xml":
        tree = legacy_xml.tree_of(data)
        yield version_of(record_of(tree), legacy_xml.processed_on(data), "legacy XML", f"file {name}", "download")
        return
    for place, study in enumerate(_studies(json.loads(data))):
        try:
            yield version_of(record_of(study), trees.text(study, _HOLDER), "v2 JSON", f"file {name}", "download")
        except ValueError as error:
            yield Unread(f"{name}[{place}]", str(error))


def _studies(content: Any) -> list[Tree]:
    """The study objects of a single study, a list, or a page of the API; ValueError for anything else."""
    if isinstance(content, dict) and "protocolSection" in content:
        return [content]
    found = content.get("studies") if isinstance(content, dict) else content
    if not isinstance(found, list):
        raise ValueError("neither a study, nor a list of studies, nor a page of them")
    return [study if isinstance(study, dict) else {} for study in found]
