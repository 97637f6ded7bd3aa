"""From a call-out or an author's name to an entry of the reference list."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence

from pipeline.model.document import Document, Reference
from pipeline.model.geometry import Span
from pipeline.model.mention import Cited, Passage

_NAME = re.compile(r"[^\W\d_][^\W\d_'’\-]*(?:[ '’\-][^\W\d_]+){0,3}")
_AND_OTHERS = re.compile(r",?\s+et\.? al|\s+(?:and|&)\s|[,;(\[0-9]")
_INITIALS = re.compile(r"(?:[A-Z]\.?-?){1,4}")
_SURNAME_YEAR = re.compile(r"(?<![\w.])[A-ZÀ-Þ][A-Za-zÀ-ÿ'’-]{1,30}(?:,?\s|\s\()(?:19|20)[0-9]{2}(?![0-9])")
_TOGETHER = re.compile(r"[a-c]?[\s;,&]{1,4}(?:and\s)?")
_NO_NAME = re.compile(r"[/\[\]()<>@:0-9]|www\.")
LONGEST_BRACKET, MOST_NAMES = 300, 6  # characters; words of a society that writes as an author
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
    """`FirstAuthor YYYY`; empty where author or year was not read, or what was read for the author can be none."""
    name = surname(reference)
    is_name = name and not _NO_NAME.search(name) and len(name.split()) <= MOST_NAMES
    return f"{name} {reference.year}" if is_name and reference.year is not None else ""


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


def in_brackets(text: str, offset: int) -> bool:
    """Whether a bracket that is opened before the offset is still open there."""
    since = max(0, offset - LONGEST_BRACKET)
    opened = max(text.rfind(mark, since, offset) for mark in "([")
    return opened > max(text.rfind(mark, since, offset) for mark in ")]")


def authored(references: Iterable[Reference], printed: str, called: Iterable[int] = ()) -> Reference | None:
    """The reference that "Author et al. (year)" means: among those called beside it, else the only one there is."""
    author, year = author_of(printed)
    written = [r for r in references if written_by(r, author)]
    beside = [r for r in written if r.number in set(called)]
    dated = [r for r in written if year is not None and r.year == year]
    beside = [r for r in beside if r in dated] or ([] if dated else beside)
    for choice in (beside, dated, written):
        if choice and (len(choice) == 1 or choice is beside):
            return choice[0]
    return None


def calls_between(
    document: Document, passage: Passage, start: int, end: int
) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """(offset, reference numbers) of the call-outs of the linear text from `start` to `end`, ascending.

    An author and year in brackets ("(Moreau et al., 2017)") calls like a number; those of one bracket call together. A
    raised call-out stands behind the full stop of the sentence that it belongs to: the caller widens `end` for it.
    """
    found = {c.start: c.numbers for c in document.callouts if start <= c.start < end}
    taken = sorted((c.start, c.end) for c in document.callouts if start <= c.start < end)
    for mention in passage.beginning_in(Span(start, end)):
        if isinstance(mention.value, Cited) and not _meets(taken, mention.start, mention.end):
            found[mention.start] = mention.value.numbers
            insort(taken, (mention.start, mention.end))
    before, at = -1, -1
    for first, last, number in _authors_in_brackets(document, passage, start, end):
        if _meets(taken, first, last):
            continue
        together = before >= 0 and _TOGETHER.fullmatch(document.text, before, first)
        at = at if together else first
        found[at] = (*found.get(at, ()), number)
        before = last
    return tuple(sorted(found.items()))


def _meets(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether the span meets one of these, which are ascending and do not overlap."""
    at = bisect_left(spans, (end,))
    return at > 0 and spans[at - 1][1] > start


def _authors_in_brackets(document: Document, passage: Passage, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """(start, end, number) of "(Okafor et al., 2012)", "(Okafor 2012)", "Okafor (2012)" where the list knows them."""
    known = [(m.start, m.end) for m in passage.beginning_in(Span(start, end)) if m.kind == "author_year"]
    places = {(a, b) for a, b in known if in_brackets(document.text, a)}
    for match in _SURNAME_YEAR.finditer(document.text, start, min(end, len(document.text))):
        named = "(" in match[0] or in_brackets(document.text, match.start())
        if named and not _meets(known, *match.span()):
            places.add(match.span())
    for first, last in sorted(places):
        printed = document.text[first:last]
        reference = authored(document.references, printed)
        if reference is not None and reference.year is not None and reference.year == author_of(printed)[1]:
            yield first, last, reference.number
