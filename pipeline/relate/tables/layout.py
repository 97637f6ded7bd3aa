"""What a table is: rows of studies, of events or measures, of regimens, or no result at all, with the reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.relate.tables.column_heads import caption_head, column_head
from pipeline.relate.tables.grid import Grid
from pipeline.relate.tables.heads import Head, read_head
from pipeline.relate.tables.marks import RATIOS, bare_grade
from pipeline.relate.tables.refusals import ALWAYS_REFUSED, counts_up, no_result
from pipeline.relate.tables.roles import Wordings
from pipeline.relate.tables.shapes import AUTHOR_YEAR, CITED, TIMED, acronym_in, called_in
from pipeline.relate.tables.topics import topic_of

Kind = Literal["studies", "facts", "regimens", "courses", "refused"]
STUDY_ROLES = frozenset({"study", "registry_id", "reference"})
IDENTIFIED, NAMED, MOSTLY = 0.4, 0.15, 0.5
_TIMING_CELL = re.compile(rf"(?=.{{0,60}}{TIMED.pattern})(?=.{{0,40}}(?:[0-9]|$|radio|RT|T-))", re.I)
_ARM = re.compile(r"\b(?:arm|group|cohort|placebo|controls?)\b", re.I)
_BY_FACTOR = re.compile(
    r"\b(?:according to|stratified by|by (?:\w+ ){0,2}(?:factors?|subgroups?|parameters?|strat[au]m?))\b", re.I
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_SURNAME = re.compile(r"[A-Z][^\W\d_]+")
_BY_SHAPE = (
    ("registry_id", ("registry_id",)), ("rt_dose", ("rt_dose",)), ("phase", ("phase",)),
    ("technique", ("rt_technique",)), ("design", ("design",)),
)  # fmt: skip


@dataclass(frozen=True)
class Layout:
    """How a table is to be read: `heads` by column, `stubs` the columns that label the rows, `reason` of a refusal."""

    kind: Kind
    heads: tuple[Head, ...] = ()
    stubs: tuple[int, ...] = ()
    reason: str = ""

    def columns(self, *roles: str) -> tuple[int, ...]:
        """The columns with one of these roles, from left to right."""
        return tuple(c for c, head in enumerate(self.heads) if head.role in roles)

    @property
    def stratified(self) -> bool:
        """Whether several columns tell an arm and the same event or measure: rows that name none are subgroups."""
        told = {(h.topic, h.arm) for c, h in enumerate(self.heads) if c not in self.stubs and h.topic and _is_arm(h)}
        return len(told) > len({topic for topic, _ in told})

    @property
    def armed(self) -> bool:
        """Whether several columns are of arms."""
        return sum(_is_arm(head) for c, head in enumerate(self.heads) if c not in self.stubs) > 1


def by_factor(grid: Grid, layout: Layout, words: Wordings) -> bool:
    """Whether the caption names the one event and says that rows are factors: "Rash according to patient factors"."""
    said = _BY_FACTOR.search(grid.table.caption) is not None
    return said and layout.armed and caption_head(grid, words).topic is not None


def _is_arm(head: Head) -> bool:
    return bool(head.arm) and (head.n is not None or bool(head.drugs) or _ARM.search(head.arm) is not None)


def layout_of(grid: Grid, words: Wordings) -> Layout:
    """The layout of the table; `refused` with a reason where it reports no result of a study."""
    heads = tuple(_shaped(grid, col, column_head(grid, col, words)) for col in range(grid.table.cols))
    heads = _with_ratios(heads)
    if grid.flipped:
        heads = (replace(heads[0], role="study", topic=None), *heads[1:])
    about = words.caption(grid.table.caption)
    if about in ALWAYS_REFUSED or not grid.body:
        return Layout("refused", heads, _stubs(grid, heads) if grid.body else (), about or "empty")
    if (grid.flipped or _has_studies(grid, heads)) and not _names_facts(grid, heads, words):
        return Layout("studies", _as_studies(grid, heads, words))
    if _doses_by_drug(grid) and about != "criteria":
        return Layout("regimens", heads, (0,))
    stubs = _stubs(grid, heads)
    reason = no_result(grid, heads, about, words)
    if reason:
        return Layout("refused", heads, stubs, reason)
    if _has_facts(grid, heads, stubs, words):
        return Layout("facts", heads, stubs)
    if any(h.role == "rt_dose" for h in heads):
        return Layout("courses", heads, stubs)
    return Layout("refused", heads, reason="no_result")


def _shaped(grid: Grid, col: int, head: Head) -> Head:
    """The head with the role that the shapes of the cells below impose or forbid."""
    if col == 0 and head.role == "n" and counts_up(grid.column(col)):
        return replace(head, role="other")
    if (
        head.role in ("n", "percent")
        and grid.column(col)
        and not grid.numeric(col)
        and grid.share(col, "number", "count") < NAMED
    ):
        return replace(head, role="population" if head.role == "n" else "")
    if (
        head.role in ("drug", "radiotherapy", "")
        and not head.topic
        and _share(grid.column(col), _TIMING_CELL.match) > MOSTLY
    ):
        return replace(head, role="timing")
    if head.role in ("drug", "dose", "technique", "") and not head.topic:
        if grid.share(col, "rt_dose") >= IDENTIFIED and grid.share(col, "drug_dose") < NAMED:
            return replace(head, role="rt_dose" if grid.share(col, "rt_technique") < NAMED else "radiotherapy")
        if head.role == "drug" and grid.share(col, "drug") < NAMED and grid.share(col, "rt_technique") >= MOSTLY:
            return replace(head, role="radiotherapy")
    if head.role in ("", "study") and not head.topic:
        for role, kinds in _BY_SHAPE:
            if grid.share(col, *kinds) > MOSTLY and not grid.share(col, "author_year"):
                return replace(head, role=role)
    if head.role == "" and not head.topic and grid.share(col, "author_year") > MOSTLY:
        return replace(head, role="study")
    return head


def _with_ratios(heads: Sequence[Head]) -> tuple[Head, ...]:
    """The heads with each ratio that names no measure taken for that of the measure at its left: "PFS | HR"."""
    out: list[Head] = []
    for head in heads:
        left = next((h for h in reversed(out) if h.role not in ("p_value", "interval")), Head())
        measured = left.topic is not None and left.topic.kind == "measure" and left.stat not in RATIOS
        lone = head.stat in RATIOS and head.topic is None and measured
        out.append(replace(head, topic=left.topic) if lone else head)
    return tuple(out)


def _has_studies(grid: Grid, heads: Sequence[Head]) -> bool:
    dated = any(h.role == "year" and _share(grid.column(c), _YEAR.fullmatch) > MOSTLY for c, h in enumerate(heads))
    authors = any(h.role == "study" and _share(grid.column(c), _SURNAME.match) > MOSTLY for c, h in enumerate(heads))
    return (dated and authors) or any(_identifies(grid, col, head) for col, head in enumerate(heads))


def _names_facts(grid: Grid, heads: Sequence[Head], words: Wordings) -> bool:
    """Whether a column beside the studies names one event or measure a row, whose numbers stand in columns of arms."""
    cols = [c for c, head in enumerate(heads) if head.role not in (*STUDY_ROLES, "endpoint", "population", "other")]
    counted = any(head.role in ("", "events", "percent", "total") and grid.numeric(c) for c, head in enumerate(heads))
    return counted and any(_share(grid.column(c), lambda text: topic_of((), words, text)) >= MOSTLY for c in cols)


def _doses_by_drug(grid: Grid) -> bool:
    """Whether each row names a drug and other columns print its doses."""
    return grid.share(0, "drug") >= MOSTLY and any(
        grid.share(c, "drug_dose") >= IDENTIFIED for c in range(1, grid.table.cols)
    )


def _share(texts: Sequence[str], holds: Callable[[str], object]) -> float:
    """The share of the texts for which `holds` is true, 0 to 1; 0 for none."""
    return sum(bool(holds(text)) for text in texts) / len(texts) if texts else 0.0


def _identifies(grid: Grid, col: int, head: Head) -> bool:
    """Whether the column's cells name studies: by id, citation, acronym, or author."""
    if head.role not in STUDY_ROLES:
        return False
    named = grid.share(col, "registry_id", "citation", "author_year", "study")
    shape = CITED.match if head.role == "reference" else _names_study
    return max(named, _share(grid.column(col), shape)) >= IDENTIFIED


def _names_study(text: str) -> bool:
    return bool(AUTHOR_YEAR.match(text) or called_in(text) or acronym_in(text))


def _as_studies(grid: Grid, heads: tuple[Head, ...], words: Wordings) -> tuple[Head, ...]:
    """Heads of a table of studies: references that name none are none, events are the caption's, drugs by shape."""
    about = caption_head(grid, words)
    told = about.topic is not None and not any(h.topic for h in heads)
    return tuple(_in_study_table(grid, c, h, about if told else None) for c, h in enumerate(heads))


def _in_study_table(grid: Grid, col: int, head: Head, about: Head | None) -> Head:
    if head.role == "reference" and not _identifies(grid, col, head):
        return replace(head, role="other")
    if about is not None and (head.role in ("events", "percent") or (not head.role and head.counting == "percent")):
        return replace(head, role="", topic=about.topic, graded=about.graded, grade=about.grade)
    if not head.role and head.topic is None and grid.share(col, "drug") > MOSTLY:
        return replace(head, role="drug")
    return head


def _stubs(grid: Grid, heads: Sequence[Head]) -> tuple[int, ...]:
    """The leading columns that label the rows: the first, those without numbers after it, a column of bare grades."""
    stubs = [0]
    for col in range(1, len(heads)):
        grades = heads[col].role == "grade" and all(bare_grade(t) for t in grid.column(col))
        if grades or (not grid.numeric(col) and col == stubs[-1] + 1 and not heads[col].arm):
            stubs.append(col)
        elif grid.numeric(col):
            break
    return tuple(stubs)


def _has_facts(grid: Grid, heads: Sequence[Head], stubs: Sequence[int], words: Wordings) -> bool:
    in_heads = any(h.topic for c, h in enumerate(heads) if c not in stubs)
    rows = range(grid.table.header_rows, grid.table.rows)
    graded = heads[0].role == "grade" or any(
        read_head([(grid.text(r, 0), grid.passage(r, 0))], words).graded for r in rows
    )
    named = graded and any(m.kind == "adverse_event" for m in grid.caption.mentions)
    in_rows = any(read_head([(grid.text(r, c), grid.passage(r, c))], words).topic for r in rows for c in stubs)
    announced = words.says(grid.table.caption, "event") or (heads and heads[0].role == "event")
    factors = by_factor(grid, Layout("facts", tuple(heads), tuple(stubs)), words)
    return bool(in_heads or in_rows or named or announced or factors)
