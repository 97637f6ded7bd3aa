"""Findings: one fact that a paper reports, tied to its study and its place. The columns follow docs/evidence-table.md.

`Finding` holds the common columns; the five kinds add their own. A stage that learns more about a finding returns a
copy (`dataclasses.replace`); the empty value of a column means "the paper does not say".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pipeline.model.columns import Column, column, columns_of

SOURCES = ("text", "table", "caption", "abstract")
PHASES = ("1", "1b", "1/2", "1b/2", "2", "2/3", "3", "3b", "3b/4", "4")
STATS = ("median", "mean", "rate", "hazard ratio", "odds ratio", "risk ratio", "difference")
LEFT_OUT = "left_out:"  # begins the flag of a finding that no study in humans reports; its reason follows
REPORTED = ("yes", "zero", "not_reported", "not_applicable")


@dataclass(frozen=True, kw_only=True)
class Finding:
    """The columns that every finding has. Making one with a value that its column does not allow raises ValueError."""

    kind: ClassVar[str] = ""

    finding_id: str = column(
        "str", "Stable hash of the document's sha256, kind, study, subject and values; not of the place."
    )
    doc_id: str = column("str", "The document, by the stem of its file name.")
    study: str = column(
        "str", "Acronym in capitals, else first author and year of the cited study, else a registry id.", identity=True
    )
    study_refs: tuple[int, ...] = column(
        "list[int]", "Reference numbers cited for this fact; 0 is the paper itself.", low=0, identity=True
    )
    registry_ids: tuple[str, ...] = column(
        "list[str]", "Canonical trial registry ids tied to the study.", identity=True
    )
    arm: str = column("str", "The regimen or group as printed.")
    subgroup: str = column("str", "The subgroup as printed; empty for the whole arm.", identity=True)
    contrast_id: str = column("str", "The same for the two sides of one comparison.")
    drugs: tuple[str, ...] = column("list[str]", "Canonical names of the arm's drugs, sorted.", identity=True)
    source: str = column("str", "Kind of place that prints the fact.", choices=SOURCES)
    also_at: tuple[str, ...] = column("list[str]", "Other places that print the same fact (p5:t1:r3:c2, p7:1204-1310).")
    section: str = column("str", "Heading path of the place.")
    page: int | None = column("int", "Page, from 1; empty for inputs without pages.", low=1)
    bbox: tuple[float, ...] = column("list[float]", "x0, top, x1, bottom of the quote on its page.", unit="pt")
    table: int | None = column("int", "Table of the document, from 1; empty outside tables.", low=1)
    row: int | None = column("int", "Row of the cell, from 1, header rows included.", low=1)
    col: int | None = column("int", "Column of the cell, from 1.", low=1)
    char_start: int | None = column("int", "Where the quote begins in the document's linear text.", low=0)
    char_end: int | None = column("int", "Where the quote ends in the document's linear text.", low=0)
    quote: str = column("str", "The sentence or the cell as read, at most 500 characters.")
    confidence: float | None = column("float", "Calibrated share of such rows that are right.", low=0, high=1)
    link: str = column("str", "Relative link to the page picture with this finding's box.")
    flags: tuple[str, ...] = column("list[str]", "What a reviewer should look at.")
    extractor: str = column("str", "The extractor that made the row, with its version.")
    agreement: str = column(
        "str", "Kinds of place that print the same fact where they are several: text+table, table+abstract …"
    )

    def __post_init__(self) -> None:
        """Refuse values that their column does not allow (ValueError naming column and value)."""
        for col in self.columns():
            if fault := col.fault(getattr(self, col.name)):
                raise ValueError(f"{self.kind or 'finding'}: {fault}")

    @property
    def left_out(self) -> str:
        """Why the finding enters the table with `--all` alone; empty where it is a result of a study in humans."""
        return next((f.removeprefix(LEFT_OUT) for f in self.flags if f.startswith(LEFT_OUT)), "")

    @classmethod
    def columns(cls) -> tuple[Column, ...]:
        """The declared columns, common ones first."""
        if "_columns" not in cls.__dict__:
            cls._columns = columns_of(cls)  # type: ignore[attr-defined]
        return cls._columns  # type: ignore[attr-defined, no-any-return]


@dataclass(frozen=True, kw_only=True)
class Trial(Finding):
    """A study that the paper describes."""

    kind: ClassVar[str] = "trial"

    acronym: str = column("str", "Acronym of the study, in capitals.", identity=True)
    phase: str = column("str", "Phase of the study.", choices=PHASES)
    n: int | None = column("int", "Number printed for the study.", low=0, identity=True)
    n_unit: str = column("str", "What n counts.", choices=("patients", "lesions", "studies"), identity=True)
    n_low: int | None = column("int", "Lower end where a range is printed.", low=0, identity=True)
    n_high: int | None = column("int", "Upper end where a range is printed.", low=0, identity=True)
    population: str = column("str", "Who was studied, as printed.")
    rt_techniques: tuple[str, ...] = column("list[str]", "Radiotherapy techniques of the study, canonical.")
    design: str = column("str", "Design: randomized, single-arm, retrospective, case report, meta-analysis …")
    status: str = column("str", "Status: completed, ongoing …")


@dataclass(frozen=True, kw_only=True)
class DrugDose(Finding):
    """A drug with a dose."""

    kind: ClassVar[str] = "drug_dose"

    drug: str = column("str", "Canonical name of the drug.", identity=True)
    drug_id: str = column("str", "UNII of the drug (UNII:…).")
    dose: float | None = column("float", "Dose, in `unit`.", low=0, identity=True)
    dose_low: float | None = column("float", "Lower end of a dose range.", low=0, identity=True)
    dose_high: float | None = column("float", "Upper end of a dose range.", low=0, identity=True)
    unit: str = column("str", "UCUM-like unit: mg, mg/kg, mg/m2, g, ug, [IU] …", identity=True)
    frequency: str = column("str", "once, qd, bid, tid, qw, q2w, q3w, q4w, d1,8 …, q<k>d", identity=True)
    route: str = column("str", "oral, iv, sc, im, intrathecal", identity=True)
    role: str = column("str", "Role in the schedule.", choices=("loading", "maintenance"), identity=True)
    cycles: str = column("str", "Number of cycles, as printed.")
    duration: str = column("str", "How long it is given, as printed.")


@dataclass(frozen=True, kw_only=True)
class Radiotherapy(Finding):
    """A radiotherapy prescription. BED and EQD2 as in Fowler, Br J Radiol 1989;62:679-694 (linear-quadratic model)."""

    kind: ClassVar[str] = "radiotherapy"

    technique: tuple[str, ...] = column(
        "list[str]", "SRS, FSRT, SRT, SBRT, WBRT, HA-WBRT, IMRT, SIB, PBT, EBRT …", identity=True
    )
    site: str = column("str", "Irradiated site, lower case, as printed.", identity=True)
    total_gy: float | None = column("float", "Total dose.", unit="Gy", low=0, identity=True)
    total_gy_low: float | None = column("float", "Lower end of the total dose.", unit="Gy", low=0, identity=True)
    total_gy_high: float | None = column("float", "Upper end of the total dose.", unit="Gy", low=0, identity=True)
    fractions: int | None = column("int", "Number of fractions.", low=1, identity=True)
    fractions_low: int | None = column("int", "Lower end of the number of fractions.", low=1, identity=True)
    fractions_high: int | None = column("int", "Upper end of the number of fractions.", low=1, identity=True)
    gy_per_fraction: float | None = column(
        "float", "Dose per fraction, printed or derived.", unit="Gy", low=0, identity=True
    )
    derived: tuple[str, ...] = column("list[str]", "Columns of this row that were computed, not printed.")
    dose_basis: str = column(
        "str", "What the printed dose is where it is no physical dose.", choices=("EQD2", "BED", "RBE"), identity=True
    )
    eqd2_gy: float | None = column("float", "Dose equivalent in 2-Gy fractions.", unit="Gy", low=0)
    bed_gy: float | None = column("float", "Biologically effective dose.", unit="Gy", low=0)
    alpha_beta: float | None = column("float", "Alpha/beta that EQD2 and BED were computed with.", unit="Gy", low=0)
    timing: str = column("str", "Timing relative to the drug, as printed.", identity=True)
    timing_days_low: float | None = column("float", "Lower end of the interval to the drug.", unit="d", low=0)
    timing_days_high: float | None = column("float", "Upper end of the interval to the drug.", unit="d", low=0)


@dataclass(frozen=True, kw_only=True)
class AdverseEvent(Finding):
    """How often an adverse event was seen. Counts are kept as printed, even when they cannot be right."""

    kind: ClassVar[str] = "adverse_event"

    term: str = column("str", "CTCAE v5 term in lower case, else the printed words in lower case.", identity=True)
    term_id: str = column("str", "NCI Thesaurus code of the CTCAE v5 term (NCIT:C…).")
    term_printed: str = column("str", "The event as printed.")
    grade_low: int | None = column(
        "int", "Lowest grade; empty for any grade or not said.", low=0, high=5, identity=True
    )
    grade_high: int | None = column("int", "Highest grade.", low=0, high=5, identity=True)
    events: int | None = column("int", "Patients or events counted.", low=0, identity=True)
    total: int | None = column("int", "Of how many.", low=0, identity=True)
    rate: float | None = column("float", "Share affected.", unit="%", low=0, identity=True)
    rate_low: float | None = column("float", "Lower end of a range of shares.", unit="%", low=0, identity=True)
    rate_high: float | None = column("float", "Upper end of a range of shares.", unit="%", low=0, identity=True)
    reported: str = column(
        "str", "Whether the paper reports it: zero and not reported differ.", choices=REPORTED, identity=True
    )
    p_value: float | None = column("float", "p value of the comparison.", low=0, high=1)
    comparator: bool | None = column("bool", "Whether the row is the control arm.", identity=True)
    serious: bool | None = column("bool", "Whether the paper calls it serious.", identity=True)
    dose_limiting: bool | None = column("bool", "Whether the paper calls it dose-limiting.", identity=True)
    attribution: str = column("str", "any_cause, treatment_related, radiotherapy_related, or as printed.")
    unit_of_count: str = column("str", "What events and total count.", choices=("patients", "events", "lesions"))
    grade_scale: str = column("str", "Scale of the grade where printed (CTCAE 4.0, RTOG …).")
    time_low: float | None = column("float", "Onset, lower end, in `time_unit`.", low=0, identity=True)
    time_high: float | None = column("float", "Onset, upper end, in `time_unit`.", low=0, identity=True)
    time_unit: str = column(
        "str", "Unit of the onset.", choices=("hours", "days", "weeks", "months", "years", "cycles"), identity=True
    )


@dataclass(frozen=True, kw_only=True)
class Outcome(Finding):
    """A result of a study: response, survival, control, completion."""

    kind: ClassVar[str] = "outcome"

    measure: str = column(
        "str", "ORR, CNS-ORR, PFS, CNS-PFS, OS, DCR, CNS-DCR, DOR, pCR, local control …", identity=True
    )
    stat: str = column("str", "Statistic; empty where the paper does not say.", choices=STATS, identity=True)
    value: float | None = column("float", "Value, in `unit`.", identity=True)
    value_low: float | None = column("float", "Lower end of a printed range.", identity=True)
    value_high: float | None = column("float", "Upper end of a printed range.", identity=True)
    bound: str = column("str", "Bound printed before the value.", choices=("<", "<=", ">", ">=", "~"), identity=True)
    unit: str = column(
        "str", "Unit; empty for a ratio.", choices=("%", "months", "weeks", "days", "years"), identity=True
    )
    timepoint: str = column("str", 'Time that a rate speaks of ("1 year").', identity=True)
    ci_low: float | None = column("float", "Lower confidence limit.", identity=True)
    ci_high: float | None = column("float", "Upper confidence limit.", identity=True)
    ci_level: float | None = column("float", "Confidence level.", unit="%", low=0, high=100)
    p_value: float | None = column("float", "p value.", low=0, high=1)
    comparator: bool | None = column(
        "bool", "True control, false experimental, empty where there is no control.", identity=True
    )
    events: int | None = column("int", "Patients with the event.", low=0, identity=True)
    total: int | None = column("int", "Of how many.", low=0, identity=True)


FINDING_CLASSES: dict[str, type[Finding]] = {c.kind: c for c in (Trial, DrugDose, Radiotherapy, AdverseEvent, Outcome)}
