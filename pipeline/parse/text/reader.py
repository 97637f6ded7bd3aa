"""A plain text from bytes to Document: blocks by their roles, paragraphs joined over what stands between."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.errors import Refusal
from pipeline.model.document import Document, Figure, Source
from pipeline.model.table import Table
from pipeline.parse import imprint
from pipeline.parse.callouts import find_callouts
from pipeline.parse.decode import decode
from pipeline.parse.headings import kind_of
from pipeline.parse.language import language_of
from pipeline.parse.linear import LinearText
from pipeline.parse.references import parse_references
from pipeline.parse.text.blocks import Block, blocks_of
from pipeline.parse.text.grid import read_grid
from pipeline.parse.text.roles import (
    FIGURE_CAPTION,
    NUMBERED,
    TABLE_CAPTION,
    Role,
    ends_sentence,
    roles_of,
)

MAX_CHARS = 5_000_000
MOST_LABEL_WORDS = 8  # of a heading that its paragraph begins with
AFTER_ADDRESS = re.compile(r",\s(?:[A-Z][\w.]*\s){1,4}(?=[a-z]+\s[a-z]+)")


def read_text(source: Source, data: bytes, max_chars: int = MAX_CHARS) -> Document:
    """The paper in the text: no pages, no runs. Raises Refusal with its reason where it cannot be read."""
    decoded = decode(data)
    chars = len(decoded.text)
    if chars > max_chars:
        raise Refusal("too_large", f"{chars:,} characters, more than {max_chars:,}; raise the limit")
    blocks = blocks_of(decoded.text)
    if not blocks:
        raise Refusal("no_text", "nothing but page numbers and blanks; fetch the full text")
    roles = roles_of(blocks)
    linear = LinearText()
    places = _write(blocks, roles, linear)
    told = [b.text for b, role in zip(blocks, roles) if role is Role.ASIDE]
    entries = [line for b, role in zip(blocks, roles) if role is Role.REFERENCE for line in b.lines]
    references = parse_references(entries)
    language = language_of(linear.text)
    return Document(
        source,
        linear.text,
        title=_title(blocks, roles),
        doi=imprint.doi_of(told),
        year=imprint.year_of(told),
        language=language,
        sections=linear.sections,
        tables=_tables(blocks, roles, places),
        figures=_figures(blocks, roles),
        references=references,
        callouts=find_callouts(linear.text, references),
        registry_ids=imprint.registry_ids_of(" ".join(told)),
        chars=chars,
        flags=decoded.flags + (("not_english",) if language not in ("en", "") else ()),
    )


def _title(blocks: Sequence[Block], roles: Sequence[Role]) -> str:
    return next((b.text for b, role in zip(blocks, roles) if role is Role.TITLE), "")


def _write(blocks: Sequence[Block], roles: Sequence[Role], linear: LinearText) -> list[str]:
    """Title, headings and paragraphs; a paragraph that a page break or a float parts is one again.

    Returns the heading path that each block stands under.
    """
    places, waiting = [], ""
    for block, role in zip(blocks, roles):
        text = _after_address(block.text, waiting) if role is Role.ASIDE else block.text
        if role in (Role.TITLE, Role.HEADING):
            linear.paragraph(waiting)
            waiting = ""
            _head(block, role, linear)
        elif text and role in (Role.PARAGRAPH, Role.ASIDE):
            if waiting and not block.item and text[0].islower() and not ends_sentence(waiting):
                waiting = f"{waiting} {text}"
            else:
                linear.paragraph(waiting)
                waiting = _without_label(text, linear)
        places.append(linear.heading_path)
    linear.paragraph(waiting)
    linear.close()
    return places


def _head(block: Block, role: Role, linear: LinearText) -> None:
    if role is Role.TITLE:
        linear.open("", 1, "title")
        linear.paragraph(block.text)
        return
    linear.open(block.text, _level(block), kind_of(block.text))


def _level(block: Block) -> int:
    """The level of a heading by its mark-up, below the title's, else by the points of its number; 1 is the highest."""
    if block.level > 0:
        return max(1, block.level - 1)
    number = NUMBERED.match(block.text)
    return number["number"].count(".") + 1 if number else 1


def _after_address(text: str, waiting: str) -> str:
    """What an address carries behind it of a sentence that is still open; empty where nothing."""
    if not waiting or ends_sentence(waiting):
        return ""
    ends = [match.end() for match in AFTER_ADDRESS.finditer(text)]
    return text[ends[0] :] if ends else ""


def _without_label(text: str, linear: LinearText) -> str:
    """The paragraph without the heading that it begins with ("Abstract …", "Funding This work …"), which is opened."""
    words = text.split(" ")
    for count in range(min(MOST_LABEL_WORDS, len(words) - 1), 0, -1):
        label, rest = " ".join(words[:count]), words[count]
        if rest[:1].isupper() and kind_of(label) != "body" and label[0].isupper():
            linear.open(label.rstrip(":.—"), 1, kind_of(label))
            return " ".join(words[count:])
    return text


def _tables(blocks: Sequence[Block], roles: Sequence[Role], places: Sequence[str]) -> tuple[Table, ...]:
    """Each grid with the caption above it, else the one below it, and the legend under both."""
    tables = []
    used: set[int] = set()
    for k, role in enumerate(roles):
        if role is not Role.GRID:
            continue
        above, below = _stretch(roles, k, -1, Role.TABLE_CAPTION), _stretch(roles, k, 1, Role.TABLE_CAPTION)
        captions = [c for c in above if c not in used] or below
        used.update(captions)
        legend = _stretch(roles, max([k, *captions]), 1, Role.LEGEND)
        label, caption = _label_and_caption(" ".join(blocks[c].text for c in sorted(captions)))
        text = "\n".join(blocks[b].text for b in legend)
        tables.append(read_grid(blocks[k].rows, label, caption, text, places[k]))
    return tuple(tables)


def _stretch(roles: Sequence[Role], start: int, step: int, role: Role) -> list[int]:
    """The blocks of this role next to `start`, one after the other."""
    out = []
    k = start + step
    while 0 <= k < len(roles) and roles[k] is role:
        out.append(k)
        k += step
    return out


def _label_and_caption(text: str) -> tuple[str, str]:
    match = TABLE_CAPTION.match(text)
    return (match["label"], text[match.end() :]) if match else ("", text)


def _figures(blocks: Sequence[Block], roles: Sequence[Role]) -> tuple[Figure, ...]:
    found = [FIGURE_CAPTION.match(b.text) for b, role in zip(blocks, roles) if role is Role.FIGURE_CAPTION]
    return tuple(Figure(m["label"], m.string[m.end() :]) for m in found if m)
