"""When a row of the table is a row of gold: the fact alone, or linked to its study and arm (schema, "Scoring")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.audit.folding import (
    Row,
    flag,
    items,
    near,
    number,
    reference_numbers,
    registry_ids,
    same_number,
    same_span,
    text,
)
from pipeline.audit.names import Names, measure

ATTRIBUTES = {
    "trial": ("phase", "n", "n_unit", "drugs", "rt_techniques", "status", "design"),
    "drug_dose": ("frequency", "route", "role"),
    "radiotherapy": ("technique", "site", "gy_per_fraction"),
    "adverse_event": ("term", "total", "p_value", "serious", "dose_limiting"),
    "outcome": ("ci_low", "ci_high", "p_value", "timepoint", "total"),
}
LISTS = frozenset({"drugs", "rt_techniques", "technique"})
SILENT = frozenset({"not_reported", "not_applicable"})


def same_study(mine: Row, gold: Row) -> bool:
    """A shared registry id, reference number or label; true where gold names no study."""
    if near(registry_ids(_cell(mine, "registry_ids")), registry_ids(_cell(gold, "registry_ids"))):
        return True
    if near(reference_numbers(_cell(mine, "study_refs")), reference_numbers(_cell(gold, "study_refs"))):
        return True
    if near(_labels(mine), _labels(gold)):
        return True
    return not (_cell(gold, "registry_ids") or _cell(gold, "study_refs") or _cell(gold, "study"))


def grades(row: Row) -> tuple[float | None, float | None]:
    """Lowest and highest grade; a single grade is both."""
    low, high = number(row.get("grade_low")), number(row.get("grade_high"))
    return low, low if high is None else high


@dataclass(frozen=True)
class Judge:
    """Decides whether rows agree, given the names that may stand for each other."""

    names: Names

    def fact(self, kind: str, mine: Row, gold: Row) -> bool:
        """Whether the identity of the fact agrees."""
        return bool(getattr(self, f"_{kind}")(mine, gold))

    def linked(self, kind: str, mine: Row, gold: Row) -> bool:
        """Whether the fact agrees, and with it the study and, where gold tells them, the drugs and the side."""
        return self.fact(kind, mine, gold) and self.link(kind, mine, gold)

    def link(self, kind: str, mine: Row, gold: Row) -> bool:
        """Whether study, drugs and side agree."""
        if not same_study(mine, gold):
            return False
        if kind not in ("adverse_event", "outcome"):
            return True
        if items(_cell(gold, "drugs")) and self._drugs(mine) != self._drugs(gold):
            return False
        return not flag(gold.get("comparator")) or flag(mine.get("comparator")) == flag(gold.get("comparator"))

    def attributes(self, kind: str, mine: Row, gold: Row) -> dict[str, bool]:
        """For each other column that gold fills, whether it agrees."""
        filled = (name for name in ATTRIBUTES[kind] if _cell(gold, name))
        return {name: attribute_agrees(name, _cell(mine, name), _cell(gold, name)) for name in filled}

    def liking(self, kind: str, mine: Row, gold: Row) -> int:
        """How well the rows fit beyond the fact; the matching tries what is liked best first."""
        return 10 * self.link(kind, mine, gold) + sum(self.attributes(kind, mine, gold).values())

    def _drugs(self, row: Row) -> frozenset[str]:
        return frozenset(self.names.key("drug", drug) for drug in items(_cell(row, "drugs")))

    def _trial(self, mine: Row, gold: Row) -> bool:
        return same_study(mine, gold) and (
            number(gold.get("n")) is None or same_number(mine.get("n"), gold.get("n"), 0)
        )

    def _drug_dose(self, mine: Row, gold: Row) -> bool:
        unit = [text(_cell(row, "unit")).replace("²", "2") for row in (mine, gold)]
        return (
            self.names.same("drug", _cell(mine, "drug"), _cell(gold, "drug"))
            and same_span(mine, gold, "dose", "dose_low", "dose_high")
            and unit[0] == unit[1]
        )

    def _radiotherapy(self, mine: Row, gold: Row) -> bool:
        totals = ("total_gy", "total_gy_low", "total_gy_high")
        if any(number(gold.get(c)) is not None for c in totals):
            dose = same_span(mine, gold, *totals)
        elif number(gold.get("gy_per_fraction")) is not None:
            dose = same_number(mine.get("gy_per_fraction"), gold.get("gy_per_fraction"))
        else:
            bare = all(number(mine.get(c)) is None for c in (*totals, "gy_per_fraction"))
            same = items(_cell(mine, "technique")) == items(_cell(gold, "technique"))
            return bare and same and same_study(mine, gold)
        return dose and same_span(mine, gold, "fractions", "fractions_low", "fractions_high")

    def _adverse_event(self, mine: Row, gold: Row) -> bool:
        if not self._same_term(mine, gold) or grades(mine) != grades(gold):
            return False
        if text(_cell(gold, "reported")) in SILENT:
            return text(_cell(mine, "reported")) == text(_cell(gold, "reported"))
        counts = ("events", "rate", "rate_low", "rate_high")
        if all(number(gold.get(c)) is None for c in counts):
            bare = all(number(mine.get(c)) is None for c in counts)
            return bare and all(same_number(mine.get(c), gold.get(c)) for c in ("time_low", "time_high"))
        return same_number(mine.get("events"), gold.get("events"), 0) and same_span(mine, gold, *counts[1:])

    def _same_term(self, mine: Row, gold: Row) -> bool:
        printed = items(_cell(mine, "term_printed")) & items(_cell(gold, "term_printed"))
        return bool(printed) or self.names.same("adverse_event", _cell(mine, "term"), _cell(gold, "term"))

    def _outcome(self, mine: Row, gold: Row) -> bool:
        if measure(_cell(mine, "measure")) != measure(_cell(gold, "measure")):
            return False
        stats = [text(_cell(row, "stat")) for row in (mine, gold)]
        if all(stats) and stats[0] != stats[1]:
            return False
        if all(number(gold.get(c)) is None for c in ("value", "value_low", "value_high")):
            return all(same_number(mine.get(c), gold.get(c), 0) for c in ("events", "total"))
        unit = text(_cell(gold, "unit"))
        return same_span(mine, gold, "value", "value_low", "value_high") and unit in ("", text(_cell(mine, "unit")))


def attribute_agrees(name: str, mine: str, gold: str) -> bool:
    """Whether two cells of an attribute column agree: as numbers, as sets, as yes or no, or as words."""
    if number(gold) is not None and name != "phase":
        return same_number(mine, gold)
    if ";" in gold or name in LISTS:
        return items(mine) == items(gold)
    return text(mine) == text(gold) or (flag(gold) != "" and flag(mine) == flag(gold))


def _cell(row: Row, name: str) -> str:
    return row.get(name) or ""


def _labels(row: Row) -> frozenset[str]:
    return frozenset(re.sub(r"[\s-]", "", label) for label in items(_cell(row, "study")))
