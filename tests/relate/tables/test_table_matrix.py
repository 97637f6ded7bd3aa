"""Tables whose rows are events or measures: one finding for each arm and grade."""

from __future__ import annotations

import pytest

from tests.relate.tables.tabular import findings, paper, table, told

SHARES = ("term", "grade_low", "grade_high", "events", "total", "rate", "reported")


def shares(*tables, **how):
    return [told(f, *SHARES) for f in findings(paper(*tables, **how))]


def test_grades_side_by_side_with_their_percentages_beside_them():
    drawn = table(
        "Adverse events of treatment",
        "Adverse event | Grade 3/4 | <  | All grades | <  ",
        "^             | No.       | (%)| No.        | (%)",
        "Neutropenia   | 4         | 10 | 20         | 50 ",
        header_rows=2,
    )  # fmt: skip
    term = {"term": "neutrophil count decreased", "reported": "yes"}
    assert shares(drawn) == [
        term | {"grade_low": 3, "grade_high": 4, "events": 4, "rate": 10.0},
        term | {"events": 20, "rate": 50.0},
    ], "count and percent columns are one finding each grade"


def test_arms_with_their_size_in_the_head():
    drawn = table(
        "Adverse events",
        "Event  | Drug A plus lapatinib (n = 40) | Placebo (n = 38)",
        "Nausea | 10 (25.0) | 0",
        "Rash   | NR        | —",
    )  # fmt: skip
    found = findings(paper(drawn))
    assert [told(f, "term", "events", "total", "reported", "comparator") for f in found] == [
        {"term": "nausea", "events": 10, "total": 40, "reported": "yes", "comparator": False},
        {"term": "nausea", "events": 0, "total": 38, "reported": "zero", "comparator": True},
        {"term": "rash", "total": 40, "reported": "not_reported", "comparator": False},
    ], "an explicit zero and NR are findings, a dash is none"
    assert found[0].contrast_id == found[1].contrast_id != ""
    assert found[0].drugs == ("lapatinib",)
    assert found[1].drugs == ()


CASES = [
    ("a row of patient numbers gives the totals",
     table("Toxicity", "Event | Lapatinib | Neratinib", "No. of patients | 50 | 60", "Rash | 5 | 6"),
     [{"term": "rash", "events": 5, "total": 50, "reported": "yes"}, {"term": "rash", "events": 6, "total": 60, "reported": "yes"}]),
    ("percent in the caption's head means that bare numbers with a point are rates",
     table("Toxicity", "Event | Lapatinib (%)", "Rash | 12"),
     [{"term": "rash", "rate": 12.0, "reported": "yes"}]),
    ("less than one percent is an upper end",
     table("Toxicity", "Event | Rate (%)", "Rash | <1"),
     [{"term": "rash", "rate_high": 1.0, "reported": "yes"}]),
    ("rows of grades take the event above them",
     table("Toxicity", "Event | n (%)", "Rash | 9 (18)", "Grade 3 | 2 (4)"),
     [{"term": "rash", "events": 9, "rate": 18.0, "reported": "yes"},
      {"term": "rash", "grade_low": 3, "grade_high": 3, "events": 2, "rate": 4.0, "reported": "yes"}]),
    ("grade 0 is no event",
     table("Rash by grade", "Grade | n (%)", "Grade 0 | 30 (75)", "Grade 1 | 10 (25)"),
     [{"term": "rash", "grade_low": 1, "grade_high": 1, "events": 10, "rate": 25.0, "reported": "yes"}]),
    ("a column of grades after the events",
     table("Toxicity", "Event | Grade | n", "Rash | 2 | 7", " | 3 | 1"),
     [{"term": "rash", "grade_low": 2, "grade_high": 2, "events": 7, "reported": "yes"},
      {"term": "rash", "grade_low": 3, "grade_high": 3, "events": 1, "reported": "yes"}]),
    ("an event that no vocabulary knows keeps its words, where the caption announces events",
     table("Postoperative complications", "Complication | n (%)", "Stoma slippage | 2 (5)"),
     [{"term": "stoma slippage", "events": 2, "rate": 5.0, "reported": "yes"}]),
    ("yes and no under an event: yes counts, no does not",
     table("Safety", " | Lapatinib (n = 20)", "Adverse events | ", "Yes | 3 (15)", "No | 17 (85)", groups=(1,)),
     [{"term": "adverse event", "events": 3, "total": 20, "rate": 15.0, "reported": "yes"}]),
    ("less than one percent in brackets is an upper end",
     table("Toxicity", "Event | n (%)", "Rash | 2 (<1%)"),
     [{"term": "rash", "events": 2, "rate_high": 1.0, "reported": "yes"}]),
    ("the first cell of a row of the head says that bare numbers are grades",
     table("Toxicity", " | Arm A (n = 60) | <", "Max CTCAE grade | ≥2 | ≥3", "Rash | 18 (30) | 3 (5)", header_rows=2),
     [{"term": "rash", "grade_low": 2, "grade_high": 5, "events": 18, "total": 60, "rate": 30.0, "reported": "yes"},
      {"term": "rash", "grade_low": 3, "grade_high": 5, "events": 3, "total": 60, "rate": 5.0, "reported": "yes"}]),
    ("beside a column of all, a bare ≥3 is a grade",
     table("Toxicity", "Event | All | ≥3", "Rash | 18 (30) | 3 (5)"),
     [{"term": "rash", "events": 18, "rate": 30.0, "reported": "yes"},
      {"term": "rash", "grade_low": 3, "grade_high": 5, "events": 3, "rate": 5.0, "reported": "yes"}]),
    ("degrees of severity are grades where the legend says so",
     table("Toxicity", "Event | Mild | Severe", "Rash | 9 (18) | 2 (4)", legend="Mild, grade 1–2; severe, grade 3"),
     [{"term": "rash", "grade_low": 1, "grade_high": 2, "events": 9, "rate": 18.0, "reported": "yes"},
      {"term": "rash", "grade_low": 3, "grade_high": 3, "events": 2, "rate": 4.0, "reported": "yes"}]),
    ("organs of a table of toxicity stand for their toxicity, over columns",
     table("Acute toxicity", " | Gastrointestinal | Genitourinary", "RTOG grade 2 | 46.7 % | 20.0 %", "RTOG grade 0 | 13.3 % | 20.0 %"),
     [{"term": "gastrointestinal toxicity", "grade_low": 2, "grade_high": 2, "rate": 46.7, "reported": "yes"},
      {"term": "genitourinary toxicity", "grade_low": 2, "grade_high": 2, "rate": 20.0, "reported": "yes"}]),
    ("and under a head that speaks of toxicity as a whole",
     table("Salvage courses", " | Acute toxicity | <", " | Skin (%) | GI (%)", "Electrons | 12 | 4", header_rows=2),
     [{"term": "skin toxicity", "rate": 12.0, "reported": "yes"}, {"term": "gastrointestinal toxicity", "rate": 4.0, "reported": "yes"}]),
    ("and before rows with a column of grades",
     table("Late toxicity", "Organ | Grade | Rate (%)", "Skin | 1 | 22 ", " | 2 | 8"),
     [{"term": "skin toxicity", "grade_low": 1, "grade_high": 1, "rate": 22.0, "reported": "yes"},
      {"term": "skin toxicity", "grade_low": 2, "grade_high": 2, "rate": 8.0, "reported": "yes"}]),
    ("a cell that lists grades",
     table("Toxicity", "Event | Arm A (n = 40)", "Rash | G1: 8 (20%); G2: 2 (5%)"),
     [{"term": "rash", "grade_low": 1, "grade_high": 1, "events": 8, "total": 40, "rate": 20.0, "reported": "yes"},
      {"term": "rash", "grade_low": 2, "grade_high": 2, "events": 2, "total": 40, "rate": 5.0, "reported": "yes"}]),
    ("percent of patients in the caption makes whole numbers percentages",
     table("Most common toxicities (% of patients)", "Event | FOLFOX (n = 120)", "Rash | 31"),
     [{"term": "rash", "total": 120, "rate": 31.0, "reported": "yes"}]),
    ("the time of onset of an event is not how often it was seen",
     table("Toxicity", "Event | n (%) | Median time to onset, weeks (range)", "Rash | 6 (12) | 7.9 (1.1–40.2)"),
     [{"term": "rash", "events": 6, "rate": 12.0, "reported": "yes"}]),
    ("the dose in the name of an arm does not make its column one of doses",
     table("Toxicity", "Event | Low-dose group (n = 20)", "Rash | 5 (25)"),
     [{"term": "rash", "events": 5, "total": 20, "rate": 25.0, "reported": "yes"}]),
    ("patients without a grade are no event",
     table("Toxicity by grade", " | Grade | <", " | 2 | no grade", "Rash | 5 (25) | 3 (15)", header_rows=2),
     [{"term": "rash", "grade_low": 2, "grade_high": 2, "events": 5, "rate": 25.0, "reported": "yes"}]),
    ("an abbreviation in capitals is no plural of another", table("Toxicity", "Event | LAR", "Nausea | 5 (25)"),
     [{"term": "nausea", "events": 5, "rate": 25.0, "reported": "yes"}]),
    ("a row of a label and a p value heads those below",
     table("Postoperative morbidity", " | Early | Late | P", "Clavien-Dindo grade, n (%) | | | 0.33", "I–II | 14 (20.0) | 18 (26.5) | "),
     [{"term": "postoperative complication", "grade_low": 1, "grade_high": 2, "events": 14, "rate": 20.0, "reported": "yes"},
      {"term": "postoperative complication", "grade_low": 1, "grade_high": 2, "events": 18, "rate": 26.5, "reported": "yes"}]),
    ("the grade of the caption holds for all rows",
     table("Adverse events of grade 3 or higher", "Event | n (%)", "Rash | 2 (4)"),
     [{"term": "rash", "grade_low": 3, "grade_high": 5, "events": 2, "rate": 4.0, "reported": "yes"}]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "drawn", "expected"), CASES, ids=[c[0] for c in CASES])
def test_events(why, drawn, expected):
    assert [told(f, *SHARES, "rate_low", "rate_high") for f in findings(paper(drawn))] == expected


def test_a_total_that_no_head_prints_is_taken_where_all_percentages_confirm_it():
    rows = ("Event | n | %", "Rash | 7 | 22.6", "Nausea | 12 | 38.7")
    told_elsewhere = table("Patients", "Item (n = 31) | n", "Item | 4")
    assert {s["total"] for s in shares(told_elsewhere, table("Toxicity", *rows))} == {31}
    assert all("total" not in s for s in shares(table("Toxicity", *rows)))


def test_the_head_of_a_continued_group_of_rows_names_no_event():
    drawn = table("Toxicity", "Event | n", "Haematological | ", "Anaemia | 3", groups=(1,))
    assert [s["term"] for s in shares(drawn)] == ["anemia"]


RESULTS = (
    "measure",
    "stat",
    "value",
    "unit",
    "timepoint",
    "ci_low",
    "ci_high",
    "ci_level",
    "events",
    "total",
    "p_value",
)
MEASURES = [
    ("median with interval and unit in the row head",
     table("Efficacy", "Outcome | Lapatinib", "Median PFS, months (95% CI) | 9.6 (8.1–11.2)"),
     [{"measure": "PFS", "stat": "median", "value": 9.6, "unit": "months", "ci_low": 8.1, "ci_high": 11.2, "ci_level": 95.0}]),
    ("count and share",
     table("Efficacy", "Outcome | Lapatinib (n = 50)", "ORR, n (%) | 20 (40)"),
     [{"measure": "ORR", "stat": "rate", "value": 40.0, "unit": "%", "events": 20, "total": 50}]),
    ("a rate at a time",
     table("Efficacy", "Outcome | Lapatinib", "1-year OS, % | 81"),
     [{"measure": "OS", "stat": "rate", "value": 81.0, "unit": "%", "timepoint": "1 year"}]),
    ("a hazard ratio under its measure",
     table("Efficacy", "Outcome | Result", "Progression-free survival | ", "HR (95% CI) | 0.65 (0.55–0.77)", groups=(1,)),
     [{"measure": "PFS", "stat": "hazard ratio", "value": 0.65, "ci_low": 0.55, "ci_high": 0.77, "ci_level": 95.0}]),
    ("a share without any sign is one where the size confirms it",
     table("Outcomes", "Variable | Surgery (n = 170) | p value", "Local recurrence | 7 (4.1) | 0.9"),
     [{"measure": "local recurrence", "stat": "rate", "value": 4.1, "unit": "%", "events": 7, "total": 170}]),
    ("a number without unit or count says nothing",
     table("Outcomes", "Variable | Lapatinib", "ORR | 12"), []),
]  # fmt: skip


@pytest.mark.parametrize(("why", "drawn", "expected"), MEASURES, ids=[c[0] for c in MEASURES])
def test_measures(why, drawn, expected):
    assert [told(f, *RESULTS) for f in findings(paper(drawn))] == expected


def test_what_was_stopped_because_of_toxicity_is_no_toxicity():
    drawn = table("Treatment delivery", "Item | Arm A (n = 40)", "Discontinued due to toxicity | 4 (10)")
    assert [told(f, "measure", "events", "value") for f in findings(paper(drawn))] == [
        {"measure": "treatment discontinuation due to adverse events", "events": 4, "value": 10.0}
    ]


def test_a_degree_of_severity_is_no_arm():
    assert [f.arm for f in findings(paper(table("Toxicity", "Event | Severe", "Rash | 2 (4)")))] == [""]


def test_a_p_value_belongs_to_both_arms_of_its_row():
    drawn = table("Toxicity", "Event | Lapatinib (n = 9) | Control (n = 9) | P value", "Rash | 4 | 1 | 0.04")
    assert [f.p_value for f in findings(paper(drawn))] == [0.04, 0.04]


def test_the_own_study_of_a_primary_report_and_the_drug_of_its_title():
    drawn = table("Adverse events", "Event | n", "Rash | 4")
    (found,) = findings(paper(drawn, title="Phase II trial of lapatinib", prose="Lapatinib was given.", primary=True))
    assert found.study_refs == (0,)
    assert found.drugs == ("lapatinib",)


def test_a_stub_of_studies_gives_each_row_its_study():
    drawn = table(
        "Severe toxicity",
        "Trial | Event | n/N | %",
        "Doe et al. [4] | Rash | 4/40 | 10",
        "Roe et al. [9] | Nausea | 3/30 | 10",
    )
    assert [told(f, "study", "term", "events", "total", "rate") for f in findings(paper(drawn))] == [
        {"study": "Doe 2019", "term": "rash", "events": 4, "total": 40, "rate": 10.0},
        {"study": "Roe 2020", "term": "nausea", "events": 3, "total": 30, "rate": 10.0},
    ]
