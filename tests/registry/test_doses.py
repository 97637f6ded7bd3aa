"""Doses in the sentences of a registry record."""

from __future__ import annotations

import pytest

from pipeline.registry.doses import doses_in, drugs_in

CASES = [
    ("lapatinib 1250 mg (five 250 mg tablets) orally once daily", [("lapatinib", 1250, None, "mg", "qd", "oral")],
     "a strength is no dose"),
    ("capecitabine 1000 mg/m^2 orally twice daily on Days 1-14", [("capecitabine", 1000, None, "mg/m2", "bid", "oral")],
     "the registry's way to write a square"),
    ("pertuzumab 420 milligrams (mg) intravenously (IV) once every 3 weeks (q3w) and trastuzumab 6 milligrams per "
     "kilogram (mg/kg) IV q3w", [("pertuzumab", 420, None, "mg", "q3w", "iv"), ("trastuzumab", 6, None, "mg/kg", "q3w", "iv")],
     "units in full, short form behind"),
    ("T-DM1 3.6 mg/kg IV on Day 1 of each 21-day treatment cycle",
     [("trastuzumab emtansine", 3.6, None, "mg/kg", "q3w", "iv")], "a cycle of whole weeks is the rhythm"),
    ("docetaxel 75 or 100 mg/m^2 IV on Day 1 of each 3-week cycle", [("docetaxel", 75, 100, "mg/m2", "q3w", "iv")],
     "two doses with one unit"),
    ("carboplatin AUC 6 every 3 weeks", [("carboplatin", 6, None, "AUC", "q3w", "")], "area under the curve"),
    ("125 mg of palbociclib daily", [("palbociclib", 125, None, "mg", "qd", "")], "the drug behind its dose"),
    ("cetuximab 400 mg/m2, then 250 mg/m2 weekly",
     [("cetuximab", 400, None, "mg/m2", "", ""), ("cetuximab", 250, None, "mg/m2", "qw", "")], "one drug, two doses"),
    ("cisplatin 1,000 mg once", [("cisplatin", 1000, None, "mg", "", "")], "a comma between thousands"),
    ("Concentration: 200 mg / ml", [], "a concentration is no dose"),
    ("hemoglobin above 9 g/dL", [], "a laboratory value is no dose"),
    ("whole brain radiation, 30 Gy in 10 fractions", [], "radiation is no drug"),
    ("GSK2118436, 12345", [], "digits inside a name"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), CASES, ids=[c[2] for c in CASES])
def test_doses(text, expected, why):
    assert [(d.drug, d.value, d.high, d.unit, d.frequency, d.route) for d in doses_in(text)] == expected


def test_a_name_that_only_the_record_knows_is_taken_from_it():
    (dose,) = doses_in("Compound X 12 mg daily", own={"compound x": "compound x"})
    assert (dose.drug, dose.value, dose.frequency) == ("compound x", 12, "qd")


def test_the_intervention_is_the_drug_where_its_description_names_none():
    assert doses_in("Tablet, 300 mg orally once daily", "vandetanib")[0].drug == "vandetanib"


@pytest.mark.parametrize(
    ("text", "drugs"),
    [
        ("Lapatinib,Whole Brain Radiation,Herceptin", ("lapatinib", "trastuzumab")),
        ("Trastuzumab Emtansine + Atezolizumab", ("trastuzumab emtansine", "atezolizumab")),
        ("Placebo", ()),
    ],
    ids=["brand names", "the longest name wins", "placebo is no drug"],
)
def test_drugs(text, drugs):
    assert drugs_in(text) == drugs
