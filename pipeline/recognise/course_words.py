"""What the words say of a dose near a fraction number: total dose, dose per fraction, or another course's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model.mention import Mention
from pipeline.recognise.course_parts import NEAR, Ordered, Parts, basis, joined, larger

_TOTAL_BEFORE = re.compile(
    r"(?:\b(?:total|initial|overall|target|final|cumulative|prescribed|median|boost)\b[^.;:()]{0,40}?(?:of|is|was|to|:)?|"
    r"\bdose(?: of|:)?|\btotal(?:ling|ing)?(?: of)?|=|\bto)\s{0,3}\(?\s{0,3}$"
)
_TOTAL_AFTER = re.compile(r"\s{0,3}(?:in\s)?total\b")
_WHOLE_COURSE = re.compile(r"\b(?:cumulative|overall)\b[^.;:()]{0,40}$")
_TOTAL_NUMBER = re.compile(r"\b[Tt]otal(?: number)? of\s{0,3}$")
_TIMES = re.compile(r"\s{0,3}(?:\([^()]{0,12}\)\s{0,3})?[x×*]")


def by_words(text: str, parts: list[Parts], doses: Ordered) -> list[Parts]:
    """Courses that still lack a dose take the doses beside them that no other course has."""
    taken = {d.start for p in parts for d in p.doses()}
    out: list[Parts] = []
    for at, part in enumerate(parts):
        if not part.doses():
            last = parts[at - 1].fractions.end if at else 0
            following = parts[at + 1].fractions.start if at + 1 < len(parts) else len(text)
            near = doses.between(max(last, part.fractions.start - 2 * NEAR), following)
            part = _worded(text, part, [d for d in near if d.start not in taken], following)
            taken |= {d.start for d in part.doses()}
        out.append(part)
    return out


def _worded(text: str, part: Parts, free: Sequence[Mention], following: int) -> Parts:
    number = part.fractions
    left = [d for d in free if d.end <= number.start and joined(text, d.end, number.start)][-1:]
    right = [d for d in free if d.start >= number.end and joined(text, number.end, d.start)]
    if left and _is_each(text, left[0]):
        total = next((d for d in right if is_total(text, d) and larger(d, left[0])), None)
        return replace(part, each=left[0], total=total)
    if left:
        each = next((d for d in right[:1] if basis(d) == "per_fraction" and larger(left[0], d)), None)
        return replace(part, total=left[0], each=each)
    if _TOTAL_NUMBER.search(text[max(0, number.start - 24) : number.start]):
        right = [d for d in right if is_total(text, d)] or right
    if not right:
        return part
    if _is_each(text, right[0]):
        total = next((d for d in right[1:] if is_total(text, d) and larger(d, right[0])), None)
        return replace(part, each=right[0], total=total)
    nearest = right[0]
    belongs_to_next = following < len(text) and joined(text, nearest.end, following) and not is_total(text, nearest)
    return part if belongs_to_next else replace(part, total=nearest)


def _is_each(text: str, dose: Mention) -> bool:
    return basis(dose) == "per_fraction" or _TIMES.match(text, dose.end) is not None


def is_total(text: str, dose: Mention) -> bool:
    """Whether the words announce a total dose; one of several courses together is none."""
    before = text[max(0, dose.start - 48) : dose.start]
    if _WHOLE_COURSE.search(before):
        return False
    return _TOTAL_BEFORE.search(before) is not None or _TOTAL_AFTER.match(text, dose.end) is not None
