"""Labels of drawings that look like headings, told once all parts are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.parse.layout.blocks import Block
from pipeline.parse.layout.names import NUMBERING
from pipeline.parse.layout.parts import Part, Role

CLOSE = 3.0  # sizes: a heading stands so close above its text
TEXT = (Role.ABSTRACT, Role.BODY, Role.REFERENCE)


def without_labels(parts: Sequence[Part]) -> list[Part]:
    """The parts, those as labels that look like headings and never stand over text, as in a flow chart."""
    trusted = {_look(a.block) for a, b in pairwise(parts) if a.role is Role.HEADING and _stands_over(a, b)}
    return [
        replace(part, role=Role.LABEL)
        if part.role is Role.HEADING and _look(part.block) not in trusted and not NUMBERING.match(part.block.text)
        else part
        for part in parts
    ]


def _look(block: Block) -> tuple[str, float, bool]:
    return block.font, round(block.size, 1), block.bold


def _stands_over(heading: Part, after: Part) -> bool:
    over, under = heading.block, after.block
    beside = over.box.x0 < under.box.x1 and under.box.x0 < over.box.x1
    return (
        after.role in TEXT
        and over.page == under.page
        and beside
        and 0 <= under.box.top - over.box.bottom + over.size < CLOSE * over.size
    )
