"""Adverse events that a sentence words rather than names, and names of events that tell of none.

"Grade 4 events", "GU and GI toxicity" (the noun stands once), "rectal reactions" (an organ before a word for what was
done to it), "five had dermatitis or dysphagia" (one count for both), "a toxicity score of 2" (a grade). Patients
"assessable for toxicity" had none by that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.model.mention import Concept, Mention
from pipeline.model.quantity import Grade
from pipeline.relate.collectives import ADVERSE_EVENT
from pipeline.relate.phrases import HAD
from pipeline.relate.sentences import Sentence
from pipeline.vocabulary import load

_EVENTS = re.compile(r"\s(?P<noun>events?|side effects|reactions?|complications?)\b", re.I)
_ANY_EVENT = Concept(ADVERSE_EVENT)
_ASSESSED = re.compile(r"\b(?:assessable|evaluable|assessed|evaluated|eligible)\s(?:for|regarding)\s(?:the\s)?$", re.I)
_LAST_NOUN = re.compile(r"\s(?P<noun>toxicit(?:y|ies)|reactions?|side effects|complications)$", re.I)
_BEGUN = re.compile(r"(?<![\w-])(?P<word>[A-Za-z][\w-]+)\s(?:and|or|and/or)\s$")
_REACTION = re.compile(r"(?<![\w-])(?P<organ>[a-z]+)\s(?:reactions?|morbidit(?:y|ies)|side effects)\b", re.I)
_EITHER = re.compile(r"\sor\s")
_COUNTED = re.compile(rf"[)\]]?\s(?:{HAD})\s(?:an?\s)?$", re.I)
_SCORE = re.compile(
    r"\s(?:scores?)\s(?:of\s)?(?P<level>[1-5])\b(?P<more>\sor\s(?:more|higher|greater|worse|above))?", re.I
)
_WORST = 5


def with_events(sentence: Sentence) -> Sentence:
    """The sentence with the events and grades that it words, without the names of events that tell of none."""
    told = tuple(m for m in sentence.mentions if not _is_scope(sentence, m))
    sentence = replace(sentence, mentions=told)
    for find in (_graded, _reactions, _elided, _scores):
        sentence = _with(sentence, tuple(find(sentence)))
    return _with_either(sentence)


def _is_scope(sentence: Sentence, mention: Mention) -> bool:
    """Whether an event only says what patients could be judged for ("all were assessable for toxicity")."""
    before = sentence.between(mention.start - 30, mention.start)
    return mention.kind == "adverse_event" and _ASSESSED.search(before) is not None


def _with(sentence: Sentence, found: Sequence[Mention]) -> Sentence:
    """The sentence with the mentions found; none inside a name that it has already."""
    events = sentence.of_kind("adverse_event")
    fresh = [f for f in found if not any(e.start <= f.start < e.end for e in events)]
    return replace(sentence, mentions=tuple(sorted((*sentence.mentions, *fresh), key=lambda m: m.start)))


def _graded(sentence: Sentence) -> Iterator[Mention]:
    """What "grade 4 events" means: adverse events, though the word alone names none."""
    for grade in sentence.of_kind("grade"):
        noun = _EVENTS.match(sentence.text, grade.end - sentence.start)
        if noun:
            start = grade.end + noun.start("noun") - noun.start()
            yield Mention("adverse_event", start, start + len(noun["noun"]), noun["noun"], _ANY_EVENT, "graded")


def _reactions(sentence: Sentence) -> Iterator[Mention]:
    """Reactions of an organ, as printed: a site, or a word that names a listed toxicity."""
    sites = {m.start for m in sentence.of_kind("site")}
    for found in _REACTION.finditer(sentence.text):
        start = sentence.start + found.start()
        if start in sites or load("adverse_events").find(f"{found['organ']} toxicity"):
            end = sentence.start + found.end()
            yield Mention("adverse_event", start, end, found[0], Concept(found[0].lower()), "reaction")


def _elided(sentence: Sentence) -> Iterator[Mention]:
    """The events whose noun stands but once, behind the last of them ("GU and GI toxicity")."""
    for event in sentence.of_kind("adverse_event"):
        last = _LAST_NOUN.search(event.text)
        begun = _BEGUN.search(sentence.between(sentence.start, event.start)) if last else None
        known = load("adverse_events").find(f"{begun['word']} {last['noun']}") if begun and last else None
        if begun and known:
            start = sentence.start + begun.start("word")
            yield Mention(
                "adverse_event", start, start + len(begun["word"]), begun["word"], Concept(known.name), "elided"
            )


def _scores(sentence: Sentence) -> Iterator[Mention]:
    """The grades that are called scores, right behind their event ("an acute GI toxicity score of 2 or more")."""
    for event in sentence.of_kind("adverse_event"):
        score = _SCORE.match(sentence.text, event.end - sentence.start)
        if score:
            level = int(score["level"])
            start, end = event.end + 1, sentence.start + score.end()
            grade = Grade(level, _WORST if score["more"] else level)
            yield Mention("grade", start, end, sentence.between(start, end), grade, "score")


def _with_either(sentence: Sentence) -> Sentence:
    """The sentence with two events as one where one number counts those with either ("five had X or Y")."""
    events = sentence.of_kind("adverse_event")
    for first, second in pairwise(events):
        if _EITHER.fullmatch(sentence.between(first.end, second.start)) and _is_counted(sentence, first):
            printed = sentence.between(first.start, second.end)
            both = Mention("adverse_event", first.start, second.end, printed, Concept(printed.lower()), "either")
            kept = [both if m is first else m for m in sentence.mentions if m is not second]
            return replace(sentence, mentions=tuple(kept))
    return sentence


def _is_counted(sentence: Sentence, event: Mention) -> bool:
    """Whether a number of patients, a verb of suffering and at most a grade stand right in front of the event."""
    grade = next((g for g in sentence.of_kind("grade") if 0 <= event.start - g.end <= 1), None)
    at = grade.start if grade else event.start
    numbers = [m for m in sentence.of_kind("count", "percent") if m.end < at]
    return bool(numbers) and _COUNTED.fullmatch(sentence.between(numbers[-1].end, at)) is not None
