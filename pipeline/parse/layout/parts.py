"""What a block can be to a paper."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pipeline.model.document import SectionKind
from pipeline.parse.layout.blocks import Block


class Role(Enum):
    """The parts that a block can play."""

    TITLE = "title"
    FRONT = "front"
    ABSTRACT = "abstract"
    HEADING = "heading"
    BODY = "body"
    CAPTION = "caption"
    NOTE = "note"
    LABEL = "label"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Part:
    """A block and what it is; `kind` is the section of the paper that it stands in."""

    role: Role
    block: Block
    kind: SectionKind = "body"
