"""What a document's short forms mean, as the document itself says: "long form (LF)", table legends, lists.

Definitions in parentheses are found by scispaCy's detector (Schwartz and Hearst 2003, "A simple algorithm for
identifying abbreviation definitions in biomedical text"). It compares every opening parenthesis with every closing one,
so it is asked one sentence at a time.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from functools import lru_cache

import spacy
from scispacy.abbreviation import AbbreviationDetector
from spacy.language import Language
from spacy.tokenizer import Tokenizer

from pipeline.model.document import Document
from pipeline.recognise.sentences import sentences
from pipeline.recognise.words import storable

LONGEST_SENTENCE = 2000
MOST_PARENTHESES = 40
# Words and units that stand in parentheses after a phrase without being its short form.
NO_SHORT_FORMS = frozenset({
    "range", "day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours", "min", "median",
    "mean", "total", "gy", "cgy", "mg", "kg", "ml", "mm", "cm", "iqr", "sd", "se", "yes", "no", "vs", "versus", "and",
    "or", "the", "see", "ref", "refs", "fig", "figs", "figure", "table", "cell", "male", "female", "left", "right",
    "arm", "group", "cohort", "grade", "usa", "uk", "eu", "inc", "ltd", "gmbh", "et", "al", "ie", "eg", "ibid",
})  # fmt: skip
_SHORT = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9./+&–-]{0,10}[A-Za-z0-9+])")
_HEADING = re.compile(r"abbreviations?", re.IGNORECASE)
_LISTED = re.compile(
    r"(?:^|[.;,\n])\s{0,3}([A-Za-z0-9][A-Za-z0-9./+&–-]{1,10})\s{0,3}(?::|=|–|\t)\s{0,3}([A-Za-z][^;:=\n]{3,80}?)(?=[.;]|\n|$)"
)


def find_abbreviations(document: Document) -> dict[str, str]:
    """Short forms with their long forms; of two definitions the first in the text stays, the text before tables."""
    found: dict[str, str] = {}
    for short, long in _definitions(document):
        if plausible(short, long):
            found.setdefault(short, long)
    return found


def _definitions(document: Document) -> Iterator[tuple[str, str]]:
    yield from in_parentheses(document.text)
    for table in document.tables:
        yield from table.abbreviations
        yield from in_parentheses(table.caption)
    for section in document.sections:
        if _HEADING.search(section.heading):
            yield from listed(document.text[section.start : section.end])


def plausible(short: str, long: str) -> bool:
    """Whether the pair can be a definition: the short form has a capital and fewer letters, and is no unit or word."""
    if _SHORT.fullmatch(short) is None or short.lower() in NO_SHORT_FORMS:
        return False
    if not any(c.isupper() for c in short) or not long[:1].isalnum() or "=" in long or short in long.split():
        return False
    return len(long) > len(short) + 2


def in_parentheses(text: str) -> Iterator[tuple[str, str]]:
    """The pairs that the text defines as "long form (SF)" or "SF (long form)", in order."""
    return _detected(text[s.start : s.end] for s in sentences(text))


def listed(text: str) -> Iterator[tuple[str, str]]:
    """The pairs of a list such as "AE: adverse event; BM: brain metastasis"."""
    for match in _LISTED.finditer(text):
        yield match[1], " ".join(match[2].split())


def _detected(pieces: Iterable[str]) -> Iterator[tuple[str, str]]:
    asked = (p for p in pieces if "(" in p and len(p) <= LONGEST_SENTENCE and p.count("(") <= MOST_PARENTHESES)
    nlp, detect = _detector()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W036\]")  # its second matcher is empty where nothing is defined
        for piece in asked:
            for short in sorted(detect(nlp(storable(piece)))._.abbreviations, key=lambda span: span.start):
                yield short.text, short._.long_form.text


@lru_cache(maxsize=1)
def _detector() -> tuple[Language, AbbreviationDetector]:
    """An English tokenizer whose words keep their hyphens ("T-DM1" is one), and the detector."""
    nlp = spacy.blank("en")
    nlp.tokenizer = Tokenizer(
        nlp.vocab,
        prefix_search=re.compile(r"^[(\[,;:\"“]").search,
        suffix_search=re.compile(r"[)\],;:.\"”]$").search,
        infix_finditer=re.compile(r"[()\[\]]").finditer,
    )
    return nlp, AbbreviationDetector(nlp)
