"""What the sentences of a paragraph leave behind for those that follow: its arms and the size of its sample."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.model.document import Document
from pipeline.relate.alternatives import with_alternatives
from pipeline.relate.arms import Arm, labels_of, names_of
from pipeline.relate.backbones import with_backbone_drugs, with_joined_placebo, with_lesser_control
from pipeline.relate.focus import Focus
from pipeline.relate.rosters import Rosters, find_rosters, labels_in, with_sides
from pipeline.relate.sentences import Sentence

_GIVEN = re.compile(
    r"\b(?:receiv|treat|given|administ|randomi|combin|versus|compar|groups?\b|arms?\b|plus\b|monotherapy|"
    r"evaluat|efficacy|safety|"
    r"trial|study|therapy|analy)",
    re.I,
)
HEADLINE = 90
ArmTuple = tuple[Arm, ...]


@dataclass(frozen=True)
class Arms:
    """By sentence its `own` arms, completed, and those `carried` to it; by label the arms `of_study`; named arms."""

    own: tuple[ArmTuple, ...]
    carried: tuple[ArmTuple, ...]
    of_study: dict[str, ArmTuple]
    rosters: Rosters = field(default_factory=dict)


def known_arms(document: Document, sentences: Sequence[Sentence], focus: Focus, own: Sequence[ArmTuple]) -> Arms:
    """For each sentence its own arms, completed, and those left behind: of its paragraph, study, heading, paper."""
    drugs = {m.text: names_of(m) for s in sentences for m in s.of_kind("drug")}
    subject = _one_arm(_drugs_in(document.title, drugs))
    completed: list[ArmTuple] = []
    carried: list[ArmTuple] = []
    of_study: dict[str, ArmTuple] = {}
    labels: dict[str, Arm] = {}
    rosters = find_rosters(sentences, focus)
    state: ArmTuple = ()
    under: ArmTuple = ()
    paragraph = -1
    whose, section = "", ""
    for index, sentence in enumerate(sentences):
        if sentence.paragraph != paragraph:
            state, paragraph = (state if sentence.goes_on else ()), sentence.paragraph
            if sentence.section != section or _is_headline(sentence):
                under, section = _heading_arm(sentence, drugs), sentence.section
        study = _study_of(focus, index, sentence)
        known = of_study.get(study, ())
        state = state if study == whose else tuple(a for a in state if not a.either)
        left = (known if study != whose else ()) or state or known or under or subject
        same = state if study == whose else ()
        mine = with_alternatives(sentence, with_joined_placebo(sentence, own[index]))
        mine = _completed(_labelled(sentence, mine, labels), (*same, *known))
        mine = with_lesser_control(sentence, mine)
        mine = with_backbone_drugs(sentence, mine, (*same, *known))
        mine = _labelled(sentence, mine, labels_in(rosters, focus.at(index, sentence, sentence.start)))
        labels |= dict(labels_of(sentence, mine))
        turned = bool(whose) and study not in (whose, focus.studies.own.label)
        whose = study or whose
        completed.append(mine)
        carried.append(left)
        anew = not state or turned or _compares_anew(state, mine)
        if any(a.drugs for a in mine) and (anew or _GIVEN.search(sentence.text)):
            state = _updated(same, mine)
            if study and _GIVEN.search(sentence.text):
                of_study[study] = _fuller(known, state)
    return Arms(tuple(completed), tuple(carried), of_study, with_sides(rosters, of_study))


def _study_of(focus: Focus, index: int, sentence: Sentence) -> str:
    """The study that the sentence is about: the first that it names or calls, else the one carried."""
    return (focus.first_of(index) or focus.at(index, sentence, sentence.start)).label


def _fuller(known: ArmTuple, named: ArmTuple) -> ArmTuple:
    """Of two tellings of a study's arms the one that names more drugs."""
    return named if _told(named) > _told(known) else known


def _told(arms: ArmTuple) -> int:
    return sum(len(a.drugs) for a in arms)


def _one_arm(drugs: tuple[str, ...]) -> ArmTuple:
    return (Arm(0, 0, "", drugs),) if len(drugs) == 1 else ()


def _drugs_in(heading: str, known: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The canonical drugs that a heading names, longest names first, so that no name is read inside another."""
    rest, found = heading, set[str]()
    for printed in sorted(known, key=len, reverse=True):
        if re.search(rf"(?<!\w){re.escape(printed)}(?!\w)", rest, re.I):
            found.update(known[printed])
            rest = rest.replace(printed, " ")
    return tuple(sorted(found))


def _heading_arm(sentence: Sentence, known: dict[str, tuple[str, ...]]) -> ArmTuple:
    """The one drug of the heading above, or of a headline that stands as a paragraph of its own."""
    headline = sentence.text if _is_headline(sentence) else ""
    return _one_arm(_drugs_in(headline or sentence.section.rsplit(" > ", 1)[-1], known))


def _is_headline(sentence: Sentence) -> bool:
    """Whether a paragraph of its own reads as a headline: short, and without a full stop."""
    return len(sentence.text) <= HEADLINE and not sentence.text.rstrip().endswith((".", ":"))


def _labelled(sentence: Sentence, arms: ArmTuple, labels: dict[str, Arm]) -> ArmTuple:
    """The arms of the sentence, those that it calls by a short name among them."""
    found = list(arms)
    for label, arm in labels.items():
        case = 0 if label.isupper() else re.I
        for match in re.finditer(rf"(?<![\w-]){re.escape(label)}(?![\w-])", sentence.text, case):
            at = sentence.start + match.start()
            found = [a for a in found if not (a.role and a.start <= at < a.end)]
            inside = [a for a in found if a.start <= at < a.end]
            if not inside:
                found.append(replace(arm, start=at, end=at + len(label), label=label, n=None))
                break
    return tuple(sorted(found, key=lambda a: a.start))


def _completed(arms: ArmTuple, left: ArmTuple) -> ArmTuple:
    """The arms with what was said of them before: drugs and size of a dose group, partners of a group's drug."""
    return tuple(completed_arm(a, left) for a in arms)


def completed_arm(arm: Arm, left: ArmTuple) -> Arm:
    """An arm with what the others say of it, if they do."""
    known = next((k for k in left if arm.dose and k.dose == arm.dose), None)
    if known:
        return replace(arm, drugs=arm.drugs or known.drugs, n=arm.n if arm.n is not None else known.n)
    if arm.inherits:
        return replace(arm, drugs=next((a.drugs for a in left if a.drugs and not a.control), ()))
    same = next((k for k in left if k.drugs == arm.drugs and arm.drugs and k.control == arm.control), None)
    if same:
        return arm if arm.n is not None else replace(arm, n=same.n)
    whole = next((k for k in left if set(arm.drugs) < set(k.drugs) and not k.control and not k.either), None)
    if whole and len(arm.drugs) == 1 and not arm.dose and not any(k.drugs == arm.drugs for k in left):
        return replace(arm, drugs=whole.drugs, n=whole.n) if "alone" not in arm.label.lower() else arm
    return arm


def _updated(state: ArmTuple, named: ArmTuple) -> ArmTuple:
    """The arms after a sentence: those it names, unless it only takes up some of the known ones again."""
    known = {(a.drugs, a.dose) for a in state}
    if state and not _compares_anew(state, named) and all((a.drugs, a.dose) in known for a in named if a.drugs):
        return state
    return named


def _compares_anew(state: ArmTuple, named: ArmTuple) -> bool:
    """Whether a sentence names a comparator where none was known."""
    return any(a.control for a in named) and not any(a.control for a in state)
