"""The arms that a sentence speaks of: which drugs are given together, which side is the comparator.

Drugs joined by "plus", "and", "combined with" are one arm; "or", "versus", "compared with" part two. A comparator is
the arm behind "versus" or "than", or one that the context rules call a control; it may have no drug at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.model.mention import Concept, Mention
from pipeline.model.quantity import Count
from pipeline.relate.context import ContextRules
from pipeline.relate.named_arms import NamedArm, Role, load_arm_words
from pipeline.relate.phrases import any_of
from pipeline.relate.sentences import Sentence

_GIVEN_NOW = re.compile(
    r"\b(?:received|receiving|treated with|given|randomi[sz]ed|assigned|administered|started)\b", re.I
)
_TOGETHER = re.compile(
    r"(?:[^.;,]|[.,](?=[0-9])){0,60}\b(?:plus|and|with|added to|on top of|in addition to|followed by|then|"
    r"including)\b(?:\s[^\s;,]+){0,5}\s?|"
    r"\s?[+/&]\s?|\s?\(\s?|\s",
    re.I,
)
_LISTED = re.compile(r",\s(?:and\s)?", re.I)
_PARTING = any_of(
    "or", "versus", "vs", "compar(?:ed|ison|ing)", "than", "alone", "groups?", "arms?", "cohorts?", "patients", "while",
    "whereas", "either", "instead", "percent", "without", "against", "over", "whom", "who", "which", "showed", "found",
    "was", "were", "is", "are",
)  # fmt: skip
_APART = re.compile(rf"\b{_PARTING}\b|%|\[", re.I)
_GROUP_NOUN = re.compile(
    r"(?:\W{0,2}(?:monotherapy|alone|treatment|therapy|-?treated|-?based))?(?:\W{0,2}(?:groups?|arms?|"
    r"cohorts?)\b)?",
    re.I,
)
_LABEL = re.compile(r"\s?(?:\([^()]{0,20}(?:mg|g)/[^()]{0,8}\)\s?)?\((?P<label>[A-Za-z][A-Za-z0-9+/-]{1,11})\)")
_COMPARED = re.compile(
    r"\b(?:versus|vs?\.?|compared (?:with|to)|comparison with|than|over|against|instead of)\s+[^.,;()%]{0,60}$", re.I
)
_WITHOUT = re.compile(r"\b(?:without|did not receive|not receiv(?:e|ing)|not treated with)\s+(?:[\w-]+\s){0,2}$", re.I)
_BOTH_SIDES = re.compile(r"\bwith (?:and|or) without\s", re.I)
_DOSE_GROUP = re.compile(
    r"(?:[\s-]dos(?:e|age))?(?:[\s-]dose)?[\s-](?:cohorts?|groups?|arms?|dose levels?|level|dose)\b|"
    r"\s\((?=n\s?=|[0-9]+ patients)",
    re.I,
)
_AND_DOSE = re.compile(r"\s(?:and|or)\s(?:an?\s|the\s)?", re.I)
_ADDED = re.compile(r"(?:[0-9.]+ ?m?g(?:/(?:kg|m2|m²))?[^,;()]{0,30})?\b(?:was|were|is) added to\b", re.I)
_WITH = re.compile(r"\b(?:with|to)\b", re.I)
_COMPARING = re.compile(r"\bcompar(?:ed|es|ing|ison of)\s(?:(?!with\b|to\b)[\w-]+\s){0,2}$", re.I)
_BOTH_WITH = re.compile(r"\b(?:both|each|all)\s(?:combined\s|together\s|given\s)?with\s(?:[\w-]+\s){0,2}$", re.I)
_EITHER = re.compile(r"\b(?:plus|with|and)\b[^;,]{0,40}\beither\b", re.I)
_OR = re.compile(r"\bor\b", re.I)
_AND_ALONE = re.compile(r"(?:\s(?:groups?|arms?))?\s(?:and|&)\s(?:for\s|with\s|in\s)?(?:the\s)?", re.I)
_RESPECTIVELY = re.compile(r"\brespectively\b", re.I)
_GROUPS = re.compile(r"\s(?:groups|arms)\b")
DEALT_REACH = 120
_SIZE_REACH = 60
LONGEST_LABEL = 120


@dataclass(frozen=True)
class Arm:
    """One side of a study as the sentence names it; `n` its size where printed beside it.

    `either` tells that each patient had one of its drugs. `dose` names a dose group ("2.5 mg/kg"), whose drugs are said
    elsewhere (`inherits`); `role` is that of an arm that is named without a drug (`named_arms`).
    """

    start: int
    end: int
    label: str
    drugs: tuple[str, ...] = ()
    control: bool = False
    dose: str = ""
    n: int | None = None
    role: Role | Literal[""] = ""
    either: bool = False

    @property
    def inherits(self) -> bool:
        """Whether its drugs must be looked up among the arms named before."""
        return bool(self.dose) and not self.drugs


def find_arms(sentence: Sentence, rules: ContextRules) -> tuple[Arm, ...]:
    """The arms that the sentence names, in order of their place; drugs given before the study are none of theirs."""
    drugs = [m for m in sentence.of_kind("drug") if not _given_before(sentence, m, rules)]
    groups = _sharing(sentence, list(_together(sentence, drugs)))
    found = _with_partners(sentence, [arm for group in groups for arm in _drug_arms(sentence, group)])
    if len({a.drugs for a in found}) <= 1:
        found = [replace(g, drugs=found[0].drugs if found else ()) for g in _dose_groups(sentence)] or found
    found += _bare_sides(sentence) if not found else []
    found += _named(sentence, found)
    taken = [(a.start, a.end) for a in found]
    for start, end in rules.spans("control", sentence.text):
        start, end = start + sentence.start, end + sentence.start
        if not any(a < end and start < b for a, b in taken):
            found.append(Arm(start, end, sentence.between(start, end), (), True))
    return tuple(_sized(sentence, a) for a in _one_each(sorted(found, key=lambda a: (a.start, a.control))))


def _named(sentence: Sentence, found: Sequence[Arm]) -> list[Arm]:
    """The arms that are named without a drug; letters only where no drugs tell the arms apart."""
    out: list[Arm] = []
    for name in load_arm_words().find(sentence.text):
        start, end = name.start + sentence.start, name.end + sentence.start
        overlaps = any(a.start < end and start < a.end for a in found)
        if not overlaps and not (found and name.role in ("lettered", "other")):
            role = _role_of(sentence, name)
            out.append(Arm(start, end, name.label, control=role == "control", role=role))
    return out


def _role_of(sentence: Sentence, name: NamedArm) -> Role:
    """The role of a named arm; a technique or a course in its name makes it a treatment."""
    techniques = sentence.of_kind("rt_technique", "rt_dose")
    start, end = name.start + sentence.start, name.end + sentence.start
    irradiated = any(start <= m.start and m.end <= end for m in techniques)
    return "treatment" if irradiated and name.role == "other" else name.role


def names_of(mention: Mention) -> tuple[str, ...]:
    """Canonical drug names of a mention: the members of a collective, else the name."""
    if not isinstance(mention.value, Concept):
        return (mention.text.lower(),)
    return mention.value.members or (mention.value.name,)


def labels_of(sentence: Sentence, arms: Sequence[Arm]) -> Iterator[tuple[str, Arm]]:
    """(short name, arm) for arms that the sentence gives a short name in brackets ("(pola-BR)")."""
    for arm in arms:
        found = _LABEL.match(sentence.text, arm.end - sentence.start)
        if arm.drugs and found and not any(m.text == found["label"] for m in sentence.of_kind("drug")):
            yield found["label"], arm


def _given_before(sentence: Sentence, mention: Mention, rules: ContextRules) -> bool:
    """Whether the words right around the drug say that it was given before the study."""
    before = re.split(r"[;:()]", sentence.between(mention.start - 90, mention.start))[-1]
    spans = rules.spans("prior", before)
    if spans and not _GIVEN_NOW.search(before, spans[-1][1] + 15):
        return True
    behind = sentence.between(mention.end, mention.end + 16)
    return any(start <= 1 for start, _ in rules.spans("prior", behind))


def _together(sentence: Sentence, drugs: Sequence[Mention]) -> Iterator[list[Mention]]:
    """The drugs in groups that are given together; a comma joins only in a list that an "and" closes."""
    group: list[Mention] = []
    for at, mention in enumerate(drugs):
        gap = sentence.between(group[-1].end, mention.start) if group else ""
        gap = _ADDED.sub("plus", gap)
        joined = bool(_TOGETHER.fullmatch(gap)) and len(gap) <= 70
        if not joined and _LISTED.fullmatch(gap) and at + 1 < len(drugs):
            joined = bool(re.fullmatch(r",?\s(?:and)\s", sentence.between(mention.end, drugs[at + 1].start)))
        parted = bool(group) and _are_parted(sentence, group, mention, gap)
        if group and (not joined or parted):
            yield group
            group = []
        group.append(mention)
    if group:
        yield group


def _are_parted(sentence: Sentence, group: list[Mention], following: Mention, gap: str) -> bool:
    """Whether words or a result between two drugs tell that they are not one regimen."""
    results = sentence.of_kind("percent", "duration", "ratio", "p_value")
    if _APART.search(gap) or any(group[-1].end <= m.start < following.start for m in results):
        return True
    if _AND_ALONE.fullmatch(gap) and _dealt_out(sentence, following):
        return True
    return bool(_WITH.search(gap)) and _is_compared(sentence, group)


def _dealt_out(sentence: Sentence, last: Mention) -> bool:
    """Whether "A and B" are two arms: each is dealt its value ("21 and 22 months for A and B, respectively").

    Not where as many events or measures are named before the values: these are dealt out to them.
    """
    behind = sentence.between(last.end, sentence.span.end)
    found = _RESPECTIVELY.search(behind)
    if found is None or _GROUPS.match(behind):
        return _GROUPS.match(behind) is not None
    until = last.end + found.start()
    results = sentence.of_kind("percent", "duration")
    values = [m for m in results if last.end <= m.start < until]
    first = values[0].start if values else last.start
    subjects = [m for m in sentence.of_kind("outcome", "adverse_event") if m.start < first]
    before = sentence.between(last.start - DEALT_REACH, last.start) if not values else ""
    return len(subjects) < 2 and (len(values) == 2 or (found.start() <= 20 and re.search(r"[0-9]", before) is not None))


def _is_compared(sentence: Sentence, group: list[Mention]) -> bool:
    """Whether the group is the first side of "compared A with B"."""
    return bool(_COMPARING.search(sentence.between(group[0].start - 40, group[0].start)))


def _sharing(sentence: Sentence, groups: list[list[Mention]]) -> list[list[Mention]]:
    """Groups with the partner that "X plus either Y or Z" gives to both."""
    out: list[list[Mention]] = []
    shared: list[Mention] = []
    for at, group in enumerate(groups):
        gap = sentence.between(group[-1].end, groups[at + 1][0].start) if at + 1 < len(groups) else ""
        if _EITHER.search(gap):
            shared = [*shared, *group]
            continue
        out.append([*shared, *group])
        if not _OR.search(gap):
            shared = []
    return out


def _drug_arms(sentence: Sentence, group: list[Mention]) -> Iterator[Arm]:
    end = group[-1].end
    start = next(m.start for m in group if end - m.start <= LONGEST_LABEL)
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
        yield Arm(start, end, label, names, bool(_COMPARED.search(before)))


def _with_partners(sentence: Sentence, arms: list[Arm]) -> list[Arm]:
    """The arms with what "both with X" gives to each; placebo arms get it when they are found."""
    partners = [a for a in arms if _BOTH_WITH.search(sentence.between(a.start - 40, a.start))]
    if not partners:
        return arms
    shared = {d for a in partners for d in a.drugs}
    return [replace(a, drugs=tuple(sorted({*a.drugs, *shared}))) for a in arms if a not in partners]


def _bare_sides(sentence: Sentence) -> list[Arm]:
    """The sides of "with and without …" where no drug is named."""
    found = _BOTH_SIDES.search(sentence.text)
    if found is None:
        return []
    start, end = sentence.start + found.start(), sentence.start + found.end()
    return [Arm(start, end, "with"), Arm(end, end, "without", (), True)]


def _dose_groups(sentence: Sentence) -> list[Arm]:
    """Groups named by their dose ("in the 2.5 mg/kg cohort", "the 8-mg/kg and 10-mg/kg cohorts")."""
    out: list[Arm] = []
    doses = sentence.of_kind("drug_dose")
    noun_end = 0
    for at, mention in reversed(list(enumerate(doses))):
        noun = _DOSE_GROUP.match(sentence.text, mention.end - sentence.start)
        if noun:
            noun_end = sentence.start + noun.end()
        elif not (noun_end and _AND_DOSE.fullmatch(sentence.between(mention.end, doses[at + 1].start))):
            noun_end = 0
            continue
        dose = re.sub(r"[\s-]+", " ", mention.text)
        out.append(Arm(mention.start, noun_end if noun else mention.end, mention.text, dose=dose))
    return out[::-1]


def _sized(sentence: Sentence, arm: Arm) -> Arm:
    """The arm with the size that is printed right behind it ("(n = 139)", "(97 patients)")."""
    for count in sentence.of_kind("count"):
        gap = sentence.between(arm.end, count.start)
        if not arm.end <= count.start <= arm.end + _SIZE_REACH or not isinstance(count.value, Count):
            continue
        beside = gap.rstrip().endswith("(") and gap.count("(") - gap.count(")") == 1
        if (beside or not gap) and count.by in ("count.n", "count.noun") and count.value.total is None:
            return replace(arm, n=count.value.events)
    return arm


def _one_each(arms: list[Arm]) -> tuple[Arm, ...]:
    """Each arm once, at its first place; a drug set named again is the same arm."""
    seen: dict[tuple[tuple[str, ...], str], Arm] = {}
    for arm in arms:
        key = (arm.drugs, arm.dose or (arm.label.lower() if not arm.drugs else ""))
        known = seen.get(key)
        seen[key] = arm if known is None else replace(known, control=known.control and arm.control)
    return tuple(seen.values())
