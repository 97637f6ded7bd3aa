"""What a comparison of one value comes to, and the small questions that every comparison asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.export.rows import number_text
from pipeline.registry.doses import drugs_in
from pipeline.vocabulary import folded

Verdict = Literal["agree", "disagree", "not_comparable"]
Row = Mapping[str, Any]
REASONS = {
    "": "the values are equal",
    "within_tolerance": "apart by no more than the settings allow",
    "started": "equals the number who started",
    "analysed": "equals the number analysed for the first measure",
    "safety": "equals the number at risk of adverse events",
    "one_arm": "equals the number of one arm",
    "alias": "the paper uses a former id of the record",
    "same_daily_dose": "the same dose a day, divided otherwise",
    "status_differs": "the registry gives another status",
    "may_have_moved_on": "the trial may have reached this status after the paper was written",
    "drift": "the registry said as the paper does when the paper appeared, and says otherwise today",
    "phase_differs": "another phase",
    "number_differs": "equals none of the numbers enrolled, started, analysed or at risk",
    "planned_number": "the registry gives the planned number, not the actual one",
    "drug_missing": "the registry names no such drug",
    "dose_differs": "the registry gives other doses of the drug",
    "count_differs": "other numbers for the same group",
    "value_differs": "another value of the same measure and group",
    "results_are_posted": "results stand in the registry though the paper says that there are none to be found",
    "partial_record": "the snapshot holds a part of the record, so that what it lacks proves nothing",
    "conditions_differ": "no word in common with the registry's conditions",
    "registry_says_nothing": "the record leaves the field empty",
    "subgroup": "the paper speaks of a subgroup",
    "not_patients": "the paper does not count patients",
    "no_such_drug": "the record names no such drug, so that no dose can be compared",
    "no_dose": "the record gives no dose of the drug",
    "loading": "a loading dose, which the record does not tell from the others",
    "unit_differs": "doses in another unit",
    "no_adverse_events": "the record holds no adverse events",
    "no_such_event": "the record does not list the event; below its threshold absence is not zero",
    "graded": "the registry does not grade events",
    "attribution": "the registry counts events of any cause",
    "groups_without_title": "the record's groups have no title, and position proves nothing",
    "no_such_group": "no group of the record is titled like the paper's arm",
    "several_groups": "several groups of the record fit the paper's arm",
    "no_such_measure": "no value of such a measure is posted",
    "several_values": "the record holds several values of the measure, none of them the paper's",
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """One field: `reason` of `REASONS`, both values as text, `path` where the registry's stands in its record."""

    field: str
    verdict: Verdict
    reason: str
    paper: str
    registry: str = ""
    path: str = ""

    def __post_init__(self) -> None:
        """Refuse a reason that no one explains (ValueError)."""
        if self.reason not in REASONS:
            raise ValueError(f"{self.reason!r} is none of the reasons")


def near(a: float, b: float, percent: float = 0.0, points: float = 0.0) -> bool:
    """Whether `a` lies within so many percent of `b`, or within so many points of it."""
    return abs(a - b) <= max(abs(b) * percent / 100, points) + 1e-9


def said(value: float | None, unit: str = "") -> str:
    """A number with its unit as text; empty for none."""
    return "" if value is None else f"{number_text(value)} {unit}".rstrip()


def group_of(row: Row, titles: Iterable[str]) -> tuple[str | None, str]:
    """The title of the group that the row's arm is, else None and why not. Never by position.

    `titles` holds one for each row of the record, so that two groups without a title are not taken for one. The only
    group that there is; else the same words; else the same set of drugs.
    """
    given = tuple(titles)
    titles = tuple(dict.fromkeys(given))
    if not any(titles) and len(given) > 1:
        return None, "groups_without_title"
    if len(titles) == 1:
        return titles[0], ""
    same = [t for t in titles if row.get("arm") and folded(t) == folded(row["arm"])]
    drugs = set(row.get("drugs") or ())
    fit = same or [t for t in titles if drugs and set(drugs_in(t)) == drugs]
    if len(fit) == 1:
        return fit[0], ""
    return None, "several_groups" if fit else "no_such_group"
