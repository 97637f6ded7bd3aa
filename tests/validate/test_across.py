"""Rules over several findings of a paper, and the whole verb: flags, confidence, nothing dropped."""

from dataclasses import replace

import pytest

from pipeline.model.finding import AdverseEvent, Radiotherapy, Trial
from pipeline.validate.across import conflicts, grade3_exceeds_any_grade, p_value_mismatch
from pipeline.validate.validate import validate


def event(finding_id, **columns):
    return AdverseEvent(finding_id=finding_id, study="ALPHA", term="nausea", **columns)


def test_severe_events_cannot_outnumber_all_events():
    every, severe = event("a", rate=12.0), event("b", rate=30.0, grade_low=3, grade_high=5)
    assert grade3_exceeds_any_grade([every, severe]) == {"b": {"grade3_exceeds_any_grade"}}
    assert not grade3_exceeds_any_grade([every, replace(severe, rate=12.0)])


def test_another_drug_is_another_comparison():
    every = event("a", rate=12.0, drugs=("lapatinib",))
    severe = event("b", rate=30.0, grade_low=3, grade_high=5, drugs=("neratinib",))
    assert not grade3_exceeds_any_grade([every, severe])


def side(finding_id, events, p_value):
    return event(finding_id, events=events, total=100, contrast_id="c1", p_value=p_value)


def test_a_p_value_that_its_counts_contradict():
    flags = p_value_mismatch([side("a", 40, 0.6), side("b", 5, 0.6)])
    assert flags == {"a": {"p_value_mismatch"}, "b": {"p_value_mismatch"}}


@pytest.mark.parametrize(
    "pair",
    [
        pytest.param([side("a", 40, 0.001), side("b", 5, 0.001)], id="significant as printed"),
        pytest.param([side("a", 12, 0.03), side("b", 4, 0.03)], id="borderline: another test may differ"),
        pytest.param([side("a", 40, 0.6)], id="one side alone"),
        pytest.param([side("a", 400, 0.6), side("b", 5, 0.6)], id="impossible counts are another rule's"),
    ],
)
def test_p_values_left_alone(pair):
    assert not p_value_mismatch(pair)


TEXT = event("t", rate=39.1)
TABLE = event("b", events=6, total=16, table=1, row=2, col=7)


def test_text_against_table():
    assert conflicts([TEXT, TABLE]) == {"t": {"conflicts_with:b"}, "b": {"conflicts_with:t"}}


@pytest.mark.parametrize(
    "pair",
    [
        pytest.param([event("t", rate=57.0), replace(TABLE, events=4, total=7)], id="4 of 7 is 57 %"),
        pytest.param([TEXT, replace(TABLE, study="BETA")], id="another study"),
        pytest.param([TEXT, replace(TABLE, grade_low=3, grade_high=3)], id="another grade"),
        pytest.param([TEXT, event("u", rate=20.0)], id="two places of the text may be two subgroups"),
        pytest.param([replace(TEXT, study=""), replace(TABLE, study="")], id="unknown studies are not the same study"),
    ],
)
def test_no_conflict(pair):
    assert not conflicts(pair)


def test_sizes_and_dose_ranges_conflict_too():
    sizes = [
        Trial(finding_id="t", study="ALPHA", n=116),
        Trial(finding_id="b", study="ALPHA", n=39, table=1, row=1, col=1),
    ]
    assert set(conflicts(sizes)) == {"t", "b"}
    text = Radiotherapy(finding_id="t", study="ALPHA", total_gy=50.0, total_gy_low=30.0, total_gy_high=60.4)
    assert set(conflicts([text, replace(text, finding_id="b", total_gy_low=3.0, table=1, row=1, col=1)])) == {"t", "b"}


def test_a_failed_check_lowers_confidence_and_drops_nothing():
    sound = event("a", events=3, total=35, extractor="prose_listed@1")
    checked = validate([sound, replace(sound, finding_id="b", events=208)])
    assert [f.flags for f in checked] == [(), ("events_exceed_total",)]
    assert checked[0].confidence > checked[1].confidence
