"""Tables whose rows are studies: trial, courses, doses, events and measures of each row."""

from __future__ import annotations

import pytest

from tests.relate.tables.tabular import findings, paper, table, told

HEAD = "Author, Year | No. of patients (lesions) | Site | Technique | Dose (range) | Timing | TRAE (No. of patients)"


def of_kind(kind, *lines, caption="Lapatinib combined with radiotherapy", legend=""):
    return [f for f in findings(paper(table(caption, *lines, legend=legend))) if f.kind == kind]


def test_a_row_is_a_trial_with_its_reference_and_the_drug_of_the_caption():
    (trial,) = of_kind("trial", HEAD, "Doe et al., 2019 [4] | 16 | Brain | SRS/WBRT | NR | NR | NR")
    assert told(trial, "study", "study_refs", "n", "n_unit", "rt_techniques", "drugs", "source", "row", "col") == {
        "study": "Doe 2019", "study_refs": (4,), "n": 16, "n_unit": "patients", "rt_techniques": ("SRS", "WBRT"),
        "drugs": ("lapatinib",), "source": "table", "row": 2, "col": 1,
    }  # fmt: skip


def test_lesions_are_no_denominator_of_patients():
    row = "Doe et al., 2019 [4] | 19 (lesions) | Brain | SRS | NR | NR | Nausea (1)"
    assert told(of_kind("trial", HEAD, row)[0], "n", "n_unit") == {"n": 19, "n_unit": "lesions"}
    assert told(of_kind("adverse_event", HEAD, row)[0], "events", "total") == {"events": 1}


EVENTS = [
    ("Neutropenia (1) (grade 3) Lung toxicity (2) (grade 2)",
     [("neutrophil count decreased", 3, 1), ("lung toxicity", 2, 2)], "number and grade behind each event"),
    ("Skin slippage (4) Nausea (2)", [("skin slippage", None, 4), ("nausea", None, 2)], "an unknown event as printed"),
    ("Rash, grade 1 (12), grade 2 (2)", [("rash", 1, 12), ("rash", 2, 2)], "grades that follow each other"),
    ("Grade 3 qqq: 2 pts; G2 nausea 1 (8%)", [("nausea", 2, 1)], "an unknown event of another item lends no number"),
    ("2 grade 3 rash, 4 nausea", [("rash", 3, 2), ("nausea", None, 4)], "numbers that lead their events"),
    ("Nausea", [], "an event without a number is no finding"),
    ("Nausea (1–5)", [], "a range may be counts or grades: nothing is guessed"),
    ("No", [("adverse event", None, 0)], "an explicit zero"),
    ("NR", [("adverse event", None, None)], "not reported"),
    ("—", [], "a dash says nothing"),
    ("No grade ≥3", [("adverse event", 3, 0)], "a grade alone speaks of all events"),
    ("G≥3: 4 (25%) after RT", [("adverse event", 3, 4)], "with its number"),
    ("No grade ≥2 skin", [("skin toxicity", 2, 0)], "an organ stands for its toxicity"),
    ("No grade ≥3; rash (2)", [("adverse event", 3, 0), ("rash", None, 2)], "beside an event of another item"),
    ("No grade ≥3 zzz", [], "a word that nobody knows may be anything"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "expected", "why"), EVENTS, ids=[c[0] for c in EVENTS])
def test_events_listed_in_a_cell(cell, expected, why):
    found = of_kind("adverse_event", HEAD, f"Doe et al., 2019 [4] | 16 | Brain | SRS | NR | NR | {cell}")
    assert [(f.term, f.grade_low, f.events) for f in found] == expected, why
    assert {f.reported for f in found} <= {"yes", "zero", "not_reported"}
    assert all(f.total == 16 for f in found)


def test_a_count_above_the_number_of_patients_is_kept_as_printed():
    (found,) = of_kind("adverse_event", HEAD, "Doe et al., 2019 [4] | 35 | Brain | SRS | NR | NR | Nausea (208)")
    assert (found.events, found.total) == (208, 35)


DOSES = (
    "total_gy",
    "total_gy_low",
    "total_gy_high",
    "fractions",
    "fractions_low",
    "fractions_high",
    "gy_per_fraction",
    "technique",
    "dose_basis",
)
COURSES = [
    ("SRS", "20 Gy (16–24 Gy)/1f", [{"total_gy": 20, "total_gy_low": 16, "total_gy_high": 24, "fractions": 1, "technique": ("SRS",)}]),
    ("SRS/FSRT", "21 Gy (14–24 Gy) or 25 Gy (20–30 Gy)/3–5f",
     [{"total_gy": 21, "total_gy_low": 14, "total_gy_high": 24, "technique": ("SRS",)},
      {"total_gy": 25, "total_gy_low": 20, "total_gy_high": 30, "fractions_low": 3, "fractions_high": 5, "technique": ("FSRT",)}]),
    ("Hypofractionated radiotherapy", "15 Gy/5f or 8 Gy/1f",
     [{"total_gy": 15, "fractions": 5, "technique": ("hypofractionated",)}, {"total_gy": 8, "fractions": 1, "technique": ("hypofractionated",)}]),
    ("WBRT", "24 Gy, 12 fractions of 2 Gy", [{"total_gy": 24, "fractions": 12, "gy_per_fraction": 2, "technique": ("WBRT",)}]),
    ("SRS", "EQD2: (mean ± SD) 100.6 ± 28.4 Gy", [{"total_gy": 100.6, "dose_basis": "EQD2", "technique": ("SRS",)}]),
    ("SRS", "20 Gy (15–24)", [{"total_gy": 20, "total_gy_low": 15, "total_gy_high": 24, "technique": ("SRS",)}]),
    ("SRS", "NR", []),
]  # fmt: skip


@pytest.mark.parametrize(("technique", "dose", "expected"), COURSES, ids=[c[1] for c in COURSES])
def test_courses_of_a_cell_in_parallel_with_the_techniques(technique, dose, expected):
    row = f"Doe et al., 2019 [4] | 16 | Brain | {technique} | {dose} | Within 4 weeks | NR"
    found = of_kind("radiotherapy", HEAD, row)
    assert [told(f, *DOSES) for f in found] == expected
    assert all((f.site, f.timing, f.timing_days_high) == ("brain", "Within 4 weeks", 28) for f in found)


def test_doses_and_fractions_in_columns_of_bare_numbers():
    (found,) = of_kind(
        "radiotherapy", "Study | Technique | Total dose (Gy) | Fractions", "Doe et al. [4] | WBRT | 37.5 | 15"
    )
    assert told(found, "total_gy", "fractions", "technique", "site") == {
        "total_gy": 37.5, "fractions": 15, "technique": ("WBRT",), "site": "brain",
    }  # fmt: skip


def test_a_column_of_fractions_tells_the_unit_of_the_doses_beside_it():
    (found,) = of_kind(
        "radiotherapy", "Study | Fractions | Fraction size | Total dose | Weeks", "Doe et al. [4] | 28 | 2.5 | 70 | 5.5"
    )
    assert told(found, "total_gy", "fractions", "gy_per_fraction") == {
        "total_gy": 70, "fractions": 28, "gy_per_fraction": 2.5,
    }  # fmt: skip


REGISTERED = (
    "NCT identifier | Drug | Radiation therapy | Others therapy | Number of participants | Study phase | Outcome",
    "NCT 00470847 | Lapatinib: orally, 1000 mg or 1250 mg once daily | WBRT: 30 Gy, 10 fractions | Trastuzumab 2 mg/kg weekly"
    " | 35 | I | CNS-ORR was 79%",
    "NCT 02135159 | T-DM1 | WBRT | Not applicable | 36 | lb/ll | Not applicable",
)  # fmt: skip


def test_registered_trials_with_blanks_in_their_ids():
    found = of_kind("trial", *REGISTERED, caption="Completed trials")
    assert [told(f, "study", "registry_ids", "n", "phase", "status", "drugs") for f in found] == [
        {"study": "NCT00470847", "registry_ids": ("NCT00470847",), "n": 35, "phase": "1", "status": "completed",
         "drugs": ("lapatinib", "trastuzumab")},
        {"study": "NCT02135159", "registry_ids": ("NCT02135159",), "n": 36, "phase": "1b/2", "status": "completed",
         "drugs": ("trastuzumab emtansine",)},
    ]  # fmt: skip


def test_doses_and_results_written_as_sentences():
    doses = of_kind("drug_dose", *REGISTERED)
    assert [(f.drug, f.dose, f.unit, f.frequency) for f in doses] == [
        ("lapatinib", 1000, "mg", "qd"), ("lapatinib", 1250, "mg", "qd"), ("trastuzumab", 2, "mg/kg", "qw"),
    ]  # fmt: skip
    (outcome,) = of_kind("outcome", *REGISTERED)
    assert told(outcome, "measure", "value", "unit", "registry_ids") == {
        "measure": "CNS-ORR", "value": 79, "unit": "%", "registry_ids": ("NCT00470847",),
    }  # fmt: skip


def test_two_sides_of_a_cell_are_the_arms_of_two_columns():
    found = of_kind(
        "outcome",
        "Trial | Patients | Regimen | Control | Median PFS, months | HR (95% CI) | P",
        "Doe et al. [4] | 100 | Lapatinib plus capecitabine | Capecitabine | 9.6 vs 6.4 | 0.65 (0.5–0.8) | 0.01",
    )
    assert [told(f, "value", "comparator", "drugs", "p_value") for f in found] == [
        {"value": 9.6, "comparator": False, "drugs": ("capecitabine", "lapatinib"), "p_value": 0.01},
        {"value": 6.4, "comparator": True, "drugs": ("capecitabine",), "p_value": 0.01},
        {"value": 0.65, "drugs": ("capecitabine", "lapatinib"), "p_value": 0.01},
    ]
    assert {f.measure for f in found} == {"PFS"}, "the ratio is of the measure at its left"
    assert found[0].contrast_id == found[1].contrast_id != ""


def test_a_study_over_several_rows_is_one_trial():
    rows = ("Study | Arm | Phase | ORR (%)", "Doe et al. [4] | Lapatinib | II | 40", " | Neratinib |  | 50")
    assert [f.study for f in of_kind("trial", *rows)] == ["Doe 2019"]
    assert [(f.study, f.drugs, f.value) for f in of_kind("outcome", *rows)] == [
        ("Doe 2019", ("lapatinib",), 40), ("Doe 2019", ("neratinib",), 50),
    ]  # fmt: skip


NAMES = [
    ("Doe 2019", "Doe 2019", (4,), "name and year, without et al."),
    ("van Dijk et al. (2021)", "van Dijk 2021", (7,), "a name of several words"),
    ("(9)", "", (), "a bare citation is none in a column of names"),
    ("HERSTUDY-2 [9]", "HERSTUDY-2", (9,), "the acronym that the cell prints outweighs the author of its reference"),
    ("Poe 2011", "Poe 2011", (), "a study that the reference list does not have"),
]


@pytest.mark.parametrize(("cell", "study", "refs", "why"), NAMES, ids=[c[0] for c in NAMES])
def test_the_name_of_a_row(cell, study, refs, why):
    rows = ("Study | Patients", "Doe et al. [4] | 1", "Roe et al. [9] | 2", f"{cell} | 5")
    named = [(f.study, f.study_refs) for f in of_kind("trial", *rows) if f.n == 5]
    assert named == ([(study, refs)] if study else named), why


def test_references_name_the_rows_where_the_first_column_does_not():
    found = of_kind(
        "trial",
        "Preparation | Study design | Reference",
        "Gel | Randomized trial in 60 patients | (9)",
        "Paste | Trial in 45 patients | (4)",
    )
    assert [(f.study, f.n, f.design) for f in found] == [("Roe 2020", 60, "randomized"), ("Doe 2019", 45, "")]


def test_a_disease_in_the_caption_hides_no_trial():
    rows = ("Study | Patients", "Doe et al. [4] | 60")
    assert [f.n for f in of_kind("trial", *rows, caption="Clinical trials for the treatment of gingivitis")] == [60]


def test_response_in_a_survey_is_participation():
    rows = ("Author | Study design | Sample size | Response rate (%)", "Doe et al. [4] | Cross-sectional | 531 | 95.5")
    assert of_kind("outcome", *rows) == []


def test_courses_times_and_events_of_a_review_of_radiotherapy():
    rows = (
        "Study | Year | No. of patients | Dose/fractionation (Gy) | Overall survival (%) | Toxicity (≥ Grade 3)",
        "Doe | 2019 | 45 | 48/4 | 1 year: 92% 3 year: 83% | 30% (n = 17)",
        "Poe | 2011 | 57 | 60/3 (n = 31) 54/3 (n = 20) | 60% at 3 years | None",
    )
    assert [(f.study, f.n) for f in of_kind("trial", *rows)] == [("Doe 2019", 45), ("Poe 2011", 57)]
    assert [(f.total_gy, f.fractions) for f in of_kind("radiotherapy", *rows)] == [(48, 4), (60, 3), (54, 3)]
    assert [(f.value, f.timepoint) for f in of_kind("outcome", *rows)] == [
        (92, "1 year"), (83, "3 years"), (60, "3 years"),
    ]  # fmt: skip
    assert [told(f, "grade_low", "events", "rate", "reported") for f in of_kind("adverse_event", *rows)] == [
        {"grade_low": 3, "events": 17, "rate": 30, "reported": "yes"},
        {"grade_low": 3, "events": 0, "reported": "zero"},
    ]


def test_a_column_that_numbers_the_rows_counts_no_patients():
    rows = ("No. | Study | Patients", "1 | Doe et al. [4] | 38", "2 | Roe et al. [9] | 51", "3 | Poe 2011 | 29")
    assert [f.n for f in of_kind("trial", *rows)] == [38, 51, 29]


def test_sides_of_a_result_written_as_a_sentence():
    found = of_kind(
        "outcome",
        "Trial | Regimen | N | Results",
        "Doe et al. [4] | Lapatinib vs capecitabine | 468 | Median PFS 5.6 vs 1.7 months",
    )
    assert [(f.value, f.comparator, f.drugs) for f in found] == [
        (5.6, False, ("lapatinib",)), (1.7, True, ("capecitabine",)),
    ]  # fmt: skip


def test_the_trial_quotes_the_cells_that_show_it():
    (trial,) = of_kind("trial", "Study | Phase | Age | Patients", "Doe et al. [4] | II | 61 | 40")
    assert trial.quote == "Doe et al. [4] | II | 40"


def test_the_head_of_a_column_of_doses_names_their_drug():
    (dose,) = of_kind("drug_dose", "Study | N | Trastuzumab schedule", "Doe et al. [4] | 146 | 6 mg/kg q3w")
    assert (dose.drug, dose.dose, dose.unit, dose.frequency) == ("trastuzumab", 6, "mg/kg", "q3w")


def test_a_grade_over_an_organ_is_of_its_toxicity():
    (event,) = of_kind("adverse_event", "Study | N | Late G3 bladder (%)", "Doe et al. [4] | 146 | 4")
    assert told(event, "term", "grade_low", "grade_high", "rate") == {
        "term": "bladder toxicity", "grade_low": 3, "grade_high": 3, "rate": 4,
    }  # fmt: skip


def test_the_dose_of_a_substance_outside_the_vocabulary_is_not_that_of_the_drug_before_it():
    doses = of_kind(
        "drug_dose",
        "Study | N | Drug",
        "Doe et al. [4] | 9 | Lapatinib 1000 mg and 150 mg of zyxofen; trastuzumab 2 mg/kg of body weight",
    )
    assert [(f.drug, f.dose) for f in doses] == [("lapatinib", 1000), ("trastuzumab", 2)]


def test_a_column_of_drugs_under_the_name_of_their_class():
    head = "Study | n | CDK4/6i | Efficacy"
    (found,) = of_kind(
        "outcome", head, "Doe et al., 2019 [4] | 16 | Palbociclib, ribociclib | 1-year LC 88%", caption="Reports"
    )
    assert found.drugs == ("palbociclib", "ribociclib"), "the row's drugs are all that its cell lists"
