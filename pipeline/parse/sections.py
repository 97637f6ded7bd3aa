"""Headings in the linear text -> sections with levels and kinds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model.document import Section, SectionKind
from pipeline.parse.headings import kind_of
from pipeline.parse.layout.names import NUMBERING

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
        kind = kind_of(heading.text) if heading.kind == "body" else heading.kind
        out.append(Section(heading.text, level, heading.start, next(later, end), kind))
    return tuple(out)


def _levels(headings: Sequence[Heading]) -> list[int]:
    """1 for title, abstract and the loudest headings; a number tells its level, else how loud it is."""
    out: list[int] = []
    above: list[tuple[int, tuple[float, bool, bool, bool]]] = []  # level and look of the headings that are open
    for heading in headings:
        look, number = _look(heading), NUMBER_DEPTH.match(heading.text)
        if heading.kind != "body" or not heading.text:
            above.clear()
            out.append(1)
            continue
        level = number[1].count(".") + 1 if number else 0
        while above and (above[-1][0] >= level if level else above[-1][1] <= look):
            above.pop()
        above.append((level or len(above) + 1, look))
        out.append(above[-1][0])
    return out


def _look(heading: Heading) -> tuple[float, bool, bool, bool]:
    """Sorts louder headings after quieter ones: by size, capitals, weight, slant."""
    shown = NUMBERING.sub("", heading.text)
    return round(heading.size), shown.isupper(), heading.bold, not heading.italic
