"""Values that stand side by side, one for each arm: "15.0 months VS 11.9 months", "1.5 % in group A and 0.7 % in B"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model.mention import Mention
from pipeline.relate.phrases import AND, CHANGED, VERSUS, any_of
from pipeline.relate.sentences import Sentence
from pipeline.relate.values import Value

_LINK = any_of(AND, VERSUS)
_PLAIN = re.compile(rf"\s?(?:[,/;]\s?)?(?:{_LINK}\s)?(?:in\s|only\s)?(?:{CHANGED}\s(?:to|by)\s)?", re.I)
_BRACKETED = re.compile(r"\s?[(\[][^()\[\]]*[)\]]")
_ARM_CUE = any_of(
    "in", "with", "for", "among", "of", "to", "on", "after", "who", "receiving", "before", "during", "without",
    "treated",
    "given", "assigned", "randomi[sz]ed",
)  # fmt: skip
_OVER_ARM = re.compile(
    rf"[)\]]?,?\s{_ARM_CUE}\b(?:[^.;%]|\.(?=[0-9])){{0,110}}?,?\s{_LINK}\s(?:{CHANGED}\s)?(?:[a-z]+\s){{0,3}}", re.I
)
_OVER_BRACKET = re.compile(rf",?\s{VERSUS}\s[^.;()%]{{0,90}}[(\[]", re.I)
_AND_BRACKET = re.compile(r",?\sand\s[^,.;()%]{0,60}[(\[]", re.I)
_DIFFER = re.compile(r"\b(?:differ\w*|compar(?:ed|ing|able)|between|similar)\b", re.I)
_SIDE = re.compile(r"\b(?:placebo|controls?|groups?|arms?|alone)\b", re.I)
_COMPARED = re.compile(rf"\b{VERSUS}(?!\w)", re.I)


@dataclass(frozen=True)
class Group:
    """Values that stand together, one for each arm or subject; `opened` is the bracket around them, -1 for none."""

    values: tuple[Value, ...]
    opened: int = -1
    compared: bool = False

    @property
    def start(self) -> int:
        """Where its first value begins."""
        return self.values[0].start

    @property
    def end(self) -> int:
        """Where its last value ends."""
        return self.values[-1].end


def groups_of(sentence: Sentence, values: Sequence[Value], barriers: Sequence[Mention]) -> tuple[Group, ...]:
    """The values in groups; no group reaches over a barrier (the name of another event or measure)."""
    spans = tuple(bracket_spans(sentence.text, sentence.start))
    out: list[list[Value]] = []
    for value in values:
        if out and _linked(sentence, out[-1][-1], value, barriers, spans):
            out[-1].append(value)
        else:
            out.append([value])
    return tuple(Group(tuple(g), opened_before(spans, g[0].start), _compared(sentence, g)) for g in out)


def _compared(sentence: Sentence, group: Sequence[Value]) -> bool:
    return len(group) > 1 and bool(_COMPARED.search(sentence.between(group[0].end, group[-1].start)))


def _linked(
    sentence: Sentence,
    first: Value,
    second: Value,
    barriers: Sequence[Mention],
    spans: tuple[tuple[int, int], ...],
) -> bool:
    if any(first.end <= b.start < second.start for b in barriers) or not _alike(first, second):
        return False
    if _graded_anew(sentence, first, second):
        return False
    gap = sentence.between(first.end, second.start).lstrip(")]")
    if opened_before(spans, first.start) != opened_before(spans, second.start):
        return bool(_OVER_BRACKET.fullmatch(gap)) or _between_sides(sentence, first, second, gap)
    bare = _BRACKETED.sub("", gap)
    return bool(_PLAIN.fullmatch(bare) or _OVER_ARM.fullmatch(bare))


def _graded_anew(sentence: Sentence, first: Value, second: Value) -> bool:
    """Whether a grade opens a second telling ("70% against 20%, and was grade 3 in 8% and 1%")."""
    told = any(first.end <= m.start < second.start for m in sentence.of_kind("grade"))
    return told and _COMPARED.search(sentence.between(first.end, second.start)) is None


def _between_sides(sentence: Sentence, first: Value, second: Value, gap: str) -> bool:
    """Whether "and" parts the brackets of two compared sides ("did not differ between A (35 %) and B (41 %)")."""
    if not (_AND_BRACKET.fullmatch(gap) and _DIFFER.search(sentence.between(sentence.start, first.start))):
        return False
    named = any(first.end <= m.start < second.start for m in sentence.of_kind("drug", "rt_technique"))
    return named or _SIDE.search(gap) is not None


def _alike(first: Value, second: Value) -> bool:
    """Whether both are counts, with or without a share beside them, or amounts in the same unit."""
    if first.count is not None and second.count is not None:
        return True
    if first.amount is None or second.amount is None:
        return first.amount is second.amount
    return first.amount.unit == second.amount.unit


def bracket_spans(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """(open, close) of the round and square brackets of a text that begins at `start`; an unclosed one ends with it."""
    stack: list[int] = []
    for at, char in enumerate(text, start):
        if char in "([":
            stack.append(at)
        elif char in ")]" and stack:
            yield stack.pop(), at
    yield from ((opened, start + len(text)) for opened in stack)


def opened_before(spans: Sequence[tuple[int, int]], offset: int) -> int:
    """Where the innermost bracket around the offset opens; -1 outside brackets."""
    return max((a for a, b in spans if a < offset < b), default=-1)
