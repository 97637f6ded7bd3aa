"""Cache keys: content + configuration + the code of the stages. What none of them touches is not done again."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parents[1]


def key_of(*parts: Any) -> str:
    """Sixteen hex digits of a SHA-256 over the parts, which must be JSON values."""
    seed = json.dumps(parts, sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(seed.encode()).hexdigest()[:16]


@cache
def code_version(*rooms: str) -> str:
    """A digest of the source of these rooms or files of the package: it changes when their code does."""
    files = [f for room in rooms for f in _sources(PACKAGE / room)]
    return key_of([(f.relative_to(PACKAGE).as_posix(), f.read_text(encoding="utf-8")) for f in files])


@cache
def files_version(folder: Path) -> str:
    """A digest of the names and bytes of all files below a folder (the vocabularies, the model)."""
    files = sorted(f for f in folder.rglob("*") if f.is_file())
    digests = [(f.relative_to(folder).as_posix(), hashlib.sha256(f.read_bytes()).hexdigest()) for f in files]
    return key_of(digests)


def _sources(path: Path) -> list[Path]:
    return sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]
