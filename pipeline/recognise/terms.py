"""Terms in a text: drugs, adverse events, outcomes, techniques, sites, routes, designs, statuses.

Of mentions that overlap the longest stays. What the document itself says that a short form means goes before the
vocabularies (`Terms.knowing`); guesses (`unlisted`) come last.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from pipeline.model.mention import Concept, Mention
from pipeline.recognise.phrases import KIND_OF, Phrases, Term, compiled, longest, term_of
from pipeline.recognise.unlisted import code_names, misspelled
from pipeline.vocabulary import load
from pipeline.vocabulary.spelling import even

Finder = Callable[[str], Iterable[Mention]]
GUESSED = ("drugs", "adverse_events")
# What may stand between the drugs of a combination that a short form is defined as.
_JOINING_WORDS = frozenset({"and", "plus", "with", "then", "followed", "by", "or"})


@dataclass(frozen=True)
class Terms:
    """The terms of the vocabularies as one document uses them; make it with `terms`, once."""

    phrases: Phrases
    defined: Mapping[str, Term | None] = field(default_factory=dict)
    guesses: tuple[Finder, ...] = ()

    def find(self, text: str) -> tuple[Mention, ...]:
        """The terms in the text, ascending, none overlapping another; guesses only where no vocabulary speaks."""
        sure = longest(self._sure(text))
        guessed = [mention for guess in self.guesses for mention in guess(text)]
        return tuple(longest([*sure, *guessed], first=frozenset(sure))) if guessed else tuple(sure)

    def means(self, phrase: str) -> Term | None:
        """What the whole phrase stands for, or None; a part of it is not enough."""
        for mention in longest(self._sure(phrase)):
            if mention.text == phrase and isinstance(mention.value, Concept):
                return Term(mention.kind, mention.value, mention.by)
        return None

    def knowing(self, abbreviations: Mapping[str, str], texts: Iterable[str] = ()) -> Terms:
        """The same terms for a document of these texts that defines these short forms.

        A long form that is a term, or a list of drugs, lends the short form its meaning; one that names something else
        takes the vocabulary's meaning away ("PCI: percutaneous coronary intervention"). So does silence: a short form
        of an adverse event counts only in a document that also spells the event out ("FN" is an author, too).
        """
        said = {short: self._said(short, long) for short, long in abbreviations.items()}
        known = {s: term for s, term in said.items() if term is not None or s in self.phrases.short_forms}
        silent = dict.fromkeys(self._not_spelled_out(tuple(texts)))
        return replace(self, defined={**silent, **known})

    def _not_spelled_out(self, texts: tuple[str, ...]) -> list[str]:
        shorts = self.phrases.short_forms
        named = {m.value for text in texts for m in longest(self._sure(text)) if m.text not in shorts}
        doubtful = (s for s, term in shorts.items() if term.kind == "adverse_event" and term.concept not in named)
        return list(doubtful) if texts else []

    def _said(self, short: str, long: str) -> Term | None:
        whole = self.means(long)
        if whole is not None:
            return whole
        own, inside = self.means(short), longest(self._sure(long))
        if own is not None and {own.concept.name, *own.concept.members} & {n for m in inside for n in _names(m)}:
            return own
        drugs = [m for m in inside if m.kind == "drug"]
        if len(drugs) > 1 and _rest(long, drugs) <= _JOINING_WORDS:
            members = sorted({name for drug in drugs for name in _names(drug)})
            return Term("drug", Concept(short, members=tuple(members)), "drugs listed")
        return None

    def _sure(self, text: str) -> Iterator[Mention]:
        """The phrases of the vocabularies that the document does not use otherwise, and its own short forms."""
        yield from (m for m in self.phrases.find(text) if m.text not in self.defined)
        for short, term in self.defined.items():
            if term is not None and short in text:
                own = replace(term, by=f"abbreviation:{term.by}")
                for found in re.finditer(rf"(?<!\w){re.escape(short)}s?(?!\w)", text):
                    yield own.at(text, found.start(), found.end())


def _names(mention: Mention) -> tuple[str, ...]:
    value = mention.value
    return (value.members or (value.name,)) if isinstance(value, Concept) else ()


def _rest(text: str, mentions: Iterable[Mention]) -> set[str]:
    """The words of the text that no mention covers."""
    for mention in mentions:
        text = text.replace(mention.text, " ")
    return set(re.findall(r"[A-Za-z]+", text))


@lru_cache(maxsize=4)
def terms(root: Path | None = None, similarity: float = 0.9) -> Terms:
    """The terms of all vocabularies below the folder of settings (`vocabulary.config_root`), compiled once.

    What they do not list is guessed: code names of known companies, words as close as `similarity` to a known name.
    """
    vocabularies = {title: load(title, root) for title in KIND_OF}
    forms = [(title, entry, form) for title, v in vocabularies.items() for entry in v.entries for form in entry.forms]
    names = ((KIND_OF[title], term_of(title, entry).concept, form) for title, entry, form in forms if title in GUESSED)
    known = (word for _, _, form in forms for word in even(form).split())
    guesses = code_names(vocabularies["drugs"].entries).find, misspelled(names, known, similarity).find
    return Terms(compiled(vocabularies.values()), guesses=guesses)
