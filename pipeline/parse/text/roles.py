"""What each block of a plain text is: title, front matter, heading, paragraph, table, caption, legend, reference."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto

from pipeline.parse.headings import ABSTRACT, heads_references, is_common, kind_of, plain
from pipeline.parse.legend import abbreviations
from pipeline.parse.text.blocks import Block


class Role(Enum):
    """The part that a block plays."""

    TITLE = auto()
    ASIDE = auto()
    HEADING = auto()
    PARAGRAPH = auto()
    GRID = auto()
    TABLE_CAPTION = auto()
    FIGURE_CAPTION = auto()
    LEGEND = auto()
    REFERENCE = auto()


VERBS = (
    r"(?:shows?|showed|illustrates?|depicts?|presents?|summari[sz]es?|provides?|lists?|gives?|demonstrates?|displays?|"
    r"reports?|describes?|outlines?|compares?|contains?|details?|indicates?|is|are|was|were|and|in|of|below|above)\b"
)
STOP = r"\s*[.:|–—-]?"
TABLE_LABEL = r"(?P<label>(?i:table)\s+(?:[0-9]{1,2}|[IVX]{1,5}|S[0-9]{1,2}))"
FIGURE_LABEL = r"(?P<label>(?i:fig(?:ure|\.)?)\s*[0-9]{1,2}[A-Za-z]?)"
TABLE_CAPTION = re.compile(rf"{TABLE_LABEL}(?:{STOP}$|{STOP}\s+(?!{VERBS}))")
FIGURE_CAPTION = re.compile(rf"{FIGURE_LABEL}(?:{STOP}$|{STOP}\s+(?!{VERBS})(?=[^a-z]))")
ORNAMENT = r"[✉*†‡§¶\[\]⁰¹²³⁴⁵⁶⁷⁸⁹,\s]"
ADDRESS = re.compile(
    rf"{ORNAMENT}+[^.]{{0,80}}?(?:department|division|institute|school|faculty|college|university|hospital|cent(?:er|re)|"
    r"laborator|correspond|contributed equally|e-?mail|@)", re.IGNORECASE
)  # fmt: skip
DATED = r"(?i:received|revised|accepted|published)(?i: online)?(?::\s|\s(?:[0-9]{1,2}\s[A-Z]|[A-Z][a-z]{2,8}\s[0-9]))"
NOTICE = re.compile(
    rf"{DATED}|(?i:©|\(c\)|copyright\b|open access\b|publisher'?s note|key\s?words?\b|doi:|https?://|www\.|citation:|"
    r"\*?correspond(?:ence|ing author)|e-?mail:|edited by:|reviewed by:|this (?:article|work) is licensed|"
    r"(?:original |research |review )?(?:article|paper)s?$|review$|open$)"
)
END_OF_LIST = re.compile(r"publisher['’]?s note", re.IGNORECASE)
NO_TITLE = re.compile(
    r"https?:|www\.|\bdoi\b|@|\bISSN\b|\bvol(?:ume|\.)|\((?:19|20)[0-9]{2}\)|\b(?:19|20)[0-9]{2}[,;]\s?[0-9]",
    re.IGNORECASE,
)
EMAIL = re.compile(r"\S{1,64}@\S{1,64}\.[a-z]{2,}")
SENTENCE_END = re.compile(r"[.!?:;][\"'”’)\]]*(?:\s?[\[(]?[0-9⁰¹²³⁴⁵⁶⁷⁸⁹,–\-\s]+[\])]?)?$")
NUMBERED = re.compile(r"(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2}){0,3})\.?\s+(?=[A-Z])")
RUN_IN_ABSTRACT = re.compile(r"abstract\s*[:.—–-]?\s+(?=[A-Z])", re.IGNORECASE)
FOOTNOTE_MARK = r"(?:[b-z]|a(?=\s[A-Z(]))\s|[*†‡§¶#]|[⁰¹²³⁴⁵⁶⁷⁸⁹ᵃ-ᵢ]+\s?"
LEGEND_WORD = r"(?i:notes?[:.]|abbreviations?\b|source:|(?:data|values) (?:are|were|in)\b)"
LEGEND_START = re.compile(rf"{FOOTNOTE_MARK}|{LEGEND_WORD}")
LONGEST_NOTE = 800  # characters under a table: longer is a paragraph
LONGEST_HEADING, MOST_WORDS = 130, 18  # characters and words of a heading
LONGEST_NAME = 6  # words of a section's name over an abstract
FEWEST_TITLE_WORDS = 5  # the journal's name and the kind of article have fewer


def roles_of(blocks: Sequence[Block]) -> list[Role]:
    """The role of each block, in order; where all of them look like asides, there is nothing that they stand beside."""
    roles = [_own_role(block) for block in blocks]
    _captions(blocks, roles)
    _headings(blocks, roles)
    _front(blocks, roles)
    _asides_between(blocks, roles)
    _legends(blocks, roles)
    _references(blocks, roles)
    if all(role is Role.ASIDE for role in roles):
        return [Role.PARAGRAPH] * len(roles)
    return roles


def ends_sentence(text: str) -> bool:
    """Whether the text closes a sentence, citations after it left aside."""
    return SENTENCE_END.search(text[-60:]) is not None


def _own_role(block: Block) -> Role:
    """What the block shows by itself."""
    if block.rows:
        return Role.GRID
    if block.level:
        return Role.HEADING
    if TABLE_CAPTION.match(block.text):
        return Role.TABLE_CAPTION
    if FIGURE_CAPTION.match(block.text):
        return Role.FIGURE_CAPTION
    short_mail = len(block.text) < 300 and EMAIL.search(block.text)
    return Role.ASIDE if short_mail or ADDRESS.match(block.text) or NOTICE.match(block.text) else Role.PARAGRAPH


def _captions(blocks: Sequence[Block], roles: list[Role]) -> None:
    """Count the line below a bare label ("Table 1") as its caption."""
    for k in range(1, len(blocks)):
        label = TABLE_CAPTION.fullmatch(blocks[k - 1].text)
        if label and roles[k - 1] is Role.TABLE_CAPTION and roles[k] in (Role.PARAGRAPH, Role.HEADING):
            roles[k] = Role.TABLE_CAPTION


def _headings(blocks: Sequence[Block], roles: list[Role]) -> None:
    """Mark short unpunctuated lines that a new paragraph follows and that no open sentence runs into."""
    running = [k for k, role in enumerate(roles) if role in (Role.PARAGRAPH, Role.HEADING)]
    for place, k in enumerate(running):
        text = blocks[k].text
        before = next((blocks[b].text for b in reversed(running[:place]) if roles[b] is Role.PARAGRAPH), ".")
        after = blocks[running[place + 1]].text if place + 1 < len(running) else ""
        named = is_common(text)
        if named or (_looks_like_heading(text) and ends_sentence(before) and after and not after[0].islower()):
            roles[k] = Role.HEADING


def _looks_like_heading(text: str) -> bool:
    words = text.split()
    if not (text[0].isupper() or NUMBERED.match(text)) or text[-1] in ".,;:" or len(text) > LONGEST_HEADING:
        return False
    return len(words) <= MOST_WORDS and any(len(word) > 2 and word[0].isalpha() for word in words)


def _front(blocks: Sequence[Block], roles: list[Role]) -> None:
    """Find the title, and set aside what stands between it and the abstract or the first section."""
    start = next(
        (k for k, b in enumerate(blocks) if ABSTRACT.fullmatch(plain(b.text)) or RUN_IN_ABSTRACT.match(b.text)), None
    )
    if start is None:
        start = next((k for k, b in enumerate(blocks) if roles[k] is Role.HEADING and _opens(b)), None)
    if start is None:
        roles[0] = Role.TITLE if roles[0] is Role.HEADING and _can_be_title(blocks[0], roles[0]) else roles[0]
        return
    titles = [k for k in range(start) if _can_be_title(blocks[k], roles[k])]
    for k in range(start):
        roles[k] = Role.TITLE if k in titles[:1] else Role.ASIDE


def _opens(block: Block) -> bool:
    return re.fullmatch(r"(?:general )?introduction|background|overview", plain(block.text)) is not None


def _can_be_title(block: Block, role: Role) -> bool:
    worded = len(block.text.split()) >= FEWEST_TITLE_WORDS and NO_TITLE.search(block.text) is None
    return role in (Role.HEADING, Role.PARAGRAPH) and (worded or block.level == 1)


def _asides_between(blocks: Sequence[Block], roles: list[Role]) -> None:
    """Set aside names and addresses that stand between two asides."""
    for k in range(1, len(blocks) - 1):
        short = 0 < len(blocks[k].text.split()) <= LONGEST_NAME and not ends_sentence(blocks[k].text)
        beside = roles[k - 1] is Role.ASIDE and roles[k + 1] is Role.ASIDE
        if short and beside and roles[k] in (Role.PARAGRAPH, Role.HEADING):
            roles[k] = Role.ASIDE


def _legends(blocks: Sequence[Block], roles: list[Role]) -> None:
    """Mark what follows a table, or its caption, and spells out abbreviations or footnotes."""
    for k in range(1, len(blocks)):
        below = roles[k - 1] in (Role.GRID, Role.LEGEND) or (
            roles[k - 1] is Role.TABLE_CAPTION and k > 1 and roles[k - 2] is Role.GRID
        )
        if below and roles[k] in (Role.PARAGRAPH, Role.HEADING) and _is_legend(blocks[k].text):
            roles[k] = Role.LEGEND


def _is_legend(text: str) -> bool:
    if LEGEND_START.match(text):
        return len(text) < LONGEST_NOTE
    return 12 * len(abbreviations(text)) >= len(text.split())


def _references(blocks: Sequence[Block], roles: list[Role]) -> None:
    """Mark the entries below the heading of the reference list, up to a notice or another part of the paper."""
    heads = [k for k, role in enumerate(roles) if role is Role.HEADING and heads_references(blocks[k].text)]
    if not heads:
        return
    inside = True
    roles[heads[-1]] = Role.ASIDE
    for k in range(heads[-1] + 1, len(blocks)):
        if roles[k] is Role.HEADING and (blocks[k].level or kind_of(blocks[k].text) != "body"):
            inside = False
        inside = inside and END_OF_LIST.match(blocks[k].text) is None
        if roles[k] in (Role.PARAGRAPH, Role.HEADING, Role.ASIDE, Role.LEGEND):
            entry = inside and NOTICE.match(blocks[k].text) is None
            roles[k] = Role.REFERENCE if entry else Role.ASIDE
