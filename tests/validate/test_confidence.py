"""Confidence: points of traits, added up; what the shipped table promises."""

from dataclasses import replace

import pytest

from pipeline.errors import ConfigError
from pipeline.model.finding import AdverseEvent, Outcome
from pipeline.validate.confidence import ConfidenceModel, load_confidence, traits

SURE = AdverseEvent(
    study="ALPHA", drugs=("lapatinib",), term="rash", rate=12.0, quote="x" * 200, extractor="prose_listed@1"
)
TRAITS = [
    ({}, set(), "a row with all that it needs has its rule alone"),
    ({"flags": ("conflicts_with:ab", "conflicts_with:cd")}, {"flag conflicts_with"}, "a flag counts once, without id"),
    ({"study": ""}, {"no study"}, "nobody knows whose it is"),
    ({"study": "", "study_refs": (0,)}, set(), "the paper's own study is known"),
    ({"drugs": ()}, {"no drugs"}, "the arm is not told"),
    ({"also_at": ("p2:1-9",)}, {"printed twice"}, "a second place of the same kind"),
    ({"also_at": ("p2:t1:r2:c2",), "agreement": "text+table"}, {"text and table agree"}, "two routes say more"),
    ({"quote": "12% had rash."}, {"short sentence"}, "little beside the number"),
    ({"quote": "12%", "table": 1, "row": 2, "col": 2}, set(), "a cell is short by nature"),
    ({"events": 12, "total": 100}, {"count and share"}, "both printed"),
    ({"events": 0, "rate": 0.0}, {"count and share"}, "zero is a number"),
    ({"source": "abstract"}, {"abstract"}, "the abstract says less of the arm"),
]


@pytest.mark.parametrize(("changed", "expected", "why"), TRAITS, ids=[t[2] for t in TRAITS])
def test_what_confidence_rests_on(changed, expected, why):
    assert set(traits(replace(SURE, **changed))) == {"rule adverse_event/prose_listed"} | expected


def test_points_add_up_through_the_logistic_function():
    model = ConfidenceModel({"start": 0.0, "rule adverse_event/prose_listed": 2.0, "flag *": -2.0})
    assert model.of(SURE) == 0.88
    assert model.of(replace(SURE, flags=("any",))) == 0.5


def test_what_is_not_in_the_table_counts_as_the_others_of_its_sort():
    model = ConfidenceModel({"start": 0.0, "rule *": 1.0, "flag *": -1.0, "flag grave": -3.0})
    assert model.of(Outcome(study="ALPHA", drugs=("x",), quote="x" * 200, extractor="new@3")) == 0.73
    assert model.points_of("flag odd") == -1.0
    assert model.points_of("flag grave") == -3.0
    assert model.points_of("no drugs") == 0.0, "no sort, no points"


def test_confidence_stays_between_its_ends():
    assert ConfidenceModel({"start": -9.0}).of(SURE) == 0.05
    assert ConfidenceModel({"start": 9.0}).of(SURE) == 0.99


def test_no_flag_of_the_shipped_table_raises_confidence():
    points = load_confidence().points
    assert {"start", "rule *", "flag *"} <= points.keys()
    assert all(value < 0 for trait, value in points.items() if trait.startswith("flag "))


def test_a_table_without_start_is_refused(tmp_path):
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "confidence.csv").write_text("trait,points,rows,right,why\nabstract,-1,3,2,x\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="start"):
        load_confidence(tmp_path)


def test_points_that_are_no_number_are_named(tmp_path):
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "confidence.csv").write_text("trait,points,rows,right,why\nabstract,low,3,2,x\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="abstract"):
        load_confidence(tmp_path)
