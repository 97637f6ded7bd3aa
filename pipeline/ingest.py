"""Folders and files -> sources: each file is accepted, refused with its reason, or known already; none is parsed here.

What a paper may look like is told by suffix and first bytes together. In a folder, hidden files, house files (README,
LICENSE …) and other suffixes are passed over; a file that is named outright is always accounted for.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from pipeline.errors import Refusal, UsageError
from pipeline.model.document import Source, SourceKind

KIND_OF_SUFFIX: dict[str, SourceKind] = {
    ".pdf": "pdf", ".xml": "jats", ".nxml": "jats", ".txt": "text", ".md": "text",
}  # fmt: skip
HOUSE_FILES = frozenset(["readme", "license", "licence", "notice", "changelog", "contributing", "authors", "copying"])
RESERVED = frozenset(["con", "prn", "aux", "nul"]) | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}
MAX_DOC_ID = 80
HEAD = 64 * 1024
SIGNATURES = (
    (b"\x1f\x8b", "a gzip archive"), (b"PK\x03\x04", "a ZIP or Office file"), (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"), (b"Rar!", "a RAR archive"), (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"), (b"GIF8", "a GIF picture"), (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"), (b"\xd0\xcf\x11\xe0", "an old Office file"), (b"{\\rtf", "an RTF file"),
    (b"%!PS", "a PostScript file"), (b"\x7fELF", "a program"),
)  # fmt: skip
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
HTML = re.compile(rb"<!doctype\s{1,9}html|<html[\s>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class IngestSettings:
    """Limits in bytes; XML has its own because its tree takes many times the file's size."""

    max_bytes: int = 200_000_000
    max_xml_bytes: int = 50_000_000

    def limit_of(self, kind: SourceKind) -> int:
        """The most bytes that a file of this kind may have."""
        return self.max_xml_bytes if kind == "jats" else self.max_bytes


@dataclass(frozen=True, slots=True)
class Located(Source):
    """A source with the place it is opened from; `location` is for the reader alone and enters no output."""

    location: Path


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not read: `reason` from `REFUSAL_REASONS`, or `duplicate` where `message` names the twin.

    `sha256` is empty where the file was not opened; `kind` is empty where the suffix tells none.
    """

    doc_id: str
    path: str
    state: Literal["refused", "duplicate"]
    reason: str
    message: str
    kind: SourceKind | Literal[""] = ""
    sha256: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file to look at: `path` as it is shown, `location` as it is opened, `root` the folder that it came from."""

    path: str
    location: Path
    root: Path | None

    @property
    def kind(self) -> SourceKind | Literal[""]:
        """What the suffix promises."""
        return KIND_OF_SUFFIX.get(self.location.suffix.lower(), "")


def gather(paths: Sequence[Path], limits: IngestSettings) -> Iterator[Located | Refused]:
    """Every candidate below the paths, by path: accepted or refused, each with a doc_id of its own.

    Raises UsageError at once where a path is missing or nothing below the paths could be a paper.
    """
    candidates = sorted({c.location: c for path in paths for c in _candidates(path)}.values(), key=lambda c: c.path)
    if not candidates:
        raise UsageError(f"nothing to read in {_shown(paths)}: give a folder with .pdf, .xml, .nxml, .txt or .md files")
    return _accounted(candidates, limits)


def passed_over(paths: Sequence[Path]) -> int:
    """How many files below the folders are no candidates (hidden, house files, other suffixes)."""
    return sum(not _is_candidate(file) for path in paths if path.is_dir() for file in _files(path))


def doc_id_of(name: str) -> str:
    """The doc_id of a file name, by the rule of docs/evidence-table.md: 1 to 80 characters of `A-Za-z0-9._-`."""
    stem = unicodedata.normalize("NFC", PurePosixPath(name).stem)
    clean = re.sub(r"[^A-Za-z0-9._-]", "_", stem)
    if clean[:1] in ("", ".", "-") or clean.split(".")[0].lower() in RESERVED:
        clean = "_" + clean
    return clean[:MAX_DOC_ID]


def free_id(plain: str, sha256: str, path: str, taken: set[str]) -> str:
    """The doc_id of a file whose name gives `plain`, told apart from those `taken` and added to them.

    Case is no difference: some file systems fold it. The path tells files apart that were not opened.
    """
    mark = (sha256 or hashlib.sha256(path.encode()).hexdigest())[:8]
    doc_id, copy = plain, 1
    while doc_id.lower() in taken:
        suffix = f"-{mark}" if copy == 1 else f"-{mark}-{copy}"
        doc_id, copy = plain[: MAX_DOC_ID - len(suffix)] + suffix, copy + 1
    taken.add(doc_id.lower())
    return doc_id


def _shown(paths: Sequence[Path]) -> str:
    return ", ".join(str(p) for p in paths) or "no path"


def _candidates(path: Path) -> Iterator[Candidate]:
    if path.is_dir():
        yield from (Candidate(_printable(f.relative_to(path)), f, path) for f in _files(path) if _is_candidate(f))
    elif os.path.lexists(path):
        yield Candidate(_printable(Path(path.name) if path.is_absolute() else path), path, None)
    else:
        raise UsageError(f"{path} does not exist: check the spelling of the path")


def _printable(path: Path) -> str:
    """The path as text that can be shown: control characters and bytes that are no UTF-8 become U+FFFD."""
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", os.fsencode(path.as_posix()).decode("utf-8", "replace"))


def _files(folder: Path) -> Iterator[Path]:
    """All that is no folder below the folder; folders that are linked, so that loops cannot be, or that may not be
    entered are named in place of what they hold.
    """
    barred: list[OSError] = []
    for base, folders, files in os.walk(folder, onerror=barred.append):
        folders[:] = [f for f in folders if not f.startswith(".")]
        yield from (Path(base, name) for name in files)
        yield from (link for name in folders if (link := Path(base, name)).is_symlink())
    yield from (Path(error.filename) for error in barred)


def _is_candidate(file: Path) -> bool:
    if file.name.startswith("."):
        return False
    if file.is_symlink() and not file.is_file():
        return True
    suffix = file.suffix.lower()
    is_house_file = suffix in (".md", ".txt") and file.stem.lower() in HOUSE_FILES
    return (suffix in KIND_OF_SUFFIX and not is_house_file) or file.is_dir()


def _accounted(candidates: list[Candidate], limits: IngestSettings) -> Iterator[Located | Refused]:
    ids: set[str] = set()
    first_with: dict[str, str] = {}
    for file in candidates:
        sha256, size = "", 0
        try:
            kind, size = _kind_and_size(file, limits)
            sha256 = _opened(file, kind)
            doc_id = free_id(doc_id_of(file.path), sha256, file.path, ids)
        except Refusal as refusal:
            doc_id = free_id(doc_id_of(file.path), sha256, file.path, ids)
            message = f"{file.path}: {refusal.advice}"
            yield Refused(doc_id, file.path, "refused", refusal.reason, message, file.kind, sha256, size)
            continue
        if sha256 in first_with:
            message = f"{file.path}: the same bytes as {first_with[sha256]}, which is read instead"
            yield Refused(doc_id, file.path, "duplicate", "duplicate", message, kind, sha256, size)
            continue
        first_with[sha256] = file.path
        yield Located(doc_id, file.path, kind, sha256, size, file.location)


def _kind_and_size(file: Candidate, limits: IngestSettings) -> tuple[SourceKind, int]:
    """Kind and bytes; Refusal where the file may not be opened. Nothing is opened here: a fifo would block."""
    status = _status(file)
    if stat.S_ISDIR(status.st_mode):
        raise Refusal("special_file", "a folder that is linked or may not be entered; give the folder itself")
    if not stat.S_ISREG(status.st_mode):
        raise Refusal("special_file", "not an ordinary file; give the paper itself")
    if not file.kind:
        raise Refusal("wrong_type", "neither .pdf, .xml, .nxml, .txt nor .md; give a paper in one of these forms")
    if status.st_size == 0:
        raise Refusal("empty", "the file has no bytes; fetch it again")
    if status.st_size > (limit := limits.limit_of(file.kind)):
        raise Refusal("too_large", f"{status.st_size:,} bytes, more than the limit of {limit:,}; raise it in configs/")
    return file.kind, status.st_size


def _status(file: Candidate) -> os.stat_result:
    """What stands there, or what a link leads to: from a folder, only to something inside that folder."""
    try:
        status = file.location.lstat()
        if not stat.S_ISLNK(status.st_mode):
            return status
        target = file.location.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise Refusal("special_file", "a link that leads nowhere; give the paper itself") from error
    if file.root is not None and not target.is_relative_to(file.root.resolve()):
        raise Refusal("special_file", "a link that leads out of its folder; put the paper itself there")
    return target.stat()


def _opened(file: Candidate, kind: SourceKind) -> str:
    """The sha256; Refusal where the file cannot be opened or its first bytes belie its suffix."""
    try:
        with file.location.open("rb") as stream:
            head = stream.read(HEAD)
            stream.seek(0)
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise Refusal("special_file", f"cannot be opened ({error.strerror}); make it readable") from error
    if fault := _belies(kind, head):
        raise Refusal("wrong_type", f"{fault}, not what {file.location.suffix} promises; give the paper itself")
    return sha256


def _belies(kind: SourceKind, head: bytes) -> str:
    """What the first bytes are instead of the kind; empty where they fit."""
    for magic, name in SIGNATURES:
        if head.startswith(magic):
            return name
    start = head[:1024].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xfe\xff\r\n\t ")
    if HTML.match(start):
        return "a web page"
    if kind == "pdf":
        readable = b"%PDF-" in head or b" obj" in head
        return "" if readable and not head.startswith(UTF16_MARKS) else "no PDF"
    if start.startswith(b"%PDF-"):
        return "a PDF"
    return "no XML" if kind == "jats" and not start.startswith(b"<") else ""
