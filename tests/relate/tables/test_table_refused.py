"""Tables that report no result: nothing is written from them, and the reason is known."""

from __future__ import annotations

import pytest

from tests.relate.tables.tabular import findings, layouts, paper, table

REFUSED = [
    ("baseline", table("Patient characteristics", "Characteristic | Lapatinib (n = 9)", "Hypertension | 3 (33)", "Male | 4 (44)")),
    ("baseline", table("Cohort", " | n (%)", "Age | 61", "Male | 4 (44)", "ECOG performance status | 1", "Anaemia | 3 (33)")),
    ("schedule", table("Schedule of assessments", " | Week 1 | Week 2", "Adverse events | x | x")),
    ("criteria", table("Inclusion and exclusion criteria", "Inclusion | Exclusion", "Age 18 | Neuropathy grade 2")),
    ("model", table("Multivariate analysis of overall survival", "Factor | HR (95% CI) | P", "Male | 1.2 (0.9–1.5) | 0.2")),
    ("pooled", table("Subgroup analysis of overall survival", "Subgroup | No. trials | HR (95% CI)", "Asian | 4 | 0.6 (0.4–0.9)")),
    ("preclinical", table("Tumor response in mice", "Drug | ORR (%)", "Lapatinib | 40")),
    ("constraints", table("Dose constraints of organs at risk", "Organ | Dose", "Brainstem | 54 Gy")),
    ("single_patients", table("Patients", "Patient | Age | PFS (months)", "1 | 50 | 4", "2 | 61 | 9", "3 | 44 | 2")),
    ("no_numbers", table("Adverse events of drugs", "Drug | Adverse events", "Lapatinib | Diarrhea, rash", "T-DM1 | Thrombocytopenia")),
    ("no_head", table("Doses", "Lapatinib | 5", "Rash | 4", header_rows=0)),
    ("no_result", table("Resection", "Type | n", "Total | 25", "Distal | 5")),
    ("empty", table("Nothing", "Event | n")),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "drawn"), REFUSED, ids=[f"{c[0]}-{c[1].caption}" for c in REFUSED])
def test_a_table_without_results(reason, drawn):
    document = paper(drawn)
    (layout,) = layouts(document)
    assert (layout.kind, layout.reason) == ("refused", reason)
    assert [f for f in findings(document) if not f.left_out] == []


LEFT = [
    ("baseline", table("Patient characteristics", "Characteristic | Lapatinib (n = 9)", "Hypertension | 3 (33)"), "a comorbidity"),
    ("preclinical", table("Tumor response in mice", "Drug | ORR (%)", "Lapatinib | 40"), "animals"),
    ("prognostic model", table("Multivariate analysis", "Factor | Progression-free survival, HR (95% CI)", "Resection | 1.2 (0.9–1.5)"), "a factor, no arm"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "drawn", "why"), LEFT, ids=[c[0] for c in LEFT])
def test_what_such_a_table_says_is_shown_with_its_reason_alone(reason, drawn, why):
    assert {f.left_out for f in findings(paper(drawn))} == {reason}, why


def test_columns_of_a_pooled_analysis_refuse_the_table():
    drawn = table("Outcomes", "Outcome | No. of studies | OR (95% CI) | I2", "ORR | 8 | 1.6 (1.2–2.1) | 34%")
    assert [f for f in findings(paper(drawn)) if not f.left_out] == []


def test_baseline_words_beside_results_do_not_hide_the_results():
    drawn = table(
        "Patient characteristics and adverse events", "Item | n (%)", "Male | 4 (44)", "Age | 61", "Rash | 2 (22)"
    )
    assert [f.term for f in findings(paper(drawn))] == ["rash"]
