"""Call-outs by author and year, resolved to the reference list."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from pipeline.model.document import Callout, Reference

YEAR = r"(?:19|20)[0-9]{2}[a-z]?"
YEARS = rf"{YEAR}(?:\s?[,;&]\s?(?:and\s)?(?:{YEAR}|[a-z]\b)){{0,8}}"
SURNAME = r"(?:(?:van|von|de|der|den|del|di|da|du|la|le|ten|ter|el|al)[\s'’-]){0,3}[^\W\d_a-zß-ÿ][\w'’‐-]{1,30}"
OTHERS = rf"(?:,?\s(?:et\s?al\.?,?|and\scolleagues|and\sco-?workers)|(?:,\s{SURNAME}){{0,2}},?\s(?:and|&)\s{SURNAME})?"
AUTHOR = rf"(?P<author>{SURNAME}){OTHERS}(?:['’]s)?"
NARRATIVE = re.compile(rf"(?<![\w'’-]){AUTHOR}\s?[(\[](?P<years>{YEARS})[)\]]")
GROUP = re.compile(r"[(\[][^()\[\]]{2,600}?(?:19|20)[0-9]{2}[^()\[\]]{0,600}[)\]]")
CITED = re.compile(rf"(?<![\w'’-]){AUTHOR},?\s(?P<years>{YEARS})(?![\w–-])")
ONE_YEAR = re.compile(r"((?:19|20)[0-9]{2})([a-z]?)|(?<![\w])([a-z])(?!\w)")


def by_author_and_year(text: str, references: Sequence[Reference]) -> tuple[Callout, ...]:
    """`(Park et al., 2009; Lee, 2010a)` and `Park et al. (2009)`, where the list has such an entry."""
    index = _index(references)
    found = [*_narrative(text, index), *_groups(text, index)]
    return tuple(sorted(found, key=lambda callout: callout.start))


def _narrative(text: str, index: dict[str, list[Reference]]) -> Iterator[Callout]:
    for match in NARRATIVE.finditer(text):
        if numbers := _numbers(match, index):
            yield Callout(match.start(), match.end(), numbers)


def _groups(text: str, index: dict[str, list[Reference]]) -> Iterator[Callout]:
    for group in GROUP.finditer(text):
        numbers = [n for match in CITED.finditer(group[0]) for n in _numbers(match, index)]
        if numbers:
            yield Callout(group.start(), group.end(), tuple(dict.fromkeys(numbers)))


def _index(references: Sequence[Reference]) -> dict[str, list[Reference]]:
    """The references by their first author's surname, in the order of the list."""
    index: dict[str, list[Reference]] = {}
    for reference in references:
        if reference.authors:
            for name in _surnames(reference.authors[0]):
                index.setdefault(name, []).append(reference)
    return index


def _surnames(author: str) -> set[str]:
    """What a call-out may call the author: the surname with and without particles ("van der Berg JA")."""
    words = author.split()
    surname = words[:-1] if len(words) > 1 and words[-1].isupper() else words
    return {_folded(" ".join(surname[k:])) for k in range(len(surname))} - {""}


def _folded(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in decomposed if c.isalpha())


def _numbers(match: re.Match[str], index: dict[str, list[Reference]]) -> tuple[int, ...]:
    """The entries of the author in the years; a letter picks the entry that has it, else the one in that place."""
    entries = index.get(_folded(match["author"]), [])
    numbers: list[int] = []
    last_year = 0
    for year, letter, lone in ONE_YEAR.findall(match["years"]):
        last_year = int(year) if year else last_year
        same_year = [entry for entry in entries if entry.year == last_year]
        numbers += _picked(same_year, f"{last_year}{letter or lone}", letter or lone)
    return tuple(dict.fromkeys(numbers))


def _picked(same_year: Sequence[Reference], printed: str, letter: str) -> list[int]:
    if not letter:
        return [entry.number for entry in same_year[:1]]
    with_letter = [entry.number for entry in same_year if printed in entry.raw]
    place = ord(letter) - ord("a")
    return with_letter[:1] or [entry.number for entry in same_year[place : place + 1]]
