"""Which study a place in the prose speaks of: named in the sentence, called by its citation, or carried on.

A study is carried through its paragraph until the next one is named or called. A new paragraph ends it, unless it takes
the study up ("In this trial, ...", "The authors ..."), stands below a heading that names one, or is an item of the list
that a sentence with a colon at its end begins. So does "a
retrospective study", which means the one that is called next. In a primary report whatever is not cited speaks of the
own study; its introduction does not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.relate.anchors import OWN_WORDS, Anchors, Named, anchors_of
from pipeline.relate.own_study import OTHERS
from pipeline.relate.sentences import Sentence
from pipeline.relate.studies import NO_STUDY, Studies, Study

_THIS_PAPER = re.compile(
    r"\b(?:we|our|(?:this|the (?:present|current)) (?:[\w-]+ )?(?:review|meta-analysis|article|paper|protocol|"
    r"report))\b",
    re.I,
)
_POOLED = re.compile(r"\b(?:pooled|overall|summary|combined|(?:random|fixed)[- ]effects?|heterogeneity|I2|I²)\b", re.I)
_BACKGROUND = re.compile(r"\b(?:introduction|background)", re.I)
_NEW = re.compile(
    r"\b(?:an?|one|another|other|a (?:further|second|subsequent|separate)) (?:[\w/-]+ ){0,6}"
    r"(?:stud(?:y|ies)|trials?|series|analys[ei]s|reports?|cohort|survey|registry)\b"
    r"|\b(?:an?|another) (?:[\w-]+ ){0,3}(?:group|team) (?:[a-z]+ ){0,2}"
    r"(?:reported|described|found|observed|treated|analy[sz]ed|published|showed)\b"
    r"|\bthe (?:[\w-]+ ){0,3}phase [0-9IV]+[ab]?(?:/\S+)? (?:[\w-]+ ){0,3}(?:trial|study)\b",
    re.I,
)
_TELLS_OF_OTHERS = re.compile(
    r"\b(?:report|show|found|demonstrat|reveal|observ|evaluat|compar|includ|enrol|investigat|treat|describ|achiev)",
    re.I,
)
_OF_ITSELF = re.compile(r"\b(?:this|it) (?:is|was)\b|\blimitation", re.I)
_TAKES_UP = re.compile(
    r"^(?:[A-Z][a-z]+(?:ly|more|over|ition),? )?(?:(?:in|of|within|from|for|by|at|with|among) )?"
    r"(?:(?:this|that|the same|the latter|their|these) (?:[\w-]+ ){0,3}(?:trial|study|analysis|cohort|series|report|"
    r"authors|investigators|researchers|patients|population|regimen|results|data)"
    r"|the (?:authors|investigators|researchers|latter|trial|study)|they)\b",
    re.I,
)
_TAKES_UP_OTHERS = re.compile(
    r"^(?:[A-Z][a-z]+, )?(?:(?:in|of|from|for) )?(?:(?:that|the same) (?:trial|study|analysis|cohort)"
    r"|the (?:authors|investigators|researchers)|these (?:authors|investigators|researchers)|they)\b",
    re.I,
)
_TELLS = re.compile(
    r"\b(?:trials?|stud(?:y|ies)|patients|phase|cohorts?|label|warnings?|reported|treated|observed|"
    r"meta-analysis|case)\b|%",
    re.I,
)
_LEADS_ON = re.compile(r":[\s\[\](),;0-9–-]*$")
OPENING, LATER = 90, 6
LONGEST_ITEM = 3  # sentences: a longer paragraph behind a list is text again


@dataclass(frozen=True)
class Focus:
    """The studies that the sentences speak of: `carried[i]` before anything that sentence `i` itself names."""

    studies: Studies
    carried: tuple[Study, ...]
    named: tuple[Named, ...]

    def at(self, index: int, sentence: Sentence, offset: int) -> Study:
        """The study that the offset of the sentence with that index speaks of; `NO_STUDY` where none is known."""
        named = self.named[index]
        if self.studies.own and named.says_own(offset):
            return self.studies.own
        if (study := named.study_at(offset)) is not None:
            return study
        if any(a.by_name for a in named.anchors):
            return self.carried[index]
        if self._speaks_of_own(sentence):
            return named.other_than_own(offset) or self.studies.own
        return named.called_at(offset) or self.carried[index]

    def first_of(self, index: int) -> Study | None:
        """The study that the sentence names or calls first; None where it does neither."""
        anchors = self.named[index].anchors
        return anchors[0].study if anchors else None

    def _speaks_of_own(self, sentence: Sentence) -> bool:
        """Whether a sentence that names no study speaks of this paper's own work, whatever it cites."""
        if _THIS_PAPER.search(sentence.text) or (self.studies.pools and _POOLED.search(sentence.text)):
            return True
        own = bool(self.studies.own) and not self.studies.pools
        return own and (bool(OWN_WORDS.search(sentence.text)) or not OTHERS.search(sentence.section))


def find_focus(sentences: Sequence[Sentence], studies: Studies) -> Focus:
    """Who each sentence speaks of, read forward through the paragraphs."""
    anchored = tuple(anchors_of(s, studies, _called_later(sentences, i)) for i, s in enumerate(sentences))
    named = tuple(Named(s, anchored[i], _told_before(sentences, anchored, i)) for i, s in enumerate(sentences))
    return Focus(studies, tuple(_carried(sentences, studies, anchored)), named)


def _carried(sentences: Sequence[Sentence], studies: Studies, anchored: Sequence[Anchors]) -> Iterator[Study]:
    """For each sentence the study that those before it leave behind."""
    state, strong, paragraph, elsewhere = NO_STUDY, False, -1, False
    items = _list_items(sentences)
    for index, sentence in enumerate(sentences):
        opens = sentence.paragraph != paragraph and not sentence.goes_on
        begins_anew = _NEW.search(sentence.text[:OPENING]) and not anchored[index]
        if begins_anew:
            elsewhere = _is_elsewhere(sentence)
            state, strong = (NO_STUDY if studies.own and not elsewhere else _ahead(sentences, anchored, index)), False
        elif (
            opens
            and not (state and index in items)
            and not (state and (_TAKES_UP_OTHERS if studies.own else _TAKES_UP).match(sentence.text))
        ):
            heading = _of_heading(sentence, studies)
            state, strong, elsewhere = heading or _opening(sentences, anchored, index, studies), bool(heading), False
        paragraph = sentence.paragraph
        yield state if elsewhere and not OWN_WORDS.search(sentence.text) else _own_or(state, sentence, studies)
        names = [a for a in anchored[index] if a.by_name]
        tells = bool(names or _TELLS.search(sentence.text))
        if anchored[index] and (tells or not strong):
            state, strong, elsewhere = (names or anchored[index])[-1].study, tells, False


def _list_items(sentences: Sequence[Sentence]) -> set[int]:
    """The sentences of the short paragraphs behind one that ends with a colon, up to the next heading or long text."""
    lengths = Counter(s.paragraph for s in sentences)
    items: set[int] = set()
    listing = False
    for index, (before, sentence) in enumerate(pairwise(sentences), start=1):
        if sentence.paragraph != before.paragraph:
            begins = bool(_LEADS_ON.search(before.text))
            same = sentence.section == before.section and lengths[sentence.paragraph] <= LONGEST_ITEM
            listing = (begins or listing) and same
        if listing:
            items.add(index)
    return items


def _is_elsewhere(sentence: Sentence) -> bool:
    """Whether "a retrospective study" there is a study of others: told of, outside of the paper's own sections."""
    text = sentence.text
    own = OWN_WORDS.search(text) or _OF_ITSELF.search(text) or not OTHERS.search(sentence.section)
    return not own and bool(_TELLS_OF_OTHERS.search(text))


def _opening(sentences: Sequence[Sentence], anchored: Sequence[Anchors], index: int, studies: Studies) -> Study:
    return NO_STUDY if studies.own else _ahead(sentences, anchored, index)


def _of_heading(sentence: Sentence, studies: Studies) -> Study:
    """The one study that the nearest heading names by its acronym or registry id."""
    heading = sentence.section.rsplit(" > ", 1)[-1]
    tables = (studies.by_acronym, studies.by_registry_id)
    found = {
        study.label: study
        for table in tables
        for name, study in table.items()
        if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", heading, re.I)
    }
    return next(iter(found.values())) if len(found) == 1 else NO_STUDY


def _called_later(sentences: Sequence[Sentence], index: int) -> list[int]:
    later = (s for s in sentences[index + 1 : index + LATER] if s.paragraph == sentences[index].paragraph)
    return [n for s in later for n in s.called]


def _told_before(sentences: Sequence[Sentence], anchored: Sequence[Anchors], index: int) -> Anchors:
    """The anchors of the nearest sentences before, in the same paragraph, as far back as two studies are told."""
    told: Anchors = ()
    for before in range(index - 1, max(-1, index - LATER), -1):
        if sentences[before].paragraph != sentences[index].paragraph or len({a.study for a in told}) > 1:
            break
        told = (*anchored[before], *told)
    return told


def _own_or(state: Study, sentence: Sentence, studies: Studies) -> Study:
    """In a primary report: the own study wherever its words or its sections speak, else what the paragraph carries."""
    if not studies.own:
        return state
    if OWN_WORDS.search(sentence.text) or not OTHERS.search(sentence.section):
        return studies.own
    return state or (NO_STUDY if _BACKGROUND.search(sentence.section) else studies.own)


def _ahead(sentences: Sequence[Sentence], anchored: Sequence[Anchors], index: int) -> Study:
    """The study first named or called in the rest of the paragraph: a citation may follow its facts."""
    for later in range(index, len(sentences)):
        if sentences[later].paragraph != sentences[index].paragraph:
            break
        if anchored[later]:
            return anchored[later][0].study
    return NO_STUDY
