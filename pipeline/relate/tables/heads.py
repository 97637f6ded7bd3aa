"""What one head says, be it above a column, before a row, or of a row group: event or measure, grade, arm, n, unit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.model.mention import Concept, Mention, Passage
from pipeline.model.quantity import Grade
from pipeline.relate.tables.collectives import collective_in, collective_topic
from pipeline.relate.tables.marks import (
    RATIOS,
    Counting,
    bare_grade,
    counting_of,
    is_ranged,
    is_timepoint,
    level_in,
    size_in,
    stat_in,
    timepoint_in,
    unit_in,
    without_marks,
)
from pipeline.relate.tables.roles import Wordings, spoken
from pipeline.relate.tables.topics import RESPONDERS, Topic, topic_of, unmarked

HIGHEST = 5
_OR_HIGHER = re.compile(r"\bgrades?\s*[1-5]\s+(?:or|and) (?:higher|greater|worse|above|more)\b", re.I)
_APART = re.compile(r"\bgrades?\s*(?P<grade>[<>]\s=\s?[1-5])(?![0-9.])", re.I)  # the sign "≥" typed as "> ="
ARMLESS_ROLES = frozenset({"n", "percent", "any_grade", "grade", "p_value", "interval", "total", "event", "outcome"})


@dataclass(frozen=True)
class Head:
    """Everything that one head says; empty where it does not. `graded` with no `grade` is "any grade".

    `level` is the confidence level in percent; `ranged` tells that intervals beside values are ranges or quartiles;
    `attribution` is the cause of all adverse events of a caption.
    """

    text: str = ""
    role: str = ""
    topic: Topic | None = None
    graded: bool = False
    grade: Grade | None = None
    arm: str = ""
    mentions: tuple[Mention, ...] = ()
    n: int | None = None
    unit: str = ""
    counting: Counting = ""
    stat: str = ""
    timepoint: str = ""
    level: float | None = None
    ranged: bool = False
    attribution: str = ""

    @property
    def drugs(self) -> tuple[str, ...]:
        """The canonical drugs that it names, sorted."""
        return drugs_of(self.mentions)


def drugs_of(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """The canonical names of the drugs mentioned, regimens as their members, sorted."""
    named = [m.value for m in mentions if m.kind == "drug" and isinstance(m.value, Concept)]
    return tuple(sorted({name for concept in named for name in (concept.members or (concept.name,))}))


def read_head(parts: list[tuple[str, Passage]], words: Wordings) -> Head:
    """The head whose stacked texts and recognised passages are given, topmost first."""
    text = " ".join(printed for printed, _ in parts)
    mentions = tuple(m for _, passage in parts for m in passage.mentions)
    role, wording = words.column(parts[-1][0]) if parts else ("", "")
    if not role:
        role, wording = words.column(text)
    if role == "any_grade" and not _is_any_grade(parts[-1][0], wording):
        role = ""
    topic = _whole_events(text, mentions, words) or topic_of(mentions, words, text)
    if topic and _outweighs(role, wording, topic):
        topic = None
    if topic or is_timepoint(text):
        role = ""
    head = Head(text=text, role=role, topic=topic, mentions=mentions)
    head = _with_grade(head, parts, role)
    return replace(
        head,
        arm=arm_of(parts, words),
        n=size_in(text),
        unit=unit_in(text),
        counting=counting_of(text),
        stat=stat_in(text) if size_in(text) is None else "",
        level=level_in(text),
        ranged=is_ranged(text),
        timepoint=timepoint_in(text) if (topic and topic.kind == "measure") or is_timepoint(text) else "",
    )


def _whole_events(text: str, mentions: tuple[Mention, ...], words: Wordings) -> Topic | None:
    """The topic of a head that names adverse events as a whole, whatever grade it says."""
    found = collective_in(ungraded(text, mentions), words)
    return collective_topic(found, text) if found is not None else None


def ungraded(text: str, mentions: Iterable[Mention]) -> str:
    """The text without the grades that it mentions."""
    for mention in mentions:
        text = text.replace(mention.text, " ") if mention.kind == "grade" else text
    return text


def _is_any_grade(label: str, wording: str) -> bool:
    """Whether the label says "any grade": "all" alone does, "any complication" does not."""
    return "grade" in wording or spoken(unmarked(label)) == wording


def _outweighs(role: str, wording: str, topic: Topic) -> bool:
    """Whether a head speaks of its role, not of the measure in it: "Median follow-up for OS", "End point: PFS"."""
    printed = spoken(topic.printed)
    return (role == "endpoint" and wording not in printed) or (" " in wording and len(wording) > len(printed))


def _with_grade(head: Head, parts: list[tuple[str, Passage]], role: str) -> Head:
    grades = [m for m in head.mentions if m.kind == "grade"]
    if grades:
        value = grades[-1].value
        grade = value if isinstance(value, Grade) else None
        if grade is not None and _OR_HIGHER.search(head.text):
            grade = replace(grade, high=HIGHEST)
        return replace(head, graded=True, grade=grade)
    if apart := _APART.search(head.text):
        return replace(head, graded=True, grade=bare_grade(apart["grade"].replace(" ", "")))
    if role == "any_grade":
        return replace(head, graded=True)
    under_grade = any("grade" in printed.lower() for printed, _ in parts[:-1])
    grade = bare_grade(parts[-1][0]) if under_grade and parts else None
    return replace(head, graded=grade is not None, grade=grade)


def arm_of(parts: list[tuple[str, Passage]], words: Wordings) -> str:
    """The first text of the head that is neither a role, a grade nor a size: the group whose column this is."""
    for printed, passage in parts:
        rest = without_marks(RESPONDERS.sub(" ", printed))
        if stat_in(rest) in RATIOS or is_timepoint(rest):
            continue
        for mention in passage.mentions:
            if mention.kind in ("grade", "adverse_event", "outcome"):
                rest = rest.replace(mention.text, " ")
        role, _ = words.column(rest)
        rest = re.sub(r"\b(?:no\.?|n)\s*\(?\s*%\s*\)?|%", " ", rest).strip(" ,;:()[]*†‡/-–")
        if role in ARMLESS_ROLES or bare_grade(rest) or sum(c.isalpha() for c in rest) < 2:
            continue
        return " ".join(rest.split())
    return ""
