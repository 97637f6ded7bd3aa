"""Acronyms that only their company shows to name a study: "In QUARTZ, 538 patients" beside a title with (QUARTZ).

A word of the body in capitals is a study's name where the title of a reference gives it as one: in brackets before a
colon or the end, before a colon at the beginning, or before "trial" or "study". So it is where a registry id stands in
brackets right behind it, or it in brackets behind the id: "QUARTZ (NCT01234567)". A name in mixed case ("nextLIGHT")
needs the same company, or the word trial behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pipeline.model.document import Document
from pipeline.model.mention import Concept, Mention, Passage, Recognised

_NAME = r"[A-Z][A-Za-z0-9]{0,4}-?[A-Z]{3,}[A-Za-z0-9]{0,8}(?:[- ][A-Za-z]{0,8}[0-9]{1,4})?"
_MIXED = r"(?:[a-z]{4,10}[A-Z]{1,10}|[a-z]{1,8}[A-Z]{5,10})(?:[- ][0-9]{1,2})?"
_CODE = r"[A-Z][A-Z0-9]{1,5}(?:-[A-Z0-9]{2,6}){2}"
_ANY = rf"{_NAME}|{_MIXED}"
_GIVEN = re.compile(
    rf"\(({_ANY})\)(?=\s?[:;,.]|\s*$)|^({_ANY})(?=:)|(?<![\w-])({_ANY})(?=(?:\s[a-z-]+)?\s(?:trial|study)\b)"
)
_MIXED_STUDY = re.compile(rf"(?<![\w-])({_MIXED})(?=\s(?:trial|study)\b)")
_REGISTERED = re.compile(
    rf"(?<![\w-])({_ANY}|{_CODE})(?=\s?[(\[](?:[A-Za-z.]+:?\s){{0,3}}(?:NCT|ISRCTN|UMIN|EudraCT|ACTRN|ChiCTR)-?[A-Z]{{0,4}}-?[0-9])"
)
_BEHIND_ID = re.compile(rf"\b(?:NCT[0-9]{{8}}|ISRCTN[0-9]{{8}}|UMIN[0-9]{{9}})[\s,]{{0,2}}[(\[]({_NAME})[)\],;]")
_OF_TOOL = re.compile(
    r"\b(?:criteria|terminology|scales?|scores?|index|questionnaire|system|guidelines?|checklist|statement|software)\b",
    re.I,
)
BY = "title_names"


def with_title_names(document: Document, recognised: Recognised) -> Recognised:
    """What was recognised, with the studies that titles of references name; nothing else changes."""
    known = {m.text for m in recognised.prose.mentions if m.kind != "number"} | set(recognised.abbreviations)
    names = {n for r in document.references for n in _names_in(r.title)}
    names |= {
        match[1] for pattern in (_REGISTERED, _BEHIND_ID, _MIXED_STUDY) for match in pattern.finditer(document.text)
    }
    names -= known
    if not names:
        return recognised
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})(?![\w-])")
    return replace(
        recognised,
        prose=_named(recognised.prose, pattern),
        cells={place: _named(cell, pattern) for place, cell in recognised.cells.items()},
        captions={number: _named(caption, pattern) for number, caption in recognised.captions.items()},
    )


def _names_in(title: str) -> Iterable[str]:
    """The names that a title gives a study; one of a scale, a guideline or a program ("… Criteria (CTCAE)") is none."""
    if _OF_TOOL.search(title):
        return ()
    return (next(g for g in match.groups() if g) for match in _GIVEN.finditer(title))


def _named(passage: Passage, pattern: re.Pattern[str]) -> Passage:
    taken = [(m.start, m.end) for m in passage.mentions]
    found = [
        Mention.at(passage.text, "study", m.start(), m.end(), Concept(m[0].upper()), BY)
        for m in pattern.finditer(passage.text)
        if not any(start < m.end() and m.start() < end for start, end in taken)
    ]
    return (
        replace(passage, mentions=tuple(sorted((*passage.mentions, *found), key=lambda m: m.start)))
        if found
        else passage
    )
