"""The labelled rows of a table of facts: what each is about, with what its group and the row above lend it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.relate.measures import is_time
from pipeline.relate.tables.collectives import collective_in, collective_topic
from pipeline.relate.tables.column_heads import caption_head
from pipeline.relate.tables.grid import Grid
from pipeline.relate.tables.heads import Head, read_head, ungraded
from pipeline.relate.tables.layout import Layout, by_factor
from pipeline.relate.tables.marks import bare_grade
from pipeline.relate.tables.roles import Wordings
from pipeline.relate.tables.strata import inner_head, is_stratum, subgroup
from pipeline.relate.tables.topics import Topic, toxicity_of, unmarked

_GENERIC = re.compile(
    r"\b(?:median|mean|rates?|events?|patients|with|no|hr|hazard|ratio|at|in|of|an?|responses?|responders?|number|months?"
    r"|mos?|years?|yr|n|ci|to|p)\b|[0-9]+|[^\w]",
    re.I,
)
_EVENT_LABEL = re.compile(r"[^\W\d_][^<>≤≥=%]{2,80}")
PRESCRIBED = ("dose", "rt_dose", "fractions", "dose_per_fraction", "timing")
GIVEN = ("drug", "rt_technique", "rt_dose", "drug_dose")
_TIMED_UNITS = frozenset({"months", "weeks", "days", "years"})


@dataclass(frozen=True)
class Line:
    """A row with numbers: `head` says what they count; `group` is the head of its row group, empty where none.

    `lent` tells that the event or measure is that of a row or a group above; `over` is a head inside the body that
    spans the columns from here on; `subgroup` are the patients that the row names under heads of arms.
    """

    row: int
    head: Head
    group: Head
    denominator: bool = False
    lent: bool = False
    over: Head | None = None
    subgroup: str = ""


def lines_of(grid: Grid, layout: Layout, words: Wordings) -> Iterator[Line]:
    """The rows with a label, from top to bottom, without those that say "no", "unknown" or a baseline item."""
    factors = by_factor(grid, layout, words)
    announced = _announced(grid, layout, words) and not factors
    of_caption = Head(topic=caption_head(grid, words).topic)
    grouped = announced and _groups_are_events(grid, words)
    group, above, over = Head(), of_caption, caption_head(grid, words) if factors else None
    stratified = factors or layout.stratified
    for row in range(grid.table.header_rows, grid.table.rows):
        if row in grid.groups:
            group = _named(_group_head(grid, row, words), words, grouped)
            above = group if group.topic else of_caption
            continue
        if inner := inner_head(grid, row, words):
            over = inner
            continue
        label, meaning = _label(grid, layout, row, words, above.topic is not None)
        within = _stub_group(grid, layout, row, words) or group
        if meaning == "denominator":
            yield Line(row, label, within, denominator=True)
            continue
        if layout.armed and within.topic is not None and is_stratum(label, meaning, within.topic):
            yield Line(row, label, Head(), over=within, subgroup=label.text)
            continue
        if not label.text or meaning == "baseline" or (meaning == "no" and not stratified):
            continue
        lent = _narrowed(label, above if above.topic else within, words)
        lent = lent or (None if label.topic else _lent(label, meaning, within, above))
        unknown = meaning != "yes" and (announced or words.says(within.text, "event"))
        head = lent or _named(label, words, unknown)
        if head.topic is not None and lent is None:
            above = head
        stratum = subgroup(head, within) if stratified and head.topic is None else ""
        head = _with_stub_grade(grid, layout, row, head)
        yield Line(row, head, within, lent=lent is not None and not stratum, over=over, subgroup=stratum)


def _announced(grid: Grid, layout: Layout, words: Wordings) -> bool:
    """Whether the rows may be events as printed: caption or first head say so, and no column names an event itself."""
    said = words.says(grid.table.caption, "event") or layout.heads[layout.stubs[0]].role == "event"
    return said and not any(h.topic for c, h in enumerate(layout.heads) if c not in layout.stubs)


def _group_head(grid: Grid, row: int, words: Wordings) -> Head:
    return read_head([(grid.text(row, 0), grid.passage(row, 0))], words)


def _groups_are_events(grid: Grid, words: Wordings) -> bool:
    """Whether most groups of rows are events of the vocabulary, so that the others may be events as printed."""
    topics = [_group_head(grid, row, words).topic for row in grid.groups]
    return 2 * sum(topic is not None and topic.kind == "event" for topic in topics) >= len(topics)


def _named(label: Head, words: Wordings, announced: bool) -> Head:
    """The head under its own words where the table announces events and they name one that no vocabulary knows."""
    return label if label.topic or not announced else replace(label, topic=_as_printed(label, words))


def _label(grid: Grid, layout: Layout, row: int, words: Wordings, told: bool) -> tuple[Head, str]:
    """The head in the last filled stub, and what the whole label stands for.

    A bare "3" is a grade only where an event above it is `told`, or under the head "grade".
    """
    labels = _label_stubs(layout)
    filled = [c for c in labels if grid.text(row, c)]
    col = filled[-1] if filled else labels[0]
    source = row if filled else grid.carried(row, col)
    head = read_head([(grid.text(source, col), grid.passage(source, col))], words)
    grade = bare_grade(head.text) if told or layout.heads[col].role == "grade" else None
    if grade is not None and not head.graded:
        head = replace(head, graded=True, grade=grade)
    return head, words.label(head.text) or words.label(unmarked(head.text))


def _with_stub_grade(grid: Grid, layout: Layout, row: int, head: Head) -> Head:
    """The head with the grade that a column of grades prints for its row."""
    stubs = [c for c in layout.stubs if c not in _label_stubs(layout)]
    grades = [grade for c in stubs if (grade := bare_grade(grid.text(row, c)))]
    return replace(head, graded=True, grade=grades[-1]) if grades and not head.graded else head


def _label_stubs(layout: Layout) -> list[int]:
    """The stubs that name what a row is about: the first, and those after it that are no column of grades."""
    return [c for at, c in enumerate(layout.stubs) if at == 0 or layout.heads[c].role != "grade"]


def _stub_group(grid: Grid, layout: Layout, row: int, words: Wordings) -> Head | None:
    """The head in an earlier stub, which heads the rows that leave it blank; None where there is but one stub."""
    labels = _label_stubs(layout)
    if len(labels) < 2 or not grid.text(row, labels[-1]):
        return None
    above = grid.carried(row, labels[0])
    return read_head([(grid.text(above, labels[0]), grid.passage(above, labels[0]))], words)


def _lent(label: Head, meaning: str, group: Head, above: Head) -> Head | None:
    """The head with the topic of what is above it: "yes", "Grade 3", "Median (95% CI)"; None where it takes none."""
    if meaning == "yes":
        return replace(label, topic=group.topic)
    if label.graded:
        return replace(label, topic=above.topic or group.topic)
    measure = above.topic if above.topic and above.topic.kind == "measure" else group.topic
    generic = measure is not None and measure.kind == "measure" and not _GENERIC.sub("", unmarked(label.text))
    deaths = measure is not None and is_time(measure.name) and "event" in label.text.lower()
    return replace(label, topic=measure) if generic and not deaths else None


def _narrowed(label: Head, base: Head, words: Wordings) -> Head | None:
    """The head of a part of the adverse events that `base` counts, with its grade: "Drug-related", "Serious"."""
    found = collective_in(ungraded(label.text, label.mentions), words)
    topic = collective_topic(found, label.text, base.topic) if found is not None and not found.named else None
    if topic is None:
        return None
    grade = base.grade if not label.graded and found is not None and found.attribution else label.grade
    return replace(label, topic=topic, graded=label.graded or grade is not None, grade=grade)


def _as_printed(label: Head, words: Wordings) -> Topic | None:
    """An event that no vocabulary knows, in a table that announces events: its printed words, lower case."""
    name = unmarked(label.text)
    organ = toxicity_of(name)
    if organ is not None:
        return organ
    role, _ = words.column(name)
    if any(m.kind in GIVEN and len(m.text) == len(name) for m in label.mentions):
        return None
    if label.unit in _TIMED_UNITS or label.stat or label.graded or role in ("n", "other", "drug", "total"):
        return None
    return Topic("event", name.lower(), name) if _EVENT_LABEL.fullmatch(name) else None


def value_heads(layout: Layout) -> Iterator[tuple[int, Head, int | None]]:
    """(column, head, percent column beside it or None) of the columns with numbers, roles such as age left out."""
    cols = [c for c in range(len(layout.heads)) if c not in layout.stubs]
    paired: set[int] = set()
    for col in cols:
        head = layout.heads[col]
        if col in paired or (
            head.role in ("p_value", "interval", "other", "year", "phase", "grade", *PRESCRIBED)
            and not head.graded
            and head.n is None
        ):
            continue
        pair = col + 1 if col + 1 in cols and _is_percent_of(layout.heads[col + 1], head) else None
        if pair is not None:
            paired.add(pair)
        yield col, head, pair


def _is_percent_of(right: Head, left: Head) -> bool:
    """Whether the right column prints the percentages of the counts in the left one."""
    same_topic = left.topic == right.topic or right.topic is None
    same_arm = right.arm in ("", left.arm)
    same_grade = not right.graded or (right.graded, right.grade) == (left.graded, left.grade)
    counts = right.counting == "percent" and left.counting in ("", "count")
    return counts and same_arm and same_grade and same_topic
