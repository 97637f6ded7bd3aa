"""What one finding alone can get wrong: arithmetic, shares, fractionation, doses. Each rule is named and explained."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.model.finding import AdverseEvent, DrugDose, Finding, Outcome, Radiotherapy
from pipeline.validate.plausible import PlausibleRanges

OVERRIDES = "\u202d\u202e"  # turn the direction of writing: what is read is not what is stored
LARGEST_FRACTION, LARGEST_COURSE = 34.0, 120.0  # Gy: single-fraction lung SBRT, hyperfractionated totals


@dataclass(frozen=True, slots=True)
class ValidateSettings:
    """How far printed and computed may be apart.

    `rounding` in percentage points (4 of 7 printed as 57 % is 57.1 %), `dose_tolerance` relative (28 × 1.8 Gy printed
    as 50 Gy is 50.4 Gy), `effect_tolerance` relative, of an EQD2 or BED rounded to whole Gy.
    """

    rounding: float = 0.6
    dose_tolerance: float = 0.02
    effect_tolerance: float = 0.03


@dataclass(frozen=True)
class Rule:
    """A check by name; `explains` says in one sentence what a flag of that name means to a reviewer."""

    name: str
    explains: str
    fails: Callable[[Finding], bool]


def rules(ranges: PlausibleRanges, settings: ValidateSettings) -> tuple[Rule, ...]:
    """All rules for single findings, in the order of their flags' names."""
    return (
        Rule("confidence_level_as_rate", "The number is the level of a confidence interval, not a result.", _is_level),
        Rule(
            "confusable_registry_id", "The id is not printed in plain letters and digits: look at it.", _is_confusable
        ),
        Rule("dose_fraction_mismatch", "Total dose is not fractions times dose per fraction.", _dose(settings)),
        Rule("eqd2_mismatch", "The printed EQD2 or BED is not what dose and fractions give.", _effect(settings)),
        Rule("events_exceed_total", "More events than patients.", _exceeds),
        Rule(
            "outside_plausible_range", "No such dose is given of this drug, or in radiotherapy.", _implausible(ranges)
        ),
        Rule("rate_mismatch", "Events divided by total is not the printed share.", _rate(settings)),
        Rule("rate_outside_0_100", "A share below 0 or above 100 %.", _outside),
    )


def share_of(finding: Finding) -> float | None:
    """The share in percent that an event or an outcome is reported with; None for anything else."""
    if isinstance(finding, AdverseEvent):
        return finding.rate
    return finding.value if isinstance(finding, Outcome) and finding.unit == "%" else None


def _exceeds(finding: Finding) -> bool:
    if not isinstance(finding, AdverseEvent | Outcome) or finding.events is None or finding.total is None:
        return False
    counts_events = isinstance(finding, AdverseEvent) and finding.unit_of_count == "events"
    return finding.events > finding.total and not counts_events


def _rate(settings: ValidateSettings) -> Callable[[Finding], bool]:
    def fails(finding: Finding) -> bool:
        share = share_of(finding)
        if not isinstance(finding, AdverseEvent | Outcome) or share is None:
            return False
        if finding.events is None or finding.total is None or finding.total == 0:
            return False
        return abs(100 * finding.events / finding.total - share) > settings.rounding

    return fails


def _outside(finding: Finding) -> bool:
    share = share_of(finding)
    return share is not None and not 0 <= share <= 100


def _dose(settings: ValidateSettings) -> Callable[[Finding], bool]:
    def fails(finding: Finding) -> bool:
        if not isinstance(finding, Radiotherapy) or finding.total_gy is None or finding.dose_basis in ("EQD2", "BED"):
            return False
        if finding.fractions is None or finding.gy_per_fraction is None:
            return False
        product = finding.fractions * finding.gy_per_fraction
        return abs(product - finding.total_gy) > settings.dose_tolerance * finding.total_gy

    return fails


def _effect(settings: ValidateSettings) -> Callable[[Finding], bool]:
    """Printed BED against n·d·(1 + d/(α/β)), printed EQD2 against BED/(1 + 2/(α/β)) (see normalise.radiobiology)."""

    def fails(finding: Finding) -> bool:
        if not isinstance(finding, Radiotherapy) or finding.fractions is None or finding.gy_per_fraction is None:
            return False
        each, ratio = finding.gy_per_fraction, finding.alpha_beta
        if ratio is None or ratio == 0:
            return False
        effect = finding.fractions * each * (1 + each / ratio)
        expected = {"bed_gy": effect, "eqd2_gy": effect / (1 + 2 / ratio)}
        printed = {c: getattr(finding, c) for c in expected if c not in finding.derived}
        far = settings.effect_tolerance
        return any(v is not None and abs(v - expected[c]) > far * expected[c] for c, v in printed.items())

    return fails


def _implausible(ranges: PlausibleRanges) -> Callable[[Finding], bool]:
    def fails(finding: Finding) -> bool:
        if isinstance(finding, DrugDose):
            doses = (finding.dose, finding.dose_low, finding.dose_high)
            return any(d is not None and not ranges.holds(finding.drug, finding.unit, d) for d in doses)
        if isinstance(finding, Radiotherapy):
            totals = (finding.total_gy, finding.total_gy_low, finding.total_gy_high)
            physical = finding.dose_basis not in ("EQD2", "BED")
            large = physical and any(d is not None and not 0 < d <= LARGEST_COURSE for d in totals)
            each = finding.gy_per_fraction
            return large or (each is not None and each > LARGEST_FRACTION)
        return False

    return fails


def _is_confusable(finding: Finding) -> bool:
    """Whether an id has look-alike letters, was found behind compatibility or invisible characters, or is turned."""
    if finding.quote.isascii():
        return False
    seen = unicodedata.normalize("NFKC", "".join(c for c in finding.quote if unicodedata.category(c) != "Cf"))
    turned = any(c in finding.quote for c in OVERRIDES)
    plain = finding.quote.replace("\u00ad", "")  # a soft hyphen is an ordinary place to break a word
    return any(not i.isascii() or (i in seen and (turned or i not in plain)) for i in finding.registry_ids)


def _is_level(finding: Finding) -> bool:
    share = share_of(finding)
    if share is None or share not in (80, 90, 95, 97.5, 98, 99):
        return False
    level = re.escape(f"{share:g}")
    return bool(re.search(rf"\b{level}\s?%[\s-]?(?:CI|CrI|confidence|credible)", finding.quote, re.IGNORECASE))
