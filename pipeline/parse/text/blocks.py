"""Lines -> blocks: paragraphs with their wrapped lines joined, headings, list items, grids of cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.parse.headings import is_common
from pipeline.parse.linear import BLANKS
from pipeline.parse.raised import raised
from pipeline.parse.repair import without_hyphen

PAGE_LINE = re.compile(r"(?:page\s+)?[0-9]{1,4}(?:\s*(?:of|/)\s*[0-9]{1,4})?|[-–—]\s*[0-9]{1,4}\s*[-–—]", re.IGNORECASE)
RUNNING = re.compile(r"vol\.?:\s?\(0123456789\)|downloaded from\b.*|this content downloaded\b.*", re.IGNORECASE)
REPEATED, LONGEST_FURNITURE = 3, 90  # so often stands a running head, of at most so many characters
PIPES = re.compile(r"\s*\|.*\|\s*|[^|]+(?:\|[^|]+){2,}")
BULLET = re.compile(r"\s*[-•▪◦●]\s+")
STARRED = re.compile(r"\s*[-•▪◦●*]\s+")
MARKED_HEADING = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*")
SUPERSCRIPT = re.compile(
    r"<sup>([^<>\n]{1,60})</sup>|\$\^\{?([^{}$\n]{1,60})\}?\$|\^([0-9][0-9,\-–]{0,30})\^", re.IGNORECASE
)
SUBSCRIPT = re.compile(r"</?sub>|<br\s*/?>", re.IGNORECASE)
STRONG = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,400})(?<=\S)\1")
EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,400})(?<=[^\s*])\*(?![\w*])")
# each tried at the beginning of a word alone: within a very long one every letter would be tried else
BROKEN_WORD = re.compile(r"(?<!\w)(\w+)- (\w+)")
PARTED_WORD = re.compile(r"(?<!\w)\w+-\s+\w+")
CONJUNCTIONS = frozenset(["and", "or", "to", "versus", "und", "oder", "bis"])
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Block:
    """What stands between two blank lines, or a part of it: `text` on one line, or the `rows` of a grid.

    `level` is that of a heading marked by `#`, 0 elsewhere; `item` tells a list item; `lines` are the lines as printed.
    """

    text: str = ""
    rows: tuple[str, ...] = ()
    level: int = 0
    item: bool = False
    lines: tuple[str, ...] = ()


def blocks_of(text: str) -> list[Block]:
    """The blocks of the text in order, without page numbers and running heads, marks of emphasis and broken words."""
    known = frozenset(word.casefold() for word in WORD.findall(PARTED_WORD.sub(" ", text)))
    blocks: list[Block] = []
    for group in _groups(without_furniture(text.split("\n"))):
        blocks += (block for block in _parts(group, known) if block.text or block.rows)
    return blocks


def without_furniture(lines: list[str]) -> list[str]:
    """The lines with page lines, and short ones that stand alone again and again, made empty."""
    alone = Counter(_folded(line) for k, line in enumerate(lines) if _alone(lines, k))
    return [
        "" if PAGE_LINE.fullmatch(line.strip()) or RUNNING.fullmatch(line.strip()) or
        (_alone(lines, k) and alone[_folded(line)] >= REPEATED) else line
        for k, line in enumerate(lines)
    ]  # fmt: skip


def _alone(lines: list[str], k: int) -> bool:
    """Whether a short line stands between blank ones and could be a running head."""
    near = (lines[k - 1] if k > 0 else "") + (lines[k + 1] if k + 1 < len(lines) else "")
    short = 0 < len(lines[k].strip()) <= LONGEST_FURNITURE and not lines[k].rstrip().endswith(".")
    return short and not near.strip() and "\t" not in lines[k]


def _folded(line: str) -> str:
    """The line without its numbers: running heads differ by their page."""
    return re.sub(r"[0-9]+", "0", line.strip().casefold())


def _groups(lines: Iterable[str]) -> Iterator[list[str]]:
    group: list[str] = []
    for line in [*lines, ""]:
        if line.strip("\ufeff \u00a0\t"):
            group.append(line)
        elif group:
            yield group
            group = []


def _parts(group: list[str], known: frozenset[str]) -> Iterator[Block]:
    """The parts of a group: the text above its grid, the grid, the text below; all text where there is no grid."""
    first, end = _grid(group)
    if first == end:
        yield from _prose(group, known)
        return
    yield from _prose(group[:first], known)
    yield Block(rows=tuple(_mended(plain(line), known) for line in group[first:end]))
    yield from _prose(group[end:], known)


def _grid(group: list[str]) -> tuple[int, int]:
    """First line and end of the rows of cells, parted by tabs or by pipes; (0, 0) where there are none."""
    rows = [k for k, line in enumerate(group) if "\t" in line.strip("\t ")]
    rows = rows if len(rows) > 1 else [k for k, line in enumerate(group) if PIPES.fullmatch(line)]
    if len(rows) < 2 or 2 * len(rows) < rows[-1] + 1 - rows[0]:
        return 0, 0
    return rows[0], rows[-1] + 1


def _prose(lines: list[str], known: frozenset[str]) -> Iterator[Block]:
    """Headings and list items for themselves, what stands between them as one paragraph.

    A star opens an item where it opens more than one; a single one is a footnote's.
    """
    open_lines: list[str] = []
    item = False
    opening = STARRED if sum(line.lstrip().startswith("* ") for line in lines) > 1 else BULLET
    for line in lines:
        heading, bullet = _heading(line), opening.match(line)
        if (heading or bullet) and open_lines:
            yield _joined(open_lines, item, known)
            open_lines, item = [], False
        if heading:
            yield heading
            continue
        item = item or bullet is not None
        open_lines.append(line[bullet.end() :] if bullet else line)
    if open_lines:
        yield _joined(open_lines, item, known)


def _heading(line: str) -> Block | None:
    """The heading that the line is by its mark, or by words that commonly stand over a section; else None."""
    if marked := MARKED_HEADING.fullmatch(line.strip()):
        return Block(plain(marked[2]), level=len(marked[1]))
    text = plain(line)
    capital = text[:1].isupper() or text[:1].isdigit()
    return Block(text, lines=(text,)) if capital and text[-1:] not in (".", ",", ";") and is_common(text) else None


def _joined(lines: list[str], item: bool, known: frozenset[str]) -> Block:
    """The lines as one paragraph, words that were broken at line ends mended."""
    text = " ".join(line.strip() for line in lines)
    return Block(_mended(plain(text), known), item=item, lines=tuple(plain(line) for line in lines))


def plain(text: str) -> str:
    """The text without marks of emphasis and soft hyphens; superscripts raised; single blanks, tabs kept."""
    text = SUPERSCRIPT.sub(lambda m: raised(m[1] or m[2] or m[3]), text.replace("\u00ad", ""))
    text = EMPHASIS.sub(r"\1", STRONG.sub(r"\2", SUBSCRIPT.sub(" " if "<br" in text.lower() else "", text)))
    return "\t".join(BLANKS.sub(" ", cell).strip() for cell in text.split("\t"))


def _mended(text: str, known: frozenset[str]) -> str:
    """The text with words mended that a hyphen and a blank break ("intra- venously"); "pre- and post-" stays."""
    return BROKEN_WORD.sub(lambda m: _rejoined(m[1], m[2], known) if m[2] not in CONJUNCTIONS else m[0], text)


def _rejoined(left: str, right: str, known: frozenset[str]) -> str:
    return left + right if without_hyphen(f"{left}-", right, known) else f"{left}-{right}"
