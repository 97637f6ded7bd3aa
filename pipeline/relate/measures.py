"""Outcome measures: which value fits which measure, and what the words around a measure make of it."""

from __future__ import annotations

import re

from pipeline.model.mention import Concept, Mention
from pipeline.relate.values import Value
from pipeline.vocabulary import load

TIME_GROUPS = ("time to event", "duration")
EXPOSURE_GROUP, FAILURE_GROUP, RESPONSE_GROUP = "exposure", "control and failure", "response"
TIMED_RESPONSES = frozenset({"DOR", "CNS-DOR", "TTR"})
ONLY_TIMES = frozenset({"treatment discontinuation time", "CNS disease control time", "length of hospital stay"})
_UNLISTED_TIME = re.compile(r"\bsurvival$|\binterval$|^time to\b|^freedom from\b")
_TIME_ALONE = re.compile(r"^time to\b")


def measure_of(subject: Mention) -> str:
    """The canonical measure of an outcome mention."""
    return subject.value.name if isinstance(subject.value, Concept) else subject.text


def group_of(measure: str) -> str:
    """The group of the measure in the vocabulary; empty where it has none."""
    entry = load("outcomes").find(measure)
    return entry.group if entry else ""


def is_time(measure: str) -> bool:
    """Whether the measure is a time (its value may be months as well as a share at a time point)."""
    return measure in TIMED_RESPONSES or group_of(measure) in TIME_GROUPS or bool(_UNLISTED_TIME.search(measure))


def fits(measure: str, value: Value) -> bool:
    """Months for times, shares for all but pure times, a ratio for all, a count for what is counted.

    A count without a total fits responses alone, for which papers print it so ("six had a partial response").
    """
    if value.kind == "duration":
        return is_time(measure)
    if value.kind == "percent":
        return measure not in ONLY_TIMES and not _TIME_ALONE.match(measure)
    if value.kind == "count":
        counted = value.count is not None and (value.count.total is not None or value.count.events == 0)
        return (counted or group_of(measure) == RESPONSE_GROUP) and not is_time(measure)
    return True
