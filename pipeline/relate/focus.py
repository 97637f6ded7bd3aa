"""Which study a place in the prose speaks of: named in the sentence, called by its citation, or carried on.

A study is carried through its paragraph until the next one is named or called. A new paragraph ends it, and so does "a
retrospective study", which means the one that is called next. In a primary report whatever is not cited speaks of the
own study; its introduction does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.relate.sentences import Sentence
from pipeline.relate.studies import NO_STUDY, Studies, Study

_OWN_WORDS = re.compile(r"\b(?:our|we|(?:this|the (?:present|current)) (?:study|trial|analysis|cohort|series))\b", re.I)
_THIS_PAPER = re.compile(
    r"\b(?:we|our|(?:this|the (?:present|current)) (?:[\w-]+ )?(?:review|meta-analysis|article|paper|protocol|"
    r"report))\b",
    re.I,
)
_BACKGROUND = re.compile(r"\b(?:introduction|background)", re.I)
_OTHERS = re.compile(r"\b(?:introduction|background|discussion)", re.I)
_NEW = re.compile(
    r"\b(?:an?|one|another|other|a (?:further|second|subsequent|separate)) (?:[\w/-]+ ){0,6}"
    r"(?:stud(?:y|ies)|trials?|series|analys[ei]s|reports?|cohort|survey|registry)\b"
    r"|\bthe (?:[\w-]+ ){0,3}phase [0-9IV]+[ab]?(?:/\S+)? (?:[\w-]+ ){0,3}(?:trial|study)\b",
    re.I,
)
_COMPARES = re.compile(
    r"\b(?:similar to|compar(?:ed|able) (?:with|to)|consistent with|in (?:contrast|line) (?:to|with)|"
    r"than|whereas|while|versus)\b",
    re.I,
)
_TELLS = re.compile(
    r"\b(?:trials?|stud(?:y|ies)|patients|phase|cohorts?|label|warnings?|reported|treated|observed|"
    r"meta-analysis|case)\b|%",
    re.I,
)
OPENING = 90


@dataclass(frozen=True)
class Anchor:
    """A study named at an offset; `by_name` tells a name (acronym, author, registry id) from a bare citation."""

    offset: int
    study: Study
    by_name: bool


@dataclass(frozen=True)
class Focus:
    """The studies that the sentences speak of: `carried[i]` before anything that sentence `i` itself names."""

    studies: Studies
    carried: tuple[Study, ...]
    anchored: tuple[tuple[Anchor, ...], ...]

    def at(self, index: int, sentence: Sentence, offset: int) -> Study:
        """The study that the offset of the sentence with that index speaks of; `NO_STUDY` where none is known."""
        here = self.anchored[index]
        names = [a for a in here if a.by_name]
        before = [a for a in names if a.offset <= offset]
        if before:
            return before[-1].study
        if len(names) == 1 and not _COMPARES.search(sentence.between(offset, names[0].offset)):
            return names[0].study
        if names:
            return self.carried[index]
        if self._speaks_of_own(sentence):
            return self.studies.own
        after = [a for a in here if a.offset >= offset]
        return (after or here[-1:])[0].study if here else self.carried[index]

    def _speaks_of_own(self, sentence: Sentence) -> bool:
        """Whether a sentence that names no study speaks of this paper's own work, whatever it cites."""
        if _THIS_PAPER.search(sentence.text):
            return True
        own = bool(self.studies.own)
        return own and (bool(_OWN_WORDS.search(sentence.text)) or not _OTHERS.search(sentence.section))

    def dealt(self, index: int, offset: int, count: int) -> tuple[Study, ...]:
        """The studies named before the offset where they are as many as `count` values dealt out; else empty."""
        names = [a.study for a in self.anchored[index] if a.by_name and a.offset < offset]
        return tuple(names) if len(names) == count > 1 else ()


def find_focus(sentences: Sequence[Sentence], studies: Studies) -> Focus:
    """Who each sentence speaks of, read forward through the paragraphs."""
    anchored = tuple(_anchors(sentences, index, studies) for index in range(len(sentences)))
    carried: list[Study] = []
    state, strong, paragraph = NO_STUDY, False, -1
    for index, sentence in enumerate(sentences):
        opens = sentence.paragraph != paragraph and not sentence.goes_on
        if opens or (_NEW.search(sentence.text[:OPENING]) and not anchored[index]):
            state, strong = (NO_STUDY if studies.own else _ahead(sentences, anchored, index)), False
        paragraph = sentence.paragraph
        carried.append(_own_or(state, sentence, studies))
        names = [a for a in anchored[index] if a.by_name]
        tells = bool(names or _TELLS.search(sentence.text))
        if anchored[index] and (tells or not strong):
            state, strong = (names or anchored[index])[-1].study, tells
    return Focus(studies, tuple(carried), anchored)


def _anchors(sentences: Sequence[Sentence], index: int, studies: Studies) -> tuple[Anchor, ...]:
    """The studies that a sentence names or calls, ascending; a name takes the call-outs behind it along.

    An author without a call-out in the sentence means one that the rest of the paragraph calls.
    """
    sentence = sentences[index]
    names = sentence.of_kind("study", "author_year", "registry_id")
    out = [Anchor(offset, studies.cited(numbers), False) for offset, numbers in sentence.calls]
    for at, mention in enumerate(names):
        until = names[at + 1].start if at + 1 < len(names) else sentence.span.end + 1
        behind = [n for offset, numbers in sentence.calls if mention.end <= offset < until for n in numbers]
        if mention.kind == "author_year":
            behind = behind or list(sentence.called) or _called_later(sentences, index)
        out.append(Anchor(mention.start, studies.named([mention], behind), True))
    return tuple(sorted((a for a in out if a.study), key=lambda a: a.offset))


def _called_later(sentences: Sequence[Sentence], index: int) -> list[int]:
    later = (s for s in sentences[index + 1 : index + 6] if s.paragraph == sentences[index].paragraph)
    return [n for s in later for n in s.called]


def _own_or(state: Study, sentence: Sentence, studies: Studies) -> Study:
    """In a primary report: the own study wherever its words or its sections speak, else what the paragraph carries."""
    if not studies.own:
        return state
    if _OWN_WORDS.search(sentence.text) or not _OTHERS.search(sentence.section):
        return studies.own
    return state or (NO_STUDY if _BACKGROUND.search(sentence.section) else studies.own)


def _ahead(sentences: Sequence[Sentence], anchored: tuple[tuple[Anchor, ...], ...], index: int) -> Study:
    """The study first named or called in the rest of the paragraph: a citation may follow its facts."""
    for later in range(index, len(sentences)):
        if sentences[later].paragraph != sentences[index].paragraph:
            break
        if anchored[later]:
            return anchored[later][0].study
    return NO_STUDY
