"""Ways to lay a table out: on its side, arms as rows, prescriptions, times as heads, captions that name the event."""

from __future__ import annotations

from tests.relate.tables.tabular import findings, paper, table, told


def test_a_table_on_its_side_is_read_like_one_that_stands():
    drawn = table(
        "Trials",
        "Item | HERONE [4] | HERTWO [9]",
        "Phase | III | II",
        "Patients | 991 | 60",
        "Median PFS, months | 9.6 | 6.2",
    )
    found = findings(paper(drawn))
    assert [told(f, "study", "study_refs", "phase", "n", "value", "row", "col") for f in found] == [
        {"study": "HERONE", "study_refs": (4,), "phase": "3", "n": 991, "row": 1, "col": 2},
        {"study": "HERONE", "study_refs": (4,), "value": 9.6, "row": 4, "col": 2},
        {"study": "HERTWO", "study_refs": (9,), "phase": "2", "n": 60, "row": 1, "col": 3},
        {"study": "HERTWO", "study_refs": (9,), "value": 6.2, "row": 4, "col": 3},
    ], "places are those of the printed table"


def test_the_arms_of_a_study_in_two_rows():
    drawn = table(
        "Trials", "Study | N | Arm | ORR (%)", "Doe et al. [4] | 100 | Lapatinib | 40", "^ | ^ | Capecitabine | 30",
    )  # fmt: skip
    trial, first, second = findings(paper(drawn))
    assert trial.n == 100
    assert told(first, "drugs", "comparator", "total") == {"drugs": ("lapatinib",), "comparator": False}
    assert told(second, "drugs", "comparator", "total") == {"drugs": ("capecitabine",), "comparator": True}


def test_a_ratio_behind_the_two_sides_is_a_finding_of_its_own():
    drawn = table(
        "Trials",
        "Study | Regimen | Median PFS (months)",
        "Doe et al. [4] | Lapatinib vs capecitabine | 9.6 vs 6.4 (HR 0.65, 95% CI 0.55–0.77)",
    )
    found = [f for f in findings(paper(drawn)) if f.kind == "outcome"]
    assert [told(f, "stat", "value", "unit", "ci_low", "ci_high", "comparator", "drugs") for f in found] == [
        {"stat": "median", "value": 9.6, "unit": "months", "comparator": False, "drugs": ("lapatinib",)},
        {"stat": "median", "value": 6.4, "unit": "months", "comparator": True, "drugs": ("capecitabine",)},
        {"stat": "hazard ratio", "value": 0.65, "ci_low": 0.55, "ci_high": 0.77, "drugs": ("lapatinib",)},
    ]


def test_rows_under_a_measure_speak_of_it_but_deaths_are_no_survival():
    drawn = table(
        "Survival", "Result | Lapatinib (n = 50) | Control (n = 52) | Hazard ratio (95% CI) | P",
        "OS | | | 0.8 (0.6–1.1) | 0.2", "Events, n (%) | 30 (60) | 35 (67) | |", "Median, months | 20.1 | 18 | |",
        "Median follow-up, months | 24 | 24 | |", "1-year rate, % | 70 | 65 | |",
    )  # fmt: skip
    found = findings(paper(drawn))
    assert {f.measure for f in found} == {"OS"}
    assert [told(f, "stat", "value", "timepoint", "p_value") for f in found] == [
        {"stat": "hazard ratio", "value": 0.8, "p_value": 0.2},
        {"stat": "median", "value": 20.1}, {"stat": "median", "value": 18},
        {"stat": "rate", "value": 70, "timepoint": "1 year"}, {"stat": "rate", "value": 65, "timepoint": "1 year"},
    ]  # fmt: skip


def test_dose_levels_with_their_dose_limiting_toxicities():
    drawn = table(
        "Dose levels",
        "Dose level | Dose (mg/day) | No. of patients | No. of DLTs",
        "1 | 750 | 3 | 0",
        "2 | 1000 | 6 | 1",
    )
    assert [told(f, "term", "grade_low", "events", "total") for f in findings(paper(drawn))] == [
        {"term": "dose-limiting toxicity", "events": 0, "total": 3},
        {"term": "dose-limiting toxicity", "events": 1, "total": 6},
    ], "the number of a dose level is no grade, its dose no count"


def test_times_as_heads():
    drawn = table("Outcomes of radiosurgery", "Outcome | 1-year (%) | 2-year (%)", "Overall survival | 81 | 60")
    assert [told(f, "measure", "value", "timepoint") for f in findings(paper(drawn))] == [
        {"measure": "OS", "value": 81, "timepoint": "1 year"}, {"measure": "OS", "value": 60, "timepoint": "2 years"},
    ]  # fmt: skip


def test_arms_as_rows_with_their_own_size():
    drawn = table("Outcomes", "Arm | n | ORR, %", "Lapatinib | 50 | 40")
    (found,) = findings(paper(drawn))
    assert told(found, "arm", "drugs", "value", "total") == {
        "arm": "Lapatinib", "drugs": ("lapatinib",), "value": 40, "total": 50,
    }  # fmt: skip


def test_the_caption_names_the_event_that_the_columns_count():
    drawn = table(
        "Diarrhea of grade 3 or higher",
        "Trial | Drug | Patients, n | Events, n | %",
        "Doe et al. [4] | Lapatinib | 45 | 9 | 20",
    )
    (found,) = findings(paper(drawn))
    assert told(found, "study", "term", "grade_low", "grade_high", "events", "total", "rate") == {
        "study": "Doe 2019", "term": "diarrhea", "grade_low": 3, "grade_high": 5, "events": 9, "total": 45, "rate": 20,
    }  # fmt: skip


def test_bare_numbers_under_a_caption_in_percent():
    drawn = table(
        "Frequency (%) of adverse events", "Event | Any grade | Grade 3", "Rash | 12.5 | 0", "Nausea | 20 | 1.5"
    )
    assert [told(f, "term", "rate", "events") for f in findings(paper(drawn))] == [
        {"term": "rash", "rate": 12.5}, {"term": "rash", "rate": 0}, {"term": "nausea", "rate": 20}, {"term": "nausea", "rate": 1.5},
    ]  # fmt: skip


def test_a_percent_sign_in_brackets_names_what_stands_in_brackets():
    """The size of an arm may stand as "105 patients" below its name."""
    drawn = table(
        "Toxicity", " | Arm A (%) | Arm B (%)", " | 105 patients | 112 patients",
        "Nausea | | ", "Grade 1 | 13 (12.3) | 16 (14.2)", "Grade 2 | 9 (9) | 1 (1)", header_rows=2,
    )  # fmt: skip
    assert [told(f, "grade_low", "events", "total", "rate") for f in findings(paper(drawn))] == [
        {"grade_low": 1, "events": 13, "total": 105, "rate": 12.3},
        {"grade_low": 1, "events": 16, "total": 112, "rate": 14.2},
        {"grade_low": 2, "events": 9, "total": 105, "rate": 9.0},
        {"grade_low": 2, "events": 1, "total": 112, "rate": 1.0},
    ]


def test_a_head_in_words_tells_percentages():
    drawn = table(
        "Grade 3 or 4 toxicity", " | Lapatinib (N=56) | Placebo (N=58)",
        "Event | Percentage of patients in each category | <", "Anemia | 7 | 9", header_rows=2,
    )  # fmt: skip
    assert [told(f, "events", "rate", "total") for f in findings(paper(drawn))] == [
        {"rate": 7, "total": 56}, {"rate": 9, "total": 58},
    ]  # fmt: skip


def test_doses_by_drug_and_arm():
    drawn = table(
        "Treatment", "Drug | Group A (n = 9) | Group B (n = 8)",
        "Lapatinib | 1250 mg once daily | None", "Capecitabine | 2000 mg/m² | 2500 mg/m²",
    )  # fmt: skip
    assert [told(f, "drug", "dose", "unit", "arm", "drugs") for f in findings(paper(drawn))] == [
        {"drug": "lapatinib", "dose": 1250, "unit": "mg", "arm": "Group A", "drugs": ("capecitabine", "lapatinib")},
        {
            "drug": "capecitabine",
            "dose": 2000,
            "unit": "mg/m2",
            "arm": "Group A",
            "drugs": ("capecitabine", "lapatinib"),
        },
        {"drug": "capecitabine", "dose": 2500, "unit": "mg/m2", "arm": "Group B", "drugs": ("capecitabine",)},
    ]


def test_a_dose_column_beside_a_drug_column():
    drawn = table("Approved drugs", "Drug | Recommended dose", "T-DM1 | 3.6 mg/kg every 3 weeks")
    (found,) = findings(paper(drawn))
    assert told(found, "drug", "dose", "unit", "frequency", "study") == {
        "drug": "trastuzumab emtansine", "dose": 3.6, "unit": "mg/kg", "frequency": "q3w",
    }  # fmt: skip


def test_courses_of_the_study_that_the_caption_cites():
    drawn = table(
        "Tolerated doses of single-fraction radiosurgery (Doe et al., 2019)",
        "Diameter | Dose | Fractions",
        "21–30 mm | 18 Gy | 1",
    )
    (found,) = findings(paper(drawn))
    assert told(found, "study", "arm", "total_gy", "fractions", "technique") == {
        "study": "Doe 2019", "arm": "21–30 mm", "total_gy": 18, "fractions": 1, "technique": ("SRS",),
    }  # fmt: skip


def test_both_sides_of_a_trial_are_known_from_another_table():
    trials = table(
        "Trials", "Trial | Regimen | Control", "HERSTUDY [4] | Tucatinib, trastuzumab | Placebo, trastuzumab"
    )
    events = table(
        "Adverse events in HERSTUDY", "Event | Tucatinib group (n = 9) | Placebo group (n = 8)", "Rash | 4 | 1"
    )
    found = [f for f in findings(paper(trials, events)) if f.kind == "adverse_event"]
    assert [told(f, "study", "study_refs", "drugs", "comparator") for f in found] == [
        {"study": "HERSTUDY", "study_refs": (4,), "drugs": ("trastuzumab", "tucatinib"), "comparator": False},
        {"study": "HERSTUDY", "study_refs": (4,), "drugs": ("trastuzumab",), "comparator": True},
    ]


def test_grades_of_a_complication_count_those_who_had_it():
    drawn = table(
        "Outcomes", "Item | Surgery (n = 170)", "Overall complications | 77 (45.3)", "Clavien-Dindo classification | ",
        "I | 21 (27.3)", groups=(2,),
    )  # fmt: skip
    assert [told(f, "grade_low", "events", "total", "grade_scale") for f in findings(paper(drawn))] == [
        {"events": 77, "total": 170},
        {"grade_low": 1, "events": 21, "total": 77, "grade_scale": "Clavien-Dindo"},
    ]


def test_trials_that_only_a_table_on_its_side_names():
    drawn = table("Trials", " | ALPHA-2 | BETA 31", "Phase | III | II", "Patients | 300 | 96", "ORR, % | 31 | 24")
    found = findings(paper(drawn))
    assert [(f.study, f.kind) for f in found] == [(s, k) for s in ("ALPHA-2", "BETA 31") for k in ("trial", "outcome")]


def test_acronyms_of_arms_are_no_trials():
    drawn = table("Results", " | FOLFIRINOX | GEMCAP", "Patients | 171 | 171", "ORR, % | 31 | 9")
    assert {f.study for f in findings(paper(drawn))} == {""}, "no row tells what only a trial has"
