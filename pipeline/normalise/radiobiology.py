"""Fractionation arithmetic: Gy = fractions × dose per fraction, biologically effective dose, equivalent dose in 2 Gy.

Linear-quadratic model: BED = n·d·(1 + d/(α/β)) (Fowler, Br J Radiol 1989;62:679-694) and
EQD2 = BED / (1 + 2/(α/β)) (Withers et al., Cancer 1983;51:2104-2109). Doses in Gy, α/β in Gy.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pipeline.model.finding import Radiotherapy

REFERENCE_FRACTION = 2.0
WHOLE = 0.005
DECIMALS = 2
AGREES = 0.02  # printed BED and EQD2 are rounded


def bed(fractions: int, dose_per_fraction: float, alpha_beta: float) -> float:
    """Biologically effective dose in Gy; ValueError where an argument is not above 0."""
    if fractions <= 0 or dose_per_fraction <= 0 or alpha_beta <= 0:
        raise ValueError("fractions, dose per fraction and alpha/beta must be above 0")
    return fractions * dose_per_fraction * (1 + dose_per_fraction / alpha_beta)


def eqd2(fractions: int, dose_per_fraction: float, alpha_beta: float) -> float:
    """Dose in Gy that has the same effect in fractions of 2 Gy; ValueError as `bed`."""
    return bed(fractions, dose_per_fraction, alpha_beta) / (1 + REFERENCE_FRACTION / alpha_beta)


def completed(finding: Radiotherapy, alpha_beta: float, *others: float) -> Radiotherapy:
    """The course with the missing one of dose, fractions and dose per fraction, and with its BED and EQD2.

    Only where the two others are single values of a physical dose; what was computed is named in `derived`. The α/β is
    the one printed, else the first of those given that a printed BED or EQD2 agrees with, else `alpha_beta`.
    """
    if finding.dose_basis in ("EQD2", "BED"):
        return finding
    known = replace(finding, **_third(finding))
    computed = [c for c in ("total_gy", "fractions", "gy_per_fraction") if getattr(known, c) != getattr(finding, c)]
    effect = _effect(known, (alpha_beta, *others))
    computed += [c for c in ("bed_gy", "eqd2_gy") if c in effect]
    return replace(known, **effect, derived=tuple(dict.fromkeys((*finding.derived, *computed))))


def _third(finding: Radiotherapy) -> dict[str, Any]:
    """The one of the three that follows from the two others."""
    total, fractions, each = finding.total_gy, finding.fractions, finding.gy_per_fraction
    if total is not None and fractions is not None and each is None:
        return {"gy_per_fraction": round(total / fractions, DECIMALS)} if not _ranged(finding) else {}
    if total is None and fractions is not None and each is not None and not _ranged(finding):
        return {"total_gy": round(fractions * each, DECIMALS)}
    if total is not None and each and fractions is None and finding.fractions_low is None and not _ranged(finding):
        number = round(total / each)
        return {"fractions": number} if number >= 1 and abs(total / each - number) <= WHOLE * number else {}
    return {}


def _ranged(finding: Radiotherapy) -> bool:
    """Whether the total dose is a range: each patient then has another dose per fraction."""
    return finding.total_gy_low is not None or finding.total_gy_high is not None


def _effect(finding: Radiotherapy, ratios: tuple[float, ...]) -> dict[str, Any]:
    """BED, EQD2 and their α/β; empty where fractions and dose per fraction are not single values."""
    fractions, each = finding.fractions, finding.gy_per_fraction
    if not fractions or not each or _ranged(finding):
        return {}
    explains = (r for r in ratios if _agrees(finding, bed(fractions, each, r), eqd2(fractions, each, r)))
    ratio = finding.alpha_beta or next(explains, ratios[0])
    out: dict[str, Any] = {"alpha_beta": ratio} if finding.alpha_beta is None else {}
    if finding.bed_gy is None:
        out["bed_gy"] = round(bed(fractions, each, ratio), DECIMALS)
    if finding.eqd2_gy is None:
        out["eqd2_gy"] = round(eqd2(fractions, each, ratio), DECIMALS)
    return out


def _agrees(finding: Radiotherapy, effective: float, equivalent: float) -> bool:
    """Whether a BED or EQD2 is printed, and each that is printed is the one given."""
    pairs = ((finding.bed_gy, effective), (finding.eqd2_gy, equivalent))
    printed = [(told, computed) for told, computed in pairs if told is not None]
    return bool(printed) and all(abs(told - computed) <= AGREES * computed for told, computed in printed)
