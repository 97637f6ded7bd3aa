"""Which arm each value of a group speaks of, and which side of a comparison it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.relate.arms import Arm
from pipeline.relate.reading import Reading
from pipeline.relate.sentences import Sentence
from pipeline.relate.values import Value

_CLAUSE_END = re.compile(r"[;:]|\.\s|,\s(?:and|with|while|whereas|but|which)\s")
_STARTS_WITH_OTHER = re.compile(r"^\W*(?:compared (?:with|to)|in contrast to|versus|unlike)\b", re.I)
UNNAMED_CONTROL = Arm(0, 0, "", (), True)
REACH = 100


@dataclass(frozen=True)
class Side:
    """The arm of one value: label and drugs; `comparator` is None where no two sides are printed."""

    label: str = ""
    drugs: tuple[str, ...] = ()
    comparator: bool | None = None


def sides_of(reading: Reading, index: int, values: Sequence[Value], compared: bool) -> tuple[Side, ...]:
    """One side for each value of a group, in the order of the values."""
    sentence = reading.sentences[index]
    own, carried = reading.own_arms[index], reading.carried_arms[index]
    if len(values) == 1:
        return (_side(_arm_of_one(sentence, own, carried, values[0]), carried, None),)
    arms = (
        _local_arms(sentence, own, values)
        or _ordered(sentence, own, len(values))
        or _ordered(sentence, carried, len(values))
    )
    if arms is None:
        arms = _assumed(own, carried, len(values), compared)
    contrast = _is_contrast(arms, carried)
    return tuple(_side(a, carried, a.control if contrast else None) for a in _with_one_control(arms, contrast))


def _arm_of_one(sentence: Sentence, own: Sequence[Arm], carried: Sequence[Arm], value: Value) -> Arm | None:
    """The arm right behind the value in its clause, else the last before it, else any of the sentence, else carried."""
    behind = sentence.between(value.end, value.end + REACH)
    stop = _CLAUSE_END.search(behind)
    limit = value.end + (stop.start() if stop else len(behind))
    after = [a for a in own if value.end <= a.start < limit]
    before = [a for a in own if a.start < value.start]
    if after or before:
        return after[0] if after else before[-1]
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
    """As many arms as values, in the order in which the values speak of them."""
    if len(arms) != count:
        return None
    if _STARTS_WITH_OTHER.search(sentence.text) and arms[0].control:
        return [*arms[1:], arms[0]]
    return list(arms)


def _assumed(own: Sequence[Arm], carried: Sequence[Arm], count: int, compared: bool) -> list[Arm]:
    """Where no names tell the sides apart: the treated arm first, the comparator behind it where two are compared."""
    treated = next((a for a in (*own, *carried) if a.drugs and not a.control), None) or Arm(0, 0, "")
    if count == 2 and compared:
        control = next((a for a in (*own, *carried) if a.control), UNNAMED_CONTROL)
        return [treated, control]
    return [treated] * count


def _is_contrast(arms: Sequence[Arm], carried: Sequence[Arm]) -> bool:
    """Whether the values are sides of a comparison: different drugs, or a control; dose groups of one drug are not."""
    if any(a.inherits for a in arms):
        return False
    return any(a.control for a in arms) or len({a.drugs for a in arms}) > 1


def _with_one_control(arms: Sequence[Arm], contrast: bool) -> list[Arm]:
    """The arms with the last as comparator where two different ones stand side by side and none is called a control."""
    arms = list(arms)
    if contrast and len(arms) == 2 and not any(a.control for a in arms):
        last = arms[1]
        arms[1] = Arm(last.start, last.end, last.label, last.drugs, True, last.inherits)
    return arms


def _side(arm: Arm | None, carried: Sequence[Arm], comparator: bool | None) -> Side:
    if arm is None:
        return Side()
    drugs = arm.drugs
    if arm.inherits and not drugs:
        drugs = next((a.drugs for a in carried if a.drugs and not a.control), ())
    return Side(arm.label, drugs, comparator)
