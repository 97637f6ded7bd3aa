"""The arms to which a paper gives a name: "Arm A received X", "conventional fractions (C-arm)", "ILF (irinotecan, …)".

A name is explained where it is brought in: in front of its bracket, or behind it. What is told there, its drugs and
whether it is the control, holds wherever the name stands for an arm of the same study, in prose and in tables.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from pipeline.model.finding import AdverseEvent, Finding, Outcome
from pipeline.relate.arms import Arm, names_of
from pipeline.relate.focus import Focus
from pipeline.relate.sentences import Sentence
from pipeline.relate.studies import Study

_NOUN = r"(?:[Aa]rm|ARM|[Gg]roup|GROUP|[Cc]ohort)"
_CALLED = (
    rf"(?:(?:treatment\s)?{_NOUN}\s(?:[A-D]|[1-4]|I{{1,3}}|IV)(?![\w-])"
    rf"|(?<![\w-])[A-Z][A-Za-z0-9+]{{0,11}}(?:\s?[-–]\s?|\s){_NOUN}(?:s\b|\b))"
)
_NAME = re.compile(_CALLED)
_SHORT = r"[A-Z][A-Za-z0-9+/-]{0,9}[A-Z0-9]"
_SIZE = r"(?:\s?[,;:]\s?n\s?=\s?[0-9]{1,5})?"
_BRACKETED = re.compile(rf"\(\s?(?P<name>{_CALLED}|{_SHORT}){_SIZE}\s?\)")
_RECEIVED = re.compile(
    r"(?:\s?[(\[]\s?n\s?=\s?[0-9]{1,5}\s?[)\]])?,?\s?(?::|=|(?:patients\s)?(?:were\s|was\s|who\s)?(?:receiv(?:ed|ing)|"
    r"treated\swith|given|administered|consist(?:ed|ing)\sof|underwent|undergoing|assigned\sto))\s"
)
_EXPLAINED = re.compile(rf"(?<![\w-])(?P<name>{_SHORT})\s\((?P<told>[^()]*(?:\([^()]*\)[^()]*)*)\)")
_BOUNDARY = re.compile(
    r"[.;:]\s|\b(?:either|between|versus|vs\.?|compar(?:ed|ing)(?:\s(?:with|to))?|over|than|or)\s|\)(?:\s|,)"
)
_CONTROL = re.compile(
    r"\b(?:controls?|conventional(?:ly)?|standard|placebo|alone|observation|no\s|best supportive|sham|usual)\b", re.I
)
_VERSUS = r"[^.;%]{0,60}\s(?:versus|vs\.?|compared\s(?:with|to)|over|than)\s[^.;%]{0,60}?"
_PLAIN_NAME = re.compile(rf"[\W_]+|\b{_NOUN}s?\b|\bpatients\b", re.I)
MOST_TOLD = 260  # characters: an explanation is shorter


@dataclass(frozen=True)
class NamedArm:
    """An arm with the name that the paper gives it; `control` is None where nothing tells the sides."""

    name: str
    drugs: tuple[str, ...] = ()
    control: bool | None = None

    @property
    def key(self) -> str:
        """The name as it is compared: without case, punctuation and the words arm and group."""
        return key_of(self.name)


Roster = tuple[NamedArm, ...]
Rosters = Mapping[Study, Roster]


def key_of(label: str) -> str:
    """What is alike in the printed forms of an arm's name: "C-ARM", "C-Arm" and "C arm" are one."""
    return " ".join(_PLAIN_NAME.sub(" ", label).casefold().split())


def find_rosters(sentences: Sequence[Sentence], focus: Focus) -> Rosters:
    """The named arms of each study, two or more, each with what its explanations tell together."""
    found: defaultdict[Study, dict[str, NamedArm]] = defaultdict(dict)
    for index, sentence in enumerate(sentences):
        for arm, offset in _explained(sentence):
            arms = found[_whose(focus, index, sentence, offset)]
            arms[arm.key] = _merged(arms.get(arm.key), arm)
    text = "\n".join(s.text for s in sentences)
    return {study: _sided(tuple(arms.values()), text) for study, arms in found.items() if study and len(arms) > 1}


def _whose(focus: Focus, index: int, sentence: Sentence, offset: int) -> Study:
    study = focus.at(index, sentence, offset)
    return replace(study, refs=()) if study.label else study


def _explained(sentence: Sentence) -> Iterator[tuple[NamedArm, int]]:
    """The names that the sentence explains, with the offset of each."""
    text, taken = sentence.text, 0
    for match in _BRACKETED.finditer(text):
        told = _since_boundary(text, taken, match.start())
        taken = match.end()
        named = _NAME.fullmatch(match["name"]) or _ends_with_drug(sentence, *told)
        if named and not _is_drug(sentence, match.start("name")):
            yield _told(sentence, match["name"], *told), sentence.start + match.start()
    for match in _NAME.finditer(text):
        if received := _RECEIVED.match(text, match.end()):
            told = received.end(), _until_next(text, received.end())
            yield _told(sentence, match[0], *told), sentence.start + match.start()
    for match in _EXPLAINED.finditer(text):
        arm = _told(sentence, match["name"], *match.span("told"))
        if len(arm.drugs) > 1 and not _is_drug(sentence, match.start()):
            yield arm, sentence.start + match.start()


def _is_drug(sentence: Sentence, at: int) -> bool:
    return any(m.start == sentence.start + at for m in sentence.of_kind("drug"))


def _ends_with_drug(sentence: Sentence, start: int, end: int) -> bool:
    """Whether several drugs are told and the last stands right before the bracket, its dose between them at most."""
    drugs = [m for m in sentence.of_kind("drug") if sentence.start + start <= m.start < sentence.start + end]
    gap = sentence.between(drugs[-1].end, sentence.start + end) if drugs else ""
    return len(drugs) > 1 and not re.search(r"[a-z]{4}", gap)


def _since_boundary(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch before a bracket that explains its name: from the last word that parts two arms."""
    start = max(start, end - MOST_TOLD)
    for match in _BOUNDARY.finditer(text, start, end):
        start = match.end()
    return start, end


def _until_next(text: str, start: int) -> int:
    """Where an explanation behind a name ends: before the next name, or with its clause."""
    following = _NAME.search(text, start)
    stop = re.compile(r"[.;]\s").search(text, start)
    ends = (following.start() if following else len(text), stop.start() if stop else len(text), start + MOST_TOLD)
    return min(*ends, len(text))


def _told(sentence: Sentence, name: str, start: int, end: int) -> NamedArm:
    first, last = sentence.start + start, sentence.start + end
    drugs = {d for m in sentence.of_kind("drug") if first <= m.start < last for d in names_of(m)}
    control = bool(_CONTROL.search(name) or _CONTROL.search(sentence.text, start, end))
    return NamedArm(" ".join(name.split()), tuple(sorted(drugs)), control)


def _merged(known: NamedArm | None, arm: NamedArm) -> NamedArm:
    if known is None:
        return arm
    return replace(known, drugs=known.drugs or arm.drugs, control=known.control or arm.control)


def _sided(arms: Roster, text: str) -> Roster:
    """The arms with their sides, where some, not all, are called a control, or one of two gets less or comes last."""
    called = [a for a in arms if a.control]
    if called and len(called) < len(arms):
        return tuple(replace(a, control=bool(a.control)) for a in arms)
    control = _lesser(arms) or _named_last(arms, text) if len(arms) == 2 else None
    return tuple(replace(a, control=a is control if control else None) for a in arms)


def _lesser(arms: Roster) -> NamedArm | None:
    """The one of two arms that gets only drugs of the other."""
    pairs = (arms, arms[::-1])
    return next((less for less, more in pairs if less.drugs and set(less.drugs) < set(more.drugs)), None)


def _named_last(arms: Roster, text: str) -> NamedArm | None:
    """The one of two arms that the paper first names behind "versus" or "compared with", as reports name a control."""
    found = []
    for first, last in (arms, arms[::-1]):
        match = re.search(rf"{re.escape(first.name)}\b{_VERSUS}{re.escape(last.name)}\b", text)
        found += [(match.start(), last)] if match else []
    return min(found, key=lambda hit: hit[0])[1] if found else None


def with_sides(rosters: Rosters, of_study: Mapping[str, Sequence[Arm]]) -> Rosters:
    """The rosters, and for a study without one the two regimens that its sentences set against each other."""
    told = {Study(label): _set_against(arms) for label, arms in of_study.items() if Study(label) not in rosters}
    return {**rosters, **{study: roster for study, roster in told.items() if roster}}


def _set_against(arms: Sequence[Arm]) -> Roster:
    regimens = tuple({a.drugs: NamedArm(a.label, a.drugs, a.control or None) for a in arms}.values())
    return _sided(regimens, "") if len(regimens) == 2 else ()


def labels_in(rosters: Rosters, study: Study) -> dict[str, Arm]:
    """The names of a study's arms, each with the arm that a sentence of that study speaks of where it stands."""
    roster = rosters.get(replace(study, refs=()) if study.label else study, ())
    return {a.name: Arm(0, 0, a.name, a.drugs, a.control is True) for a in roster}


def with_rosters(findings: Iterable[Finding], rosters: Rosters) -> tuple[Finding, ...]:
    """The findings whose arm has a name in its study's roster, with the drugs and the side that the roster tells."""
    by_label = {_subject(study.label, study.refs): roster for study, roster in rosters.items()}
    return tuple(
        _completed(f, by_label.get(_subject(f.study, f.study_refs), ())) if isinstance(f, AdverseEvent | Outcome) else f
        for f in findings
    )


def _subject(label: str, refs: tuple[int, ...]) -> str:
    return label or ",".join(map(str, refs))


def _completed(finding: AdverseEvent | Outcome, roster: Roster) -> Finding:
    arm = _arm_of(finding, roster)
    if arm is None:
        return finding
    ratio = isinstance(finding, Outcome) and finding.stat.endswith("ratio")
    side = finding.comparator if ratio or finding.comparator is not None else arm.control
    return replace(finding, drugs=finding.drugs or arm.drugs, comparator=side)


def _arm_of(finding: AdverseEvent | Outcome, roster: Roster) -> NamedArm | None:
    """The arm of the roster that the finding speaks of: by its name, by its drugs, or as the one control."""
    key, controls = key_of(finding.arm), [a for a in roster if a.control]
    named = (a for a in roster if key and a.key == key)
    treated = (a for a in roster if finding.drugs and a.drugs == finding.drugs)
    called = (a for a in controls if not finding.drugs and len(controls) == 1 and _CONTROL.search(finding.arm))
    return next(chain(named, treated, called), None)
