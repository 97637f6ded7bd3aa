"""Accents that stand as signs beside their letters, put on the letters that they are printed over.

TeX's older fonts draw an accent of its own over its letter, and a text layer may name it a line's length away from it.
Only the page tells whose it is: the letter whose middle stands under (or over) the accent's own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.parse.accents import COMBINING, DOTLESS, carried
from pipeline.parse.primitives import PageContent, Word

UNDER = 0.3  # of the size: how far apart the middles of an accent and of its letter may be
RAISED = 0.3  # of the size: how far an accent over a capital is set higher than the line
MOST = 1_000  # accents of a page: a bound on hostile input
NARROWEST = 0.15  # of the size: a pen that moves on by less was put back to print one sign over another


@dataclass(frozen=True, slots=True)
class Sign:
    """The character at `place` of the page's word `word`, with its middle in points and whether it is an accent."""

    word: int
    place: int
    x: float
    baseline: float
    size: float
    text: str


def with_accents(page: PageContent) -> PageContent:
    """The page with accents on their letters; the same object where none is printed over a letter."""
    accents = [sign for sign in _signs(page.words) if sign.text in COMBINING]
    if not 0 < len(accents) <= MOST:
        return page
    letters = sorted((sign for sign in _signs(page.words) if sign.text.isalpha()), key=lambda sign: sign.x)
    texts = {index: list(page.words[index].text) for index in {sign.word for sign in (*accents, *letters)}}
    for accent in accents:
        letter = _letter_of(accent, letters)
        if letter and texts[letter.word][letter.place] == letter.text:
            texts[letter.word][letter.place] = _composed(letter, accent)
            texts[accent.word][accent.place] = ""
    words = (_retold(word, texts.get(index, [])) for index, word in enumerate(page.words))
    return replace(page, words=tuple(word for word in words if word.text))


def _signs(words: Sequence[Word]) -> Iterator[Sign]:
    for index, word in enumerate(words):
        if len(word.chars) == len(word.text) + 1:
            for place, text in enumerate(word.text):
                yield Sign(index, place, _middle(word, place), word.baseline, word.size, text)


def _middle(word: Word, place: int) -> float:
    """The middle of a character: from its pen to the next one that moves on."""
    start = word.chars[place]
    ends = (x for x in word.chars[place + 1 :] if x > start + NARROWEST * word.size)
    return (start + next(ends, word.box.x1)) / 2


def _letter_of(accent: Sign, letters: Sequence[Sign]) -> Sign | None:
    """The letter (of those sorted by x) that the accent is printed over; None where it has a place of its own."""
    reach = UNDER * accent.size
    first = bisect_left(letters, accent.x - reach, key=lambda sign: sign.x)
    last = bisect_right(letters, accent.x + reach, key=lambda sign: sign.x)
    near = (
        letter
        for letter in letters[first:last]
        if abs(letter.baseline - accent.baseline) <= RAISED * accent.size and _composed(letter, accent)
    )
    return min(near, key=lambda letter: abs(letter.x - accent.x), default=None)


def _composed(letter: Sign, accent: Sign) -> str:
    return carried(letter.text.translate(DOTLESS), accent.text)


def _retold(word: Word, texts: Sequence[str]) -> Word:
    """The word without the accents that left it (their texts are empty), its letters where they were."""
    text = "".join(texts)
    if not texts or text == word.text:
        return word
    kept = [x for x, letter in zip(word.chars, texts) if letter]
    return replace(word, text=text, chars=(*kept, max(word.chars)) if kept else ())
