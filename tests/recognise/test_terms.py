"""Terms: which words are which concept, in which spelling, and which look-alikes are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.mention import Concept
from pipeline.recognise.terms import Terms, terms

FOUND = [
    ("INN", "drug", "neratinib 240 mg", "neratinib"),
    ("brand name", "drug", "Kadcyla was given", "trastuzumab emtansine"),
    ("short form", "drug", "T-DM1 3.6 mg/kg", "trastuzumab emtansine"),
    ("short form with a non-breaking hyphen", "drug", "T\u2011DM1 3.6 mg/kg", "trastuzumab emtansine"),
    ("code name without its dash", "drug", "DS8201a", "trastuzumab deruxtecan"),
    ("code name with a blank", "drug", "SYD 985", "trastuzumab duocarmazine"),
    ("S-1 is a drug", "drug", "oral S-1 at 80 mg/m2", "tegafur-gimeracil-oteracil potassium"),
    ("regimen", "drug", "six cycles of TCHP", "TCHP"),
    ("CTCAE wording", "adverse_event", "neutrophil count decreased", "neutrophil count decreased"),
    ("clinical word for a laboratory term", "adverse_event", "thrombocytopenia", "platelet count decreased"),
    ("lay wording", "adverse_event", "low platelets", "platelet count decreased"),
    ("laboratory word order", "adverse_event", "elevated ALT", "alanine aminotransferase increased"),
    ("UK spelling", "adverse_event", "anaemia", "anemia"),
    ("UK spelling of an organ", "adverse_event", "oesophagitis", "esophagitis"),
    ("plural", "adverse_event", "headaches", "headache"),
    ("radionecrosis of the brain", "adverse_event", "symptomatic radiation necrosis", "central nervous system necrosis"),
    ("not to a broader term", "adverse_event", "pulmonary embolism", "pulmonary embolism"),
    ("generic wording stays", "adverse_event", "skin toxicities", "skin toxicity"),
    ("collective", "adverse_event", "dose-limiting toxicities", "dose-limiting toxicity"),
    ("intracranial response", "outcome", "intracranial objective response rate", "CNS-ORR"),
    ("outcome short form", "outcome", "mPFS", "PFS"),
    ("technique", "rt_technique", "whole-brain radiotherapy", "WBRT"),
    ("longer technique wins", "rt_technique", "hippocampal-avoidance whole-brain radiotherapy", "HA-WBRT"),
    ("site", "site", "regional lymph nodes", "regional nodes"),
    ("route", "route", "i.v.", "iv"),
    ("design", "design", "randomised", "randomized"),
    ("status", "status", "terminated early", "terminated"),
    ("raised citation mark", "adverse_event", "thrombocytopenia\u00b9\u00b2", "platelet count decreased"),
]  # fmt: skip

NONE = [
    ("short forms keep their case", "os temporale"),
    ("a label is no drug", "see Table S-1"),
    ("a receptor is no drug", "HER2-targeted"),
    ("a word part is no term", "painting"),
    ("disease progression is no adverse event", "disease progression"),
    ("a dash between clauses parts terms", "hot \u2014 flashes"),
]


@pytest.fixture(scope="module")
def shipped() -> Terms:
    return terms()


@pytest.mark.parametrize(("kind", "text", "name"), [c[1:] for c in FOUND], ids=[c[0] for c in FOUND])
def test_terms_found(shipped: Terms, kind: str, text: str, name: str) -> None:
    assert (kind, name) in [(m.kind, m.value.name) for m in shipped.find(text)]


@pytest.mark.parametrize("text", [c[1] for c in NONE], ids=[c[0] for c in NONE])
def test_no_terms(shipped: Terms, text: str) -> None:
    assert shipped.find(text) == ()


def test_a_regimen_names_its_drugs(shipped: Terms) -> None:
    [found] = shipped.find("FOLFOX")
    assert found.value.members == ("fluorouracil", "leucovorin", "oxaliplatin")


def test_codes_travel_with_the_concept(shipped: Terms) -> None:
    [event] = shipped.find("febrile neutropenia")
    assert event.value == Concept("febrile neutropenia", "NCIT:C143481")


@pytest.mark.parametrize(
    ("abbreviations", "text", "expected"),
    [
        pytest.param({"RN": "radiation necrosis"}, "RN in 12%", ["central nervous system necrosis"], id="the paper's own"),
        pytest.param({"PCI": "percutaneous coronary intervention"}, "PCI", [], id="something else takes it away"),
        pytest.param({"DT": "docetaxel plus trastuzumab"}, "DT arm", ["DT"], id="a list of drugs is a collective"),
        pytest.param({"SRS": "WBRT+stereotactic radiosurgery"}, "SRS", ["SRS"], id="a clumsy definition changes nothing"),
    ],
)  # fmt: skip
def test_a_document_says_what_its_short_forms_mean(
    shipped: Terms, abbreviations: dict[str, str], text: str, expected: list[str]
) -> None:
    assert [m.value.name for m in shipped.knowing(abbreviations).find(text)] == expected


def test_a_short_form_of_an_event_needs_the_event_spelled_out(shipped: Terms) -> None:
    """Where the paper never says febrile neutropenia, FN is an author."""
    assert shipped.knowing({}, ["FN wrote the paper."]).find("FN") == ()
    [found] = shipped.knowing({}, ["Febrile neutropenia was rare."]).find("FN")
    assert found.value.name == "febrile neutropenia"


def test_a_listed_combination_knows_its_drugs(shipped: Terms) -> None:
    [found] = shipped.knowing({"DT": "docetaxel plus trastuzumab"}).find("DT")
    assert found.value.members == ("docetaxel", "trastuzumab")


@given(st.text(alphabet="T-DM1 \u2011\u00b9pain,ORRs\n", max_size=60))
def test_mentions_lie_in_the_text_and_never_overlap(text: str) -> None:
    last = 0
    for mention in terms().find(text):
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= last
        last = mention.end
