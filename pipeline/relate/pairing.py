"""Which subject (an adverse event, an outcome measure) each value of a sentence belongs to.

Three ways of writing are read: a value in brackets behind its subject ("nausea (34 %)"), a statement ("nausea occurred
in 34 %", "34 % of patients had nausea"), and lists told apart by "respectively".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.model.mention import Mention
from pipeline.relate.groups import Group
from pipeline.relate.phrases import (
    AMOUNTED,
    CASES,
    CHANGED,
    COMPARATIVE,
    HAD,
    HOW_OFTEN,
    OCCURRED,
    OCCURRED_VERBS,
    PEOPLE,
    PREPOSITION,
    VERSUS,
    any_of,
)
from pipeline.relate.sentences import Sentence
from pipeline.relate.values import Value

Way = Literal["listed", "stated", "respectively"]
Accepts = Callable[[Mention, Value], bool]
_FILLER = re.compile(
    rf"[\s(]*(?:[^()\[\]%]{{1,30}}[)\]]\s*)?(?:(?:{CASES}|{HOW_OFTEN}|{OCCURRED}|levels?|reactions?)\s*)*", re.I
)
_UNKNOWN_ITEM = r"(?:,\s(?!and\b|or\b)(?:[\w-]+\s?){1,3}(?=,|\sand\b|\sor\b)){0,2}"
_JOINED = r"(?:,|,?\s*(?:and|or|and/or|as well as)|/)"
_COORDINATED = re.compile(
    rf"{_UNKNOWN_ITEM}\s*{_JOINED}\s*(?!including|such as|namely)(?:[a-z≥>=0-9–-]+\s){{0,4}}", re.I
)
_MANNER = r"(?:[^\s,;:()%]+\s){0,6}"
_RIGHT = re.compile(
    rf"[)\]]?(?:\s{any_of('of', 'in', 'among', 'with')}\s[^,;:()%]{{0,90}}?|\s{PEOPLE}[^,;:()%]{{0,60}}?"
    rf"|\s\([^()]{{0,80}}\))?"
    rf"\s(?:who\s|also\s|subsequently\s)?{HAD}\s{_MANNER}",
    re.I,
)
_HOW_OFTEN_RIGHT = re.compile(rf"\s(?:[a-z-]+\s){{0,2}}{HOW_OFTEN}\s(?:of|for)\s{_MANNER}", re.I)
_DIRECT_RIGHT = re.compile(r"\s(?:for\s)?(?:(?!of\b|in\b|and\b|or\b|with\b|for\b|vs\b|to\b)[a-z0-9–-]+\s){0,2}", re.I)
_BRACKETED = re.compile(r"\s?[(\[][^()\[\]]*[)\]]")
_OF_PEOPLE = re.compile(rf"[)\]]?\s(?:{any_of('of', 'in', 'among')}\s[^,;:()%]{{0,60}})?", re.I)
_WHOSE_TOTAL = re.compile(
    rf"\s?(?:{PEOPLE}\s)?(?:who\s(?:had\s|have\s)?{HAD}\s{_MANNER}|with\s(?:(?!{HAD}\b)[^\s,;:()%]+\s){{0,6}})", re.I
)
ABSOLUTE = re.compile(
    r"\babsolute\s(?:[a-z]+\s){0,2}?(?:benefit|detriment|difference|improvement|reduction|gain|increase|decrease)"
    r"\s(?:in\s[^.,;:()]{2,40}\s)?(?:of|was)\s(?:only\s)?$",
    re.I,
)
_ELLIPTIC = re.compile(
    rf"[)\]]?\s(?:(?:{HAD}|with|as|were|was)\s)?(?:an?\s)?(?:grades?\s\S{{1,5}}\s(?:or\s[a-z]+\s)?)?", re.I
)
_NEGATED = re.compile(r"\b(?:no|without|not|never)\b", re.I)
_OF_BEHIND = re.compile(rf"[)\]]?\sof\s{_MANNER}", re.I)
_RATE_BEFORE = re.compile(rf"\b{HOW_OFTEN}\s[(\[]$", re.I)
_OF_RIGHT = re.compile(rf"\s(?:of|with(?=[^,;]*grade))\s{_MANNER}", re.I)
_TAIL_VERB = re.compile(rf"(?:\b{AMOUNTED}|[:=])\s?(?:[a-z-]+\s){{0,4}}(?:[≤≥<>~]\s?)?$", re.I)
_TAIL_LINK = re.compile(rf"\b{PREPOSITION}\s(?:[a-z-]+\s){{0,3}}$", re.I)
_MEDIAN_AHEAD = re.compile(r"\s?[;,:]\s(?:with\s)?(?:an?\s)?(?:median|mean)s?:?\s(?:of\s)?(?:[a-z]+\s)?", re.I)
_WITH_VALUE = re.compile(r"\b(?:differ\w*|significant\w*|favou?r\w*|similar),\swith\s(?:rates?\sof\s)?$", re.I)
_HAPPENED = re.compile(rf"\b{any_of(OCCURRED_VERBS, HOW_OFTEN)}(?!\w)", re.I)
_COMPARED = re.compile(rf"\b{any_of(COMPARATIVE, CHANGED, VERSUS)}(?!\w)", re.I)
_AGAINST = re.compile(rf"\b{VERSUS}(?!\w)", re.I)
_BREAKS = re.compile(r";|\.\s|\b(?:whereas|while)\b")
_INCLUDING = re.compile(
    r",?\s?\(?(?:including|such as|namely|e\.g\.,?|comprising|consisting of)\s(?:[\w-]+\s){0,4}$", re.I
)
_AND_ONE_MORE = re.compile(r"\sand\s(?!grade)[a-z-]+\s", re.I)
_NAME_KINDS = ("study", "author_year", "drug", "drug_dose")
_ARM_NOUN = re.compile(r"(?:groups?|arms?|cohorts?|patients|trials?|study|alone)\s$", re.I)
_RESPECTIVELY = re.compile(r"\brespectively\b", re.I)
MEASURE_PHRASES = "measure_phrases"
FAR = 160
SHORT = 30
LIST_LOOK_BACK = 60


@dataclass(frozen=True)
class Pair:
    """A subject with its values, one for each arm, and the way of writing that it was read from."""

    subject: Mention
    values: tuple[Value, ...]
    way: Way
    compared: bool = False


def pair(
    sentence: Sentence, subjects: Sequence[Mention], groups: Sequence[Group], accepts: Accepts
) -> tuple[Pair, ...]:
    """The pairs of the sentence in the order of their values; values that no subject accepts are in none."""
    listed = {g.start: s for g in groups if (s := _listed(sentence, _fitting(subjects, g, accepts), g))}
    used = {m.start for m in listed.values()}
    out: list[Pair] = []
    for group in groups:
        fitting = _fitting(subjects, group, accepts)
        dealt = _dealt(sentence, fitting, group, used, listed.get(group.start))
        if dealt:
            out += dealt
        elif group.start in listed:
            out.append(Pair(listed[group.start], group.values, "listed", group.compared))
        elif subject := _stated(sentence, fitting, group, groups, used):
            out.append(Pair(subject, group.values, "stated", group.compared))
    return tuple(out)


def _fitting(subjects: Sequence[Mention], group: Group, accepts: Accepts) -> list[Mention]:
    return [m for m in subjects if accepts(m, group.values[0])]


def _listed(sentence: Sentence, subjects: Sequence[Mention], group: Group) -> Mention | None:
    """The subject right in front of the bracket that holds the group."""
    last = next((m for m in reversed(subjects) if m.end <= group.start), None)
    if last is None or group.opened < 0 or last.start > group.opened:
        return None
    return last if _FILLER.fullmatch(sentence.between(last.end, group.opened)) else None


def _dealt(
    sentence: Sentence, subjects: Sequence[Mention], group: Group, used: set[int], listed: Mention | None
) -> list[Pair]:
    """Values dealt out over as many coordinated subjects, or over subjects times arms; empty where they are not."""
    if len(group.values) < 2:
        return []
    free = [m for m in subjects if m.end <= group.start and (m.start not in used or m is listed)]
    chain, values = _chain(sentence, free), group.values
    told = bool(_RESPECTIVELY.search(sentence.between(group.end, group.end + FAR)))
    if len(chain) == len(values) and (told or not group.compared) and len(chain) > 1:
        return [Pair(m, (v,), "respectively") for m, v in zip(chain, values, strict=True)]
    if told and len(chain) > 1 and len(values) % len(chain) == 0:
        shares = _shares(sentence, values, len(chain))
        return [Pair(m, share, "respectively", True) for m, share in zip(chain, shares, strict=True)]
    if len(chain) > 1 and _is_list_each(sentence, values, len(chain)):
        return [Pair(m, values[at :: len(chain)], "respectively", True) for at, m in enumerate(chain)]
    alone = told and len(chain) == 1 and len(values) == 2 and listed is None
    if alone and _AND_ONE_MORE.match(sentence.between(chain[0].end, group.start)):
        return [Pair(chain[0], values[:1], "respectively")]
    return []


def _is_list_each(sentence: Sentence, values: tuple[Value, ...], parts: int) -> bool:
    """Whether each of two sides prints one value for each subject ("12% and 8% in A versus 6% and 3% in B")."""
    if len(values) != 2 * parts:
        return False
    at = [i for i in range(1, len(values)) if _AGAINST.search(sentence.between(values[i - 1].end, values[i].start))]
    return at == [parts]


def _shares(sentence: Sentence, values: tuple[Value, ...], parts: int) -> list[tuple[Value, ...]]:
    """The values of each subject: side by side in "A vs B, C vs D", else by turns ("A and C vs B and D")."""
    size = len(values) // parts
    if _COMPARED.search(sentence.between(values[0].end, values[1].start)):
        return [values[i * size : (i + 1) * size] for i in range(parts)]
    return [values[i::parts] for i in range(parts)]


def _chain(sentence: Sentence, before: Sequence[Mention]) -> tuple[Mention, ...]:
    """The last subjects before a place that are coordinated with each other."""
    chain: list[Mention] = []
    for mention in reversed(before):
        if chain and not _COORDINATED.fullmatch(sentence.between(mention.end, chain[0].start)):
            break
        chain.insert(0, mention)
    return tuple(chain)


def _stated(
    sentence: Sentence, subjects: Sequence[Mention], group: Group, groups: Sequence[Group], used: set[int]
) -> Mention | None:
    after = next((m for m in subjects if m.start >= group.end), None)
    if group.values[0].kind == "ratio":
        return next((m for m in reversed(subjects) if m.end <= group.start), None) or _rated(sentence, group, after)
    if ABSOLUTE.search(sentence.between(group.start - LIST_LOOK_BACK, group.start)):
        return _differing(sentence, subjects, group, after)
    gap = sentence.between(group.end, after.start) if after else ""
    if _NEGATED.search(gap) and _RIGHT.fullmatch(gap):
        return None
    if after and _leads_to(gap, group, after):
        return after
    if after and _is_rate_of(sentence, group, after):
        return after
    if after and _is_led(sentence, subjects, groups) and _ELLIPTIC.fullmatch(sentence.between(group.end, after.start)):
        return after
    before = next((m for m in reversed(subjects) if m.end <= group.start and m.start not in used), None)
    if before is None:
        return None
    return _head_of_list(sentence, subjects, before) if _follows(sentence, before, group, groups) else None


def _differing(sentence: Sentence, subjects: Sequence[Mention], group: Group, after: Mention | None) -> Mention | None:
    """The measure of an absolute difference: the one before it, else the one behind ("a gain of 4% in OS")."""
    before = next((m for m in reversed(subjects) if m.end <= group.start and m.kind == "outcome"), None)
    if before is not None or after is None or after.kind != "outcome":
        return before
    return after if ";" not in _BRACKETED.sub("", sentence.between(group.end, after.start)) else None


def _is_rate_of(sentence: Sentence, group: Group, after: Mention) -> bool:
    """Whether a share leads to the event by "of": "an incidence (8%) of grade 5 toxicity", "6% of grade 2 nausea"."""
    gap = sentence.between(group.end, after.start)
    graded = any(0 <= g.start - group.end <= 6 for g in sentence.of_kind("grade"))
    rate = _RATE_BEFORE.search(sentence.between(group.start - SHORT, group.start))
    return bool((graded or rate) and _OF_BEHIND.fullmatch(gap))


def _is_led(sentence: Sentence, subjects: Sequence[Mention], groups: Sequence[Group]) -> bool:
    """Whether the values of the sentence stand in front of their subjects, as the first of them does."""
    first = next((m for m in subjects if m.start >= groups[0].end), None)
    if first is None or any(m.end <= groups[0].start for m in subjects):
        return False
    return _leads_to(sentence.between(groups[0].end, first.start), groups[0], first)


def _rated(sentence: Sentence, group: Group, after: Mention | None) -> Mention | None:
    """The measure behind its ratio ("HR 0.62 for OS"); a ratio in the brackets of something else is a factor's."""
    gap = _BRACKETED.sub("", sentence.between(group.end, after.start)) if after else ""
    return after if len(gap) <= FAR // 2 and not re.search(r"[;)\]]", gap) else None


def _leads_to(gap: str, group: Group, subject: Mention) -> bool:
    """Whether the words between a value and the next subject make it the value of that subject.

    "27 of the 29 patients who had surgery" says who the 29 are, not what happened to the 27.
    """
    count = group.values[-1].count
    if count is not None and count.total is not None and _WHOSE_TOTAL.fullmatch(gap):
        return False
    if subject.by == MEASURE_PHRASES and _OF_PEOPLE.fullmatch(_BRACKETED.sub("", gap)):
        return True
    if _RIGHT.fullmatch(gap) or _HOW_OFTEN_RIGHT.fullmatch(gap) or _DIRECT_RIGHT.fullmatch(gap):
        return True
    return group.values[-1].kind == "count" and bool(_OF_RIGHT.fullmatch(gap))


def _follows(sentence: Sentence, subject: Mention, group: Group, groups: Sequence[Group]) -> bool:
    """Whether the words between a subject and a later value make it the subject's value."""
    until = group.opened if group.opened > subject.end else group.start
    gap = sentence.between(subject.end, until)
    if _MEDIAN_AHEAD.fullmatch(gap):
        return True
    if len(gap) > FAR or _BREAKS.search(gap):
        return False
    loose = group.opened > subject.end and not _behind_name(sentence, group.opened)
    if loose and any(subject.end <= g.start < group.start and g.opened >= 0 for g in groups):
        return False
    if len(gap) <= SHORT or _TAIL_VERB.search(gap) or _WITH_VALUE.search(gap):
        return True
    if group.opened > subject.end:
        return bool(_behind_name(sentence, group.opened) or _HAPPENED.search(gap) or _COMPARED.search(gap))
    return bool(_TAIL_LINK.search(gap) and (_HAPPENED.search(gap) or _COMPARED.search(gap)))


def _behind_name(sentence: Sentence, opened: int) -> bool:
    """Whether a bracket stands right behind the name of a study, a drug or an arm, whose value it then holds."""
    named = any(0 <= opened - m.end <= 1 for m in sentence.of_kind(*_NAME_KINDS))
    return named or bool(_ARM_NOUN.search(sentence.between(opened - 12, opened)))


def _head_of_list(sentence: Sentence, subjects: Sequence[Mention], last: Mention) -> Mention | None:
    """The event that a list only spells out ("fatal infections, including pneumonia and sepsis, occurred in 5 %").

    None where the list spells out something that is no known event: the number is not that of its last member.
    """
    chain = _chain(sentence, [m for m in subjects if m.end <= last.end])
    heads = [m for m in subjects if m.end <= chain[0].start]
    if heads and _INCLUDING.fullmatch(sentence.between(heads[-1].end, chain[0].start)):
        return heads[-1]
    before = sentence.between(chain[0].start - LIST_LOOK_BACK, chain[0].start)
    return None if len(chain) > 1 and _INCLUDING.search(before) else last
