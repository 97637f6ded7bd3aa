"""A document laid out for the relations: sentences with the study, the arms and the sample that they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from pipeline.model.document import Document
from pipeline.model.finding import LEFT_OUT, Finding
from pipeline.model.mention import Recognised
from pipeline.relate.arms import Arm, find_arms
from pipeline.relate.carrying import Arms, completed_arm, known_arms
from pipeline.relate.context import ContextRules, Said
from pipeline.relate.denominators import Samples, find_samples
from pipeline.relate.focus import Focus, find_focus
from pipeline.relate.scales import scale_by_paragraph, scale_of_paper
from pipeline.relate.sentences import Sentence, sentences_of
from pipeline.relate.studies import Studies, Study
from pipeline.relate.wording import load_measure_phrases, with_measures

LONGEST_QUOTE = 500
_FRONT = re.compile(r"\b(?:abstract|summary)\b", re.I)
EXTRACTOR_VERSION = "1"
F = TypeVar("F", bound=Finding)


@dataclass(frozen=True)
class Reading:
    """One document for the prose extractors; everything is indexed by sentence."""

    document: Document
    sentences: tuple[Sentence, ...]
    focus: Focus
    rules: ContextRules
    arms: Arms
    samples: Samples
    scale: str
    scale_by_paragraph: dict[int, str]
    said: tuple[Said, ...]

    @property
    def own_arms(self) -> tuple[tuple[Arm, ...], ...]:
        """By sentence the arms that it names."""
        return self.arms.own

    @property
    def carried_arms(self) -> tuple[tuple[Arm, ...], ...]:
        """By sentence the arms that those before it leave behind."""
        return self.arms.carried

    def study(self, index: int, offset: int) -> Study:
        """The study that the place speaks of."""
        return self.focus.at(index, self.sentences[index], offset)

    def left_out(self, index: int, offset: int, kind: str) -> str:
        """Why a number there is no result of a study in humans; empty where it is one."""
        return self.said[index].left_out(offset, kind)

    def marked(self, finding: F, index: int, offset: int) -> F:
        """The finding, flagged `left_out:<reason>` where its number is no result of a study in humans."""
        reason = self.left_out(index, offset, finding.kind)
        return replace(finding, flags=(*finding.flags, f"{LEFT_OUT}{reason}")) if reason else finding

    def place(self, index: int, start: int, end: int) -> dict[str, Any]:
        """`char_start`, `char_end` and `section` of a finding whose number stands from `start` to `end`."""
        sentence = self.sentences[index]
        first, last = sentence.span.start, sentence.span.end
        if last - first > LONGEST_QUOTE:
            first = max(first, min(start - LONGEST_QUOTE // 2, last - LONGEST_QUOTE))
            last = max(end, first + LONGEST_QUOTE)
        return {"char_start": first, "char_end": min(last, first + LONGEST_QUOTE), "section": sentence.section}


def with_own_drugs(reading: Reading, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings with the regimen of a primary report's own study where they name no drugs themselves.

    Only where the paper speaks of one treated arm and no comparator: else a table without drugs may mean either.
    """
    own = reading.focus.studies.own
    drugs = _own_regimen(reading) if own else ()
    findings = (_with_regimen(reading, f) for f in findings)
    return tuple(
        replace(f, drugs=drugs)
        if f.study == own.label and own and not f.drugs and not getattr(f, "comparator", None)
        else f
        for f in findings
    )


def _with_regimen(reading: Reading, finding: Finding) -> Finding:
    """A finding of one drug with the partners that the prose gives it in that study."""
    known = reading.arms.of_study.get(finding.study, ())
    if not known or len(finding.drugs) != 1 or finding.kind in ("drug_dose", "trial") or _is_control(finding):
        return finding
    whole = completed_arm(Arm(0, 0, finding.arm, finding.drugs), known)
    return replace(finding, drugs=whole.drugs)


def _is_control(finding: Finding) -> bool:
    return bool(getattr(finding, "comparator", None)) or "placebo" in finding.arm.lower()


def _own_regimen(reading: Reading) -> tuple[str, ...]:
    """The drugs of the first treated arm in title or abstract; empty where a comparator stands there too."""
    front = [
        arm
        for sentence, arms in zip(reading.sentences, reading.own_arms, strict=True)
        if any(
            s.kind in ("title", "abstract") or _FRONT.search(s.heading)
            for s in reading.document.sections_at(sentence.start)
        )
        for arm in arms
    ]
    if any(arm.control for arm in front):
        return ()
    return max((arm.drugs for arm in front), key=len, default=())


def lay_out(document: Document, recognised: Recognised, studies: Studies, rules: ContextRules) -> Reading:
    """The document laid out; pure, the same for the same input."""
    sentences = with_measures(sentences_of(document, recognised), load_measure_phrases())
    focus = find_focus(sentences, studies)
    arms = known_arms(document, sentences, focus, [find_arms(s, rules) for s in sentences])
    said = tuple(rules.said(s) for s in sentences)
    scales = scale_of_paper(sentences), scale_by_paragraph(sentences)
    return Reading(document, sentences, focus, rules, arms, find_samples(sentences, focus), *scales, said)
