"""Which study a place in the prose speaks of: named in the sentence, called by its citation, or carried on.

A study is carried through its paragraph until the next one is named or called. "Another trial", and a new paragraph,
end it. In a primary report whatever is not cited speaks of the own study, "our study" and the results always.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.relate.sentences import Sentence
from pipeline.relate.studies import NO_STUDY, Studies, Study

_OWN_WORDS = re.compile(r"\b(?:our|we|(?:this|the (?:present|current)) (?:study|trial|analysis|cohort|series))\b", re.I)
_OTHERS_SECTION = re.compile(r"\b(?:introduction|background|discussion)", re.I)
_ANOTHER = re.compile(
    r"\b(?:another|other|a (?:further|second|subsequent|separate)) (?:[\w-]+ ){0,4}(?:stud|trial|series|analys|report)",
    re.I,
)
_COMPARES = re.compile(
    r"\b(?:similar to|compar(?:ed|able) (?:with|to)|consistent with|in (?:contrast|line) (?:to|with)|than|"
    r"whereas|while|versus)\b",
    re.I,
)
LOOK_AHEAD = 3


@dataclass(frozen=True)
class Anchor:
    """A study named at an offset; `by_name` tells a name (acronym, author, registry id) from a bare citation."""

    offset: int
    study: Study
    by_name: bool


def anchors(sentence: Sentence, studies: Studies) -> tuple[Anchor, ...]:
    """The studies that the sentence names or calls, ascending; a name takes the call-outs behind it along."""
    names = sentence.of_kind("study", "author_year", "registry_id")
    out = [Anchor(offset, studies.cited(numbers), False) for offset, numbers in sentence.calls]
    for at, mention in enumerate(names):
        until = names[at + 1].start if at + 1 < len(names) else sentence.span.end + 1
        behind = [n for offset, numbers in sentence.calls if mention.end <= offset < until for n in numbers]
        study = studies.named([mention], behind or (sentence.called if mention.kind == "author_year" else ()))
        out.append(Anchor(mention.start, study, True))
    return tuple(sorted((a for a in out if a.study), key=lambda a: a.offset))


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
        if names or (self.studies.own and _OWN_WORDS.search(sentence.text)):
            return self.carried[index]
        after = [a for a in here if a.offset >= offset]
        return (after or here[-1:])[0].study if here else self.carried[index]


def find_focus(sentences: Sequence[Sentence], studies: Studies) -> Focus:
    """Who each sentence speaks of, read forward through the paragraphs."""
    anchored = tuple(anchors(s, studies) for s in sentences)
    carried: list[Study] = []
    state, paragraph = NO_STUDY, -1
    for index, sentence in enumerate(sentences):
        if sentence.paragraph != paragraph or (_ANOTHER.search(sentence.text) and not anchored[index]):
            state = _ahead(sentences, anchored, index) if not studies.own else NO_STUDY
            paragraph = sentence.paragraph
        carried.append(_own_or(state, sentence, studies))
        if anchored[index]:
            names = [a for a in anchored[index] if a.by_name]
            state = (names or anchored[index])[-1].study
    return Focus(studies, tuple(carried), anchored)


def _own_or(state: Study, sentence: Sentence, studies: Studies) -> Study:
    """In a primary report: the own study wherever its words or its sections speak, else what the paragraph carries."""
    if not studies.own:
        return state
    speaks_of_own = bool(_OWN_WORDS.search(sentence.text)) or not _OTHERS_SECTION.search(sentence.section)
    return studies.own if speaks_of_own or not state else state


def _ahead(sentences: Sequence[Sentence], anchored: tuple[tuple[Anchor, ...], ...], index: int) -> Study:
    """The study first named or called in the next sentences of the paragraph: a citation may follow its facts."""
    for later in range(index, min(index + LOOK_AHEAD, len(sentences))):
        if sentences[later].paragraph != sentences[index].paragraph:
            break
        if anchored[later]:
            return anchored[later][0].study
    return NO_STUDY
