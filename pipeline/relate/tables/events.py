"""Adverse events listed in one cell: "Neutropenia (1) (grade 3) Lung toxicity (2)", "12% grade 3 nausea; rash 4%"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.model.finding import Finding
from pipeline.model.geometry import Span
from pipeline.model.mention import Concept, Mention, Passage
from pipeline.model.quantity import Amount, Count, Grade
from pipeline.relate.tables.facts import absent_event, event_finding, shares_of
from pipeline.relate.tables.grid import Grid
from pipeline.relate.tables.heads import Head
from pipeline.relate.tables.prose import cell_results
from pipeline.relate.tables.subjects import Subject, place
from pipeline.relate.tables.topics import ANY_EVENT, Topic, toxicity_of
from pipeline.relate.tables.values import absence, read_values

_NUMBERS = ("count", "percent")
_UNKNOWN = re.compile(r"(?P<name>[A-Z][a-z]+(?:[ /-][a-z]+){0,5}) ?\((?:n ?= ?)?[0-9]+(?:\)|,)")
_DENIED = re.compile(r"\W*(?:no|none|without)\s", re.I)
_LEADING = re.compile(r"[\s,;]*(?P<count>[0-9]{1,4})\s+(?=[A-Za-z])")
_LIST_END = re.compile(r"[;\n]")
_SAID_OF_ALL = re.compile(
    r"\b(?:no|none|any|in|of|patients|pts|toxicit(?:y|ies)|adverse events?|events?|AEs?)\b"
    r"|\b(?:after|during|following) (?:RT|radiotherapy|treatment|therapy)\b|[^\w]", re.I
)  # fmt: skip
_RANGE = re.compile(r"\( ?[0-9]+ ?[-–] ?[0-9]+ ?\)")


@dataclass(frozen=True)
class Listed:
    """An event of a list with the stretch of the cell that speaks of it."""

    topic: Topic
    start: int
    end: int


def cell_events(grid: Grid, row: int, col: int, head: Head, subject: Subject) -> Iterator[Finding]:
    """The events that a cell lists with a number; an explicit zero or "not reported" speaks of events as a whole."""
    at, passage = place(grid, row, col), grid.passage(row, col)
    absent = absence(grid.text(row, col), grid.abbreviations)
    if absent:
        topic = head.topic if head.topic and head.topic.kind == "event" else Topic("event", ANY_EVENT, head.text)
        yield absent_event(topic, head.grade, absent, subject, at)
        return
    values = read_values(grid.text(row, col))
    if values and head.topic is not None and head.topic.kind == "event":
        shares = (shares_of(value, head.counting) for value in values[:1] if len(values) == 1)
        yield from (f for s in shares if (f := event_finding(head.topic, head.grade, s, subject, at)))
        return
    listed_events = _listed(passage)
    if not listed_events:
        yield from (f for f in cell_results(grid, row, col, (), subject) if f.kind == "adverse_event")
    for listed in listed_events:
        for grade, part in _graded(passage, listed):
            numbers = _numbers(passage, part)
            found = event_finding(listed.topic, grade, numbers or _none(passage.text, part), subject, at)
            if found is not None:
                yield found


def _as_a_whole(passage: Passage, item: Span) -> list[Listed]:
    """What an item of a grade and no event is about: all events ("No grade ≥3", "G≥3: 20%"), or an organ's toxicity."""
    mentions = passage.within(item)
    grades = [m for m in mentions if m.kind == "grade"]
    rest = item.of(passage.text)
    for mention in (m for m in mentions if m.kind in ("grade", "number", *_NUMBERS)):
        rest = rest.replace(mention.text, " ")
    rest = " ".join(_SAID_OF_ALL.sub(" ", rest).split())
    organ = toxicity_of(rest) if rest else None
    if len(grades) != 1 or (rest and organ is None):
        return []
    return [Listed(organ or Topic("event", ANY_EVENT, passage.text), item.start, item.end)]


def _graded(passage: Passage, listed: Listed) -> list[tuple[Grade | None, Listed]]:
    """The stretch of an event, parted where several grades follow each other: "grade 1 (12), grade 2 (2)"."""
    grades = [(m.start, m.value) for m in _within(passage, listed, "grade") if isinstance(m.value, Grade)]
    if len(grades) < 2:
        return [(grades[0][1] if grades else None, listed)]
    ends = [start for start, _ in grades[1:]] + [listed.end]
    return [(g, replace(listed, start=start, end=end)) for (start, g), end in zip(grades, ends, strict=True)]


def _listed(passage: Passage) -> list[Listed]:
    """The events of the cell, item by item; a semicolon or a line end parts items."""
    events = sorted([*_known(passage), *_unknown(passage)], key=lambda e: e.start)
    ends = [m.start() for m in _LIST_END.finditer(passage.text)] + [len(passage.text)]
    items = zip([0, *(end + 1 for end in ends)], ends, strict=False)
    return [e for s, end in items for e in _of_item(passage, events, s, end) or _as_a_whole(passage, Span(s, end))]


def _of_item(passage: Passage, events: list[Listed], start: int, end: int) -> list[Listed]:
    """The events of one item; numbers before its first event mean that each number leads its event."""
    here = [e for e in events if start <= e.start and e.end <= end]
    if not here:
        return []
    numbers = [m.start for m in passage.mentions if m.kind in _NUMBERS and start <= m.start < end]
    if (numbers and numbers[0] < here[0].start) or _LEADING.match(passage.text, start):
        return [Listed(e.topic, a, e.end) for e, a in zip(here, [start, *(e.end for e in here)], strict=False)]
    opened = here[0].start if not _graded_before(passage, start, here[0].start) else start
    starts = [opened, *(e.start for e in here[1:])]
    return [Listed(e.topic, a, b) for e, a, b in zip(here, starts, [*starts[1:], end], strict=True)]


def _graded_before(passage: Passage, start: int, end: int) -> bool:
    """Whether a grade stands before the first event of an item ("Grade 3 rash: 2")."""
    return any(m.kind == "grade" and start <= m.start and m.end <= end for m in passage.mentions)


def _known(passage: Passage) -> Iterator[Listed]:
    for mention in passage.mentions:
        if mention.kind == "adverse_event" and isinstance(mention.value, Concept):
            yield Listed(Topic("event", mention.value.name, mention.text), mention.start, mention.end)


def _unknown(passage: Passage) -> Iterator[Listed]:
    """Capitalised words in front of a bracketed count that no vocabulary knows: an event as printed."""
    taken = [(m.start, m.end) for m in passage.mentions if m.kind in ("adverse_event", "drug", "outcome", "grade")]
    for match in _UNKNOWN.finditer(passage.text):
        start, end = match.span("name")
        if not any(a < end and start < b for a, b in taken):
            yield Listed(Topic("event", match["name"].lower(), match["name"]), start, end)


def _within(passage: Passage, listed: Listed, *kinds: str) -> list[Mention]:
    return [m for m in passage.mentions if m.kind in kinds and listed.start <= m.start and m.end <= listed.end]


def _bracketed(text: str, mention: Mention) -> bool:
    """Whether a whole number stands alone in round brackets: "grade 3 (1)"."""
    around = text[mention.start - 1 : mention.start] + text[mention.end : mention.end + 1]
    return around == "()" and mention.text.isdigit()


def _none(text: str, part: Listed) -> dict[str, float | int | None]:
    """An explicit zero where the stretch denies its event: "No grade ≥3 toxicity"."""
    return {"events": 0} if _DENIED.match(text, part.start) else {}


def _numbers(passage: Passage, listed: Listed) -> dict[str, float | int | None]:
    """`events`, `total` and `rate` of one listed event; empty where its stretch has no number or a range of counts."""
    numbers: dict[str, float | int | None] = {}
    for mention in _within(passage, listed, *_NUMBERS, "number"):
        if mention.kind == "number" and "events" not in numbers and _bracketed(passage.text, mention):
            numbers["events"] = int(mention.text)
        elif mention.kind == "number":
            continue
        elif isinstance(mention.value, Count) and "events" not in numbers and mention.value.events is not None:
            numbers["events"] = mention.value.events
            if mention.value.total is not None:
                numbers["total"] = mention.value.total
        elif isinstance(mention.value, Amount) and "rate" not in numbers and mention.value.value is not None:
            numbers["rate"] = mention.value.value
    leading = _LEADING.match(passage.text, listed.start, listed.end)
    if leading is not None and not numbers:
        numbers["events"] = int(leading["count"])
    return numbers
