"""Ratios that stand apart from what they measure: "The HR was estimated to be 0.78", "HR for stage IA, 1.40".

A ratio whose sentence names no measure speaks of the one measure of the sentence before it, where the sentence opens
with the ratio, or the ratio is that of a group of patients or stands behind the name of a drug. Behind a feature of
patients it may be that of a prognostic factor and is left alone.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model.mention import Concept, Mention
from pipeline.model.quantity import Amount
from pipeline.relate.sentences import Sentence

RATIOS = "ratios"
_BASIS = {"hr": "HR", "hazard ratio": "HR", "rr": "RR", "relative risk": "RR", "risk ratio": "RR", "or": "OR",
          "odds ratio": "OR"}  # fmt: skip
_LABEL = (
    r"(?<![\w-])(?P<label>HR|RR|OR|(?i:hazard ratio|relative risk|risk ratio|odds ratio))(?:\s?[(\[][A-Z]{2}[)\]])?"
)
_ESTIMATED = re.compile(
    rf"{_LABEL}\s(?:was|is)\s(?:estimated|calculated|found|reported)\s(?:to be|at|as)\s(?:[a-z]+\s)?$"
)
_OF_SUBGROUP = re.compile(rf"{_LABEL}\s(?:for|in)\s(?P<group>[^.,;:()\[\]]{{2,60}}),\s$")
_OPENS = re.compile(
    rf"(?:(?:With|At|After)\s[^,;()]{{3,50}},\s)?(?:[Tt]he\s)?"
    rf"(?:(?:[Cc]orresponding|[Oo]verall|[Pp]ooled|[Ss]tratified|[Uu]nstratified|[Ee]stimated)\s)?{_LABEL}"
)
_FOR_GROUP = re.compile(rf"{_LABEL}\s(?:for|in)\s(?:the\s)?(?:stages?|patients|women|men|those)\s")
_IN_BRACKET = re.compile(rf"\s?[(\[]{_LABEL}")
_REACH = 90


def with_ratios(sentence: Sentence, before: Sentence | None) -> Sentence:
    """The sentence with its ratios as such, and with the measure of the sentence before where its own names none."""
    read = _with(sentence, [r for m in sentence.of_kind("number") if (r := _as_ratio(sentence, m))])
    if before is None or not read.of_kind("ratio") or read.of_kind("outcome", "adverse_event"):
        return read
    measures = {m.value.name: m for m in before.of_kind("outcome") if isinstance(m.value, Concept)}
    place = _label_of(read)
    if len(measures) != 1 or place is None:
        return read
    start, end = place
    (measure,) = measures
    return _with(read, [Mention("outcome", start, end, sentence.between(start, end), Concept(measure), RATIOS)])


def _as_ratio(sentence: Sentence, number: Mention) -> Mention | None:
    """The number as a ratio by the words in front of it; None for any other number."""
    before = sentence.between(number.start - _REACH, number.start)
    named = _ESTIMATED.search(before) or _OF_SUBGROUP.search(before)
    if named is None or not isinstance(number.value, Amount) or number.value.value is None:
        return None
    return replace(number, kind="ratio", value=replace(number.value, basis=_BASIS[named["label"].lower()]), by=RATIOS)


def _label_of(sentence: Sentence) -> tuple[int, int] | None:
    """Where the first label stands that may speak of the sentence before: it opens, is a group's, or a drug's."""
    opening = _OPENS.match(sentence.text) or _FOR_GROUP.search(sentence.text)
    if opening:
        return sentence.start + opening.start("label"), sentence.start + opening.end("label")
    for drug in sentence.of_kind("drug"):
        found = _IN_BRACKET.match(sentence.text, drug.end - sentence.start)
        if found:
            return sentence.start + found.start("label"), sentence.start + found.end("label")
    return None


def _with(sentence: Sentence, found: list[Mention]) -> Sentence:
    """The sentence with the mentions found in place of those that begin where they do."""
    starts = {m.start for m in found}
    kept = (m for m in sentence.mentions if m.start not in starts or m.kind != "number")
    return replace(sentence, mentions=tuple(sorted((*kept, *found), key=lambda m: m.start)))
