"""Which subject (an adverse event, an outcome measure) each value of a sentence belongs to.

Three ways of writing are read: a value in brackets behind its subject ("nausea (34 %)"), a statement ("nausea occurred
in 34 %", "34 % of patients had nausea"), and lists told apart by "respectively".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.model.mention import Mention
from pipeline.relate.sentences import Sentence
from pipeline.relate.values import Group, Value

Way = Literal["listed", "stated", "respectively"]
_FILLER = re.compile(
    r"\s*(?:[(\[][^()\[\]%]{1,30}[)\]]\s*)?(?:(?:events?|rates?|cases?|levels?|reactions?|toxicit(?:y|ies)|"
    r"occurring|was|were|in|of|"
    r"observed|reported|at)\s*)*",
    re.I,
)
_COORDINATED = re.compile(r"\s*(?:,|,?\s*(?:and|or|and/or|as well as)|/)\s*(?:[a-z≥>=0-9–-]+\s){0,4}", re.I)
_RIGHT = re.compile(
    r"[^;:%]{0,110}?\b(?:experienc(?:ed|ing)|develop(?:ed|ing)|had|having|have|has|suffer(?:ed|ing)(?: from)?|"
    r"report(?:ed|ing)|"
    r"show(?:ed|ing)|achiev(?:ed|ing)|exhibit(?:ed|ing)|presented(?: with)?|incidence of|rates? of|risk of|"
    r"frequency of|"
    r"cases? of|events of|episodes? of|died (?:of|from|due to)|death from|with)\s(?:[^,;:()%]{0,50}\s)?$",
    re.I,
)
_DIRECT_RIGHT = re.compile(r"\s?(?:[a-z]+\s){0,2}$", re.I)
_LEFT = re.compile(
    r"\b(?:occurr(?:ed|ing)|observed|reported|seen|noted|found|detected|documented|recorded|developed|"
    r"experienced|was|were|is|are|"
    r"in|of|affected|affecting|reached|at|by|:|rate|rates|incidence)\b",
    re.I,
)
_BREAKS = re.compile(r";|\.\s|\b(?:whereas|while)\b")
_RESPECTIVELY = re.compile(r"\brespectively\b", re.I)
FAR = 160


@dataclass(frozen=True)
class Pair:
    """A subject with its values, one for each arm; several subjects where one value is printed for them together."""

    subjects: tuple[Mention, ...]
    values: tuple[Value, ...]
    way: Way
    compared: bool = False


def pair(sentence: Sentence, subjects: Sequence[Mention], groups: Sequence[Group]) -> tuple[Pair, ...]:
    """The pairs of the sentence, in the order of their values; values without a subject are in none."""
    listed = {id(g): s for g in groups if (s := _listed(sentence, subjects, g))}
    used = {m.start for s in listed.values() for m in s}
    out: list[Pair] = []
    for group in groups:
        if _is_distributed(sentence, group):
            out += _distributed(sentence, subjects, group, used)
        elif id(group) in listed:
            out.append(Pair(listed[id(group)], group.values, "listed", group.compared))
        elif subject := _stated(sentence, subjects, group, used):
            out.append(Pair((subject,), group.values, "stated", group.compared))
    return tuple(out)


def _listed(sentence: Sentence, subjects: Sequence[Mention], group: Group) -> tuple[Mention, ...]:
    """The subject right in front of the bracket that holds the group; empty where there is none."""
    before = [m for m in subjects if m.end <= group.start]
    if not before:
        return ()
    last = before[-1]
    if group.opened < 0 or last.start > group.opened:
        return ()
    if not _FILLER.fullmatch(sentence.between(last.end, group.opened)):
        return ()
    return (last,)


def _is_distributed(sentence: Sentence, group: Group) -> bool:
    behind = sentence.between(group.end, sentence.span.end)
    return (
        len(group.values) > 1
        and bool(_RESPECTIVELY.search(behind[:FAR]))
        and "%" not in behind.split("respectively")[0]
    )


def _distributed(sentence: Sentence, subjects: Sequence[Mention], group: Group, used: set[int]) -> list[Pair]:
    """Values that "respectively" deals out: over as many coordinated subjects, or over the arms of one subject."""
    chain = _chain(sentence, [m for m in subjects if m.end <= group.start and m.start not in used])
    many, values = len(chain), group.values
    if many > 1 and len(values) == many:
        return [Pair((m,), (v,), "respectively") for m, v in zip(chain, values, strict=True)]
    if many > 1 and len(values) % many == 0:
        return [Pair((m,), values[i::many], "respectively", True) for i, m in enumerate(chain)]
    subject = chain[-1:] or tuple(m for m in subjects if m.start >= group.end)[:1]
    return [Pair(tuple(subject), values, "respectively", True)] if subject else []


def _chain(sentence: Sentence, before: Sequence[Mention]) -> tuple[Mention, ...]:
    """The last subjects before a place that are coordinated with each other."""
    chain: list[Mention] = []
    for mention in reversed(before):
        if chain and not _COORDINATED.fullmatch(sentence.between(mention.end, chain[0].start)):
            break
        chain.insert(0, mention)
    return tuple(chain)


def _stated(sentence: Sentence, subjects: Sequence[Mention], group: Group, used: set[int]) -> Mention | None:
    after = next((m for m in subjects if m.start >= group.end), None)
    before = next((m for m in reversed(subjects) if m.end <= group.start and m.start not in used), None)
    to_right = sentence.between(group.end, after.start) if after else ""
    if after and not _BREAKS.search(to_right) and _RIGHT.fullmatch(to_right):
        return after
    if before is None:
        return None
    to_left = sentence.between(before.end, group.start)
    if len(to_left) <= FAR and not _BREAKS.search(to_left) and _LEFT.search(to_left):
        return before
    return None
