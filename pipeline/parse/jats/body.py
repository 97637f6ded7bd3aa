"""Abstract, body and declarations of an article -> the linear text with its sections and call-outs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from pipeline.model.document import SectionKind
from pipeline.parse.headings import kind_of
from pipeline.parse.jats.inline import plain_text, stretches
from pipeline.parse.linear import LinearText, flowed

SECTIONS = frozenset(["sec", "app", "ack", "notes", "glossary", "boxed-text", "bio"])
CONTAINERS = frozenset(
    ["list", "list-item", "def-list", "disp-quote", "verse-group", "app-group", "fn-group", "statement", "speech"]
)
PARAGRAPHS = frozenset(["p", "def-item", "verse-line", "attrib"])
FLOATS = frozenset(["table-wrap", "table-wrap-group", "fig", "fig-group", "supplementary-material", "floats-group"])
DECLARED = {"ack": "Acknowledgements", "glossary": "Abbreviations"}
BACK = frozenset(["ack", "notes", "glossary", "sec", "app-group", "app"])
DECLARING_TYPES = ("coi-statement", "data-availability", "supplementary-material", "ethics", "funding-information")


@dataclass(slots=True)
class Reading:
    """What grows while the article is walked; `place_of` is the heading path of each table by the id of its wrap."""

    number_of: Mapping[str, int]
    text: LinearText = field(default_factory=LinearText)
    place_of: dict[str, str] = field(default_factory=dict)


def read_text(article: etree._Element, title: str, number_of: Mapping[str, int]) -> Reading:
    """The whole linear text: title, abstracts, body, then the declarations of the back matter."""
    reading = Reading(number_of)
    if title:
        reading.text.open("", 1, "title")
        reading.text.paragraph(title)
    for abstract in article.iterfind("front/article-meta/abstract"):
        _section(abstract, reading, 1, "abstract", plain_text(abstract.find("title")) or "Abstract")
    body = article.find("body")
    if body is not None:
        reading.text.close()
        _blocks(body, reading, 1, "body")
    for element in article.iterfind("back/*"):
        if element.tag in BACK:
            kind: SectionKind = "body" if element.tag.startswith("app") else "declarations"
            _block(element, reading, 1, kind)
    reading.text.close()
    return reading


def _section(element: etree._Element, reading: Reading, level: int, kind: SectionKind, heading: str) -> None:
    reading.text.open(heading, level, kind)
    _blocks(element, reading, level + 1, kind)
    reading.text.close(level)


def _blocks(element: etree._Element, reading: Reading, level: int, kind: SectionKind) -> None:
    for child in element:
        if isinstance(child.tag, str):
            _block(child, reading, level, kind)


def _block(element: etree._Element, reading: Reading, level: int, kind: SectionKind) -> None:
    """One block by its tag; what is neither section, container, paragraph nor float carries no running text."""
    if element.tag in SECTIONS:
        _titled(element, reading, level, kind)
    elif element.tag in CONTAINERS:
        _blocks(element, reading, level, kind)
    elif element.tag in PARAGRAPHS:
        _paragraphs(element, reading, level, kind)
    elif element.tag in FLOATS:
        _note_places(element, reading)


def _titled(element: etree._Element, reading: Reading, level: int, kind: SectionKind) -> None:
    heading = plain_text(element.find("title"))
    if heading or element.tag in DECLARED:
        label = plain_text(element.find("label"))
        heading = heading or DECLARED[element.tag]
        own = "declarations" if (element.get("sec-type") or "").lower() in DECLARING_TYPES else kind_of(heading, kind)
        _section(element, reading, level, own, f"{label} {heading}" if label else heading)
    else:
        _blocks(element, reading, level, kind)


def _paragraphs(element: etree._Element, reading: Reading, level: int, kind: SectionKind) -> None:
    """A paragraph; lists and quotations inside it stand between its parts as paragraphs of their own."""
    for part in stretches(element, reading.number_of, CONTAINERS):
        if isinstance(part, list):
            reading.text.paragraph(*flowed(part))
        else:
            _block(part, reading, level, kind)
    _note_places(element, reading)


def _note_places(element: etree._Element, reading: Reading) -> None:
    for wrap in element.iter("table-wrap"):
        reading.place_of.setdefault(wrap.get("id") or "", reading.text.heading_path)
    for xref in element.iter("xref"):
        for rid in (xref.get("rid") or "").split() if xref.get("ref-type") == "table" else ():
            reading.place_of.setdefault(rid, reading.text.heading_path)
