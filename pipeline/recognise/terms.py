"""Terms of the vocabularies in a text: drugs, adverse events, outcomes, techniques, sites, routes, designs, statuses.

Names and synonyms are found in any case and spelling (`vocabulary.spelling`), short forms in their own case alone. Of
mentions that overlap the longest stays. What the document itself says that a short form means goes before the
vocabularies (`Terms.knowing`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from spacy.matcher import PhraseMatcher
from spacy.tokenizer import Tokenizer

from pipeline.model.mention import Concept, Mention, MentionKind
from pipeline.recognise.words import word_splitter
from pipeline.vocabulary import Entry, Vocabulary, load
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
}
RANK = {kind: rank for rank, kind in enumerate(dict.fromkeys(KIND_OF.values()))}
_LETTERS_DIGITS = re.compile(r"^([A-Za-z]{2,6})[- ]?([0-9]{2,}[A-Za-z]?)$")
_LABEL = re.compile(
    r"(?:tab(?:le|\.)?|fig(?:ure|\.)?|appendix|section|file|page|supplement(?:ary)?)\s*$", re.IGNORECASE
)
_REST = re.compile(r"[A-Za-z]{3,}(?<!\band)(?<!\bplus)(?<!\bwith)(?<!\bthen)(?<!\bfollowed)")
_DASH = re.compile(f"[{JOINING}]")


@dataclass(frozen=True, slots=True)
class Term:
    """What a phrase stands for, and in which vocabulary it was found."""

    kind: MentionKind
    concept: Concept
    by: str


@dataclass(frozen=True)
class Terms:
    """Phrases compiled for search; make it with `terms` or `compiled`, once, because compiling takes a second."""

    words: Tokenizer
    phrases: PhraseMatcher
    shorts: PhraseMatcher
    meaning: Mapping[str, Term]
    short_forms: frozenset[str]
    defined: Mapping[str, Term | None]

    def find(self, text: str) -> tuple[Mention, ...]:
        """The terms in the text, ascending, none overlapping another."""
        return tuple(longest(self._candidates(text)))

    def means(self, phrase: str) -> Term | None:
        """What the whole phrase stands for, or None; a part of it is not enough."""
        for mention in self._candidates(phrase.strip()):
            if mention.text == phrase.strip():
                return Term(mention.kind, mention.value, mention.by) if isinstance(mention.value, Concept) else None
        return None

    def knowing(self, abbreviations: Mapping[str, str]) -> Terms:
        """The same terms for a document that defines these short forms.

        A long form that is a term, or a list of drugs, lends the short form its meaning; one that names something else
        takes the vocabulary's meaning away ("PCI: percutaneous coronary intervention").
        """
        said = {short: self._said(short, long) for short, long in abbreviations.items()}
        return replace(self, defined={s: term for s, term in said.items() if term is not None or s in self.short_forms})

    def _said(self, short: str, long: str) -> Term | None:
        whole = self.means(long)
        if whole is not None:
            return whole
        own, inside = self.means(short), self.find(long)
        names = tuple(m.value.name for m in inside if isinstance(m.value, Concept))
        if own is not None and {own.concept.name, *own.concept.members} & set(names):
            return own
        drugs = tuple(m for m in inside if m.kind == "drug")
        if len(drugs) > 1 and not _REST.search(_without(long, drugs)):
            members = tuple(sorted({n for m in drugs for n in _drugs_of(m)}))
            return Term("drug", Concept(short, members=members), "drugs listed")
        return None

    def _candidates(self, text: str) -> Iterator[Mention]:
        doc = self.words(even(text))
        for key, start, end in self.phrases(doc):
            yield self._mention(text, doc[start:end].start_char, doc[start:end].end_char, self._term(key))
        for key, start, end in self.shorts(doc):
            first, last = doc[start:end].start_char, doc[start:end].end_char
            printed = _DASH.sub("-", text[first:last])
            if printed in self.short_forms and printed not in self.defined and not _LABEL.search(text[:first][-16:]):
                yield self._mention(text, first, last, self._term(key))
        yield from self._as_defined(text)

    def _term(self, key: int) -> Term:
        return self.meaning[self.words.vocab.strings[key]]

    def _as_defined(self, text: str) -> Iterator[Mention]:
        for short, term in self.defined.items():
            if term is None or short not in text:
                continue
            for found in re.finditer(rf"(?<!\w){re.escape(short)}s?(?!\w)", text):
                by = f"abbreviation:{term.by}"
                yield self._mention(text, found.start(), found.end(), replace(term, by=by))

    @staticmethod
    def _mention(text: str, start: int, end: int, term: Term) -> Mention:
        return Mention(term.kind, start, end, text[start:end], term.concept, term.by)


def longest(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions without those that a longer one covers in part or in whole; ties go to the kind named first."""
    kept: list[Mention] = []
    taken: set[int] = set()
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start, RANK.get(m.kind, len(RANK)), m.by)):
        if not taken.intersection(range(mention.start, mention.end)):
            taken.update(range(mention.start, mention.end))
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


def _without(text: str, mentions: Iterable[Mention]) -> str:
    for mention in mentions:
        text = text.replace(mention.text, " ")
    return text


def _drugs_of(mention: Mention) -> tuple[str, ...]:
    value = mention.value
    return (value.members or (value.name,)) if isinstance(value, Concept) else ()


def compiled(vocabularies: Iterable[Vocabulary]) -> Terms:
    """The vocabularies compiled for search; each title must be one of `KIND_OF`."""
    words = word_splitter()
    phrases, shorts = PhraseMatcher(words.vocab, attr="NORM"), PhraseMatcher(words.vocab, attr="ORTH")
    meaning: dict[str, Term] = {}
    short_forms: set[str] = set()
    for vocabulary in vocabularies:
        for number, entry in enumerate(vocabulary.entries):
            key = f"{vocabulary.title}:{number}"
            meaning[key] = _term_of(vocabulary.title, entry)
            phrases.add(key, [words(even(form)) for form in _any_case(entry)])
            shorts.add(key, [words(even(form)) for form in entry.short_forms])
            short_forms.update(entry.short_forms)
    return Terms(words, phrases, shorts, meaning, frozenset(short_forms), {})


@lru_cache(maxsize=4)
def terms(root: Path | None = None) -> Terms:
    """The terms of all vocabularies below the folder of settings (`vocabulary.config_root`), compiled once."""
    return compiled(load(title, root) for title in KIND_OF)


def _term_of(title: str, entry: Entry) -> Term:
    return Term(KIND_OF[title], Concept(entry.name, entry.code, entry.members), f"vocabulary:{title}")


def _any_case(entry: Entry) -> list[str]:
    """The forms that are searched in any case, code names in their three spellings ("DS-8201", "DS 8201", "DS8201")."""
    by_name = () if entry.silent or entry.name in entry.short_forms else (entry.name,)
    return [spelling for form in (*by_name, *entry.synonyms) for spelling in _spellings(form)]


def _spellings(form: str) -> tuple[str, ...]:
    code = _LETTERS_DIGITS.match(form)
    return (form,) if code is None else (f"{code[1]}-{code[2]}", f"{code[1]}{code[2]}")
