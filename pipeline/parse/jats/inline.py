"""Inline JATS -> pieces of text: superscripts raised, formulas and floats left out, citations by their numbers."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping

from lxml import etree

from pipeline.parse.callouts.numeric import LONGEST_RANGE
from pipeline.parse.linear import BLANKS, Piece
from pipeline.parse.raised import raised

FLOATS = ("table-wrap", "table-wrap-group", "fig", "fig-group", "supplementary-material", "graphic", "inline-graphic")
NO_TEXT = frozenset(
    [*FLOATS, "disp-formula", "disp-formula-group", "tex-math", "media", "fn", "annotation", "object-id"]
)
PARTED = frozenset(["break", "p", "list-item", "title", "def", "term"])
LISTED = re.compile(r"[\[(\s]*([0-9]{1,4})\s*[-‐-―−]\s*([0-9]{1,4})[\])\s]*")
DASH = re.compile(r"\s*[-‐-―−]\s*")
BETWEEN = re.compile(r"[\s,;&\-‐-―−]*(?:and)?\s*")


def plain_text(element: etree._Element | None) -> str:
    """All text of the element with single blanks, superscript digits raised; empty for None."""
    if element is None:
        return ""
    return BLANKS.sub(" ", "".join(piece.text for piece in pieces(element, {}))).strip()


def pieces(element: etree._Element, number_of: Mapping[str, int]) -> list[Piece]:
    """The element's text without its tail; neighbouring citations ("[1, 3–5]") are one piece, ranges filled in."""
    return list(_joined([part for part in _raw(element, number_of, frozenset(), False) if isinstance(part, Piece)]))


def stretches(
    element: etree._Element, number_of: Mapping[str, int], blocks: Container[str]
) -> Iterator[list[Piece] | etree._Element]:
    """The element's text as `pieces` gives it, parted by the blocks (elements of these tags) that stand inside it."""
    raw: list[Piece] = []
    for part in _raw(element, number_of, blocks, False):
        if isinstance(part, Piece):
            raw.append(part)
        else:
            yield list(_joined(raw))
            yield part
            raw = []
    yield list(_joined(raw))


def _raw(
    element: etree._Element, number_of: Mapping[str, int], blocks: Container[str], in_sup: bool
) -> Iterator[Piece | etree._Element]:
    in_sup = in_sup or element.tag == "sup"
    if called := _called(element, number_of):
        text = "".join(element.itertext(etree.Element))
        yield Piece(raised(text) if in_sup else text, called)
        return
    if element.tag in PARTED:
        yield Piece(" ")
    yield from _words(element.text, in_sup)
    for child in element:
        if isinstance(child.tag, str) and child.tag in blocks:
            yield child
        elif isinstance(child.tag, str) and child.tag not in NO_TEXT:
            yield from _raw(child, number_of, blocks, in_sup)
        yield from _words(child.tail, in_sup)
    if element.tag in PARTED:
        yield Piece(" ")


def _words(text: str | None, in_sup: bool) -> Iterator[Piece]:
    if text:
        yield Piece(raised(text) if in_sup else text)


def _called(element: etree._Element, number_of: Mapping[str, int]) -> tuple[int, ...]:
    """The references that a cross-reference names, by its ids and by a range in its own text."""
    if element.tag != "xref" or element.get("ref-type", "bibr") != "bibr":
        return ()
    numbers = [number_of[rid] for rid in (element.get("rid") or "").split() if rid in number_of]
    if numbers and (listed := LISTED.fullmatch("".join(element.itertext(etree.Element)))):
        first, last = int(listed[1]), int(listed[2])
        numbers = [first, *_between(first, last), last, *numbers]
    return tuple(dict.fromkeys(numbers))


def _between(first: int, last: int) -> range:
    return range(first + 1, last) if last - first < LONGEST_RANGE else range(0)


def _joined(raw: list[Piece]) -> Iterator[Piece]:
    """Citations that only commas, dashes and blanks part, as one; a dash between two fills in what lies between."""
    group: list[Piece] = []
    gap = ""
    for piece in raw:
        if piece.numbers:
            group, gap = [*group, Piece(gap), piece], ""
        elif group and BETWEEN.fullmatch(gap + piece.text):
            gap += piece.text
        else:
            yield from _closed(group)
            yield Piece(gap + piece.text)
            group, gap = [], ""
    yield from _closed(group)
    yield Piece(gap)


def _closed(group: list[Piece]) -> Iterator[Piece]:
    """The group as one piece; `group` alternates what stood before a citation and the citation."""
    if not group:
        return
    numbers: list[int] = []
    for before, citation in zip(group[::2], group[1::2]):
        if numbers and DASH.fullmatch(before.text):
            numbers += _between(numbers[-1], citation.numbers[0])
        numbers += citation.numbers
    yield Piece("".join(piece.text for piece in group), tuple(dict.fromkeys(numbers)))
