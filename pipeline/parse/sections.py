"""Headings in the linear text -> sections with levels and kinds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model.document import Section, SectionKind
from pipeline.parse.layout.names import DECLARATIONS, NUMBERING, bare

NUMBER_DEPTH = re.compile(r"^([0-9]{1,2}(?:\.[0-9]{1,2}){0,3})\.?\s")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as printed at `start` of the text, with how it is set; `kind` is that of the part it stands in."""

    text: str
    start: int
    size: float
    bold: bool
    italic: bool
    kind: SectionKind


def sections_of(headings: Sequence[Heading], end: int) -> tuple[Section, ...]:
    """The sections that the headings open in a text of `end` characters; each reaches to the next as high or higher."""
    levels = _levels(headings)
    out = []
    for index, (heading, level) in enumerate(zip(headings, levels)):
        later = (h.start for h, other in zip(headings[index + 1 :], levels[index + 1 :]) if other <= level)
        kind = heading.kind
        if kind == "body" and DECLARATIONS.match(bare(heading.text)):
            kind = "declarations"
        out.append(Section(heading.text, level, heading.start, next(later, end), kind))
    return tuple(out)


def _levels(headings: Sequence[Heading]) -> list[int]:
    """1 for title, abstract and the largest headings; numbers decide where there are any, else their look."""
    looks = sorted({_look(h) for h in headings if h.kind == "body"}, reverse=True)
    out = []
    for heading in headings:
        number = NUMBER_DEPTH.match(heading.text)
        if heading.kind != "body":
            out.append(1)
        elif number is not None:
            out.append(number[1].count(".") + 1)
        else:
            out.append(1 + looks.index(_look(heading)))
    return out


def _look(heading: Heading) -> tuple[float, bool, bool, bool]:
    """Sorts louder headings after quieter ones: by size, capitals, weight, slant."""
    shown = NUMBERING.sub("", heading.text)
    return round(heading.size), shown.isupper(), heading.bold, not heading.italic
