"""Why a numeral is part of no finding: configs/number_reasons.csv, then what the recognisers took it for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline.account.numerals import RAISED, Numeral
from pipeline.errors import ConfigError
from pipeline.model.mention import Concept
from pipeline.vocabulary.phrases import pattern_of
from pipeline.vocabulary.rows import rows_of
from pipeline.vocabulary.tables import once_a_folder

COLUMNS = ("reason", "reach", "phrase", "why")
REACHES = ("before", "after", "sentence", "heading", "caption", "head")
NEAR_BEFORE, NEAR_AFTER = 40, 30  # characters
# Up to two words between the phrase and the numeral; the other numerals of a range or a list do not count
_UP_TO = re.compile(r"[^\w.;()]*(?:(?:\w+[^\w.;]+){0,2}|(?:[0-9.,]+\W+(?:and |or |to )?){0,6})$")
_FROM = re.compile(r"(?:\s?(?:[-\u2010-\u2015/×:,±]|to|and|or)\s?[0-9.,]+){0,3}[\s(\u2010-\u2015-]*")
_PART_OF_NAME = re.compile(r"[A-Za-zα-ωΑ-Ω][-\u2010\u2011]?$")
_POWER = re.compile(r"(?:mm|cm|\bm|10)$")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
# What each kind of mention is called where its number reached no finding; `of` tells whose figure it is
BY_MENTION = {
    "citation": "citation",
    "author_year": "citation",
    "registry_id": "registry id",
    "p_value": "p value",
    "interval": "interval",
    "phase": "phase of a study",
    "drug": "part of a name",
    "adverse_event": "part of a name",
    "outcome": "part of a name",
    "study": "part of a name",
    "site": "part of a name",
    "rt_technique": "part of a name",
    "chemical": "part of a name",
    "condition": "part of a name",
    "grade": "grade without a count",
    "frequency": "schedule",
    "cycles": "schedule",
    "rt_frequency": "schedule",
    "rt_timing": "interval of time",
}
CERTAIN = ("citation", "registry_id")  # no words around them make anything else of these
LATE = {
    "sample_size": "number of people",
    "duration": "interval of time",
    "rt_dose": "unresolved radiotherapy dose",
    "rt_fractions": "unresolved radiotherapy dose",
    "rt_boost": "unresolved radiotherapy dose",
    "drug_dose": "unresolved drug dose",
    "percent": "unresolved share",
    "ratio": "unresolved ratio",
    "count": "unresolved count",
}
UNRESOLVED = "unresolved number"


@dataclass(frozen=True)
class Cue:
    """A row of the table: a phrase that gives a reason, and where it must stand."""

    reason: str
    reach: str
    phrase: re.Pattern[str]

    def meets(self, numeral: Numeral) -> bool:
        """Whether the phrase stands within reach of the numeral."""
        if self.reach == "before":
            near = numeral.text[max(0, numeral.start - NEAR_BEFORE) : numeral.start]
            return any(_UP_TO.match(near, m.end()) for m in self.phrase.finditer(near))
        if self.reach == "after":
            near = numeral.text[numeral.end : numeral.end + NEAR_AFTER]
            behind = _FROM.match(near)
            return bool(behind and self.phrase.match(near, behind.end()))
        if self.reach == "sentence":
            return numeral.offset is not None and _stands_in(self.phrase, numeral.text)
        place = numeral.heads if self.reach == "head" else numeral.under
        in_table = numeral.offset is None
        return in_table is (self.reach != "heading") and _stands_in(self.phrase, place)


@lru_cache(maxsize=4096)
def _stands_in(phrase: re.Pattern[str], words: str) -> bool:
    """Whether the phrase stands there; remembered, for the numerals of a sentence or a table ask one after another."""
    return phrase.search(words) is not None


def reason_of(numeral: Numeral, contexts: dict[int, str], cues: tuple[Cue, ...]) -> tuple[str, str]:
    """(reason, of whom) of a numeral that no finding uses; `contexts` by offset of a mention in the linear text."""
    kinds = [m.kind for m in numeral.mentions]
    if certain := next((BY_MENTION[k] for k in kinds if k in CERTAIN), ""):
        return certain, ""
    left_out = (contexts.get(m.start, "") for m in numeral.mentions) if numeral.offset is not None else ()
    if said := next(filter(None, left_out), ""):
        return said, ""
    named = next((BY_MENTION[k] for k in kinds if k in BY_MENTION), "")
    if named:
        return named, _whose(numeral) if named in ("interval", "p value") else ""
    return _cued(numeral, cues) or _shaped(numeral) or _late(kinds), ""


def _cued(numeral: Numeral, cues: tuple[Cue, ...]) -> str:
    return next((cue.reason for cue in cues if cue.meets(numeral)), "")


def _shaped(numeral: Numeral) -> str:
    """What the numeral's own shape says: glued to a name, raised, a year."""
    before = numeral.text[: numeral.start]
    if numeral.printed[0] in RAISED:
        return "part of a unit" if _POWER.search(before[-3:]) else "citation or footnote mark"
    if _PART_OF_NAME.search(before[-2:]):
        return "part of a name"
    return "year" if _YEAR.fullmatch(numeral.printed) else ""


def _late(kinds: Sequence[str]) -> str:
    return next((LATE[k] for k in LATE if k in kinds), UNRESOLVED)


def _whose(numeral: Numeral) -> str:
    """The measure or event named last before the numeral, else the first of its sentence; empty where none is named."""
    named = [m for m in numeral.beside if m.kind in ("outcome", "adverse_event")]
    first = numeral.mentions[0].start if numeral.mentions else 0
    near = [m for m in named if m.end <= first] or named[:1]
    if not near:
        return ""
    value = near[-1].value
    return value.name if isinstance(value, Concept) else near[-1].text


@once_a_folder
def load_cues(root: Path) -> tuple[Cue, ...]:
    """The rows of configs/number_reasons.csv in their order, read once; ConfigError names a row that is unsound."""
    rows = rows_of("number_reasons.csv", COLUMNS, root)
    for row in rows:
        if row["reach"] not in REACHES or not row["reason"] or not row["phrase"]:
            raise ConfigError(f"number_reasons.csv: the row {row} needs a reason, a phrase and a reach of {REACHES}")
    return tuple(Cue(row["reason"], row["reach"], pattern_of(row["phrase"])) for row in rows)
