"""The phrases of the vocabularies, compiled for search in one pass.

Names and synonyms are found in any case and spelling (`vocabulary.spelling`), short forms in their own case alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from spacy.matcher import PhraseMatcher

from pipeline.model.mention import Concept, Mention, MentionKind
from pipeline.recognise.words import WordSplitter, word_splitter
from pipeline.vocabulary import Entry, Vocabulary
from pipeline.vocabulary.spelling import JOINING, even

# Where one phrase stands in two vocabularies, the earlier of them names it.
KIND_OF: dict[str, MentionKind] = {
    "adverse_events": "adverse_event",
    "drugs": "drug",
    "regimens": "drug",
    "outcomes": "outcome",
    "radiotherapy_techniques": "rt_technique",
    "routes": "route",
    "study_designs": "design",
    "trial_statuses": "status",
    "sites": "site",
    "medicines": "drug",
}
RANK: dict[MentionKind, int] = {kind: rank for rank, kind in enumerate((*dict.fromkeys(KIND_OF.values()), "chemical"))}
_CODE = re.compile(r"^([A-Za-z]{2,6})[- ]?([0-9]{2,9}[A-Za-z]?)$")
_LABEL = re.compile(r"(?:tab(?:le|\.)?|fig(?:ure|\.)?|appendix|section|file|page|supplement(?:ary)?)\s{0,3}$", re.I)
_LABEL_LENGTH = 16
_DASH = re.compile(f"[{JOINING}]")


@dataclass(frozen=True, slots=True)
class Term:
    """What a phrase stands for, and by which rule or vocabulary it is known."""

    kind: MentionKind
    concept: Concept
    by: str

    def at(self, text: str, start: int, end: int) -> Mention:
        """The mention of this term at that place of the text."""
        return Mention(self.kind, start, end, text[start:end], self.concept, self.by)


@dataclass(frozen=True)
class Phrases:
    """Compiled phrases; make them with `compiled`. `short_forms` are the printed forms that count in their own case."""

    words: WordSplitter
    any_case: PhraseMatcher
    own_case: PhraseMatcher
    meaning: Mapping[str, Term]
    short_forms: Mapping[str, Term]

    def find(self, text: str) -> Iterator[Mention]:
        """Every phrase in the text, overlapping ones too; a label ("Table S-1") is no short form."""
        doc = self.words(even(text))
        for key, start, end in self.any_case(doc):
            yield self._term(key).at(text, doc[start:end].start_char, doc[start:end].end_char)
        for key, start, end in self.own_case(doc):
            first, last = doc[start:end].start_char, doc[start:end].end_char
            printed = _DASH.sub("-", text[first:last])
            if printed in self.short_forms and not _LABEL.search(text[max(0, first - _LABEL_LENGTH) : first]):
                yield self._term(key).at(text, first, last)

    def _term(self, key: int) -> Term:
        return self.meaning[self.words.vocab.strings[key]]


def longest(mentions: Iterable[Mention], first: frozenset[Mention] = frozenset()) -> list[Mention]:
    """The mentions without those that a longer one covers in part or in whole; ties go to the kind named first.

    Those of `first` go before all others.
    """
    kept: list[Mention] = []
    taken: set[int] = set()
    for mention in sorted(mentions, key=lambda m: (m not in first, m.start - m.end, m.start, RANK[m.kind], m.by)):
        if taken.isdisjoint(range(mention.start, mention.end)):
            taken.update(range(mention.start, mention.end))
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


def compiled(vocabularies: Iterable[Vocabulary]) -> Phrases:
    """The vocabularies compiled for search, a second's work for all of them; each title must be one of `KIND_OF`."""
    words = word_splitter()
    any_case, own_case = PhraseMatcher(words.vocab, attr="NORM"), PhraseMatcher(words.vocab, attr="ORTH")
    meaning: dict[str, Term] = {}
    short_forms: dict[str, Term] = {}
    for vocabulary in vocabularies:
        for number, entry in enumerate(vocabulary.entries):
            key = f"{vocabulary.title}:{number}"
            meaning[key] = term_of(vocabulary.title, entry)
            any_case.add(key, [words(even(form)) for form in _any_case(entry)])
            own_case.add(key, [words(even(form)) for form in entry.short_forms])
            short_forms.update(dict.fromkeys(entry.short_forms, meaning[key]))
    return Phrases(words, any_case, own_case, meaning, short_forms)


def term_of(title: str, entry: Entry) -> Term:
    """What the entry of that vocabulary stands for in a text."""
    kind = "chemical" if entry.group == "substance" else KIND_OF[title]
    return Term(kind, Concept(entry.name, entry.code, entry.members), f"vocabulary:{title}")


def _any_case(entry: Entry) -> list[str]:
    """The forms that are searched in any case, code names in both their spellings ("DS-8201", "DS8201")."""
    by_name = () if entry.silent or entry.name in entry.short_forms else (entry.name,)
    return [spelling for form in (*by_name, *entry.synonyms) for spelling in _spellings(form)]


def _spellings(form: str) -> tuple[str, ...]:
    code = _CODE.match(form)
    return (form,) if code is None else (f"{code[1]}-{code[2]}", f"{code[1]}{code[2]}")
