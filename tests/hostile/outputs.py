"""What no output folder may hold, whatever the papers say. Each function names what it finds."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import openpyxl

LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
ELEMENTS = frozenset([
    "html", "head", "meta", "title", "style", "body", "header", "main", "div", "img", "pre", "a", "b", "br",
    "ol", "li", "small", "span", "details", "summary",
])  # fmt: skip
ATTRIBUTES = frozenset([
    "lang", "charset", "http-equiv", "content", "name", "class", "id", "style", "href", "src", "alt", "title",
])  # fmt: skip
OWN_LINK = re.compile(r"#[0-9a-z-]+|p[0-9]+\.(?:html(?:#[0-9a-f]{16})?|webp)|text\.html(?:#[0-9a-f]{16})?")
TEXTS = frozenset([".csv", ".jsonl", ".json", ".md", ".html"])


def live_cells(out: Path) -> Iterator[str]:
    """Cells that a spreadsheet would run."""
    for path in sorted(out.glob("*.csv")):
        with path.open(newline="", encoding="utf-8") as file:
            for row in csv.reader(file):
                yield from (f"{path.name}: {cell[:60]}" for cell in row if _is_live(cell))
    for sheet in openpyxl.load_workbook(out / "evidence.xlsx"):
        for cells in sheet.iter_rows():
            texts = (cell for cell in cells if isinstance(cell.value, str))
            yield from (f"{sheet.title}!{c.coordinate}" for c in texts if c.data_type == "f" or _is_live(c.value))


def foreign_markup(out: Path) -> Iterator[str]:
    """Elements, attributes and links of the pages that the pipeline itself does not write."""
    for path in sorted(out.rglob("*.html")):
        page = _Markup()
        page.feed(path.read_text(encoding="utf-8"))
        yield from (f"{path.name}: {found}" for found in page.foreign)


def control_bytes(out: Path) -> Iterator[str]:
    """Text files with bytes that a terminal would obey, or that are no UTF-8."""
    for path in sorted(p for p in out.rglob("*") if p.suffix in TEXTS):
        data = path.read_bytes()
        data.decode("utf-8")
        yield from (f"{path.name} at {found.start()}" for found in CONTROL.finditer(data))


def strange_names(out: Path) -> Iterator[str]:
    """Files and folders whose name is long, has letters outside the doc_id's, or is a link."""
    for base, folders, files in os.walk(out):
        for name in (*folders, *files):
            plain = re.fullmatch(r"\.?[A-Za-z0-9._-]{1,90}", name)
            if not plain or Path(base, name).is_symlink():
                yield name


def _is_live(cell: str) -> bool:
    return cell.startswith(LIVE) and not NUMBER.fullmatch(cell)


class _Markup(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.foreign: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what is not the pipeline's."""
        if tag not in ELEMENTS:
            self.foreign.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ATTRIBUTES or (name in ("href", "src") and not OWN_LINK.fullmatch(value or "")):
                self.foreign.append(f"<{tag} {name}={value}>")
