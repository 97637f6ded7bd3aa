"""What each block is to the paper: title, abstract, heading, paragraph, caption, note, reference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.parse.layout.blocks import Block
from pipeline.parse.layout.labels import without_labels
from pipeline.parse.layout.parts import Part, Role
from pipeline.parse.layout.style import Style
from pipeline.parse.layout.walk import ABSTRACT_LETTERS, LARGER, Walk, is_prose

TITLE_LETTERS = 20  # the least of a title: journals set their own name larger
TITLE_ZONE = 0.67  # of the page: a title stands higher


def assign_roles(blocks: Sequence[Block], style: Style, heights: dict[int, float]) -> list[Part]:
    """The role of each block, given all blocks of the paper in reading order and the height of each page.

    Where nothing looks like an abstract or a body, as on a single sheet, everything that may be read is body.
    """
    title = _title(blocks, style, heights)
    walk = Walk(style, heights, title)
    parts = [Part(walk.role(block), block, walk.kind) for block in blocks]
    if not any(part.role in (Role.ABSTRACT, Role.BODY) for part in parts):
        return [replace(part, role=Role.BODY) if part.role in (Role.FRONT, Role.LABEL) else part for part in parts]
    if not any(part.role is Role.ABSTRACT for part in parts):
        parts = _with_abstract(parts)
    return without_labels(_with_first_heading(parts, walk))


def _with_first_heading(parts: list[Part], walk: Walk) -> list[Part]:
    """What stands over the first paragraph of the body and looks like a heading, as its heading."""
    first = next((k for k, part in enumerate(parts) if part.role is Role.BODY), 0)
    over = parts[first - 1] if first > 0 else None
    if over is None or over.role is not Role.FRONT or not walk.is_heading(over.block):
        return parts
    return [*parts[: first - 1], replace(over, role=Role.HEADING, kind="body"), *parts[first:]]


def _with_abstract(parts: list[Part]) -> list[Part]:
    """The longest prose of the front matter as the abstract, where it is long enough to be one without a heading."""
    front = [p for p in parts if p.role is Role.FRONT and p.block.letters > ABSTRACT_LETTERS and is_prose(p.block)]
    if not front:
        return parts
    longest = max(front, key=lambda part: part.block.letters)
    return [replace(p, role=Role.ABSTRACT, kind="abstract") if p is longest else p for p in parts]


def _title(blocks: Sequence[Block], style: Style, heights: dict[int, float]) -> Block | None:
    """The largest text of the first page's upper two thirds that is long enough for a title."""
    first = [
        b for b in blocks if b.page == 1 and b.letters >= TITLE_LETTERS and b.box.top < TITLE_ZONE * heights.get(1, 0)
    ]
    largest = max(first, key=lambda b: b.size, default=None)
    return largest if largest is not None and largest.size > LARGER * style.size else None
