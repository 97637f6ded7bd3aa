"""Numbers of a sentence put together as a reader takes them: "26 (58 %)" is one value, "15.0 months VS 11.9" a pair."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.mention import Mention
from pipeline.model.quantity import Amount, Count
from pipeline.relate.sentences import Sentence

VALUE_KINDS = ("percent", "count", "duration", "ratio")
_SAME_VALUE = re.compile(r"\s?(?:[a-z]+\s){0,3}(?:[(\[]|[,;:=/]|\s)\s?(?:n\s?=\s?)?", re.I)
_AND = r"(?:and|or|but(?: in)?|versus|vs\.?|v\.?|VS\.?|compared (?:with|to)|against|than|while|whereas)"
_BARE_LINK = re.compile(rf"\s?(?:[,/;]\s?)?(?:{_AND}\s)?(?:in\s|only\s)?", re.I)
_ARM_LINK = re.compile(
    rf"[)\]]?\s(?:in|with|for|among|of|to|on|after|who|receiving)\s[^.;%]{{0,110}}?[,]?\s{_AND}\s(?:[a-z]+\s){{0,2}}",
    re.I,
)
_SAMPLE_BEFORE = re.compile(
    r"\b(?:among|of|in|included|including|includes|enrolled|recruited|randomi[sz]ed|treated|involving|involved|"
    r"analy[sz]ed|with|"
    r"evaluated|comprised|comprising|from|assigned)\s(?:a total of\s|the\s|these\s|all\s|about\s|approximately\s)*$",
    re.I,
)
_PAIRED = re.compile(r"\b(?:vs\.?|versus|compared (?:with|to)|than|whereas|while|but)\b", re.I)


@dataclass(frozen=True)
class Value:
    """A printed value with its offsets in the linear text; `amount` is a percentage, a duration or a ratio."""

    start: int
    end: int
    amount: Amount | None = None
    count: Count | None = None
    kind: str = "percent"
    rule: str = ""


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


def values_of(sentence: Sentence) -> tuple[Value, ...]:
    """The values of the sentence; a count and its percentage are one; thresholds and sample sizes are left out."""
    out: list[Value] = []
    for mention in sentence.of_kind(*VALUE_KINDS):
        value = _value(mention)
        if out and (joined := _joined(sentence, out[-1], value)):
            out[-1] = joined
        elif not out or value.start >= out[-1].end:
            out.append(value)
    return tuple(v for v in out if not _is_threshold(sentence, v) and not is_sample(sentence, v))


def is_sample(sentence: Sentence, value: Value) -> bool:
    """Whether a count says how many were studied ("among 126 patients", "(n = 139)"), not how many had an event."""
    if value.amount is not None or value.count is None or value.count.total is not None:
        return False
    if value.rule == "count.n":
        return True
    return value.rule == "count.noun" and bool(_SAMPLE_BEFORE.search(sentence.between(sentence.start, value.start)))


def groups_of(sentence: Sentence, values: tuple[Value, ...], barriers: tuple[Mention, ...]) -> tuple[Group, ...]:
    """The values in groups; no group reaches over a barrier (the name of another event or measure)."""
    spans = tuple(bracket_spans(sentence.text, sentence.start))
    out: list[list[Value]] = []
    for value in values:
        if out and _linked(sentence, out[-1][-1], value, barriers, spans):
            out[-1].append(value)
        else:
            out.append([value])
    return tuple(Group(tuple(g), _opened(spans, g[0].start), _compared(sentence, g)) for g in out)


def _compared(sentence: Sentence, group: list[Value]) -> bool:
    return len(group) > 1 and bool(_PAIRED.search(sentence.between(group[0].end, group[-1].start)))


def _value(mention: Mention) -> Value:
    amount = mention.value if isinstance(mention.value, Amount) else None
    count = mention.value if isinstance(mention.value, Count) else None
    return Value(mention.start, mention.end, amount, count, mention.kind, mention.by)


def _joined(sentence: Sentence, first: Value, second: Value) -> Value | None:
    """Count and percentage of one fact as one value; None where the two are two facts."""
    kinds = {first.kind, second.kind}
    gap = sentence.between(first.end, second.start)
    if kinds != {"count", "percent"} or second.start < first.end or not _SAME_VALUE.fullmatch(gap):
        return None
    if "(" not in gap and "[" not in gap and "/" not in gap:
        return None
    count, amount = first.count or second.count, first.amount or second.amount
    rule = first.rule if first.count else second.rule
    return Value(first.start, second.end, amount, count, "percent", rule)


def _is_threshold(sentence: Sentence, value: Value) -> bool:
    """ "(≥5%)" behind "the most common adverse events" says what the list holds, not how often one was seen."""
    if value.amount is None or value.amount.bound not in (">=", ">") or value.kind != "percent":
        return False
    before, after = sentence.between(sentence.start, value.start), sentence.between(value.end, sentence.span.end)
    return before.rstrip(" ≥>=⩾").endswith("(") and after.startswith(")")


def _linked(
    sentence: Sentence,
    first: Value,
    second: Value,
    barriers: tuple[Mention, ...],
    spans: tuple[tuple[int, int], ...],
) -> bool:
    if any(first.end <= b.start < second.start for b in barriers) or not _same_measure(first, second):
        return False
    gap = sentence.between(first.end, second.start)
    if _opened(spans, first.start) != _opened(spans, second.start):
        return False
    return bool(_BARE_LINK.fullmatch(gap) or _ARM_LINK.fullmatch(gap))


def _same_measure(first: Value, second: Value) -> bool:
    if (first.amount is None) != (second.amount is None):
        return False
    return first.amount is None or second.amount is None or first.amount.unit == second.amount.unit


def bracket_spans(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """(open, close) of the round and square brackets of a text that begins at `start`; an unclosed one ends with it."""
    stack: list[int] = []
    for at, char in enumerate(text, start):
        if char in "([":
            stack.append(at)
        elif char in ")]" and stack:
            yield stack.pop(), at
    yield from ((opened, start + len(text)) for opened in stack)


def _opened(spans: tuple[tuple[int, int], ...], offset: int) -> int:
    return max((a for a, b in spans if a < offset < b), default=-1)
