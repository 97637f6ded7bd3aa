"""The embedded corpus as its tests see it: manifest, build script, and the text of each paper by page."""

from __future__ import annotations

import csv
import importlib.util
import sys
import unicodedata
from functools import cache
from pathlib import Path
from types import ModuleType

import pypdfium2
from lxml import etree

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
PAPERS = CORPUS / "papers"
GOLD = CORPUS / "gold"
KINDS = ("trial", "drug_dose", "radiotherapy", "adverse_event", "outcome", "entities")


def _build_script() -> ModuleType:
    """corpus/papers/build.py as a module: it stands in no package, because people run it by its path."""
    spec = importlib.util.spec_from_file_location("corpus_build", PAPERS / "build.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


build = _build_script()
MANIFEST = list(csv.DictReader((PAPERS / "SOURCES.csv").open(newline="", encoding="utf-8")))
DOC_IDS = [row["doc_id"] for row in MANIFEST]


@cache
def pages(doc_id: str) -> tuple[str, ...]:
    """The folded text of each page; JATS and plain text have one."""
    path = next(PAPERS / row["file"] for row in MANIFEST if row["doc_id"] == doc_id)
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as pdf:
            return tuple(folded(pdf[i].get_textpage().get_text_range()) for i in range(len(pdf)))
    if path.suffix == ".xml":
        return (folded("".join(jats(path).itertext())),)
    return (folded(path.read_text(encoding="utf-8")),)


def jats(path: Path) -> etree._Element:
    """The root of a JATS file, read without network and without fetching its DTD."""
    return etree.parse(path, etree.XMLParser(no_network=True, load_dtd=False, resolve_entities=False)).getroot()


def folded(text: str) -> str:
    """Letters and digits alone, lower case: what line breaks, hyphens and typesetting leave of a sentence."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())


def rows(doc_id: str, kind: str) -> list[dict[str, str]]:
    """The gold rows of one kind."""
    with (GOLD / doc_id / f"{kind}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def facts(doc_id: str) -> list[tuple[str, dict[str, str]]]:
    """All gold rows of a document that are findings, with their kind."""
    return [(kind, row) for kind in KINDS if kind != "entities" for row in rows(doc_id, kind)]
