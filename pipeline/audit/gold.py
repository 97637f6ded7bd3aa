"""Gold as people curated it: one folder a document, one CSV a kind; read, and checked with file, line and remedy."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.audit.folding import Row, number, text
from pipeline.errors import UsageError
from pipeline.model.finding import FINDING_CLASSES, Finding

KINDS = tuple(FINDING_CLASSES)
HEAD = ("study", "study_refs", "registry_ids", "arm", "drugs")
TAIL = ("source", "section", "page", "quote", "optional", "note")
ENTITY_COLUMNS = ("type", "canonical", "printed", "optional", "note")
MACHINE_MADE = frozenset({"drug_id", "term_id"})
PRINTED_WITH_A_SIGN = frozenset({"p_value", "alpha_beta", "cycles"})  # "<0.001" is what the paper prints


def _own(kind: str) -> tuple[str, ...]:
    common = {c.name for c in Finding.columns()}
    return tuple(c.name for c in FINDING_CLASSES[kind].columns() if c.name not in common and c.name not in MACHINE_MADE)


COLUMNS = {kind: (*HEAD, *_own(kind), *TAIL) for kind in KINDS} | {"entities": ENTITY_COLUMNS}
DECLARED = {c.name: c for cls in FINDING_CLASSES.values() for c in cls.columns()}
NUMBERS = frozenset(n for n, c in DECLARED.items() if c.type in ("int", "float")) - PRINTED_WITH_A_SIGN
YES_OR_NO = frozenset(n for n, c in DECLARED.items() if c.type == "bool")
CHOICES = {
    "source": ("", *DECLARED["source"].choices),
    "reported": ("", *DECLARED["reported"].choices),
    "optional": ("", "1"),
    "type": ("registry_id", "drug", "adverse_event"),
} | dict.fromkeys(YES_OR_NO, ("", "0", "1"))
SUBJECT = {"drug_dose": "drug", "adverse_event": "term", "outcome": "measure"}


@dataclass(frozen=True)
class Gold:
    """The gold of one document: rows a kind, and the entities that its body and tables name."""

    doc_id: str
    rows: dict[str, list[dict[str, str]]]
    entities: list[dict[str, str]] | None

    def of(self, kind: str) -> list[dict[str, str]]:
        """The rows of a kind; empty where no file stands."""
        return self.rows.get(kind, [])


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a gold file, where, and how to mend it."""

    file: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}; {self.remedy}"


def read_gold(folder: Path, only: tuple[str, ...] = ()) -> list[Gold]:
    """The gold of each document below the folder, by doc_id. UsageError where there is none."""
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder of gold: give one that holds a folder a document")
    folders = sorted(p for p in folder.iterdir() if p.is_dir() and (not only or p.name in only))
    gold = [_document(p) for p in folders if any((p / f"{kind}.csv").exists() for kind in KINDS)]
    if not gold:
        raise UsageError(f"{folder} holds no gold: a folder a document with {', '.join(f'{k}.csv' for k in KINDS)}")
    return gold


def check_gold(folder: Path, texts: dict[str, str] | None = None) -> list[Fault]:
    """Every fault of the gold below a folder: columns, numbers, choices, doubles and, where `texts` gives a document's
    whole text by doc_id, quotes that do not stand in it.
    """
    faults: list[Fault] = []
    for path in sorted(p for p in folder.iterdir() if p.is_dir()):
        page_text = (texts or {}).get(path.name)
        for kind in COLUMNS:
            if (path / f"{kind}.csv").exists():
                faults += _faults(path / f"{kind}.csv", kind, letters(page_text) if page_text is not None else None)
    return faults


def letters(value: str) -> str:
    """Letters and digits alone, folded: quotes are compared without blanks, hyphens and punctuation."""
    return "".join(c for c in text(value) if c.isalnum())


def _document(folder: Path) -> Gold:
    rows = {kind: _rows(folder / f"{kind}.csv") for kind in KINDS if (folder / f"{kind}.csv").exists()}
    entities = folder / "entities.csv"
    return Gold(folder.name, rows, _rows(entities) if entities.exists() else None)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return [{k: v or "" for k, v in row.items() if k} for row in csv.DictReader(file)]


def _faults(path: Path, kind: str, page_text: str | None) -> Iterator[Fault]:
    name = f"{path.parent.name}/{path.name}"
    rows = _rows(path)
    for column in sorted(set(rows[0] if rows else ()) - set(COLUMNS[kind])):
        yield Fault(name, 1, f"unknown column {column}", f"the columns are {', '.join(COLUMNS[kind])}")
    seen: dict[tuple[str, ...], int] = {}
    for line, row in enumerate(rows, 2):
        for what, remedy in _row_faults(kind, row, page_text):
            yield Fault(name, line, what, remedy)
        key = tuple(row.get(c, "") for c in COLUMNS[kind] if c not in (*TAIL, "printed"))
        if key in seen:
            yield Fault(name, line, f"the same row as line {seen[key]}", "one fact is one row: strike one out")
        seen.setdefault(key, line)


def _row_faults(kind: str, row: Row, page_text: str | None) -> Iterator[tuple[str, str]]:
    for column, value in row.items():
        if column in NUMBERS and value and number(value) is None:
            yield f"{column}={value!r} is no number", "write the number alone, with a point for decimals"
        if column in CHOICES and value not in CHOICES[column]:
            choices = ", ".join(repr(c) for c in CHOICES[column])
            yield f"{column}={value!r} is not allowed", f"write one of {choices}"
    if kind in SUBJECT and not row.get(SUBJECT[kind]):
        yield f"{SUBJECT[kind]} is empty", "say what the row is about"
    quote = letters(row.get("quote") or "")
    if page_text is not None and quote and quote not in page_text:
        yield "the quote does not stand in the paper", "copy the sentence or the cell as it is printed"
