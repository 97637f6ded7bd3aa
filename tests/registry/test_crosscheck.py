"""Findings against records: what agrees, what does not, and what cannot be compared, each with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.registry.crosscheck import Run, compare, missing_results
from pipeline.registry.history import version_of
from pipeline.registry.judgement import REASONS
from pipeline.registry.refresh import with_versions
from pipeline.registry.settings import RegistrySettings
from pipeline.registry.studies import record_of
from pipeline.registry.table import Lookup, RegistryTable
from pipeline.registry.trees import set_at
from tests.registry.server import study

A, OLD = "NCT00000101", "NCT00000099"
LAPATINIB, TDM1 = "Lapatinib + Capecitabine", "Trastuzumab Emtansine"
ARMS = "protocolSection.armsInterventionsModule"
RESULTS = "resultsSection"


def record(**module):
    """A trial of two arms, 495 and 496 analysed of 991 enrolled, with results."""
    tree = study(A, **({"count": 991} | module))
    doses = {LAPATINIB: "lapatinib 1250 mg orally once daily; capecitabine 1000 mg/m2 orally twice daily",
             TDM1: "trastuzumab emtansine 3.6 mg/kg IV q3w"}  # fmt: skip
    set_at(tree, ARMS, {
        "armGroups": [{"label": label, "description": text} for label, text in doses.items()],
        "interventions": [
            {"type": "DRUG", "name": "Lapatinib", "armGroupLabels": [LAPATINIB]},
            {"type": "DRUG", "name": "Capecitabine", "armGroupLabels": [LAPATINIB]},
            {"type": "DRUG", "name": "Trastuzumab Emtansine", "armGroupLabels": [TDM1]},
            {"type": "DRUG", "name": "Zoledronic acid"},
        ],
    })  # fmt: skip
    set_at(tree, "protocolSection.conditionsModule.conditions", ["Breast Neoplasms"])
    set_at(tree, f"{RESULTS}.outcomeMeasuresModule.outcomeMeasures", [measure(), ratio()])
    set_at(tree, f"{RESULTS}.adverseEventsModule", adverse_events())
    tree["hasResults"] = True
    return tree


def measure():
    return {
        "type": "PRIMARY", "title": "Progression-Free Survival (PFS)", "unitOfMeasure": "Months", "paramType": "MEDIAN",
        "groups": [{"id": "OG000", "title": LAPATINIB}, {"id": "OG001", "title": TDM1}],
        "denoms": [{"units": "Participants", "counts": [{"groupId": "OG000", "value": "496"}, {"groupId": "OG001", "value": "495"}]}],
        "classes": [{"categories": [{"measurements": [{"groupId": "OG000", "value": "6.4"}, {"groupId": "OG001", "value": "9.6"}]}]}],
    }  # fmt: skip


def ratio():
    return {
        "type": "PRIMARY", "title": "Progression-Free Survival (PFS)",
        "groups": [{"id": "OG000", "title": LAPATINIB}, {"id": "OG001", "title": TDM1}],
        "analyses": [{"groupIds": ["OG000", "OG001"], "paramType": "Hazard Ratio (HR)", "paramValue": "0.65"}],
    }  # fmt: skip


def adverse_events():
    """The groups stand the other way round than the arms: position would mislead."""
    return {
        "frequencyThreshold": "5",
        "eventGroups": [
            {"id": "EG000", "title": TDM1, "seriousNumAffected": 76, "seriousNumAtRisk": 490},
            {"id": "EG001", "title": LAPATINIB, "seriousNumAffected": 88, "seriousNumAtRisk": 488},
        ],
        "seriousEvents": [{"term": "Anaemia", "stats": [{"groupId": "EG000", "numAffected": 3, "numAtRisk": 490}]}],
        "otherEvents": [{"term": "Anaemia", "stats": [{"groupId": "EG000", "numAffected": 50, "numAtRisk": 490}]}],
    }  # fmt: skip


def judged(row, *trees, year="2012", lookups=None, settings=None, missing=""):
    versions = [
        version_of(record_of(t), "2026-11-20T09:00:05", "2.0.5", "registry", "registry") for t in trees or (record(),)
    ]
    table, _ = with_versions(RegistryTable(), versions)
    table = RegistryTable(table.versions, table.lookups | (lookups or {}))
    whole = {"doc_id": "paper", "finding_id": "f", "registry_ids": [A], "quote": "the paper's words", "page": 3} | row
    run = Run((whole,), {"paper": year}, {"paper": missing} if missing else {})
    return list(compare(run, table, settings or RegistrySettings()))


def trial(**columns):
    return {"kind": "trial"} | columns


def dose(drug, value, unit, **columns):
    return {"kind": "drug_dose", "drug": drug, "dose": value, "unit": unit} | columns


def event(term="serious adverse event", **columns):
    return {"kind": "adverse_event", "term": term} | columns


def outcome(value, **columns):
    return {"kind": "outcome", "measure": "PFS", "stat": "median", "value": value, "unit": "months"} | columns


TDM1_ARM, LAPATINIB_ARM = {"drugs": ["trastuzumab emtansine"]}, {"drugs": ["capecitabine", "lapatinib"]}
CASES = [
    (trial(status="completed"), "agree", "", "the same status"),
    (trial(status="terminated"), "disagree", "status_differs", "another status"),
    (trial(status="ongoing"), "disagree", "may_have_moved_on", "a trial that the paper saw running may have ended since"),
    (trial(phase="2"), "agree", "", "the same phase"),
    (trial(phase="3"), "disagree", "phase_differs", "another phase"),
    (trial(n=991), "agree", "", "enrolled"),
    (trial(n=978), "agree", "safety", "the safety population"),
    (trial(n=495), "agree", "one_arm", "one arm alone"),
    (trial(n=990), "agree", "within_tolerance", "one less than enrolled"),
    (trial(n=0), "disagree", "number_differs", "zero is a number"),
    (trial(n=700), "disagree", "number_differs", "no number of the record"),
    (trial(n=70, subgroup="brain metastases"), "not_comparable", "subgroup", "a subgroup"),
    (trial(n=70, n_unit="lesions"), "not_comparable", "not_patients", "lesions are no people"),
    (trial(drugs=["lapatinib"]), "agree", "", "a drug of one arm"),
    (trial(drugs=["neratinib"]), "disagree", "drug_missing", "a drug of no arm"),
    (trial(population="metastatic breast cancer"), "agree", "", "a word in common"),
    (trial(population="glioma"), "not_comparable", "conditions_differ", "other words prove nothing"),
    (dose("lapatinib", 1250, "mg", frequency="qd"), "agree", "", "the dose of an arm"),
    (dose("capecitabine", 2000, "mg/m2", frequency="qd"), "agree", "same_daily_dose", "twice 1000 is 2000 a day"),
    (dose("lapatinib", 1000, "mg", frequency="qd"), "disagree", "dose_differs", "another dose"),
    (dose("lapatinib", 1500, "mg", role="loading"), "not_comparable", "loading", "a loading dose"),
    (dose("lapatinib", 20, "mg/kg"), "not_comparable", "unit_differs", "units are not converted"),
    (dose("zoledronic acid", 4, "mg"), "not_comparable", "no_dose", "a drug without a dose in the record"),
    (dose("neratinib", 240, "mg"), "not_comparable", "no_such_drug", "a drug that the record lacks"),
    (event(events=76, total=490, **TDM1_ARM), "agree", "", "by the title of the arm"),
    (event(events=88, total=488, **TDM1_ARM), "disagree", "count_differs", "the other arm's numbers"),
    (event(rate=18.0, **LAPATINIB_ARM), "agree", "", "a rate is computed from the counts"),
    (event(events=76, total=490), "not_comparable", "no_such_group", "an arm that fits no title"),
    (event("anemia", events=53, total=490, **TDM1_ARM), "agree", "", "serious and other events together, British spelling"),
    (event("anemia", events=60, total=490, **TDM1_ARM), "disagree", "count_differs", "more than both lists together"),
    (event("anemia", events=13, grade_low=3, **TDM1_ARM), "not_comparable", "graded", "the registry has no grades"),
    (event("nausea", events=1, **TDM1_ARM), "not_comparable", "no_such_event", "below the threshold absence is not zero"),
    (event("anemia", events=3, attribution="treatment_related"), "not_comparable", "attribution", "other cause"),
    (outcome(9.6, **TDM1_ARM), "agree", "", "the value of the arm"),
    (outcome(6.4, **TDM1_ARM), "disagree", "value_differs", "the other arm's value"),
    (outcome(0.65, stat="hazard ratio", unit=""), "agree", "", "a ratio has no arm"),
    (outcome(0.9, stat="hazard ratio", unit=""), "disagree", "value_differs", "another ratio"),
    (outcome(30.0, measure="OS"), "not_comparable", "no_such_measure", "a measure that is not posted"),
    (outcome(9.6, subgroup="brain metastases"), "not_comparable", "subgroup", "a subgroup's value"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "verdict", "reason", "why"), CASES, ids=[c[3] for c in CASES])
def test_one_finding(row, verdict, reason, why):
    (found,) = judged(row)
    assert (found.verdict, found.reason) == (verdict, reason)
    assert found.paper_value
    assert found.registry_path
    assert (found.quote, found.page, found.nct_id) == ("the paper's words", 3, A)


def test_a_terminated_trial_listed_as_completed_shows_both_sources():
    (found,) = judged(trial(status="completed"), record(status="TERMINATED", count=3))
    assert (found.verdict, found.paper_value, found.registry_value) == (
        "disagree",
        "completed",
        "TERMINATED (enrolled 3)",
    )
    assert found.registry_path == "protocolSection.statusModule.overallStatus"


def test_what_the_registry_said_when_the_paper_appeared_is_told_from_today():
    then, now = record(updated="2011-05-01", status="RECRUITING"), record(updated="2015-05-01")
    (found,) = judged(trial(status="recruiting"), then, now, year="2012")
    assert (found.verdict, found.reason, found.verdict_then) == ("disagree", "drift", "agree")
    assert (found.registry_value_then, found.registry_value) == ("RECRUITING", "COMPLETED (enrolled 991)")


def test_before_the_first_version_nothing_is_said_of_then():
    (found,) = judged(trial(status="completed"), record(updated="2015-05-01"), year="2012")
    assert (found.verdict, found.verdict_then) == ("agree", "")


def test_a_planned_number_is_no_disagreement():
    tree = record()
    tree["protocolSection"]["designModule"]["enrollmentInfo"] = {"count": 1200, "type": "ESTIMATED"}
    (found,) = judged(trial(n=980), tree)
    assert (found.verdict, found.reason) == ("not_comparable", "planned_number")


def test_groups_without_a_title_are_not_joined_by_position():
    tree = record()
    for group in tree[RESULTS]["adverseEventsModule"]["eventGroups"]:
        del group["title"]
    (found,) = judged(event(events=76, total=490, **TDM1_ARM), tree)
    assert (found.verdict, found.reason) == ("not_comparable", "groups_without_title")


@pytest.mark.parametrize(
    ("lacking", "count"),
    [("numAffected", {"events": 76, "total": 490}), ("numAtRisk", {"rate": 15.5})],
    ids=["the record leaves out how many were affected", "the record leaves out of how many"],
)
def test_a_count_that_the_record_leaves_out_contradicts_nothing(lacking, count):
    stat = {"groupId": "EG000", "numAffected": 76, "numAtRisk": 490}
    del stat[lacking]
    tree = record()
    set_at(tree, f"{RESULTS}.adverseEventsModule.seriousEvents", [{"term": "Nausea", "stats": [stat]}])
    (found,) = judged(event("nausea", **count, **TDM1_ARM), tree)
    assert (found.verdict, found.reason) == ("not_comparable", "registry_says_nothing")


def test_a_former_id_leads_to_its_record_and_is_told():
    found = judged(trial(registry_ids=[OLD], phase="2"), lookups={OLD: Lookup(OLD, "alias", A)})
    assert [(c.field, c.verdict, c.reason, c.tied_by) for c in found] == [
        ("registry id", "agree", "alias", "alias"), ("phase", "agree", "", "alias"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "tied"),
    [
        ({"registry_ids": [], "study": "EMILIA"}, "acronym"),
        ({"registry_ids": [], "study": "Nobody 1999"}, None),
        ({"registry_ids": ["2014-005181-30"], "study": ""}, "cross-registration"),
        ({"registry_ids": ["CTRI/2012/10/003062"], "study": ""}, None),
    ],
    ids=["by the acronym of one record", "an unknown study", "by its EudraCT number", "another registry"],
)
def test_what_ties_a_finding_to_a_record(row, tied):
    tree = record()
    set_at(tree, "protocolSection.identificationModule.acronym", "EMILIA")
    set_at(tree, "protocolSection.identificationModule.secondaryIdInfos", [{"id": "2014-005181-30"}])
    assert [c.tied_by for c in judged(trial(phase="2", **row), tree)] == ([tied] if tied else [])


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Most of the results of these trials cannot be retrieved.", True),
        ("The results have not yet been published.", True),
        ("No results were found for either study.", True),
        ("The results were published in 2019.", False),
        ("No adverse events were reported.", False),
    ],
)
def test_sentences_that_miss_results(sentence, found):
    assert bool(missing_results(f"Something else. {sentence} More.")) is found


def test_results_that_are_posted_though_the_paper_finds_none():
    found = judged(trial(phase="2"), missing="The results of these trials cannot be found.")
    (results,) = (c for c in found if c.field == "results")
    assert (results.verdict, results.reason, results.registry_path) == ("disagree", "results_are_posted", "hasResults")


def test_a_sentence_on_another_trial_says_nothing_of_this_one():
    found = judged(trial(phase="2"), missing="For OTHERTRIAL no results have been reported.")
    assert [c.field for c in found] == ["phase"]


@given(st.integers(0, 2000), st.floats(0, 5))
def test_a_wider_tolerance_never_makes_a_disagreement(n, percent):
    narrow = judged(trial(n=n), settings=RegistrySettings(enrollment_percent=percent))[0]
    wide = judged(trial(n=n), settings=RegistrySettings(enrollment_percent=percent + 1))[0]
    assert (narrow.verdict, wide.verdict) != ("agree", "disagree")


def test_the_documentation_explains_each_reason_and_no_other():
    page = (Path(__file__).resolve().parents[2] / "docs" / "registry.md").read_text(encoding="utf-8")
    table = page.split("| reason | meaning |\n|---|---|\n")[1].split("\n\n")[0]
    rows = (line.strip("| ").split(" | ") for line in table.splitlines())
    assert {reason.strip("`").replace("(empty)", ""): meaning for reason, meaning in rows} == REASONS
