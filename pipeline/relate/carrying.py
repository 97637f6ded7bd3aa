"""What the sentences of a paragraph leave behind for those that follow: its arms and the size of its sample."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model.document import Document
from pipeline.model.quantity import Count
from pipeline.relate.arms import Arm, labels_of, names_of
from pipeline.relate.focus import Focus
from pipeline.relate.sentences import Sentence

_GIVEN = re.compile(
    r"\b(?:receiv|treat|given|administ|randomi|combin|versus|compar|groups?\b|arms?\b|plus\b|monotherapy|"
    r"evaluat|efficacy|safety|"
    r"trial|study|therapy|analy)",
    re.I,
)
_OTHER_PART = re.compile(r"\b(?:part (?:2|II|B)|second part|phase 2 of this|expansion)\b", re.I)
HEADLINE = 90
Arms = tuple[Arm, ...]


def known_arms(
    document: Document, sentences: Sequence[Sentence], focus: Focus, own: Sequence[Arms]
) -> tuple[tuple[Arms, ...], tuple[Arms, ...]]:
    """For each sentence its own arms, completed, and those left behind: of its paragraph, study, heading, paper."""
    drugs = {m.text: names_of(m) for s in sentences for m in s.of_kind("drug")}
    subject = _one_arm(_drugs_in(document.title, drugs))
    completed: list[Arms] = []
    carried: list[Arms] = []
    of_study: dict[str, Arms] = {}
    labels: dict[str, Arm] = {}
    state: Arms = ()
    under: Arms = ()
    paragraph = -1
    for index, sentence in enumerate(sentences):
        if sentence.paragraph != paragraph:
            state, paragraph = (state if sentence.goes_on else ()), sentence.paragraph
            under = _heading_arm(sentence, drugs) or under
        study = focus.at(index, sentence, sentence.start).label
        left = state or of_study.get(study, ()) or under or subject
        mine = _completed(_labelled(sentence, own[index], labels), left)
        labels |= dict(labels_of(sentence, mine))
        completed.append(mine)
        carried.append(left)
        if any(a.drugs for a in mine) and (_GIVEN.search(sentence.text) or not state):
            state = _updated(state, mine)
            if study and _GIVEN.search(sentence.text):
                of_study.setdefault(study, state)
    return tuple(completed), tuple(carried)


def _one_arm(drugs: tuple[str, ...]) -> Arms:
    return (Arm(0, 0, "", drugs),) if len(drugs) == 1 else ()


def _drugs_in(heading: str, known: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The canonical drugs that a heading names, longest names first, so that no name is read inside another."""
    rest, found = heading, set[str]()
    for printed in sorted(known, key=len, reverse=True):
        if re.search(rf"(?<!\w){re.escape(printed)}(?!\w)", rest, re.I):
            found.update(known[printed])
            rest = rest.replace(printed, " ")
    return tuple(sorted(found))


def _heading_arm(sentence: Sentence, known: dict[str, tuple[str, ...]]) -> Arms:
    """The one drug of the heading above, or of a headline that stands as a paragraph of its own."""
    headline = (
        sentence.text if len(sentence.text) <= HEADLINE and not sentence.text.rstrip().endswith((".", ":")) else ""
    )
    return _one_arm(_drugs_in(headline or sentence.section.rsplit(" > ", 1)[-1], known))


def _labelled(sentence: Sentence, arms: Arms, labels: dict[str, Arm]) -> Arms:
    """The arms of the sentence, those that it calls by a short name among them."""
    found = list(arms)
    for label, arm in labels.items():
        for match in re.finditer(rf"(?<![\w-]){re.escape(label)}(?![\w-])", sentence.text):
            at = sentence.start + match.start()
            inside = [a for a in found if a.start <= at < a.end]
            if not inside:
                found.append(replace(arm, start=at, end=at + len(label), label=label, n=None))
                break
    return tuple(sorted(found, key=lambda a: a.start))


def _completed(arms: Arms, left: Arms) -> Arms:
    """Arms with what was said of them before: the drugs and size of a dose group, the partners of a group's drug."""
    return tuple(_completed_arm(a, left) for a in arms)


def _completed_arm(arm: Arm, left: Arms) -> Arm:
    for known in left:
        if arm.dose and known.dose == arm.dose:
            return replace(arm, drugs=arm.drugs or known.drugs, n=arm.n if arm.n is not None else known.n)
        grouped = arm.label.lower().endswith(("group", "arm", "cohort"))
        if grouped and len(arm.drugs) == 1 and not arm.dose and set(arm.drugs) < set(known.drugs) and not known.control:
            return replace(arm, drugs=known.drugs, n=known.n)
        if arm.n is None and arm.drugs == known.drugs and arm.drugs and arm.control == known.control:
            return replace(arm, n=known.n)
    if arm.inherits:
        return replace(arm, drugs=next((a.drugs for a in left if a.drugs and not a.control), ()))
    return arm


def _updated(state: Arms, named: Arms) -> Arms:
    """The arms after a sentence: those it names, unless it only takes up some of the known ones again."""
    known = {(a.drugs, a.dose) for a in state}
    compared = any(a.control for a in named) and not any(a.control for a in state)
    if state and not compared and all((a.drugs, a.dose) in known for a in named if a.drugs):
        return state
    return named


def samples(sentences: Sequence[Sentence], focus: Focus) -> tuple[int | None, ...]:
    """For each sentence the one sample size that its paragraph left behind; None where there is none or several."""
    out: list[int | None] = []
    state: int | None = None
    paragraph = -1
    for index, sentence in enumerate(sentences):
        opens = sentence.paragraph != paragraph and not sentence.goes_on
        if opens or focus.anchored[index] or _OTHER_PART.search(sentence.text):
            state = None
        paragraph = sentence.paragraph
        if sizes := sizes_in(sentence):
            state = sizes[0] if len(set(sizes)) == 1 else None
        out.append(state)
    return tuple(out)


def sizes_in(sentence: Sentence) -> list[int]:
    """The sizes of whole samples that the sentence prints, those of single arms ("(n = 139)") left out."""
    return [
        m.value.total
        for m in sentence.of_kind("sample_size")
        if isinstance(m.value, Count) and m.value.total is not None and m.text[:1] not in "nN("
    ]
