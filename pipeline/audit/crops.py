"""The piece of the printed page that an error is about, cut from the pictures that `make extract` left."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from pipeline.audit.errors import Mistake
from pipeline.audit.folding import Row
from pipeline.audit.gold import letters
from pipeline.export.files import read_document
from pipeline.model.geometry import Box, enclosing

MARGIN = 14.0  # points around the box
WIDEST, HIGHEST = 900, 260  # pixels
FRAME = (201, 42, 42)
QUALITY = 50  # of WebP, 0 to 100
Place = tuple[int, Box]


class Crops:
    """Cuts crops for one folder of outputs; each document's text layer is read once."""

    def __init__(self, outputs: Path) -> None:
        self._outputs = outputs
        self._document = lru_cache(maxsize=4)(partial(read_document, outputs))
        self._picture = lru_cache(maxsize=8)(self._open)

    def of(self, mistake: Mistake) -> str:
        """A data URI of the crop with its box; empty where the page or the place is not kept."""
        place = row_place(mistake.row) or self._quoted(mistake.doc_id, mistake.gold)
        if place is None:
            return ""
        page, box = place
        picture = self._picture(mistake.doc_id, page)
        tree = self._document(mistake.doc_id)
        if picture is None or tree is None:
            return ""
        return _cut(picture, box, picture.width / tree["pages"][page - 1]["width"])

    def _quoted(self, doc_id: str, gold: Row | None) -> Place | None:
        """Where the quote of a gold row stands: in the running text, or in the cells that it joins."""
        tree, wanted = self._document(doc_id), letters((gold or {}).get("quote") or "")
        if tree is None or not wanted:
            return None
        return _in_text(tree, wanted) or _in_cells(tree, wanted)

    def _open(self, doc_id: str, page: int) -> Image.Image | None:
        path = self._outputs / "pages" / doc_id / f"p{page}.webp"
        return Image.open(path).convert("RGB") if path.exists() else None


def row_place(row: Row | None) -> Place | None:
    """Page and box of a row of the evidence table; None where it has none."""
    if row is None or not row.get("page") or not row.get("bbox"):
        return None
    return int(row["page"]), Box(*(float(v) for v in row["bbox"].split(";")))


def _in_text(tree: dict[str, Any], wanted: str) -> Place | None:
    """The words of the running text that spell the wanted letters, on the page where they begin."""
    spelt = [(letters(tree["text"][start:end]), page, Box(*corners)) for start, end, page, *corners in tree["runs"]]
    at = "".join(word for word, _, _ in spelt).find(wanted)
    if at < 0:
        return None
    boxes, seen = [], 0
    for word, page, box in spelt:
        if seen < at + len(wanted) and seen + len(word) > at:
            boxes.append((page, box))
        seen += len(word)
    page = boxes[0][0]
    return page, enclosing(box for p, box in boxes if p == page)


def _in_cells(tree: dict[str, Any], wanted: str) -> Place | None:
    """The row of a table whose cells stand in the quote, most letters first."""
    best: tuple[int, Place] | None = None
    for cells in _table_rows(tree):
        inside = [c for c in cells if c["bbox"] and letters(c["text"]) and letters(c["text"]) in wanted]
        weight = sum(len(letters(c["text"])) for c in inside)
        if inside and weight >= len(wanted) / 3 and (best is None or weight > best[0]):
            best = weight, (inside[0]["page"], enclosing(Box(*c["bbox"]) for c in inside))
    return None if best is None else best[1]


def _table_rows(tree: dict[str, Any]) -> Iterator[list[dict[str, Any]]]:
    for table in tree["tables"]:
        rows: dict[int, list[dict[str, Any]]] = {}
        for cell in table["cells"]:
            rows.setdefault(cell["row"], []).append(cell)
        yield from rows.values()


def _cut(picture: Image.Image, box: Box, scale: float) -> str:
    """A WebP data URI of the box with a margin, the box framed."""
    area = box.grown(MARGIN)
    left, top = max(0, round(area.x0 * scale)), max(0, round(area.top * scale))
    right, bottom = min(picture.width, round(area.x1 * scale)), min(picture.height, round(area.bottom * scale))
    if right <= left or bottom <= top:
        return ""
    piece = picture.crop((left, top, right, bottom))
    frame = [round(v * scale) - o for v, o in ((box.x0, left), (box.top, top), (box.x1, left), (box.bottom, top))]
    ImageDraw.Draw(piece).rectangle(frame, outline=FRAME, width=2)
    piece.thumbnail((WIDEST, HIGHEST))
    buffer = io.BytesIO()
    piece.save(buffer, "WEBP", quality=QUALITY)
    return "data:image/webp;base64," + base64.b64encode(buffer.getvalue()).decode()
