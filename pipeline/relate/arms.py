"""The arms that a sentence speaks of: which drugs are given together, which side is the comparator.

Drugs joined by "plus", "and", "combined with" are one arm; "or", "versus", "compared with" part two. A comparator is
the arm behind "versus" or "than", or one that the context rules call a control; it may have no drug at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.model.mention import Concept, Mention
from pipeline.relate.context import ContextRules
from pipeline.relate.sentences import Sentence

_TOGETHER = re.compile(
    r"[^.;]{0,60}\b(?:plus|and|with|in addition to|followed by|then|including)\b(?:\s[^\s.;]+){0,4}\s?"
    r"|\s?[+/&]\s?|,\s|\s?\(\s?|\s",
    re.I,
)
_APART = re.compile(
    r"\b(?:or|versus|vs\.?|compar(?:ed|ison|ing)|than|alone|groups?|arms?|cohorts?|patients|while|whereas|"
    r"either|instead|"
    r"percent|without|against|over|whom|who|which|showed|found|was|were|is|are)\b|%|\[",
    re.I,
)
_GROUP_NOUN = re.compile(
    r"(?:\W{0,2}(?:monotherapy|alone|treatment|therapy|-?treated|-?based))?\W{0,2}(?:groups?|arms?|cohorts?)?", re.I
)
_COMPARED = re.compile(
    r"\b(?:versus|vs\.?|compared (?:with|to)|comparison with|than|over|against|instead of)\s+[^.;()%]{0,60}$", re.I
)
_COMPARED_FIRST = re.compile(r"^\W*compared (?:with|to)\s+[^,;()%]{0,60}$", re.I)
_WITHOUT = re.compile(
    r"\b(?:with and without|with or without|without|did not receive|not receiving|not treated with|"
    r"no)\s+(?:[\w-]+\s){0,2}$",
    re.I,
)
_BOTH_SIDES = re.compile(r"\bwith (?:and|or) without\s", re.I)
_DOSE_GROUP = re.compile(r"(?:\W(?:dose|dosage))?\W(?:dose\s)?(?:cohorts?|groups?|arms?|level|dose)\b", re.I)


@dataclass(frozen=True)
class Arm:
    """One side of a study as the sentence names it; with `inherits` its drugs are said elsewhere (a dose group)."""

    start: int
    end: int
    label: str
    drugs: tuple[str, ...] = ()
    control: bool = False
    inherits: bool = False


def find_arms(sentence: Sentence, rules: ContextRules) -> tuple[Arm, ...]:
    """The arms that the sentence names, in order of their place; drugs given before the study are none of theirs."""
    drugs = [m for m in sentence.of_kind("drug") if not _given_before(sentence, m, rules)]
    found = [arm for group in _together(sentence, drugs) for arm in _drug_arms(sentence, group)]
    found += _dose_groups(sentence) if not found else []
    taken = [(a.start, a.end) for a in found]
    for start, end in rules.spans("control", sentence.text):
        start, end = start + sentence.start, end + sentence.start
        if not any(a < end and start < b for a, b in taken):
            found.append(Arm(start, end, sentence.between(start, end), (), True))
    return _one_each(sorted(found, key=lambda a: (a.start, a.control)))


def names_of(mention: Mention) -> tuple[str, ...]:
    """Canonical drug names of a mention: the members of a collective, else the name."""
    if not isinstance(mention.value, Concept):
        return (mention.text.lower(),)
    return mention.value.members or (mention.value.name,)


def _given_before(sentence: Sentence, mention: Mention, rules: ContextRules) -> bool:
    """Whether the words right around the drug say that it was given before the study."""
    before = sentence.between(mention.start - 70, mention.start)
    clause = re.split(r"[,;:()]|\b(?:received|randomi[sz]ed|given|treated with)\b(?=.*\b(?:received|given)\b)", before)[
        -1
    ]
    after = sentence.between(mention.end, mention.end + 14)
    return bool(rules.spans("prior", clause) or rules.spans("prior", after.split(" ")[0]))


def _together(sentence: Sentence, drugs: Sequence[Mention]) -> Iterator[list[Mention]]:
    group: list[Mention] = []
    for mention in drugs:
        gap = sentence.between(group[-1].end, mention.start) if group else ""
        if group and (not _TOGETHER.fullmatch(gap) or _APART.search(gap) or len(gap) > 70):
            yield group
            group = []
        group.append(mention)
    if group:
        yield group


def _drug_arms(sentence: Sentence, group: list[Mention]) -> Iterator[Arm]:
    start, end = group[0].start, group[-1].end
    noun = _GROUP_NOUN.match(sentence.text, end - sentence.start)
    end = sentence.start + noun.end() if noun else end
    label = sentence.between(start, end).strip(" ,;(")
    names = tuple(sorted({n for m in group for n in names_of(m)}))
    before = sentence.between(sentence.start, start)
    if _BOTH_SIDES.search(before[-60:]):
        yield Arm(start, end, f"with {label}", names)
        yield Arm(end, end, f"without {label}", (), True)
    elif _WITHOUT.search(before):
        yield Arm(start, end, f"without {label}", (), True)
    else:
        yield Arm(start, end, label, names, bool(_COMPARED.search(before) or _COMPARED_FIRST.search(before)))


def _dose_groups(sentence: Sentence) -> list[Arm]:
    """Groups named by their dose ("in the 2.5 mg/kg cohort")."""
    out = []
    for mention in sentence.of_kind("drug_dose"):
        noun = _DOSE_GROUP.match(sentence.text, mention.end - sentence.start)
        if noun:
            end = sentence.start + noun.end()
            out.append(Arm(mention.start, end, sentence.between(mention.start, end), inherits=True))
    return out


def _one_each(arms: list[Arm]) -> tuple[Arm, ...]:
    """Each arm once, at its first place; a drug set named again is the same arm."""
    seen: dict[tuple[tuple[str, ...], str], Arm] = {}
    for arm in arms:
        key = (arm.drugs, arm.label.lower() if not arm.drugs else "")
        known = seen.get(key)
        seen[key] = arm if known is None else replace(known, control=known.control and arm.control)
    return tuple(seen.values())
