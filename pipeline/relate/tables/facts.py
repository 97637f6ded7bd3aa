"""A value, what it counts and whom it speaks of -> a finding: how often an event was seen, the result of a measure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from pipeline.model.finding import AdverseEvent, Finding, Outcome
from pipeline.model.quantity import Grade
from pipeline.relate.measures import group_of, is_time
from pipeline.relate.tables.grid import Grid
from pipeline.relate.tables.heads import Head
from pipeline.relate.tables.layout import Layout
from pipeline.relate.tables.marks import RATIOS, Counting
from pipeline.relate.tables.subjects import Subject
from pipeline.relate.tables.topics import Topic
from pipeline.relate.tables.values import Absence, Value, read_values

ROUNDED = 0.6
CONTROL_GROUP = "control and failure"


def event_finding(
    topic: Topic, grade: Grade | None, shares: dict[str, Any], subject: Subject, at: dict[str, Any]
) -> Finding | None:
    """How often the event was seen; None where no number is known or the grade is 0, which is no event."""
    numbers = [shares.get(k) for k in ("events", "rate", "rate_low", "rate_high")]
    if all(n is None for n in numbers) or (grade is not None and grade.high == 0):
        return None
    zero = 0 in (shares.get("events"), shares.get("rate"))
    return AdverseEvent(
        **_event_columns(topic, grade, subject),
        **({"total": subject.total} | shares),
        reported="zero" if zero else "yes",
        **at,
    )


def absent_event(topic: Topic, grade: Grade | None, absent: Absence, subject: Subject, at: dict[str, Any]) -> Finding:
    """The event with an explicit zero ("No"), or the statement that it is not reported or does not apply."""
    events = 0 if absent == "zero" else None
    total = subject.total
    return AdverseEvent(**_event_columns(topic, grade, subject), events=events, total=total, reported=absent, **at)


def _event_columns(topic: Topic, grade: Grade | None, subject: Subject) -> dict[str, Any]:
    return {
        **subject.columns(),
        "term": topic.name.lower(),
        "term_printed": topic.printed,
        "serious": True if topic.name.startswith("serious") else None,
        "comparator": subject.comparator,
        "grade_low": grade.low if grade else None,
        "grade_high": grade.high if grade else None,
        "grade_scale": grade.scale if grade else "",
        "attribution": topic.attribution,
    }


def shares_of(value: Value, counting: Counting, pair: Value | None = None) -> dict[str, Any]:
    """`events`, `total`, `rate` or its ends from a cell and the percent cell beside it, after what the head counts."""
    if value.spread:
        return {}
    percent = value.unit == "%" or counting in ("percent", "percent_count")
    if percent:
        counted = value.aside if counting == "percent_count" or value.of is not None else None
        return _rate(value) | _counts(value.counted if counted is None else counted, value.of)
    if not value.whole and counting == "":
        return _rate(value)
    if not value.whole or value.high is not None or (value.interval is not None and value.aside is None):
        return {}
    share = pair or (None if value.aside is None else Value(value.aside, False, bound=value.aside_bound))
    return _counts(value.number, value.of) | (_rate(share) if share else {})


def _rate(value: Value) -> dict[str, Any]:
    if max(value.number, value.high or 0) > 100:
        return {}
    if value.high is not None or value.bound in ("<", "<="):
        return {"rate_low": None if value.bound else value.number, "rate_high": value.high or value.number}
    return {"rate_low": value.number} if value.bound in (">", ">=") else {"rate": value.number}


def _counts(events: float | None, total: int | None) -> dict[str, Any]:
    if events is None or events != int(events):
        return {}
    return {"events": int(events)} | ({"total": total} if total is not None else {})


def measure_finding(
    topic: Topic, head: Head, value: Value, pair: Value | None, subject: Subject, at: dict[str, Any]
) -> Finding | None:
    """The result of a measure; None where the table says neither unit nor count."""
    if head.stat == "hazard ratio" and not _has_hazard(topic.name):
        return None
    numbers = _ratio(head, value) if head.stat in RATIOS else _result(topic, head, value, pair, subject.total)
    if not numbers:
        return None
    if "events" in numbers or numbers.get("unit") == "%":
        numbers = {"total": subject.total, "stat": "rate"} | numbers
    timepoint = head.timepoint or value.timepoint
    said: dict[str, Any] = {"stat": head.stat, "timepoint": timepoint, "comparator": subject.comparator}
    return Outcome(**subject.columns(), measure=topic.name, **(said | numbers), **at)


def _ratio(head: Head, value: Value) -> dict[str, Any]:
    return {"value": value.number, "bound": value.bound, **_confidence(value, head)}


def _result(topic: Topic, head: Head, value: Value, pair: Value | None, total: int | None) -> dict[str, Any]:
    unit = value.unit or head.unit
    shared = _is_share(value, total) or (topic.consequence and value.whole and value.aside is not None)
    counted = not unit and (shared or _is_none_of(topic, value, total))
    timed = unit not in ("", "%")
    alone = value.aside is None and value.of is None
    if value.interval is not None and alone and head.counting == "count_percent" and not timed:
        return {"value": value.number, "unit": "%", **_confidence(value, head)}
    counts = head.counting in ("count", "count_percent") and not timed
    if counted or counts or pair is not None or (value.of is not None and unit != "%"):
        shares = _share(shares_of(value, "count", pair))
        return shares | _confidence(value, head) if shares else {}
    if not unit or (unit == "%" and value.number > 100):
        return {}
    if unit != "%" and not is_time(topic.name):
        return {}
    shares = shares_of(value, "percent_count") if unit == "%" and value.of is not None else {}
    numbers = {k: shares[k] for k in ("events", "total") if k in shares}
    if value.high is not None:
        return numbers | {"value_low": value.number, "value_high": value.high, "unit": unit}
    return numbers | {"value": value.number, "bound": value.bound, "unit": unit, **_confidence(value, head)}


def _share(shares: dict[str, Any]) -> dict[str, Any]:
    """Counts with their percentage as the value of a measure: "1 (<1%)" is one event, less than 1 percent."""
    counts = {k: shares[k] for k in ("events", "total") if k in shares}
    rate = shares.get("rate", shares.get("rate_high"))
    bound = "" if "rate" in shares else "<"
    return counts | ({"value": rate, "bound": bound, "unit": "%"} if rate is not None else {})


def _has_hazard(measure: str) -> bool:
    """Whether events in time define the measure: a share of responders has no hazard."""
    return is_time(measure) or group_of(measure) == CONTROL_GROUP


def _is_none_of(topic: Topic, value: Value, total: int | None) -> bool:
    """Whether a bare 0 counts none of the patients: as many as 0 percent of them."""
    alone = value.aside is None and value.interval is None and value.high is None
    return value.number == 0 and value.whole and alone and total is not None and not is_time(topic.name)


def _is_share(value: Value, total: int | None) -> bool:
    """Whether "7 (4.1)" is a count with its percentage, as the number of patients confirms."""
    if not value.whole or value.aside is None:
        return False
    return value.share or (bool(total) and abs(100 * value.number / (total or 1) - value.aside) <= ROUNDED)


def _confidence(value: Value, head: Head) -> dict[str, Any]:
    if value.interval is None or head.ranged:
        return {}
    low, high = value.interval
    return {"ci_low": low, "ci_high": high, "ci_level": value.level if value.level is not None else head.level}


def with_p_value(grid: Grid, layout: Layout, row: int, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings of a row with the p value that a column of its row prints, where it prints one."""
    printed = [v.number for c in layout.columns("p_value") for v in read_values(grid.text(row, c))]
    p = printed[0] if len(printed) == 1 and printed[0] <= 1 else None
    for finding in findings:
        yield replace(finding, p_value=p) if p is not None and isinstance(finding, AdverseEvent | Outcome) else finding
