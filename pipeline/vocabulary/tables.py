"""The vocabularies of configs/vocabulary/*.csv as frozen look-up tables with source, version and licence.

A file begins with `# key: value` lines (source, version, licence), then a CSV table. Only `name` and `source` must be
filled. `code` and `other_codes` carry their prefix (`UNII:…`, `NCIT:C…`); `group` is a class of drug or a kind of term;
`members` are the canonical names behind a collective; `synonyms` are found in any case, `short_forms` in their own case
alone, because "OS" is no "os"; `silent` is 1 for a concept that is looked up, but whose bare name means too much else
to be searched for in prose. Lists are joined with ";".
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property, lru_cache, wraps
from pathlib import Path
from typing import Protocol, TypeVar

from pipeline.errors import ConfigError
from pipeline.vocabulary.spelling import folded

T = TypeVar("T", covariant=True)
HEADER_KEYS = ("source", "version", "licence")
COLUMNS = frozenset(
    {"name", "code", "other_codes", "group", "members", "synonyms", "short_forms", "silent", "source"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept and the ways to write it; `source` says where the row comes from."""

    name: str
    code: str = ""
    other_codes: tuple[str, ...] = ()
    group: str = ""
    members: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    short_forms: tuple[str, ...] = ()
    silent: bool = False
    source: str = ""

    @property
    def forms(self) -> tuple[str, ...]:
        """The name, the synonyms and the short forms."""
        return (self.name, *self.synonyms, *self.short_forms)


@dataclass(frozen=True)
class Vocabulary:
    """The entries of one file; `title` is the file's stem."""

    title: str
    source: str
    version: str
    licence: str
    entries: tuple[Entry, ...]

    def __len__(self) -> int:
        return len(self.entries)

    @cached_property
    def _by_form(self) -> dict[str, Entry]:
        return {folded(form): entry for entry in reversed(self.entries) for form in entry.forms}

    def find(self, form: str) -> Entry | None:
        """The entry that is written so in any spelling (`spelling.folded`), or None."""
        return self._by_form.get(folded(form))


_IN_USE: ContextVar[Path | None] = ContextVar("configs", default=None)


@contextmanager
def configured(root: Path) -> Iterator[None]:
    """Within the block, `root` is the folder of settings for everything that is not told another."""
    token = _IN_USE.set(root)
    try:
        yield
    finally:
        _IN_USE.reset(token)


def config_root(root: Path | None = None) -> Path:
    """The folder of settings and vocabularies; ConfigError where it is none.

    It is `root` where given, else that of the `configured` block, else `configs/` beside the package.
    """
    found = root or _IN_USE.get() or Path(__file__).resolve().parents[2] / "configs"
    if not (found / "vocabulary").is_dir():
        raise ConfigError(f"{found} holds no folder vocabulary/: name the folder of settings with --configs")
    return found


class FolderLoader(Protocol[T]):
    """What `once_a_folder` gives: call it with a folder of settings, or without for the one in use."""

    def __call__(self, root: Path | None = None) -> T:
        """What the loader read from that folder."""
        ...


def once_a_folder(loader: Callable[[Path], T]) -> FolderLoader[T]:
    """The loader with what it read from each folder of settings kept; without a folder it takes the one in use."""
    kept = lru_cache(maxsize=8)(loader)

    @wraps(loader)
    def load_once(root: Path | None = None) -> T:
        return kept(config_root(root))

    return load_once


def load(title: str, root: Path | None = None) -> Vocabulary:
    """The vocabulary of that title, read once a folder; ConfigError names the file and what is wrong with it."""
    return _read_once(config_root(root) / "vocabulary" / f"{title}.csv")


@lru_cache(maxsize=64)
def _read_once(path: Path) -> Vocabulary:
    return read(path)


def read(path: Path) -> Vocabulary:
    """The vocabulary in the file; ConfigError where its header, its columns or a row is not as this module says."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path.name} cannot be read: {error}") from error
    header = dict(_header(line) for line in lines if line.startswith("#"))
    missing = [key for key in HEADER_KEYS if not header.get(key)]
    if missing:
        raise ConfigError(f"{path.name} does not say its {', '.join(missing)}: add a line '# {missing[0]}: …' on top")
    table = csv.DictReader(line for line in lines if not line.startswith("#"))
    strange = set(table.fieldnames or ()) - COLUMNS
    if strange or "name" not in (table.fieldnames or ()):
        raise ConfigError(f"{path.name} has columns that nobody reads or lacks 'name': {', '.join(sorted(strange))}")
    source, version, licence = (header[key] for key in HEADER_KEYS)
    entries = []
    for row in table:
        if None in row:
            raise ConfigError(
                f"{path.name}: the row of {row['name']!r} has more cells than the header: quote its commas"
            )
        entries.append(_entry(row))
    return Vocabulary(path.stem, source, version, licence, tuple(entries))


def _header(line: str) -> tuple[str, str]:
    key, _, value = line.lstrip("# ").partition(":")
    return key.strip(), value.strip()


def _entry(row: dict[str, str]) -> Entry:
    return Entry(
        name=row["name"].strip(),
        code=(row.get("code") or "").strip(),
        other_codes=_list(row.get("other_codes")),
        group=(row.get("group") or "").strip(),
        members=_list(row.get("members")),
        synonyms=_list(row.get("synonyms")),
        short_forms=_list(row.get("short_forms")),
        silent=row.get("silent") == "1",
        source=(row.get("source") or "").strip(),
    )


def _list(cell: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (cell or "").split(";") if part.strip())
