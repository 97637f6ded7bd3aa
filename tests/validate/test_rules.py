"""Each rule from both sides: what it flags, and what comes close to it and is sound."""

import pytest

from pipeline.model.finding import AdverseEvent, DrugDose, Outcome, Radiotherapy, Trial
from pipeline.validate.plausible import load_ranges
from pipeline.validate.rules import ValidateSettings, rules

RULES = {rule.name: rule for rule in rules(load_ranges(), ValidateSettings())}
event, outcome, course, dose, trial = AdverseEvent, Outcome, Radiotherapy, DrugDose, Trial
NCT = ("NCT00470847",)

FLAGGED = [
    pytest.param("events_exceed_total", event(events=208, total=35), id="more patients than were treated"),
    pytest.param("rate_mismatch", event(events=7, total=9, rate=87.0), id="7 of 9 is 78 %"),
    pytest.param("rate_mismatch", outcome(events=6, total=16, value=39.1, unit="%"), id="6 of 16 is 37.5 %"),
    pytest.param("rate_outside_0_100", event(rate=125.0), id="above 100 %"),
    pytest.param("rate_outside_0_100", outcome(value=-5.0, unit="%"), id="below 0 %"),
    pytest.param("dose_fraction_mismatch", course(total_gy=50.0, fractions=28, gy_per_fraction=2.0), id="28 × 2 is 56"),
    pytest.param(
        "eqd2_mismatch",
        course(total_gy=30.0, fractions=10, gy_per_fraction=3.0, alpha_beta=10.0, eqd2_gy=40.0),
        id="30 Gy in 10 is 32.5 Gy in 2-Gy fractions",
    ),
    pytest.param("outside_plausible_range", dose(drug="trastuzumab", unit="mg/kg", dose=400.0), id="a factor of 100"),
    pytest.param("outside_plausible_range", dose(drug="nobody's drug", unit="mg/m2", dose=90000.0), id="for any drug"),
    pytest.param("outside_plausible_range", course(total_gy=504.0), id="a lost decimal point"),
    pytest.param("outside_plausible_range", course(gy_per_fraction=50.0), id="no fraction is that large"),
    pytest.param(
        "confidence_level_as_rate",
        outcome(value=95.0, unit="%", quote="OS 12 months (95% CI 9-14)"),
        id="level of a CI",
    ),
    pytest.param(
        "confusable_registry_id", trial(registry_ids=("NСТ00470847",), quote="(NСТ00470847)"), id="Cyrillic letters"
    ),
    pytest.param("confusable_registry_id", trial(registry_ids=NCT, quote="(ＮＣＴ００４７０８４７)"), id="full width"),
    pytest.param(
        "confusable_registry_id", trial(registry_ids=NCT, quote="(NCT\u200b00470847)"), id="a zero-width blank"
    ),
    pytest.param("confusable_registry_id", trial(registry_ids=NCT, quote="\u202eNCT00470847\u202c"), id="turned about"),
]
SOUND = [
    pytest.param(
        "confusable_registry_id", trial(registry_ids=NCT, quote="NCT00470847 – 5 µg"), id="plain among others"
    ),
    pytest.param("confusable_registry_id", trial(registry_ids=NCT, quote="NCT0047\u00ad0847"), id="a place to break"),
    pytest.param("confusable_registry_id", trial(registry_ids=NCT, quote="NCT\u00a000470847"), id="a fixed blank"),
    pytest.param("events_exceed_total", event(events=35, total=35), id="everybody"),
    pytest.param("events_exceed_total", event(events=208, total=35, unit_of_count="events"), id="events, not patients"),
    pytest.param("rate_mismatch", event(events=4, total=7, rate=57.0), id="57.1 rounded to whole per cent"),
    pytest.param("rate_mismatch", event(events=4, total=0, rate=57.0), id="no division by nothing"),
    pytest.param("rate_mismatch", event(rate=57.0), id="nothing to compare with"),
    pytest.param("rate_outside_0_100", event(rate=0.0), id="zero is a share"),
    pytest.param("rate_outside_0_100", outcome(value=140.0, unit="months"), id="months may exceed 100"),
    pytest.param("dose_fraction_mismatch", course(total_gy=50.0, fractions=28, gy_per_fraction=1.8), id="50.4 as 50"),
    pytest.param(
        "dose_fraction_mismatch", course(total_gy=40.0, dose_basis="EQD2", fractions=5, gy_per_fraction=6.0), id="EQD2"
    ),
    pytest.param(
        "eqd2_mismatch",
        course(fractions=10, gy_per_fraction=3.0, alpha_beta=10.0, eqd2_gy=99.0, derived=("eqd2_gy",)),
        id="a computed value is not checked against itself",
    ),
    pytest.param("eqd2_mismatch", course(fractions=10, gy_per_fraction=3.0, eqd2_gy=40.0), id="no α/β, no check"),
    pytest.param("outside_plausible_range", dose(drug="trastuzumab", unit="mg/kg", dose=4.0), id="loading dose"),
    pytest.param("outside_plausible_range", dose(drug="trastuzumab", unit="MBq", dose=4000.0), id="unknown unit"),
    pytest.param("outside_plausible_range", course(total_gy=150.0, dose_basis="BED"), id="BED may be large"),
    pytest.param(
        "confidence_level_as_rate", outcome(value=95.0, unit="%", quote="LC was 95% at 1 year"), id="a true 95 %"
    ),
]


@pytest.mark.parametrize(("name", "finding"), FLAGGED)
def test_flagged(name, finding):
    assert RULES[name].fails(finding)


@pytest.mark.parametrize(("name", "finding"), SOUND)
def test_sound(name, finding):
    assert not RULES[name].fails(finding)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda r: r.name)
def test_every_rule_explains_itself_in_a_sentence(rule):
    assert rule.explains.endswith(".")
    assert not rule.fails(AdverseEvent())
    assert {p.values[0] for p in FLAGGED} >= {rule.name}
