"""Numbers of a sentence as a reader takes them: "26 (58 %)" is one value, "none of the 18 patients" is 0 of 18."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.model.mention import Concept, Mention
from pipeline.model.quantity import Amount, Count
from pipeline.relate.bare_counts import count_of, names_some
from pipeline.relate.phrases import CHANGED, HAD, OCCURRED_VERBS, PEOPLE, any_of
from pipeline.relate.sentences import Sentence

AMOUNT_KINDS = ("percent", "duration", "ratio")
_P_VALUE_OPENS = re.compile(r"(?<![\w-])p(?:[- ]?values?)?\s?(?:[=<>≤≥]|of|was)\s?$", re.I)
_SAME_VALUE = re.compile(
    r"\s?(?:(?!(?:and|or|vs|versus|compared|than|while|whereas)\b)[a-z]+\s){0,5}[(\[/]\s?(?:n\s?=\s?)?", re.I
)
_SAME_BRACKET = re.compile(r"\s?[,;]\s?(?:n\s?=\s?)?", re.I)
_PERCENT_NEXT = re.compile(r"\s?\(\s?[0-9][0-9.]{0,5}\s?%")
_IN_BRACKET = re.compile(r"\s?[(\[](?:[0-9.]{1,5}\s?%\s?[,;]\s?)?")
_GROUP_WITH = re.compile(rf"\b{PEOPLE}\s(?:with|without|who had|having|developing)\s(?:[\w-]+\s){{0,3}}$", re.I)
_LIST_HOLDS = re.compile(
    rf"\s(?:of\s(?:the\s|all\s)?{PEOPLE}\s)?(?:[\w-]+\s){{0,4}}?(?:included|comprised|were|are)\b", re.I
)
_NONE_OF = re.compile(r"\sof\s(?:the\s|these\s|our\s|all\s)?", re.I)
_NONE_THERE = re.compile(r"\s(?:with|in|on|for|among|receiving|given)\s")
_DONE_TO = (
    r"\s(?:was|were)\s(?!(?:diagnosed|observed|reported|affected|hospitali[sz]ed|cured)\b)"
    r"(?:\w+ed|lost|withdrawn|given)\b"
)
_NO_ONE = re.compile(rf"\s(?:{PEOPLE})\b(?!{_DONE_TO})", re.I)
_CHANGED_FROM = re.compile(rf"\b{CHANGED}\s[^.;,%0-9]{{0,80}}\bfrom\s$", re.I)
_ARM_OF_ZERO = re.compile(r"\s(?:in|with|for|among|of)\s", re.I)
_IN_SO_MANY = re.compile(r"\s(?:in|by|of)\s(?:only\s|all\s|the\s)?$", re.I)
_HAPPENED = re.compile(rf"\b{OCCURRED_VERBS}$", re.I)
_OPENS = re.compile(r"^\W*$|,\s$|\b(?:trial|study|phase|analysis|where|which)(?:\s\([^()]*\))?,?\s$", re.I)
_WERE_STUDIED = re.compile(
    rf"(?:(?!\b{HAD}\b)[^.;]){{0,170}}?\b(?:were|was|received|underwent|have been|had been)\b", re.I
)
_FAR_NOUN = re.compile(rf"(?:\s[A-Za-z0-9+/-]+){{3,7}}?\s{PEOPLE}\b", re.I)
_SAMPLE_CUE = any_of(
    "of", "in", "on", "for", "with", "from", "included", "including", "includes", "enrolled", "recruited",
    "randomi[sz]ed", "treated", "involving", "involved", "analy[sz]ed", "evaluated", "comprised", "comprising",
    "assigned", "described", "to", "divided", "gave", r"(?:^|,|that|and|;)\s?among", "reviewed", "studied",
)  # fmt: skip
_SAMPLE_BEFORE = re.compile(
    rf"(?:(?<!\w)|^){_SAMPLE_CUE}\s(?:a total of\s|the\s|these\s|all\s|about\s|approximately\s|data of\s)*$", re.I
)


@dataclass(frozen=True)
class Value:
    """A printed value with its offsets in the linear text; `amount` is a percentage, a duration or a ratio.

    `kind` is `percent`, `duration`, `ratio` or `count`; `rule` the recogniser's rule.
    """

    start: int
    end: int
    amount: Amount | None = None
    count: Count | None = None
    kind: str = "percent"
    rule: str = ""


def values_of(sentence: Sentence) -> tuple[Value, ...]:
    """The values of the sentence; a count and its percentage are one; thresholds and sample sizes are left out."""
    kept = (v for v in all_values(sentence) if not _is_threshold(sentence, v) and not is_sample(sentence, v))
    return tuple(part for v in kept for part in _parted(sentence, v))


def all_values(sentence: Sentence) -> tuple[Value, ...]:
    """The values of the sentence with its thresholds and sample sizes, none overlapping another."""
    out: list[Value] = []
    for value in sorted(_candidates(sentence), key=lambda v: (v.start, -v.end)):
        if out and (joined := _holding(out[-1], value) or _joined(sentence, out[-1], value)):
            out[-1] = joined
        elif not out or value.start >= out[-1].end:
            out.append(value)
    return tuple(out)


def is_sample(sentence: Sentence, value: Value) -> bool:
    """Whether a count says how many were studied ("among 126 patients", "(n = 139)"), not how many had an event."""
    if value.kind != "count" or value.count is None or value.count.total is not None:
        return False
    if value.rule == "studied":
        return True
    if value.rule == "count.n":
        return not _is_of_event(sentence, value)
    if value.count.of_what == "events" or (value.rule == "count.noun" and _joins_share(sentence, value)):
        return False
    if any(m.start == value.start for m in sentence.of_kind("sample_size")):
        return True
    before, behind = sentence.between(sentence.start, value.start), sentence.between(value.end, sentence.span.end)
    if value.rule not in ("count.noun", "far") or _happened_in(sentence, value):
        return False
    return bool(_SAMPLE_BEFORE.search(before) or (_OPENS.search(before) and _WERE_STUDIED.match(behind)))


def _is_of_event(sentence: Sentence, value: Value) -> bool:
    """Whether "n = 14" stands in a bracket behind an event ("fatigue (n = 14)"), which is no group with that event."""
    event = next((m for m in reversed(sentence.of_kind("adverse_event")) if m.end <= value.start), None)
    if event is None or not _IN_BRACKET.fullmatch(sentence.between(event.end, value.start)):
        return False
    return _GROUP_WITH.search(sentence.between(sentence.start, event.start)) is None


def _joins_share(sentence: Sentence, value: Value) -> bool:
    """Whether a share in brackets follows the count: "12 patients (10 %)" had something."""
    return _PERCENT_NEXT.match(sentence.between(value.end, value.end + 40)) is not None


def _happened_in(sentence: Sentence, value: Value) -> bool:
    """Whether the words in front make the count one of events ("occurred in 5 patients", "rash in 2 patients")."""
    before = sentence.between(sentence.start, value.start)
    said = _IN_SO_MANY.search(before)
    if said is None:
        return False
    at = sentence.start + said.start()
    named = any(0 <= at - m.end <= 1 for m in sentence.of_kind("adverse_event", "outcome", "grade"))
    return named or bool(_HAPPENED.search(before[: said.start()]))


def _candidates(sentence: Sentence) -> Iterator[Value]:
    for mention in sentence.mentions:
        if mention.kind in AMOUNT_KINDS and isinstance(mention.value, Amount):
            if not _is_p_value(sentence, mention):
                yield Value(mention.start, mention.end, mention.value, None, mention.kind, mention.by)
        elif mention.kind == "count" and isinstance(mention.value, Count) and mention.value.of_what != "studies":
            yield from _counted(sentence, mention, mention.value)
        elif mention.kind == "number":
            yield from _bare(sentence, mention)
        elif mention.kind == "absence":
            yield from _none(sentence, mention)


def _is_p_value(sentence: Sentence, mention: Mention) -> bool:
    """Whether the number is a p value, which is never a share, though one may follow it ("P = 0.01, and 40%")."""
    return _P_VALUE_OPENS.search(sentence.between(mention.start - 12, mention.start)) is not None


def _counted(sentence: Sentence, mention: Mention, count: Count) -> Iterator[Value]:
    """The count; where the event itself is counted ("one treatment-related death") the number in front of its name."""
    inside = (m.start for m in sentence.of_kind("adverse_event") if mention.start < m.start < mention.end)
    event = next(inside, None)
    if event is None:
        yield Value(mention.start, mention.end, None, count, "count", mention.by)
    elif not names_some(sentence, mention):
        end = sentence.start + len(sentence.between(sentence.start, event).rstrip())
        yield Value(mention.start, end, None, count, "count", mention.by)


def _bare(sentence: Sentence, mention: Mention) -> Iterator[Value]:
    """A number without a noun of its own that counts by what stands around it; a bare 0 beside a share."""
    amount = mention.value
    if not isinstance(amount, Amount) or amount.value is None or amount.value != int(amount.value) or amount.value < 0:
        return
    far = _FAR_NOUN.match(sentence.between(mention.end, mention.end + 80))
    if far and amount.value > 1 and _SAMPLE_BEFORE.search(sentence.between(sentence.start, mention.start)):
        yield Value(mention.start, mention.end, None, Count(int(amount.value), None, "patients"), "count", "far")
    elif found := count_of(sentence, mention):
        yield Value(mention.start, mention.end, None, found[0], "count", found[1])
    elif amount.value == 0 and _arm_follows(sentence, mention):
        yield Value(mention.start, mention.end, Amount(0.0, unit="%"), None, "percent", "bare")


def _arm_follows(sentence: Sentence, mention: Mention) -> bool:
    """Whether the number is a share without its sign: an arm behind it, and shares elsewhere in the sentence."""
    behind = sentence.between(mention.end, mention.end + 12)
    return _ARM_OF_ZERO.match(behind) is not None and bool(sentence.of_kind("percent"))


def _none(sentence: Sentence, mention: Mention) -> Iterator[Value]:
    """ "None of the 18 patients" and "no patients" as counts of 0; "none with placebo" beside a share as 0 %."""
    if not isinstance(mention.value, Concept) or mention.value.name != "none":
        return
    behind = sentence.between(mention.end, mention.end + 30)
    of = _NONE_OF.match(behind)
    for count in sentence.of_kind("count"):
        if (
            of
            and count.start == mention.end + of.end()
            and isinstance(count.value, Count)
            and count.value.total is None
        ):
            yield Value(
                mention.start, count.end, None, Count(0, count.value.events, count.value.of_what), "count", "none"
            )
            return
    if _NONE_THERE.match(behind) and any(m.end < mention.start for m in sentence.of_kind("percent")):
        yield Value(mention.start, mention.end, Amount(0.0, unit="%"), Count(0), "percent", "none")
    elif people := _NO_ONE.match(behind):
        yield Value(mention.start, mention.end + people.end(), None, Count(0, None, "patients"), "count", "none")


def _holding(first: Value, second: Value) -> Value | None:
    """A count that is printed around its percentage ("46 [31 %] of 148"), as one value; None where it is none."""
    inside = first.kind == "count" and first.amount is None and second.kind == "percent" and second.end <= first.end
    return replace(first, amount=second.amount, kind="percent") if inside else None


def _joined(sentence: Sentence, first: Value, second: Value) -> Value | None:
    """Count and percentage of one fact as one value; None where the two are two facts."""
    gap = sentence.between(first.end, second.start)
    if {first.kind, second.kind} != {"count", "percent"} or second.start < first.end:
        return None
    in_bracket = "count.n" in (first.rule, second.rule) or _alone_in_bracket(sentence, first, second)
    if not _SAME_VALUE.fullmatch(gap) and not (in_bracket and _SAME_BRACKET.fullmatch(gap)):
        return None
    if any(first.end <= m.start < second.start for m in sentence.of_kind("adverse_event", "outcome")):
        return None
    if (first.count is not None and first.amount is not None) or is_sample(sentence, first):
        return None
    if second.rule == "count.n" and is_sample(sentence, second):
        return None
    count, amount = first.count or second.count, first.amount or second.amount
    return Value(first.start, second.end, amount, count, "percent", first.rule if first.count else second.rule)


def _alone_in_bracket(sentence: Sentence, first: Value, second: Value) -> bool:
    """Whether the two fill one bracket between them ("(22 patients, 30 %)")."""
    opened = sentence.between(first.start - 1, first.start) in ("(", "[")
    return opened and sentence.between(second.end, second.end + 1) in (")", "]")


def _is_threshold(sentence: Sentence, value: Value) -> bool:
    """ "(≥5%)" behind "the most common adverse events" says what the list holds, not how often one was seen."""
    if value.kind != "percent" or value.amount is None or value.amount.bound not in (">=", ">"):
        return False
    if _LIST_HOLDS.match(sentence.between(value.end, value.end + 60)):
        return True
    before = sentence.between(sentence.start, value.start).rstrip(" ≥>=⩾")
    return before.endswith("(") and sentence.between(value.end, value.end + 2).startswith(")")


def _parted(sentence: Sentence, value: Value) -> tuple[Value, ...]:
    """ "Improved from 10 to 15 months" is two values, not a range."""
    amount = value.amount
    if amount is None or amount.low is None or amount.high is None or amount.value is not None:
        return (value,)
    if not _CHANGED_FROM.search(sentence.between(value.start - 110, value.start)):
        return (value,)
    ends = (replace(amount, value=v, low=None, high=None) for v in (amount.low, amount.high))
    first, second = ends
    return replace(value, end=value.start + 1, amount=first), replace(value, start=value.start + 1, amount=second)
