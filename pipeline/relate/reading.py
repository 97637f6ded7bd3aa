"""A document laid out for the relations: sentences with the study, the arms and the sample that they speak of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.model.document import Document
from pipeline.model.mention import Mention, Recognised
from pipeline.model.quantity import Count
from pipeline.relate.arms import Arm, find_arms, names_of
from pipeline.relate.context import ContextRules
from pipeline.relate.focus import Focus, find_focus
from pipeline.relate.sentences import Sentence, sentences_of
from pipeline.relate.studies import Studies, Study

LONGEST_QUOTE = 500
_GIVEN = re.compile(
    r"\b(?:receiv|treat|given|administ|randomi|combin|versus|compar|groups?\b|arms?\b|plus\b|monotherapy|"
    r"evaluat|efficacy|safety|"
    r"trial|study|therapy)",
    re.I,
)
EXTRACTOR_VERSION = "1"


@dataclass(frozen=True)
class Reading:
    """One document for the prose extractors; everything is indexed by sentence."""

    document: Document
    sentences: tuple[Sentence, ...]
    focus: Focus
    rules: ContextRules
    own_arms: tuple[tuple[Arm, ...], ...]
    carried_arms: tuple[tuple[Arm, ...], ...]
    samples: tuple[int | None, ...]

    def study(self, index: int, offset: int) -> Study:
        """The study that the place speaks of."""
        return self.focus.at(index, self.sentences[index], offset)

    def left_out(self, index: int, offset: int, kind: str) -> str:
        """Why a number there is no result of a study in humans; empty where it is one."""
        return self.rules.left_out(self.sentences[index], offset, kind)

    def place(self, index: int, start: int, end: int) -> dict[str, Any]:
        """`char_start`, `char_end` and `section` of a finding whose number stands from `start` to `end`."""
        sentence = self.sentences[index]
        first, last = sentence.span.start, sentence.span.end
        if last - first > LONGEST_QUOTE:
            first = max(first, min(start - LONGEST_QUOTE // 2, last - LONGEST_QUOTE))
            last = max(end, first + LONGEST_QUOTE)
        return {"char_start": first, "char_end": min(last, first + LONGEST_QUOTE), "section": sentence.section}


def lay_out(document: Document, recognised: Recognised, studies: Studies, rules: ContextRules) -> Reading:
    """The document laid out; pure, the same for the same input."""
    sentences = sentences_of(document, recognised)
    focus = find_focus(sentences, studies)
    own = tuple(find_arms(s, rules) for s in sentences)
    subject = _subject_arm(document, sentences)
    carried = _carry(sentences, focus, own, subject)
    return Reading(document, sentences, focus, rules, own, carried, _samples(sentences, focus))


def _subject_arm(document: Document, sentences: Sequence[Sentence]) -> tuple[Arm, ...]:
    """The drug that a paper is about, where its title names one and no second."""
    drugs = _drugs_named_in(document.title, sentences)
    return (Arm(0, 0, "", drugs),) if len(drugs) == 1 else ()


def _drugs_named_in(heading: str, sentences: Sequence[Sentence]) -> tuple[str, ...]:
    known = {m.text: names_of(m) for s in sentences for m in s.of_kind("drug")}
    rest = heading
    found: list[str] = []
    for printed in sorted(known, key=len, reverse=True):
        if re.search(rf"(?<!\w){re.escape(printed)}(?!\w)", rest, re.I):
            found += known[printed]
            rest = rest.replace(printed, " ")
    return tuple(sorted(set(found)))


def _carry(
    sentences: Sequence[Sentence], focus: Focus, own: Sequence[tuple[Arm, ...]], subject: tuple[Arm, ...]
) -> tuple[tuple[Arm, ...], ...]:
    """For each sentence the arms left behind by those before: of its paragraph, its study, its heading, its paper."""
    out: list[tuple[Arm, ...]] = []
    of_study: dict[str, tuple[Arm, ...]] = {}
    headings: dict[str, tuple[Arm, ...]] = {}
    state: tuple[Arm, ...] = ()
    paragraph = -1
    for index, sentence in enumerate(sentences):
        if sentence.paragraph != paragraph:
            state, paragraph = (), sentence.paragraph
        if sentence.section not in headings:
            named = _drugs_named_in(sentence.section.rsplit(" > ", 1)[-1], sentences)
            headings[sentence.section] = (Arm(0, 0, "", named),) if len(named) == 1 else ()
        study = focus.at(index, sentence, sentence.start).label
        out.append(state or of_study.get(study, ()) or headings[sentence.section] or subject)
        if own[index] and _GIVEN.search(sentence.text):
            state = _updated(state, own[index])
            if study:
                of_study.setdefault(study, state)
    return tuple(out)


def _updated(state: tuple[Arm, ...], named: tuple[Arm, ...]) -> tuple[Arm, ...]:
    """The arms after a sentence: those it names, unless it only takes up one of a known contrast again."""
    known = {a.drugs for a in state}
    if len(state) > 1 and len(named) == 1 and named[0].drugs in known:
        return state
    return named if any(a.drugs for a in named) or not state else (*state[:1], *(a for a in named if a.control))


def _samples(sentences: Sequence[Sentence], focus: Focus) -> tuple[int | None, ...]:
    """For each sentence the one sample size that its paragraph left behind; None where there is none or several."""
    out: list[int | None] = []
    state: int | None = None
    paragraph = -1
    for index, sentence in enumerate(sentences):
        if sentence.paragraph != paragraph or focus.anchored[index]:
            state, paragraph = None, sentence.paragraph
        sizes = {m.value.total for m in sentence.of_kind("sample_size") if isinstance(m.value, Count)}
        if sizes:
            state = sizes.pop() if len(sizes) == 1 else None
        out.append(state)
    return tuple(out)


def mentions_before(mentions: Sequence[Mention], offset: int) -> list[Mention]:
    """Those that end at or before the offset."""
    return [m for m in mentions if m.end <= offset]
