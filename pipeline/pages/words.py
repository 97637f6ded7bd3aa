"""A finding in words, as a person reads it beside the page: who, what, how much."""

from __future__ import annotations

from functools import singledispatch

from pipeline.export.rows import number_text
from pipeline.model.finding import AdverseEvent, DrugDose, Finding, Outcome, Radiotherapy, Trial


def sentence(finding: Finding) -> str:
    """The finding in one line: study, drugs of the arm, then the fact with every number that it carries."""
    who = finding.study or ", ".join(finding.registry_ids) or "study not named"
    arm = f" ({' + '.join(finding.drugs)})" if finding.drugs else ""
    side = " · control" if getattr(finding, "comparator", None) else ""
    return f"{who}{arm}{side}: {fact(finding)}"


@singledispatch
def fact(finding: Finding) -> str:
    """The fact alone, in words; TypeError for a kind that has none."""
    raise TypeError(f"no words for {type(finding).__name__}")


@fact.register
def _(finding: Trial) -> str:
    said = _listed(
        finding.phase and f"phase {finding.phase}",
        finding.design,
        _span(finding.n, finding.n_low, finding.n_high, finding.n_unit or "patients"),
        ", ".join(finding.rt_techniques),
        finding.status,
    )
    return said or "named here"


@fact.register
def _(finding: DrugDose) -> str:
    dose = _span(finding.dose, finding.dose_low, finding.dose_high, finding.unit)
    given = (finding.drug, dose, finding.frequency, finding.route, finding.role, finding.cycles, finding.duration)
    return " ".join(filter(None, given))


@fact.register
def _(finding: Radiotherapy) -> str:
    total = _span(finding.total_gy, finding.total_gy_low, finding.total_gy_high, f"Gy {finding.dose_basis}".strip())
    number = _span(
        finding.fractions,
        finding.fractions_low,
        finding.fractions_high,
        "fraction" if finding.fractions == 1 else "fractions",
    )
    each = _span(finding.gy_per_fraction, None, None, "Gy a fraction")
    return _listed(
        "/".join(finding.technique), total, number and f"in {number}", each, finding.site, finding.timing,
        _equivalent(finding),
    )  # fmt: skip


@fact.register
def _(finding: AdverseEvent) -> str:
    rate = _span(finding.rate, finding.rate_low, finding.rate_high, "%")
    onset = _span(None, finding.time_low, finding.time_high, finding.time_unit)
    event = (
        f"{finding.term}{_grades(finding)}",
        "serious" if finding.serious else "",
        "dose-limiting" if finding.dose_limiting else "",
    )
    shown = (
        _share(rate, finding.events, finding.total) or finding.reported.replace("_", " "),
        onset and f"after {onset}",
        _p(finding.p_value),
    )
    return ": ".join(filter(None, (_listed(*event), _listed(*shown))))


@fact.register
def _(finding: Outcome) -> str:
    value = _span(finding.value, finding.value_low, finding.value_high, finding.unit)
    interval = _span(None, finding.ci_low, finding.ci_high, "")
    level = "" if finding.ci_level is None else f"{number_text(finding.ci_level)} % "
    stat = "" if finding.stat == "rate" else finding.stat  # the unit says so
    return _listed(
        " ".join(filter(None, (stat, finding.measure, finding.timepoint and f"at {finding.timepoint}"))),
        _share(f"{finding.bound}{value}" if value else "", finding.events, finding.total),
        interval and f"{level}CI {interval}",
        _p(finding.p_value),
    )


def _equivalent(finding: Radiotherapy) -> str:
    """ "EQD2 60 Gy, BED 72 Gy (α/β 10 Gy)"; nothing where they were not computed."""
    doses = (("EQD2", finding.eqd2_gy), ("BED", finding.bed_gy))
    said = _listed(*(f"{name} {number_text(gy)} Gy" for name, gy in doses if gy is not None))
    ratio = _span(finding.alpha_beta, None, None, "Gy")
    return f"{said} (α/β {ratio})" if said and ratio else said


def _grades(finding: AdverseEvent) -> str:
    if finding.grade_low is None:
        return ""
    high = finding.grade_low if finding.grade_high is None else finding.grade_high
    return f", grade {finding.grade_low}" + ("" if high == finding.grade_low else f"–{high}")


def _listed(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def _p(value: float | None) -> str:
    return "" if value is None else f"p {number_text(value)}"


def _share(share: str, events: int | None, total: int | None) -> str:
    """ "5 %, 7 of 132", "7 of 132", "5 % of 132", "5 %", "7", "of 132", or nothing."""
    of = "" if total is None else f"of {total}"
    if events is None:
        return f"{share} {of}".strip()
    return _listed(share, f"{events} {of}".strip())


def _span(value: float | None, low: float | None, high: float | None, unit: str) -> str:
    """ "20 (16–24) Gy", "16–24 Gy", "20 Gy", or nothing."""
    ends = "–".join(dict.fromkeys(number_text(v) for v in (low, high) if v is not None))
    if value is None:
        return f"{ends} {unit}".strip() if ends else ""
    return f"{number_text(value)} ({ends}) {unit}".strip() if ends else f"{number_text(value)} {unit}".strip()
