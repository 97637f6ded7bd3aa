"""Which arm each value of a group speaks of, and which side of a comparison it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from pipeline.model.finding import AdverseEvent, Outcome
from pipeline.relate.arms import Arm
from pipeline.relate.named_arms import Role, load_arm_words
from pipeline.relate.phrases import CHANGED
from pipeline.relate.reading import Reading
from pipeline.relate.sentences import Sentence
from pipeline.relate.values import Value

_WITH = re.compile(r"(?:\s?\([^()]*\))?\s(?:with|after)(?!out)\b", re.I)
_WITHOUT = re.compile(
    r"(?:\s?\([^()]*\))?\s(?:(?:in|of|among|for)\s(?:patients|those|the (?:others|rest))\s)?"
    r"(?:without|who (?:did|had|were|was) not)\b",
    re.I,
)
_WITH_GROUP = re.compile(
    r"(?:\s?\([^()]*\))?\s(?:in|of|among|for)\s(?:patients|those|the \w+)\s"
    r"(?:with(?!out)|who (?:had|received|were given))\b",
    re.I,
)
_CLAUSE_END = re.compile(
    r"[;:]|\.\s|,\s(?:and|with|while|whereas|but|which)\s|\s(?:while|whereas)\s|\s(?:and|but)\s(?:in|for|with|among|on)\s"
)
_DIRECTLY_AGAINST = re.compile(r"\W*(?:versus|vs?\.?)\W*", re.I)
_GIVEN = re.compile(
    r"(?:\s?[(\[][^()\[\]]*[)\]])*\s(?:(?:of|in)\s(?:the\s)?(?:patients|those|women|men)\s)?"
    r"(?:(?:assigned|allocated|randomi[sz]ed|treated|managed)\s)?(?:with|after|following|for|on|in|by|to|undergoing)\s(?:the\s|an?\s)?"
    r"(?P<name>[A-Za-z0-9](?:(?!\s(?:and|or|versus|vs?|compared|than|in|at|among|during|as|was|were|group|arm|cohort)\b)[^.,;:()%\[\]]){2,40})",
    re.I,
)
_CHANGED_FROM = re.compile(rf"\b{CHANGED}\s[^.;%0-9]{{0,80}}\bfrom\s$", re.I)
_GROUP_NOUN = re.compile(r"\s(?:groups?|arms?|cohorts?)\b", re.I)
_RESPECTIVELY = re.compile(r"\brespectively\b", re.I)
F = TypeVar("F", AdverseEvent, Outcome)
UNNAMED_CONTROL = Arm(0, 0, "", (), True)
REACH = 100


@dataclass(frozen=True)
class Side:
    """The arm of one value: label, drugs, size; `comparator` is None where no two sides are printed."""

    label: str = ""
    drugs: tuple[str, ...] = ()
    comparator: bool | None = None
    n: int | None = None


def sides_of(reading: Reading, index: int, values: Sequence[Value], compared: bool) -> tuple[Side, ...]:
    """One side for each value of a group, in the order of the values."""
    sentence = reading.sentences[index]
    own, carried = reading.own_arms[index], reading.carried_arms[index]
    if values[0].kind == "ratio":
        return (_side(_treated(own, carried), None),) * len(values)
    if len(values) == 1:
        arm = _arm_of_one(sentence, own, carried, values[0])
        arm = _lent(arm, own, carried) if arm else None
        return (_side(arm, True if arm is not None and arm.control else None),)
    arms = (
        _before_and_with(sentence, own, values)
        or _with_and_without(sentence, own, carried, values)
        or _by_treatment(sentence, values)
        or _local_arms(sentence, own, values)
        or _ordered(sentence, own, len(values))
        or (_assumed(own, carried, len(values), compared) if _names_one(own) and compared else None)
        or _ordered(sentence, carried, len(values))
        or _assumed(own, carried, len(values), compared)
    )
    arms = [_lent(a, own, carried) for a in arms]
    contrast = _is_contrast(arms)
    arms = _with_backbone(_with_one_control(arms, contrast))
    return tuple(_side(a, a.control if contrast else None) for a in arms)


def _arm_of_one(sentence: Sentence, own: Sequence[Arm], carried: Sequence[Arm], value: Value) -> Arm | None:
    """The arm right behind the value in its clause, else the last before it, else any of the sentence, else carried."""
    behind = sentence.between(value.end, value.end + REACH)
    stop = _CLAUSE_END.search(behind)
    limit = value.end + (stop.start() if stop else len(behind))
    after = [a for a in own if value.end <= a.start < limit]
    before = [a for a in own if a.start < value.start]
    if after or before:
        return before[-1] if before and before[-1].end >= value.start - 3 else after[0] if after else before[-1]
    return next((a for a in own if a.drugs), None) or next((a for a in carried if not a.control), None)


def _local_arms(sentence: Sentence, own: Sequence[Arm], values: Sequence[Value]) -> list[Arm] | None:
    """The arms printed right behind each of the values ("1.5 % in the A group compared to 0.7 % in the B group")."""
    out: list[Arm] = []
    for at, value in enumerate(values):
        limit = values[at + 1].start if at + 1 < len(values) else value.end + REACH
        here = [a for a in own if value.end <= a.start < limit]
        if not here:
            return None
        out.append(here[0])
    return out


def _ordered(sentence: Sentence, arms: Sequence[Arm], count: int) -> list[Arm] | None:
    """As many arms as values: treated ones first, unless "A versus B" or "respectively" gives the order outright."""
    if len(arms) != count:
        return None
    if count == 2 and _DIRECTLY_AGAINST.fullmatch(sentence.between(arms[0].end, arms[1].start)):
        return list(arms)
    if _RESPECTIVELY.search(sentence.text):
        return list(arms)
    return sorted(arms, key=lambda a: a.control)


def _names_one(own: Sequence[Arm]) -> bool:
    """Whether the sentence names one treated arm alone: the other value is then that of what it is compared with."""
    return len([a for a in own if a.drugs and not a.control and not a.dose]) == 1


def _assumed(own: Sequence[Arm], carried: Sequence[Arm], count: int, compared: bool) -> list[Arm]:
    """Where no names tell the sides apart: the treated arm first; behind it the comparator, if one is spoken of."""
    treated = _treated(own, carried) or Arm(0, 0, "")
    control = next((a for a in (*own, *carried) if a.control), None)
    named_here = any(a.drugs and not a.dose for a in own)
    if count == 2 and compared and (control or named_here):
        return [treated, control or UNNAMED_CONTROL]
    return [replace(treated, n=None)] * count


def _treated(own: Sequence[Arm], carried: Sequence[Arm]) -> Arm | None:
    """The first arm with a drug that is no comparator: of the sentence, else of those carried."""
    return next((a for a in (*own, *carried) if a.drugs and not a.control), None)


def _lent(arm: Arm, own: Sequence[Arm], carried: Sequence[Arm]) -> Arm:
    """A named arm with the drugs of the only treated arm that is known; what names a treatment stands for itself."""
    here, left = ({a.drugs for a in arms if a.drugs and not a.control} for arms in (own, carried))
    known = here or left
    lends = arm.role in ("treated", "schedule", "other", "lettered") and not arm.drugs and not arm.control
    return replace(arm, drugs=next(iter(known))) if lends and len(known) == 1 else arm


def _before_and_with(sentence: Sentence, own: Sequence[Arm], values: Sequence[Value]) -> list[Arm] | None:
    """The sides of "improved from 10 to 15 months with A": the first value is of what A is compared with."""
    changed = _CHANGED_FROM.search(sentence.between(values[0].start - REACH, values[0].start))
    treated = _treated(own, ())
    if len(values) != 2 or changed is None or treated is None or treated.dose:
        return None
    return [next((a for a in own if a.control), UNNAMED_CONTROL), treated]


def _with_and_without(
    sentence: Sentence, own: Sequence[Arm], carried: Sequence[Arm], values: Sequence[Value]
) -> list[Arm] | None:
    """The sides of "34 months with and 8 months without it"; patients with and without an event are none."""
    behind = [sentence.between(v.end, v.end + REACH) for v in values]
    if (
        len(values) != 2
        or not (_WITH.match(behind[0]) or _WITH_GROUP.match(behind[0]))
        or not _WITHOUT.match(behind[1])
    ):
        return None
    if any(values[0].end <= m.start < values[1].start for m in sentence.of_kind("adverse_event")):
        return None
    return [_treated(own, carried) or Arm(0, 0, "with"), UNNAMED_CONTROL]


def _by_treatment(sentence: Sentence, values: Sequence[Value]) -> list[Arm] | None:
    """The arms of "29 months with 60 Gy and 20 months with 74 Gy", "9 months with weekly dosing and 5 with …".

    Of two treatments the second is the comparator, unless words say which; of two doses or schedules neither is.
    """
    if len(values) < 2:
        return None
    out = [arm for value in values if (arm := _treatment_behind(sentence, value))]
    if len(out) < len(values) or len({a.label.lower() for a in out}) < len(out):
        return None
    told = any(a.control for a in out) or all(a.role in ("dose", "schedule") for a in out)
    return out if told or len(out) != 2 else [out[0], replace(out[1], control=True)]


def _treatment_behind(sentence: Sentence, value: Value) -> Arm | None:
    """The treatment without a drug named right behind a value, if there is one."""
    behind = sentence.between(value.end, value.end + REACH)
    lead = _GIVEN.match(behind)
    if lead is None or _GROUP_NOUN.match(behind, lead.end()):
        return None
    start, name = value.end + lead.start("name"), lead["name"].rstrip()
    if any(start <= m.start < start + len(name) for m in sentence.of_kind("drug")):
        return None
    named = [m for m in sentence.of_kind("rt_dose", "rt_technique") if m.start == start]
    if named:
        role: Role = "dose" if named[0].kind == "rt_dose" else "treatment"
        return Arm(start, named[0].end, named[0].text, role=role)
    said = load_arm_words().role_of(name)
    if said not in ("control", "treatment", "schedule", "treated"):
        return None
    return Arm(start, start + len(name), name, control=said == "control", role=said)


def _is_contrast(arms: Sequence[Arm]) -> bool:
    """Whether the values are sides of a comparison: different drugs, or a control; dose groups of one drug are not."""
    if any(a.dose for a in arms):
        return False
    if all(a.role == "treatment" for a in arms) and len({a.label.lower() for a in arms}) > 1:
        return True
    return any(a.control for a in arms) or len({a.drugs for a in arms if a.drugs or not a.role}) > 1


def _with_one_control(arms: Sequence[Arm], contrast: bool) -> list[Arm]:
    """The arms with the last as comparator where two stand side by side and none is called a control."""
    arms = list(arms)
    if contrast and len(arms) == 2 and not any(a.control for a in arms):
        arms[1] = replace(arms[1], control=True)
    return arms


def _with_backbone(arms: Sequence[Arm]) -> list[Arm]:
    """A placebo stands for the drug that names the other group: its arm gets what that group has besides."""
    arms = list(arms)
    if len(arms) != 2 or "placebo" not in arms[1].label.lower() or arms[1].drugs or len(arms[0].drugs) < 2:
        return arms
    rest = tuple(d for d in arms[0].drugs if d.split()[0] not in arms[0].label.lower())
    arms[1] = replace(arms[1], drugs=rest if len(rest) < len(arms[0].drugs) else ())
    return arms


def contrasted(found: Sequence[F], same: Callable[[F], Hashable]) -> list[F]:
    """The findings of a sentence with both sides marked where one of two with the same subject is the comparator."""
    out = list(found)
    for at, finding in enumerate(out):
        partners = [o for o in out if o is not finding and _alike(o, finding) and same(o) == same(finding)]
        if finding.comparator is None and len(partners) == 1 and partners[0].comparator is True:
            out[at] = replace(finding, comparator=False)
    return out


def _alike(one: F, other: F) -> bool:
    """Whether both are results, or both are left out of the table."""
    return bool(one.left_out) == bool(other.left_out)


def _side(arm: Arm | None, comparator: bool | None) -> Side:
    return Side() if arm is None else Side(arm.label, arm.drugs, comparator, arm.n)
