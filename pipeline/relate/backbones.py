"""The backbone of a comparison: what both arms get, by its drugs, beside a placebo, or by the word chemotherapy.

"Letrozole and placebo" is one arm, the control; of two regimens set against each other the one that holds only drugs
of the other is the control; "chemotherapy" and "the control group" later mean what that control was given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.relate.arms import Arm
from pipeline.relate.sentences import Sentence

_AND_PLACEBO = re.compile(
    r"(?:\s[0-9.]+\s?m?g[^;,()]{0,20})?\s(?:and|plus|with|\+)\s(?:an?\s|matching\s|oral\s)?", re.I
)
_JOINED = re.compile(r"\s?(?:\+|\b(?:plus|and|with|combined with|added to))\s(?:the\s|standard\s)?", re.I)
_ALLOCATES = re.compile(
    r"\b(?:randomi|assign|allocat|versus|vs\.?|compar|than|either)|\balone\b|\breceived? (?:either )?[^.;]{0,80}\bor\b",
    re.I,
)
_OF_CONTROL = re.compile(r"\b(?:controls?|placebo|standard|comparator|chemotherapy|alone)\b", re.I)
_NO_DRUG = re.compile(r"\b(?:without|no|not|observation|radio\w*|surgery|RT)\b", re.I)
_CHEMOTHERAPY = re.compile(
    r"(?<!plus )(?<!and )(?<!with )(?<!added to )(?<!\+ )\b(?:for|in|with|to|than|versus|vs\.?|on|and|receiving)\s"
    r"(?:the\s|those\son\s)?(?P<name>chemotherapy(?:\s(?:alone|only))?(?:[\s-](?:group|arm))?)\b(?!\s(?:plus|and|with|\+))",
    re.I,
)
_ALONE = re.compile(
    r"\b(?:for|in|with|to|than|versus|vs\.?|on)\s(?:the\s)?"
    r"(?P<name>(?:[a-z]+\s)?(?:[a-z]*therapy|supportive care)\salone)\b",
    re.I,
)
ArmTuple = tuple[Arm, ...]


def with_lesser_control(sentence: Sentence, arms: ArmTuple) -> ArmTuple:
    """The arms of a sentence; of two regimens set against each other the lesser one is the control."""
    regimens = sorted({a.drugs for a in arms if a.drugs and not a.dose}, key=len)
    if len(regimens) != 2 or any(a.control for a in arms) or not _ALLOCATES.search(sentence.text):
        return arms
    less, more = regimens
    apart = set(less) < set(more)
    return tuple(replace(a, control=True) if apart and a.drugs == less else a for a in arms)


def with_joined_placebo(sentence: Sentence, arms: ArmTuple) -> ArmTuple:
    """The arms of a sentence, a placebo and the backbone that it is joined to as one, the control."""
    for backbone in (a for a in arms if any(set(a.drugs) < set(o.drugs) for o in arms)):
        for placebo in (a for a in arms if not a.drugs and "placebo" in a.label.lower()):
            if backbone.drugs and _AND_PLACEBO.fullmatch(sentence.between(backbone.end, placebo.start)):
                label = sentence.between(backbone.start, placebo.end)
                whole = replace(placebo, start=backbone.start, label=label, drugs=backbone.drugs)
                return tuple(whole if a is placebo else a for a in arms if a is not backbone)
    return arms


def with_backbone_drugs(sentence: Sentence, arms: ArmTuple, known: Sequence[Arm]) -> ArmTuple:
    """The arms with the drugs of the one known control for those that are called control, placebo or chemotherapy.

    Where no control is known, "chemotherapy" or "endocrine therapy alone" beside a drug and its value is one of which
    no drugs are told.
    """
    controls = {a.drugs for a in known if a.control and a.drugs}
    if not controls and len(sentence.of_kind("percent", "duration")) > 1 and any(a.drugs for a in arms):
        bare = [*_named(_CHEMOTHERAPY, sentence, arms, ()), *_named(_ALONE, sentence, arms, ())]
        return tuple(sorted((*arms, *bare[:1]), key=lambda a: a.start))
    if len(controls) != 1:
        return arms
    (drugs,) = controls
    arms = tuple(a for a in arms if not _is_part(sentence, a, arms))
    arms = tuple(replace(a, drugs=drugs) if _is_control(a) else a for a in arms)
    named = (*arms, *_named(_CHEMOTHERAPY, sentence, arms, drugs)) if _has_more(known, drugs) else arms
    return tuple(sorted(named, key=lambda a: a.start))


def _is_control(arm: Arm) -> bool:
    called = _OF_CONTROL.search(arm.label) and not _NO_DRUG.search(arm.label)
    return arm.control and not arm.drugs and bool(called)


def _is_part(sentence: Sentence, arm: Arm, arms: ArmTuple) -> bool:
    """Whether a name without drugs is the rest of the arm before it ("X plus chemotherapy arm")."""
    gaps = (sentence.between(a.end, arm.start) for a in arms if a.drugs and a.end <= arm.start)
    return not arm.drugs and "chemo" in arm.label.lower() and any(_JOINED.fullmatch(gap) for gap in gaps)


def _has_more(known: Sequence[Arm], drugs: tuple[str, ...]) -> bool:
    return any(set(drugs) < set(a.drugs) for a in known)


def _named(words: re.Pattern[str], sentence: Sentence, arms: ArmTuple, drugs: tuple[str, ...]) -> Iterator[Arm]:
    """The first place where words of a treatment stand for the control, unless it is an arm already."""
    for match in words.finditer(sentence.text):
        start, end = sentence.start + match.start("name"), sentence.start + match.end("name")
        joined = any(_JOINED.fullmatch(sentence.between(a.end, start)) for a in arms if a.drugs and a.end <= start)
        if not joined and not any(a.start < end and start < a.end for a in arms):
            yield Arm(start, end, match["name"], drugs, True)
            return
