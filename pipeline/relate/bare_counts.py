"""Whole numbers without a noun that count all the same, by what stands around them.

"12 developed", "five (16 %)", "40, 22 and 3 patients", "one pneumonitis", "diarrhea in 3, proctitis in 1". Refused:
numbers of grades, levels and cycles, "at least one", "the two main toxicities", years.
"""

from __future__ import annotations

import re

from pipeline.model.mention import Mention
from pipeline.model.quantity import Amount, Count
from pipeline.relate.phrases import HAD, PEOPLE, any_of
from pipeline.relate.sentences import Sentence

_VERB = re.compile(rf"\s(?:{PEOPLE}\s)?(?:who\s|also\s)?{HAD}\b", re.I)
_PERCENT = re.compile(r"\s?\(\s?[0-9][0-9.]{0,5}\s?%")
_STUDIED = re.compile(
    r"\s(?:were|was)\s(?:evaluable|assessable|eligible|included|analy[sz]ed|treated|available|randomi[sz]ed)\b", re.I
)
_NUMBERED = re.compile(r"\b(?:levels?|grades?|stages?|phases?|cohorts?|cycles?|arms?|days?|groups?|parts?)\s$", re.I)
_SHARE = r"(?:\s\([0-9.]{1,5}\s?%\))?"
_LIST_OF_PEOPLE = re.compile(
    rf"(?:,\s(?:and\s)?[0-9]{{1,4}}{_SHARE}){{0,6}},?\s(?:and\s)?[0-9]{{1,4}}\s(?:of\sthe\s)?{PEOPLE}\b", re.I
)
_SOME = any_of("at least", "more than", "than", "or", "the", "these", "those", "all", "both", "any", "about", "only")
_NOT_OF_EVENT = re.compile(rf"\b{_SOME}\s$", re.I)
_ONLY = re.compile(r"\bonly\s$", re.I)
_NO_COUNT = any_of("most", "main", "major", "frequent", "common", "other", "different", "further", "types?")
_NO_COUNTING = re.compile(rf"\b{_NO_COUNT}\b", re.I)
_TO_EVENT = re.compile(rf"\s(?:(?!{_NO_COUNT}|of\b|in\b|and\b)[a-z-]+\s)?", re.I)
_IN_SO_MANY = re.compile(r"\s(?:in|by)\s(?:only\s)?", re.I)
_ENDS_ITEM = re.compile(r"\s?(?:[,;.)]|and\b|$)")
FIRST_YEAR = 1900


def count_of(sentence: Sentence, mention: Mention) -> tuple[Count, str] | None:
    """What the number counts and the rule that says so (`bare`, `studied`); None where it counts nothing."""
    amount = mention.value
    if not isinstance(amount, Amount) or amount.value is None or amount.value != int(amount.value) or amount.value < 0:
        return None
    if amount.bound or _NUMBERED.search(sentence.between(mention.start - 12, mention.start)):
        return None
    number, behind = int(amount.value), sentence.between(mention.end, mention.end + 60)
    if number > 1 and _STUDIED.match(behind):
        return Count(number, None, "patients"), "studied"
    if _VERB.match(behind) or _PERCENT.match(behind) or _counts_event(sentence, mention):
        return Count(number), "bare"
    if _LIST_OF_PEOPLE.match(behind) or (number < FIRST_YEAR and _behind_event(sentence, mention)):
        return Count(number, None, "patients"), "bare"
    return None


def names_some(sentence: Sentence, count: Mention) -> bool:
    """Whether a count of events only says how many there are at least or are named: "at least one", "the two main"."""
    before = sentence.between(count.start - 16, count.start)
    return bool(_NOT_OF_EVENT.search(before) and not _ONLY.search(before)) or bool(_NO_COUNTING.search(count.text))


def _counts_event(sentence: Sentence, mention: Mention) -> bool:
    """Whether the number stands right in front of an event or its grade ("one pneumonitis", "two grade 3 events")."""
    before = sentence.between(mention.start - 16, mention.start)
    if mention.start == sentence.start and mention.text.isdigit():
        return False  # the number of a heading; a sentence begins with a number word
    if _NOT_OF_EVENT.search(before) and not _ONLY.search(before):
        return False
    start = mention.end
    grade = next((g for g in sentence.of_kind("grade") if 0 <= g.start - start <= 2), None)
    start = grade.end if grade else start
    event = next((m for m in sentence.of_kind("adverse_event") if m.start >= start), None)
    return event is not None and _TO_EVENT.fullmatch(sentence.between(start, event.start)) is not None


def _behind_event(sentence: Sentence, mention: Mention) -> bool:
    """Whether the number ends an item of a list of events ("diarrhea in 3, proctitis in 1")."""
    event = next((m for m in reversed(sentence.of_kind("adverse_event")) if m.end <= mention.start), None)
    if event is None or not _IN_SO_MANY.fullmatch(sentence.between(event.end, mention.start)):
        return False
    return _ENDS_ITEM.match(sentence.between(mention.end, mention.end + 5)) is not None
