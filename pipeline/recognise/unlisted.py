"""Names that no vocabulary lists: code names of a known company, and words one letter off a known name.

A guess is never silent: `by` names the rule, and a misspelled name carries the flag `fuzzy`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from pipeline.model.mention import Concept, Mention, MentionKind
from pipeline.vocabulary import Entry
from pipeline.vocabulary.spelling import word_key

_CODE = re.compile(r"(?<![\w-])([A-Z]{2,5})-?([0-9]{2,6}[A-Z0-9]{0,4})(?![\w-])")
_COMPANY = re.compile(r"([A-Z]{2,5})[- ]?[0-9]{2,9}[A-Za-z0-9]{0,4}")
# Letters that begin some drug's code name, but mean a laboratory value, a procedure or a word far more often.
NO_COMPANIES = frozenset({"ALT", "AST", "CAT", "DAY", "EPO", "GEN", "INC", "PCI"})
_GROUP = re.compile(r"(?<![A-Za-z])[A-Z]{3,6}[ -]\Z")
_WORD = re.compile(r"[A-Za-z]{8,}")
_ENDING = 3


@dataclass(frozen=True, slots=True)
class CodeNames:
    """Finds names such as "SGN-75": a company's prefix, known from its other drugs, and a number."""

    prefixes: frozenset[str]

    def find(self, text: str) -> Iterator[Mention]:
        """The code names in the text, ascending; two digits are enough only behind three letters.

        Refused behind a cooperative group's letters, which make it a trial ("NRG CC001").
        """
        for match in _CODE.finditer(text):
            if _GROUP.search(text, max(0, match.start() - 8), match.start()):
                continue
            digits = sum(c.isdigit() for c in match[2])
            if match[1] in self.prefixes and (digits > 2 or len(match[1]) > 2):
                yield Mention("drug", match.start(), match.end(), match[0], Concept(match[0]), "code name")


def code_names(drugs: Iterable[Entry]) -> CodeNames:
    """The finder that knows the companies' prefixes from the code names of these drugs."""
    codes = (_COMPANY.fullmatch(form) for entry in drugs for form in entry.synonyms)
    return CodeNames(frozenset(code[1] for code in codes if code) - NO_COMPANIES)


@dataclass(frozen=True)
class Misspelled:
    """Finds words that are not in the vocabularies, but nearly so: "bedamustine" for "bendamustine".

    `similarity` is 1 minus the optimal string alignment distance over the length of the longer word; only words with
    the same first letter and ending are compared.
    """

    similarity: float
    words: dict[tuple[str, str], tuple[tuple[str, MentionKind, Concept], ...]]
    known: frozenset[str]

    def find(self, text: str) -> Iterator[Mention]:
        """The words of the text that a known name is closest to, ascending, flagged `fuzzy`."""
        for match in _WORD.finditer(text):
            word = word_key(match[0])
            if word in self.known:
                continue
            near = self._nearest(word)
            if near is not None:
                kind, concept = near
                named = Concept(concept.name, concept.code, concept.members, ("fuzzy",))
                yield Mention(kind, match.start(), match.end(), match[0], named, "rapidfuzz")

    def _nearest(self, word: str) -> tuple[MentionKind, Concept] | None:
        scored = (
            (OSA.normalized_similarity(word, known, score_cutoff=self.similarity), known, kind, concept)
            for known, kind, concept in self.words.get((word[0], word[-_ENDING:]), ())
        )
        best = max(scored, key=lambda s: (s[0], s[1]), default=None)
        return None if best is None or best[0] < self.similarity else (best[2], best[3])


def misspelled(
    names: Iterable[tuple[MentionKind, Concept, str]], known: Iterable[str], similarity: float = 0.9
) -> Misspelled:
    """The finder for single-word names of eight letters and more; `known` words are never taken for another."""
    by_ends: dict[tuple[str, str], list[tuple[str, MentionKind, Concept]]] = {}
    for kind, concept, form in names:
        if _WORD.fullmatch(form):
            key = word_key(form)
            by_ends.setdefault((key[0], key[-_ENDING:]), []).append((key, kind, concept))
    keys = {word_key(word) for word in known}
    return Misspelled(similarity, {ends: tuple(entries) for ends, entries in by_ends.items()}, frozenset(keys))
