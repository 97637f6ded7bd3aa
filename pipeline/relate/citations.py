"""From a call-out or an author's name to an entry of the reference list."""

from __future__ import annotations

import re
import unicodedata

from pipeline.model.document import Document, Reference
from pipeline.model.mention import Cited, Passage

_NAME = re.compile(r"[^\W\d_][^\W\d_'’\-]*(?:[ '’\-][^\W\d_]+){0,3}")
_AND_OTHERS = re.compile(r",?\s+et\.? al|\s+(?:and|&)\s|[,;(\[0-9]")
_INITIALS = re.compile(r"(?:[A-Z]\.?-?){1,4}")
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")


def folded(name: str) -> str:
    """A name without accents, case, blanks and dashes, for comparing."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(c for c in plain if c.isalnum()).lower()


def surname(reference: Reference) -> str:
    """Surname of the first author as printed ("Mac Manus" of "Mac Manus M"); empty where no author was read."""
    if not reference.authors:
        return ""
    words = reference.authors[0].replace(",", " ").split()
    while len(words) > 1 and _INITIALS.fullmatch(words[-1]):
        words.pop()
    return " ".join(words)


def label(reference: Reference) -> str:
    """`FirstAuthor YYYY`; empty where author or year was not read."""
    name = surname(reference)
    return f"{name} {reference.year}" if name and reference.year is not None else ""


def author_of(printed: str) -> tuple[str, int | None]:
    """Folded surname and year of "Stumpf et al., 2019", "Doe and Roe (2020)"; the year is None where not printed."""
    head = _AND_OTHERS.split(printed.strip(), maxsplit=1)[0]
    name = _NAME.match(head)
    year = _YEAR.search(printed)
    return folded(name.group()) if name else "", int(year.group()) if year else None


def written_by(reference: Reference, author: str) -> bool:
    """Whether the first author is the folded name, or a compound surname that holds it ("Manus" for "Mac Manus")."""
    whole = surname(reference)
    parts = [folded(part) for part in re.split(r"[ \-]", whole)]
    return bool(author) and (folded(whole) == author or author in parts)


def calls_between(
    document: Document, passage: Passage, start: int, end: int
) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """(offset, reference numbers) of the call-outs of the linear text from `start` to `end`, ascending.

    A raised call-out stands behind the full stop of the sentence that it belongs to: the caller widens `end` for it.
    """
    found = {c.start: c.numbers for c in document.callouts if start <= c.start < end}
    for mention in passage.mentions:
        if mention.kind == "citation" and isinstance(mention.value, Cited) and start <= mention.start < end:
            found.setdefault(mention.start, mention.value.numbers)
    return tuple(sorted(found.items()))
