"""The measures that no vocabulary finds in a sentence, as outcome mentions.

They are worded rather than named (phrases of configs/measure_phrases.csv), or named by a phrase that is an endpoint by
its words (`endpoints`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.model.mention import Concept, Mention
from pipeline.relate.endpoints import ENDPOINTS, EndpointWords, load_endpoint_words, name_of
from pipeline.relate.event_wording import with_events
from pipeline.relate.pairing import MEASURE_PHRASES
from pipeline.relate.ratios import with_ratios
from pipeline.relate.sentences import Sentence
from pipeline.vocabulary import load
from pipeline.vocabulary.phrases import pattern_of
from pipeline.vocabulary.rows import rows_of
from pipeline.vocabulary.tables import once_a_folder

_LAST_WORD = re.compile(
    r"\b(?P<word>survival|control|failure|recurrence|relapse|progression|metastas[ie]s|response)(?:\srates?)?$", re.I
)
_BEGUN = re.compile(r"(?<![\w-])(?P<words>(?:[A-Za-z][\w-]+,\s){0,3}[A-Za-z][\w-]+),?\s(?:and|or)\s$")
_WORD = re.compile(r"[A-Za-z][\w-]+")
_SERIES = re.compile(r"(?:[A-Za-z-]+\s\([^()]*\),?\s(?:and\s)?){2,6}$")
_MEMBER = re.compile(r"(?P<word>[A-Za-z-]+)\s\(")
_MEDIANS = re.compile(r"\bmedians?\b", re.I)
_CATEGORIES = frozenset({"CR", "PR", "SD", "PD"})
_CATEGORY = re.compile(r"(?<![\w-])(?:SD|PD)(?![\w-])")


@dataclass(frozen=True)
class MeasurePhrases:
    """Wordings of measures, in the order of their table: of two that overlap the longer one counts.

    `endpoints` are the words by which a phrase is known as an endpoint.
    """

    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    endpoints: EndpointWords

    def find(self, sentence: Sentence) -> Iterator[Mention]:
        """The measures that the sentence words, as outcome mentions; none overlapping another."""
        found = [
            (m.start() - m.end(), m.start(), m.end(), name)
            for name, p in self.patterns
            for m in p.finditer(sentence.text)
        ]
        taken: list[tuple[int, int]] = []
        for _, start, end, name in sorted(found):
            if not any(a < end and start < b for a, b in taken):
                taken.append((start, end))
                offsets = (start + sentence.start, end + sentence.start)
                yield Mention("outcome", *offsets, sentence.text[start:end], Concept(name), MEASURE_PHRASES)


def with_measures(sentences: Iterable[Sentence], phrases: MeasurePhrases) -> tuple[Sentence, ...]:
    """The sentences with the measures that they word; a name of a measure inside such words is part of them."""
    out: list[Sentence] = []
    for sentence in sentences:
        listed = _with_measures(with_events(sentence), tuple(_categories(sentence)))
        named = _with_measures(listed, tuple(phrases.endpoints.find(listed)))
        worded = _with_elided(_with_measures(named, tuple(phrases.find(named))))
        before = out[-1] if out and out[-1].paragraph == sentence.paragraph else None
        out.append(with_ratios(_with_carried(worded, before) if before else worded, before))
    return tuple(out)


def _categories(sentence: Sentence) -> Iterator[Mention]:
    """Stable and progressive disease by their short forms, which mean that beside another category of response."""
    if not any(isinstance(m.value, Concept) and m.value.name in _CATEGORIES for m in sentence.of_kind("outcome")):
        return
    for found in _CATEGORY.finditer(sentence.text):
        start, end = sentence.start + found.start(), sentence.start + found.end()
        if not any(m.start <= start < m.end for m in sentence.of_kind("outcome")):
            yield Mention("outcome", start, end, found[0], Concept(found[0]), "category")


def _with_carried(sentence: Sentence, before: Sentence) -> Sentence:
    """The sentence with the measure of the one before where it speaks of "the medians" alone."""
    medians = None if sentence.of_kind("outcome") else _MEDIANS.search(sentence.text)
    measures = [m for m in before.of_kind("outcome") if isinstance(m.value, Concept)]
    if medians is None or not measures:
        return sentence
    start, end = sentence.start + medians.start(), sentence.start + medians.end()
    carried = Mention("outcome", start, end, medians[0], measures[-1].value, MEASURE_PHRASES)
    return replace(sentence, mentions=tuple(sorted((*sentence.mentions, carried), key=lambda m: m.start)))


def _with_elided(sentence: Sentence) -> Sentence:
    """The sentence with the measures whose last word stands but once ("disease-free and overall survival")."""
    found: list[Mention] = []
    for mention in sentence.of_kind("outcome"):
        last = _LAST_WORD.search(mention.text)
        if last:
            found += _begun(sentence, mention, last["word"])
        found += _series(sentence, mention)
    return _with_measures(sentence, tuple(found))


def _begun(sentence: Sentence, last: Mention, noun: str) -> Iterator[Mention]:
    """The listed measures of a list whose noun its last member alone has ("local, regional and distant control")."""
    begun = _BEGUN.search(sentence.between(sentence.start, last.start))
    for word in _WORD.finditer(begun["words"]) if begun else ():
        known = load("outcomes").find(f"{word[0]} {noun}")
        if begun and known:
            start = sentence.start + begun.start("words") + word.start()
            yield Mention("outcome", start, start + len(word[0]), word[0], Concept(known.name), "elided")


def _series(sentence: Sentence, last: Mention) -> Iterator[Mention]:
    """The measures of a series with brackets that has its noun once ("local (…) and distant (…) control")."""
    series = _SERIES.search(sentence.between(sentence.start, last.start))
    for member in _MEMBER.finditer(series[0]) if series else ():
        printed = last.text if member["word"].lower() == "overall" else f"{member['word']} {last.text}"
        known = load("outcomes").find(f"{member['word']} {last.text}")
        name = known.name if known else name_of(printed)
        start = sentence.start + series.start() + member.start("word") if series else 0
        yield Mention("outcome", start, start + len(member["word"]), member["word"], Concept(name), "elided")


def _belongs_to(found: Mention, name: Mention) -> bool:
    """Whether what was found stands inside a longer name, or begins in a listed one ("partial responses were seen")."""
    inside = name.start <= found.start and found.end <= name.end and name.span != found.span
    return inside or (name.by != ENDPOINTS and name.start < found.start < name.end)


def _with_measures(sentence: Sentence, found: tuple[Mention, ...]) -> Sentence:
    """The sentence with the measures found in place of those that they overlap; none inside a longer name."""
    names = sentence.of_kind("outcome")
    found = tuple(f for f in found if not any(_belongs_to(f, n) for n in names))
    if not found:
        return sentence
    kept = (m for m in sentence.mentions if m.kind != "outcome" or not any(f.span.meets(m.span) for f in found))
    return replace(sentence, mentions=tuple(sorted((*kept, *found), key=lambda m: m.start)))


@once_a_folder
def load_measure_phrases(root: Path) -> MeasurePhrases:
    """The wordings of configs/measure_phrases.csv and the words of endpoints, read once a folder."""
    rows = rows_of("measure_phrases.csv", ("measure", "phrase"), root)
    patterns = tuple((row["measure"], pattern_of(row["phrase"])) for row in rows)
    return MeasurePhrases(patterns, load_endpoint_words(root))
