"""What one head says, be it above a column, before a row, or of a row group: event or measure, grade, arm, n, unit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.model.mention import Concept, Mention, Passage
from pipeline.model.quantity import Grade
from pipeline.relate.table_grid import Grid
from pipeline.relate.table_roles import Wordings, spoken
from pipeline.relate.table_values import plain, unit_of
from pipeline.vocabulary import load

Counting = Literal["", "count", "percent", "count_percent", "percent_count"]
ARMLESS_ROLES = frozenset({"n", "percent", "any_grade", "grade", "p_value", "interval", "total", "event", "outcome"})

COLLECTIVE = frozenset({"adverse event", "serious adverse event", "postoperative complication"})
_VOCABULARIES: tuple[tuple[Literal["event", "measure"], str], ...] = (
    ("event", "adverse_events"),
    ("measure", "outcomes"),
)
_MARKS = re.compile(r"[*†‡§¶‖#⁎∗]+|[⁰¹²³⁴-⁹ᵃ-ᶻ]+(?:,[⁰¹²³⁴-⁹ᵃ-ᶻ]+)*$")
_COUNTS = re.compile(r"(?:[,(]\s*)?(?:\b(?:n|no\.?|number|patients)\s*)?\(?%\)?\)?$|[,(]\s*(?:n|no\.?)\)?$", re.I)
_N = re.compile(r"[(\[,;]?\s*\bn\s*=\s*(?P<n>[0-9][0-9,]*)\s*(?:patients|pts)?\s*[)\]]?", re.I)
_CALLED = re.compile(r"\[[0-9 ,–-]{1,20}\]|[⁰¹²³⁴-⁹]+")
_LEVEL = re.compile(
    r"[(\[,;]*\s*(?:[0-9]{2}(?:\.[0-9])?\s?%\s?(?:CI|CrI)|interquartile range|IQR|\brange\b)\s*[)\]]*", re.I
)
_COUNTED = re.compile(r"\b(?:n|nos?|number|patients|pts|events|cases|subjects|participants)\b", re.I)
_MONTHS = re.compile(r"\b(months?|mos?|weeks?|wks?|days?|years?|yrs?)\b\.?(?! (?:of age|old))", re.I)
_TIME = re.compile(r"\b(?P<count>[0-9]{1,2})[ -]?(?P<unit>years?|yrs?|y|months?|mos?|m|weeks?|wks?)\b", re.I)
_BARE_GRADE = re.compile(
    r"(?P<sign>>=|>|<=)?\s*(?P<low>[0-5]|I{1,3}V?|IV|V)[ab]?(?:\s*(?:-|/|and|to|or)\s*(?P<high>[0-5]|I{1,3}V?|IV|V)[ab]?)?"
    r"(?P<more>\s*\+|\s+or (?:higher|worse|more))?"
)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}
_STATS = (
    ("hazard ratio", re.compile(r"\b(?:hazard ratios?|HRs?)\b")),
    ("odds ratio", re.compile(r"\bodds ratios?\b|\bORs?\b(?=\s*[(\[,]?\s*(?:95|CI))")),
    ("risk ratio", re.compile(r"\b(?:risk ratios?|relative risks?|RRs?\b(?=\s*[(\[,]?\s*(?:95|CI)))")),
    ("median", re.compile(r"\bmedian\b|\bm(?=PFS|OS|DOR|DoR)", re.I)),
    ("mean", re.compile(r"\bmean\b", re.I)),
)


@dataclass(frozen=True)
class Topic:
    """What a number counts or measures: `kind` is `event` or `measure`, `name` canonical, `printed` as it stands."""

    kind: Literal["event", "measure"]
    name: str
    printed: str


@dataclass(frozen=True)
class Head:
    """Everything that one head says; empty where it does not. `graded` with no `grade` is "any grade"."""

    text: str = ""
    role: str = ""
    topic: Topic | None = None
    graded: bool = False
    grade: Grade | None = None
    arm: str = ""
    mentions: tuple[Mention, ...] = ()
    n: int | None = None
    unit: str = ""
    counting: Counting = ""
    stat: str = ""
    timepoint: str = ""
    level: float | None = None

    @property
    def drugs(self) -> tuple[str, ...]:
        """The canonical drugs that it names, sorted."""
        return drugs_of(self.mentions)


def drugs_of(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """The canonical names of the drugs mentioned, regimens as their members, sorted."""
    named = [m.value for m in mentions if m.kind == "drug" and isinstance(m.value, Concept)]
    return tuple(sorted({name for concept in named for name in (concept.members or (concept.name,))}))


def column_head(grid: Grid, col: int, words: Wordings) -> Head:
    """What stands above a column, the rows of the head read together."""
    cells = [r for r in range(grid.table.header_rows) if _first_of_cell(grid, r, col)]
    return read_head([(grid.text(r, col), grid.passage(r, col)) for r in cells], words)


def caption_head(grid: Grid) -> Head:
    """What the caption says for all cells: the one event and the one grade that it names; collective terms are none."""
    mentions = grid.caption.mentions
    named = {m.value.name: m for m in mentions if m.kind == "adverse_event" and isinstance(m.value, Concept)}
    specific = [name for name in named if name not in COLLECTIVE]
    topic = Topic("event", specific[0], named[specific[0]].text) if len(specific) == 1 else None
    grades = [m.value for m in mentions if m.kind == "grade"]
    grade = grades[0] if len(grades) == 1 and isinstance(grades[0], Grade) else None
    return Head(text=grid.table.caption, topic=topic, graded=grade is not None, grade=grade)


def _first_of_cell(grid: Grid, row: int, col: int) -> bool:
    cell = grid.table.at(row, col)
    return cell is not None and cell.row == row and bool(cell.text.strip())


def read_head(parts: list[tuple[str, Passage]], words: Wordings) -> Head:
    """The head whose stacked texts and recognised passages are given, topmost first."""
    text = " ".join(printed for printed, _ in parts)
    mentions = tuple(m for _, passage in parts for m in passage.mentions)
    role, wording = words.column(parts[-1][0]) if parts else ("", "")
    if not role:
        role, wording = words.column(text)
    topic = topic_of(mentions, words, text)
    if topic and _outweighs(role, wording, topic):
        topic = None
    if topic or _timepoint_alone(text):
        role = ""
    head = Head(text=text, role=role, topic=topic, mentions=mentions)
    head = _with_grade(head, parts, role)
    unit = _MONTHS.search(_LEVEL.sub(" ", _TIME.sub(" ", text)))
    return replace(
        head,
        arm=_arm(parts, words),
        n=size_in(text),
        unit="%" if "%" in _LEVEL.sub(" ", text) else unit_of(unit[1] if unit else ""),
        counting=_counting(text),
        stat=next((name for name, pattern in _STATS if pattern.search(text)), ""),
        level=_level_in(text),
        timepoint=_timepoint(text) if (topic and topic.kind == "measure") or _timepoint_alone(text) else "",
    )


def _outweighs(role: str, wording: str, topic: Topic) -> bool:
    """Whether a head speaks of its role, not of the measure in it: "Median follow-up for OS", "End point: PFS"."""
    return role == "endpoint" or (" " in wording and len(wording) > len(spoken(topic.printed)))


def topic_of(mentions: Iterable[Mention], words: Wordings, label: str) -> Topic | None:
    """The event or measure that the whole label is or stands for, else the longest one that it mentions."""
    whole = whole_label(label)
    if whole is not None:
        return whole
    named = [m for m in mentions if m.kind in ("adverse_event", "outcome") and isinstance(m.value, Concept)]
    if named:
        best = max(named, key=lambda m: (len(m.text), -m.start))
        assert isinstance(best.value, Concept)
        return Topic("event" if best.kind == "adverse_event" else "measure", best.value.name, best.text)
    meant = words.label(label)
    if meant in ("adverse event", "postoperative complication"):
        return Topic("event", meant, label)
    return Topic("measure", meant, label) if meant not in ("", "baseline", "denominator", "no", "yes") else None


def whole_label(label: str) -> Topic | None:
    """The term of the vocabularies that the label is, its marks and "n (%)" aside: sure even where prose is not."""
    bare = unmarked(label)
    for kind, title in _VOCABULARIES:
        entry = load(title).find(bare) if bare else None
        if entry is not None:
            return Topic(kind, entry.name, bare)
    return None


def unmarked(label: str) -> str:
    """The label without footnote marks, sizes and what it counts: "Nauseaᵃ, n (%)" is "Nausea"."""
    return _COUNTS.sub("", _N.sub(" ", _MARKS.sub("", label))).strip(" ,;:(")


def size_in(text: str) -> int | None:
    """The 31 of "(n = 31)"; None where none or several differ."""
    found = {int(m["n"].replace(",", "")) for m in _N.finditer(text)}
    return found.pop() if len(found) == 1 else None


def bare_grade(text: str) -> Grade | None:
    """The grade of a head that stands under the word "grade": "3", "≥3", "1–2", "III/IV"; None where it is none."""
    match = _BARE_GRADE.fullmatch(plain(_N.sub(" ", text)).replace("%", "").strip(" ()"))
    if match is None:
        return None
    low = _level(match["low"])
    high = _level(match["high"]) if match["high"] else low
    if match["sign"] == ">=" or match["more"]:
        high = 5
    elif match["sign"]:
        low, high = (min(low + 1, 5), 5) if match["sign"] == ">" else (min(1, low), low)
    return Grade(min(low, high), max(low, high))


def _level_in(text: str) -> float | None:
    """The 95 of "HR (95% CI)"; None where no level of confidence is printed."""
    match = re.search(r"([0-9]{2}(?:\.[0-9])?)\s?%\s?(?:CI|CrI|confidence)", text)
    return float(match[1]) if match else None


def _level(printed: str) -> int:
    return _ROMAN[printed] if printed in _ROMAN else int(printed)


def _with_grade(head: Head, parts: list[tuple[str, Passage]], role: str) -> Head:
    grades = [m for m in head.mentions if m.kind == "grade"]
    if grades:
        value = grades[-1].value
        return replace(head, graded=True, grade=value if isinstance(value, Grade) else None)
    if role == "any_grade":
        return replace(head, graded=True)
    under_grade = any("grade" in printed.lower() for printed, _ in parts[:-1])
    grade = bare_grade(parts[-1][0]) if under_grade and parts else None
    return replace(head, graded=grade is not None, grade=grade)


def _counting(text: str) -> Counting:
    bare = _LEVEL.sub(" ", text)
    percent, counted = bare.find("%"), _COUNTED.search(_N.sub(" ", bare))
    if percent >= 0 and _COUNTED.search(_N.sub(lambda m: " " * len(m[0]), bare)):
        found = _COUNTED.search(_N.sub(lambda m: " " * len(m[0]), bare))
        return "percent_count" if found and percent < found.start() else "count_percent"
    if percent >= 0:
        return "percent"
    return "count" if counted else ""


def _arm(parts: list[tuple[str, Passage]], words: Wordings) -> str:
    """The first text of the head that is neither a role, a grade nor a size: the group whose column this is."""
    for printed, passage in parts:
        rest = _CALLED.sub(" ", _LEVEL.sub(" ", _N.sub(" ", printed)))
        if any(pattern.search(rest) for _, pattern in _STATS[:3]) or _timepoint_alone(rest):
            continue
        for mention in passage.mentions:
            if mention.kind in ("grade", "adverse_event", "outcome"):
                rest = rest.replace(mention.text, " ")
        role, _ = words.column(rest)
        rest = re.sub(r"\b(?:no\.?|n)\s*\(?\s*%\s*\)?|%", " ", rest).strip(" ,;:()[]*†‡/-–")
        if role in ARMLESS_ROLES or bare_grade(rest) or sum(c.isalpha() for c in rest) < 2:
            continue
        return " ".join(rest.split())
    return ""


def _timepoint_alone(text: str) -> bool:
    """Whether the head is a time and nothing else: "1-year (%)", "At 12 months"."""
    return bool(re.fullmatch(r"(?:at )?[0-9]{1,2}[ -]?(?:years?|yrs?|y|months?|mos?|m|weeks?|wks?)", _bare(text), re.I))


def _bare(text: str) -> str:
    return re.sub(r"\brates?\b|[(\[]?%[)\]]?", "", _LEVEL.sub(" ", text)).strip(" ,;:()[]")


def _timepoint(text: str) -> str:
    match = _TIME.search(text)
    if match is None:
        return ""
    count, unit = int(match["count"]), unit_of(match["unit"])
    return f"{count} {unit[:-1] if count == 1 else unit}"
