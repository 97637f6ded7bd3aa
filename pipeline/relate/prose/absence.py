"""Events that a sentence says did not occur, or whose rate it says is not reported, after the ConText idea.

A phrase of absence (rules `absent` and `unreported` of configs/context_rules.csv) governs an event where nothing but
its attributes, its grade and other events of the same list stand between the two. "Patients without rash" are a group,
"survival free of rash" a measure and "no difference in rash" a comparison: none of them says that rash did not occur.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.model.mention import Mention
from pipeline.relate.context import ContextRules
from pipeline.relate.phrases import HAD, HOW_OFTEN, PEOPLE, any_of
from pipeline.relate.sentences import Sentence

_ATTRIBUTES = frozenset([
    "a", "an", "any", "the", "of", "in", "for", "or", "and", "nor", "and/or", "other", "further", "additional", "new",
    "severe", "serious", "acute", "late", "chronic", "early", "delayed", "long-term", "symptomatic", "asymptomatic",
    "clinical", "clinically", "significant", "relevant", "unexpected", "fatal", "lethal", "life-threatening", "major",
    "high-grade", "unacceptable", "uncontrolled", "persistent", "permanent", "irreversible", "overt", "subsequent",
    "drug", "treatment", "therapy", "radiation", "chemotherapy", "instances", "instance", "cases", "case", "episodes",
    "episode", "signs", "sign", "symptoms", "evidence", "development", "occurrence", "incidence", "grade", "grades",
    "more", "higher", "greater", "worse", "above", "single", "known", "documented", "confirmed", "reported", "was",
    "were", "is", "are", "has", "have", "had", "been", "did", "does", "do",
    "at", "all", "events", "event", "toxicity", "toxicities",
    "reactions", "complications",
])  # fmt: skip
_ATTRIBUTE = re.compile(r"[\w-]+-(?:related|induced|associated|emergent|limiting|threatening)|[≥>=]+[0-9]?", re.I)
_OTHER_NOUN = any_of(
    "differences?", "increases?", "changes?", "effects?", "relation(?:ship)?", "correlation", "associations?",
    "information", "data", "impact", "risk", "trend",
)  # fmt: skip
_OF_ANOTHER = re.compile(
    rf"\b{_OTHER_NOUN}\s(?:[\w-]+\s){{0,3}}(?:in|of|for|with|on|to|between)\s(?:[\w-]+\s){{0,3}}$", re.I
)
_THEN_ANOTHER = re.compile(rf"\b{_OTHER_NOUN}\b", re.I)
_GROUP_BEFORE = re.compile(
    rf"(?:\bsurvival|\b{PEOPLE}|\bgroups?|\b(?:with|and|or|versus|vs\.?|who|that|which|whom))\s$", re.I
)
_ALL_OF_THEM = re.compile(rf"\ball\s(?:[\w-]+\s){{0,3}}{PEOPLE}\s$", re.I)
_SHARE_HAD = re.compile(
    rf"(?:[0-9]\s?%|\b(?:most|many|some))\s(?:of\s(?:the\s|our\s)?)?{PEOPLE}\s(?:who\s)?(?:{HAD}|presenting)\s$", re.I
)
_PLAIN_NO = re.compile(r"without\b|free\b", re.I)
_COUNTED_BEFORE = re.compile(rf"\b{PEOPLE}\s(?:\([^()]*\)\s)?$", re.I)
_RATE_OF = re.compile(
    rf"\b(?:{HOW_OFTEN}|data|details|information|numbers?)\s(?:of|on|for|about)\s[^.;,]{{0,40}}$", re.I
)
_SUFFERED = re.compile(rf"(?:{PEOPLE}|one)\s(?:\w+\s){{0,3}}?{HAD}\s", re.I)
_REACH = 130


def absent_events(sentence: Sentence, events: Sequence[Mention], rules: ContextRules) -> Iterator[Mention]:
    """The events that the sentence says did not occur, in order."""
    before = _spans(sentence, rules, "absent", "before")
    behind = _spans(sentence, rules, "absent", "after")
    for event in events:
        if _OF_ANOTHER.search(sentence.between(event.start - 60, event.start)):
            continue
        ahead = [s for s in before if s[1] <= event.start <= s[1] + _REACH]
        after = [s for s in behind if event.end <= s[0] <= event.end + _REACH]
        if any(_denies(sentence, start, end, event) for start, end in ahead) or any(
            _only_attributes(sentence, event.end, start) for start, _ in after
        ):
            yield event


def unreported_events(sentence: Sentence, events: Sequence[Mention], rules: ContextRules) -> Iterator[Mention]:
    """The events whose rate the sentence says is not reported ("rates of pneumonitis were not reported")."""
    spans = _spans(sentence, rules, "unreported", "after")
    for event in events:
        told = any(_only_attributes(sentence, event.end, start) for start, _ in spans if start >= event.end)
        if told and _RATE_OF.search(sentence.between(sentence.start, event.start)):
            yield event


def _spans(sentence: Sentence, rules: ContextRules, meaning: str, reach: str) -> tuple[tuple[int, int], ...]:
    found = rules.spans(meaning, sentence.text, reach)
    return tuple((sentence.start + a, sentence.start + b) for a, b in found)


def _denies(sentence: Sentence, start: int, end: int, event: Mention) -> bool:
    """Whether a phrase of absence in front of the event is about the event itself, and about the whole group."""
    phrase, ahead = sentence.between(start, end), sentence.between(sentence.start, start)
    if _THEN_ANOTHER.search(sentence.between(event.end, event.end + 40).split(",")[0]):
        return False
    if _PLAIN_NO.match(phrase):
        group = _GROUP_BEFORE.search(ahead) and not _ALL_OF_THEM.search(ahead)
        if group or not _says_more(sentence, phrase, end, event):
            return False
    if phrase.lower() == "no" and _SHARE_HAD.search(ahead):
        return False
    if phrase.lower().startswith(("did not", "never")) and _of_some(sentence, start):
        return False
    gap_start = end
    if suffered := _SUFFERED.match(sentence.between(end, event.start).lstrip()):
        gap_start = end + suffered.end()
    return _only_attributes(sentence, gap_start, event.start)


def _says_more(sentence: Sentence, phrase: str, end: int, event: Mention) -> bool:
    """Whether "without" or "free of" is followed by more than the name: "without any", "without grade 3"."""
    return bool(sentence.between(end, event.start).strip()) or phrase.lower().startswith("free")


def _of_some(sentence: Sentence, offset: int) -> bool:
    """Whether a count of people or a relative clause is the subject right before the phrase: some, not all."""
    ahead = sentence.between(sentence.start, offset)
    if _GROUP_BEFORE.search(ahead) and not _COUNTED_BEFORE.search(ahead):
        return True
    return any(0 <= offset - m.end <= 12 for m in sentence.of_kind("count", "percent", "number"))


def _only_attributes(sentence: Sentence, start: int, end: int) -> bool:
    """Whether only attributes, grades and other events stand between two places."""
    if start > end:
        return False
    chars = list(sentence.between(start, end))
    for mention in sentence.of_kind("grade", "adverse_event"):
        for at in range(max(mention.start, start), min(mention.end, end)):
            chars[at - start] = " "
    words = (w.strip(",/()") for w in "".join(chars).split())
    return all(not w or w.lower() in _ATTRIBUTES or _ATTRIBUTE.fullmatch(w) for w in words)
