"""A document laid out for the relations: sentences with the study, the arms and the sample that they speak of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.model.document import Document
from pipeline.model.mention import Recognised
from pipeline.relate.arms import Arm, find_arms
from pipeline.relate.carrying import known_arms, samples
from pipeline.relate.context import ContextRules
from pipeline.relate.focus import Focus, find_focus
from pipeline.relate.sentences import Sentence, sentences_of
from pipeline.relate.studies import Studies, Study

LONGEST_QUOTE = 500
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
    own, carried = known_arms(document, sentences, focus, [find_arms(s, rules) for s in sentences])
    return Reading(document, sentences, focus, rules, own, carried, samples(sentences, focus))
