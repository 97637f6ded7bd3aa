"""A registry record as rows: the trial, its arms, interventions, outcomes, adverse events and references.

Each column is declared once, as those of the evidence table are; the CSV files and the DuckDB types derive from it.
Enumerations stand as the registry writes them (`ACTIVE_NOT_RECRUITING`): one that it adds tomorrow is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.model.columns import Column, column, columns_of

STATUS = "protocolSection.statusModule"
DESIGN = "protocolSection.designModule"
IDENTITY = "protocolSection.identificationModule"


@dataclass(frozen=True, kw_only=True)
class Trial:
    """The trial itself. `phase` is written as in the evidence table; `NA` is a trial without phases, empty not said."""

    nct_id: str = column("str", "Id of the record.")
    acronym: str = column("str", "Acronym.")
    brief_title: str = column("str", "Short title.")
    official_title: str = column("str", "Full title.")
    status: str = column("str", "Overall status.")
    why_stopped: str = column("str", "Why it was stopped, in the sponsor's words.")
    study_type: str = column("str", "INTERVENTIONAL, OBSERVATIONAL, EXPANDED_ACCESS.")
    phase: str = column("str", "Phase: 1, 1/2, 2 …, NA; empty for observational studies.")
    enrollment: int | None = column("int", "Participants enrolled or planned; empty where unknown (99999999).", low=0)
    enrollment_type: str = column("str", "ACTUAL or ESTIMATED; UNKNOWN for 99999999.")
    started: int | None = column("int", "Participants who started, of the participant flow.", low=0)
    allocation: str = column("str", "RANDOMIZED, NON_RANDOMIZED, NA.")
    masking: str = column("str", "NONE, SINGLE, DOUBLE …")
    conditions: tuple[str, ...] = column("list[str]", "Conditions.")
    sponsor: str = column("str", "Lead sponsor.")
    start_date: str = column("str", "Start, as exact as the registry has it.")
    primary_completion_date: str = column("str", "Primary completion.")
    completion_date: str = column("str", "Completion.")
    first_posted: str = column("str", "First posted.")
    results_posted: str = column("str", "Results first posted; empty without results.")
    last_update_posted: str = column("str", "Last update posted.")
    has_results: bool | None = column("bool", "Whether results are posted.")
    adverse_event_threshold: float | None = column("float", "Other events below it are not listed.", unit="%", low=0)
    aliases: tuple[str, ...] = column("list[str]", "Former ids of the same record.")
    secondary_ids: tuple[str, ...] = column("list[str]", "Other ids that the sponsor gives, canonical.")


@dataclass(frozen=True, kw_only=True)
class Arm:
    """One arm or group of the protocol."""

    label: str = column("str", "Title of the arm.")
    type: str = column("str", "EXPERIMENTAL, ACTIVE_COMPARATOR …")
    description: str = column("str", "What is given, in the sponsor's words.")
    interventions: tuple[str, ...] = column("list[str]", "Names of the interventions.")
    path: str = column("str", "Where it stands in the record.")


@dataclass(frozen=True, kw_only=True)
class Intervention:
    """One drug or other intervention in one arm; a drug with three doses is three rows, one without a dose is one."""

    arm: str = column("str", "Title of the arm; empty where the record ties it to none.")
    type: str = column("str", "DRUG, BIOLOGICAL, RADIATION …")
    name: str = column("str", "As the record names it.")
    other_names: tuple[str, ...] = column("list[str]", "Other names of the record.")
    drugs: tuple[str, ...] = column("list[str]", "Canonical names of the drugs.")
    dose: float | None = column("float", "Dose, in `unit`.", low=0)
    dose_high: float | None = column("float", "Upper end where a range is written.", low=0)
    unit: str = column("str", "mg, mg/kg, mg/m2, g, ug …, AUC")
    frequency: str = column("str", "once, qd, bid, qw, q3w … as in the evidence table.")
    route: str = column("str", "oral, iv, sc, im …")
    dose_text: str = column("str", "The words that say the dose.")
    path: str = column("str", "Where the dose, else the intervention, stands in the record.")


@dataclass(frozen=True, kw_only=True)
class OutcomeMeasure:
    """One value of one group, one comparison of groups, or a planned measure without a value."""

    type: str = column("str", "PRIMARY, SECONDARY, OTHER_PRE_SPECIFIED, POST_HOC.")
    measure: str = column("str", "Title of the measure.")
    time_frame: str = column("str", "When it is measured.")
    group: str = column("str", "Title of the group; of the groups compared, joined by ' | '.")
    category: str = column("str", "Titles of class and category, joined by ' > '.")
    analysed: int | None = column("int", "Participants analysed in the group.", low=0)
    param: str = column("str", "MEDIAN, NUMBER, … or the statistic of a comparison (Hazard Ratio (HR)).")
    value: float | None = column("float", "Value, in `unit`; empty where none was reached.")
    value_printed: str = column("str", "Value as the record writes it (NA, 12.0).")
    low: float | None = column("float", "Lower limit.")
    high: float | None = column("float", "Upper limit.")
    unit: str = column("str", "Unit as written.")
    p_value: str = column("str", "p value as written.")
    path: str = column("str", "Where it stands in the record.")


@dataclass(frozen=True, kw_only=True)
class AdverseEvent:
    """How many of a group had an event, or (`term` empty) any event of that seriousness. A term is never a zero unsaid.

    Terms of the live registry are MedDRA terms, which are licensed: they stay in the user's own table.
    """

    group: str = column("str", "Title of the group: what joins it to an arm; never its position.")
    term: str = column("str", "Event; empty for all of the group together.")
    organ_system: str = column("str", "System organ class.")
    seriousness: str = column("str", "Which list it stands in.", choices=("serious", "other", "death"))
    affected: int | None = column("int", "Participants affected.", low=0)
    at_risk: int | None = column("int", "Participants at risk (the safety population).", low=0)
    path: str = column("str", "Where it stands in the record.")


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A publication that the record names."""

    pmid: str = column("str", "PubMed id.")
    type: str = column("str", "RESULT, DERIVED, BACKGROUND.")
    citation: str = column("str", "Citation as written.")


@dataclass(frozen=True)
class Record:
    """One record as it stood at one time."""

    trial: Trial
    arms: tuple[Arm, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    outcomes: tuple[OutcomeMeasure, ...] = ()
    adverse_events: tuple[AdverseEvent, ...] = ()
    references: tuple[Reference, ...] = ()


ROWS: dict[str, type] = {
    "arms": Arm, "interventions": Intervention, "outcomes": OutcomeMeasure, "adverse_events": AdverseEvent,
    "references": Reference,
}  # fmt: skip
PATHS = {
    "nct_id": f"{IDENTITY}.nctId", "acronym": f"{IDENTITY}.acronym", "brief_title": f"{IDENTITY}.briefTitle",
    "official_title": f"{IDENTITY}.officialTitle", "status": f"{STATUS}.overallStatus",
    "why_stopped": f"{STATUS}.whyStopped", "study_type": f"{DESIGN}.studyType", "phase": f"{DESIGN}.phases",
    "enrollment": f"{DESIGN}.enrollmentInfo.count", "enrollment_type": f"{DESIGN}.enrollmentInfo.type",
    "started": "resultsSection.participantFlowModule.periods[0].milestones",
    "allocation": f"{DESIGN}.designInfo.allocation", "masking": f"{DESIGN}.designInfo.maskingInfo.masking",
    "conditions": "protocolSection.conditionsModule.conditions",
    "sponsor": "protocolSection.sponsorCollaboratorsModule.leadSponsor.name",
    "start_date": f"{STATUS}.startDateStruct.date",
    "primary_completion_date": f"{STATUS}.primaryCompletionDateStruct.date",
    "completion_date": f"{STATUS}.completionDateStruct.date", "first_posted": f"{STATUS}.studyFirstPostDateStruct.date",
    "results_posted": f"{STATUS}.resultsFirstPostDateStruct.date",
    "last_update_posted": f"{STATUS}.lastUpdatePostDateStruct.date", "has_results": "hasResults",
    "adverse_event_threshold": "resultsSection.adverseEventsModule.frequencyThreshold",
    "aliases": f"{IDENTITY}.nctIdAliases", "secondary_ids": f"{IDENTITY}.secondaryIdInfos",
}  # fmt: skip


def columns(table: str) -> tuple[Column, ...]:
    """The declared columns of `trials` or of one of `ROWS`."""
    return columns_of(Trial if table == "trials" else ROWS[table])


def as_json(record: Record) -> dict[str, Any]:
    """The record as plain values; the rows are flat, so that no deep copy is needed."""
    return {"trial": vars(record.trial)} | {name: [vars(row) for row in getattr(record, name)] for name in ROWS}


def from_json(tree: Mapping[str, Any]) -> Record:
    """The record that `as_json` made plain."""
    rows = {name: tuple(_row(cls, row) for row in tree[name]) for name, cls in ROWS.items()}
    return Record(trial=_row(Trial, tree["trial"]), **rows)


def _row(cls: type, values: Mapping[str, Any]) -> Any:
    return cls(**{name: tuple(v) if isinstance(v, list) else v for name, v in values.items()})
