"""How sure a result is: the interval behind a value, the p value of a value or of a comparison."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pipeline.model.mention import Mention
from pipeline.model.quantity import Amount, Interval
from pipeline.relate.prose.adverse_events import p_value_near
from pipeline.relate.sentences import Sentence
from pipeline.relate.values import Value, all_values

_SPREAD = re.compile(r"\b(?:IQR|interquartile)\b", re.I)
_LIMIT = r"(-?[0-9]{1,4}(?:\.[0-9]{1,3})?)"
_BARE = re.compile(
    rf"\s?[(\[]\s?{_LIMIT}\s?%?\s?(?:[-\u2010-\u2015\u2212,]|to)\s?{_LIMIT}\s?%?(?:\s(?:months?|years?))?\s?[)\]]"
)
NEAR = 60


def interval_of(sentence: Sentence, value: Value, until: int) -> dict[str, Any]:
    """`ci_low`, `ci_high`, `ci_level` printed right behind the value, before the next value; empty where none are.

    Two limits in a bare bracket are those of an interval where the sentence prints another one by its name.
    """
    named = [m for m in sentence.of_kind("interval") if not _SPREAD.search(m.text)]
    for mention in named:
        between = (v for v in all_values(sentence) if value.end <= v.start < mention.start)
        if value.end <= mention.start < until and isinstance(mention.value, Interval) and not any(between):
            limits = mention.value
            return {"ci_low": limits.low, "ci_high": limits.high, "ci_level": limits.level}
    return _bare_limits(sentence, value, named)


def _bare_limits(sentence: Sentence, value: Value, named: Sequence[Mention]) -> dict[str, Any]:
    found = _BARE.match(sentence.between(value.end, value.end + NEAR))
    known = next((m.value for m in named if isinstance(m.value, Interval)), None)
    printed = value.amount.value if value.amount else None
    if found is None or known is None or printed is None or not float(found[1]) <= printed <= float(found[2]):
        return {}
    return {"ci_low": float(found[1]), "ci_high": float(found[2]), "ci_level": known.level}


def p_values(sentence: Sentence, subject: Mention, values: Sequence[Value]) -> tuple[float | None, ...]:
    """The p value of each value; one behind the last of a comparison, or in front of the first, is that of all."""
    own = tuple(p_value_near(sentence, v) for v in values)
    if own[-1] is None and subject.start >= values[-1].end:
        own = (*own[:-1], p_value_near(sentence, Value(subject.start, subject.end)))
    if len(values) < 2:
        return own
    shared = own[-1] if own[-1] is not None else _in_front(sentence, subject, values[0])
    return tuple(shared if p is None else p for p in own)


def _in_front(sentence: Sentence, subject: Mention, first: Value) -> float | None:
    """The p value between the measure and its first value ("did not differ (P = 0.24) between …")."""
    between = [m for m in sentence.mentions if subject.end <= m.start < first.start]
    if any(m.kind in ("outcome", "adverse_event") for m in between):
        return None
    found = [m.value.value for m in between if m.kind == "p_value" and isinstance(m.value, Amount)]
    return found[-1] if found else None
