"""Endpoints that no vocabulary lists: which phrases are one, what they are called, which only look like one."""

import pytest

from pipeline.relate.endpoints import name_of
from tests.relate.papers import findings, rows

ENDPOINTS = [
    pytest.param("Laryngectomy-free survival was 44%.", "laryngectomy-free survival", id="free of anything"),
    pytest.param("Freedom from distant metastasis was 76%.", "freedom from distant metastasis", id="freedom from"),
    pytest.param(
        "Melanoma-related aside, kidney-specific survival was 88%.", "kidney-specific survival", id="specific"
    ),
    pytest.param("The overall permanent stoma rate was 12%.", "permanent stoma rate", id="plain words do not name it"),
    pytest.param("The rate of wound healing was 81%.", "wound healing rate", id="the rate of it"),
    pytest.param("Transfusion rates of 7% were seen.", "transfusion rate", id="rates in the plural"),
    pytest.param("The gastrectomy rate was 97%.", "gastrectomy rate", id="an ending"),
    pytest.param("Port-site recurrence was seen in 3% of patients.", "port-site recurrence", id="no rate needed"),
    pytest.param("The estimated local recurrence rate was 4%.", "local recurrence", id="a listed one keeps its name"),
    pytest.param("The six-month progression-free survival was 39%.", "PFS", id="a time is plain, too"),
]


@pytest.mark.parametrize(("text", "measure"), ENDPOINTS)
def test_endpoints(text, measure):
    assert rows(findings(text, "outcome"), "measure") == [(measure,)]


def test_a_time_to_an_event_is_a_time_and_no_share():
    text = "The median time to first skeletal event was 20.7 months; time to first skeletal event was 30%."
    assert rows(findings(text, "outcome"), "measure", "value", "unit") == [
        ("time to first skeletal event", 20.7, "months")
    ]


NONE = [
    pytest.param("The mean heart rate was 82%.", id="a rate of no endpoint"),
    pytest.param("The infusion rate was increased by 50%.", id="how fast a drug is given"),
    pytest.param("The randomisation rate was 54%.", id="how a study went"),
    pytest.param("Quality control failed in 12% of the samples.", id="control without a rate"),
]


@pytest.mark.parametrize("text", NONE)
def test_no_endpoints(text):
    assert findings(text, "outcome") == []


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Rates of Sphincter Preservation", "sphincter preservation rate"),
        ("PSA normalization rates", "PSA normalization rate"),
        ("regional nodal control rates", "regional nodal control"),
        ("free of local recurrence", "freedom from local recurrence"),
    ],
)
def test_an_endpoint_is_named_as_printed(printed, name):
    assert name_of(printed) == name
