"""Letters that a font's own table calls wrongly, put right by evidence from the document itself.

Many fonts map a ligature's glyph to some sign ("+is", "signi2cant"). Where most words with that sign become words that
the document prints elsewhere once the sign is read as a ligature, it is read so. Signs of the private use area are
those of the Symbol font (ISO 32000-1, annex D.5), which Word writes there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.parse.primitives import PageContent, Word
from pipeline.parse.signs import with_accents

LIGATURES = ("Th", "fi", "fl", "ff", "ffi", "ffl", "ft", "tt", "ti")
SIGN = re.compile(r"(?P<sign>[^\w\s’'/.()\[\]-]|(?<![\w.,])[0-9](?=[a-z]{2}))")
LETTERS = re.compile(r"[a-zA-Z]{2,}")
ENOUGH, MOST = 3, 0.6  # words with the sign, and the share of them that must become known words
ROUNDS = 2  # words mended in the first round are evidence in the second
SYMBOL_CODES = (*range(0x61, 0x7B), 0xA3, 0xA5, 0xAB, 0xAE, 0xB0, 0xB1, 0xB3, 0xB4, 0xB7, 0xB9, 0xBB)
SYMBOL = dict(zip((0xF000 + code for code in SYMBOL_CODES), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ≤∞↔→°±≥×•≠≈"))

Place = tuple[int, int]
"""A word by the index of its page and its own on the page."""


def mend(pages: Sequence[PageContent]) -> list[PageContent]:
    """The pages with wrongly mapped letters and accents put right; pages without any are the same objects."""
    pages = [with_accents(page) for page in pages]
    texts = {
        (p, w): word.text.translate(SYMBOL)
        for p, page in enumerate(pages)
        for w, word in enumerate(page.words)
        if not word.text.isalnum() or SIGN.search(word.text)
    }
    plain = {m.casefold() for page in pages for word in page.words for m in LETTERS.findall(word.text)}
    for _ in range(ROUNDS):
        for place, text in _ligatures(texts, pages, plain).items():
            texts[place] = text
            plain.update(m.casefold() for m in LETTERS.findall(text))
    return [_with_texts(page, number, texts) for number, page in enumerate(pages)]


def _ligatures(texts: dict[Place, str], pages: Sequence[PageContent], plain: set[str]) -> dict[Place, str]:
    """The words whose sign is a ligature, read so."""
    places: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place, text in texts.items():
        found = SIGN.search(text)
        if found and text[found.end() : found.end() + 1].islower():
            places[_word(pages, place).font, found["sign"]].append(place)
    out: dict[Place, str] = {}
    for group in places.values():
        if len(group) >= ENOUGH:
            readings = (_read_as(group, texts, ligature, plain) for ligature in LIGATURES)
            out |= next((reading for reading in readings if reading), {})
    return out


def _read_as(group: Iterable[Place], texts: dict[Place, str], ligature: str, plain: set[str]) -> dict[Place, str]:
    """The group's words with the ligature in place of their sign; none where too few of them are known words then."""
    read = {place: SIGN.sub(ligature, texts[place], count=1) for place in group}
    known = sum(_known(text, SIGN.search(texts[place]), plain) for place, text in read.items())
    return read if known >= MOST * len(read) else {}


def _known(text: str, sign: re.Match[str] | None, plain: set[str]) -> bool:
    """Whether the word at the place of the sign is known."""
    return any(m[0].casefold() in plain for m in LETTERS.finditer(text) if sign and m.start() <= sign.start() < m.end())


def _word(pages: Sequence[PageContent], place: Place) -> Word:
    return pages[place[0]].words[place[1]]


def _with_texts(page: PageContent, number: int, texts: dict[Place, str]) -> PageContent:
    changed = {
        w: texts[number, w] for w, word in enumerate(page.words) if texts.get((number, w), word.text) != word.text
    }
    if not changed:
        return page
    return replace(page, words=tuple(_retold(w, changed[k]) if k in changed else w for k, w in enumerate(page.words)))


def _retold(word: Word, text: str) -> Word:
    """The word with another text; where letters were added, the pen's places are spread evenly."""
    if len(text) + 1 == len(word.chars) or not word.chars:
        return replace(word, text=text)
    step = word.box.width / len(text)
    return replace(word, text=text, chars=tuple(word.box.x0 + k * step for k in range(len(text) + 1)))
