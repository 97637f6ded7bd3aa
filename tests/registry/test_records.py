"""Records as rows: sentinels, denominators, groups by title; the former XML says the same as the JSON."""

from __future__ import annotations

import dataclasses
import json

import pytest

from pipeline.registry import legacy_xml
from pipeline.registry.doses import drugs_in
from pipeline.registry.identifiers import canonical, register_of
from pipeline.registry.records import as_json, from_json
from pipeline.registry.studies import record_of
from pipeline.registry.trees import plain, set_at
from tests.registry.server import study
from tests.shared import SHARED, needs_shared

A = "NCT00000101"
RECORDS = SHARED / "data" / "registry" / "records"
# What the sponsor changed between the XML (2020) and the JSON (2023), results among it.
MOVED = {
    "started",
    "primary_completion_date",
    "results_posted",
    "last_update_posted",
    "has_results",
    "adverse_event_threshold",
}


def design(**info):
    tree = study(A)
    tree["protocolSection"]["designModule"] = info
    return record_of(tree).trial


@pytest.mark.parametrize(
    ("phases", "phase"),
    [
        (["PHASE1", "PHASE2"], "1/2"),
        (["NA"], "NA"),
        (None, ""),
        (["EARLY_PHASE1"], "early 1"),
        (["PHASE9"], "PHASE9"),
    ],
    ids=["two phases", "a trial without phases", "an observational study has none", "early", "unknown is kept"],
)
def test_phase(phases, phase):
    assert design(**({"phases": phases} if phases else {})).phase == phase


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        ({"count": 0, "type": "ACTUAL"}, (0, "ACTUAL")),
        ({"count": 99999999, "type": "ESTIMATED"}, (None, "UNKNOWN")),
        ({}, (None, "")),
        ({"count": "many"}, (None, "")),
        ({"count": 1e30}, (None, "")),
        ({"count": -3}, (None, "")),
        ({"count": True}, (None, "")),
    ],
    ids=[
        "zero is a number",
        "the sentinel is unknown",
        "not said",
        "no number",
        "more than mankind",
        "below zero",
        "no count",
    ],
)
def test_enrollment(info, expected):
    trial = design(enrollmentInfo=info)
    assert (trial.enrollment, trial.enrollment_type) == expected


def test_markdown_escapes_are_undone():
    assert plain(r"age \>50 and \<=70 \* [see\] below") == "age >50 and <=70 * [see] below"


def test_half_a_character_does_not_stop_the_table_from_being_written():
    assert plain(json.loads('"before \\ud800 after"')) == "before ? after"


def test_a_path_grows_the_tree():
    tree = {}
    set_at(tree, "a.b[1].c", "x")
    assert tree == {"a": {"b": [{}, {"c": "x"}]}}


@pytest.mark.parametrize("broken", [{}, {"protocolSection": []}, {"protocolSection": {"identificationModule": "x"}}])
def test_a_tree_without_a_number_is_refused(broken):
    with pytest.raises(ValueError, match="no NCT number"):
        record_of(broken)


def test_groups_are_known_by_title_whatever_their_numbers():
    tree = study(A)
    groups = [
        {"id": "EG007", "title": "B", "seriousNumAffected": 0, "seriousNumAtRisk": 9},
        {"id": "EG001", "title": "A", "seriousNumAffected": 4, "seriousNumAtRisk": 8},
    ]
    events = [
        {"term": "Anaemia", "stats": [{"groupId": "EG001", "numAffected": 2, "numAtRisk": 8}, {"groupId": "EG007"}]}
    ]
    tree["resultsSection"] = {"adverseEventsModule": {"eventGroups": groups, "seriousEvents": events}}
    rows = {(e.group, e.term): (e.affected, e.at_risk) for e in record_of(tree).adverse_events}
    assert rows == {("B", ""): (0, 9), ("A", ""): (4, 8), ("A", "Anaemia"): (2, 8), ("B", "Anaemia"): (None, None)}


@pytest.mark.parametrize(
    ("written", "id_", "register"),
    [
        ("nct 00470847", "NCT00470847", "ClinicalTrials.gov"),
        ("2014–005181–30", "2014-005181-30", "EudraCT"),
        ("2022-503007-22-00", "2022-503007-22-00", "EU CTIS"),
        ("IRCT20120215009014N123", "IRCT20120215009014N123", "IRCT"),
        ("PACTR202001234567890", "PACTR202001234567890", "PACTR"),
        ("CTRI/2012/10/003062", "CTRI/2012/10/003062", "CTRI"),
        ("NTR487", "NTR487", "NTR"),
        ("NCT00000000", "NCT00000000", None),
        ("BIG 14-03", "BIG14-03", None),
    ],
)
def test_ids_of_all_registries(written, id_, register):
    found = register_of(canonical(written))
    assert (canonical(written), found.name if found else None) == (id_, register)
    assert found is None or found.url(id_).startswith("https://")


def real(name):
    return json.loads((RECORDS / f"{name}.v2.json").read_text(encoding="utf-8"))


@needs_shared
@pytest.mark.parametrize("name", ["NCT00777179", "NCT02513394", "NCT02552212", "NCT04402008", "NCT06094296"])
def test_real_records_survive_the_way_to_disk(name):
    record = record_of(real(name))
    assert from_json(json.loads(json.dumps(as_json(record)))) == record
    assert record.trial.nct_id == name
    assert record.outcomes
    assert record.adverse_events


@needs_shared
def test_json_and_xml_of_one_trial_give_the_same_row():
    new, old = record_of(real("NCT02513394")), record_of(legacy_xml.tree_of((RECORDS / "NCT02513394.xml").read_bytes()))
    differing = {
        f.name for f in dataclasses.fields(new.trial) if getattr(new.trial, f.name) != getattr(old.trial, f.name)
    }
    assert differing == MOVED
    assert (new.arms, new.interventions) == (old.arms, old.interventions)


@needs_shared
def test_what_a_real_record_says():
    record = record_of(real("NCT02513394"))
    serious = {
        e.group: (e.affected, e.at_risk) for e in record.adverse_events if not e.term and e.seriousness == "serious"
    }
    ratio = next(o for o in record.outcomes if "Hazard" in o.param)
    dose = next(i for i in record.interventions if i.dose is not None)
    assert set(serious.values()) == {(369, 2841), (229, 2902)}
    assert (ratio.value, ratio.low, ratio.high, ratio.p_value) == (0.96, 0.81, 1.14, "0.65")
    assert (dose.drugs, dose.dose, dose.unit, dose.frequency, dose.route) == (("palbociclib",), 125, "mg", "qd", "oral")
    assert "2014-005181-30" in record.trial.secondary_ids


def test_a_drug_named_in_a_title_alone_is_known():
    assert drugs_in("A Study of Poziotinib in Japanese Patients") == ("poziotinib",)
