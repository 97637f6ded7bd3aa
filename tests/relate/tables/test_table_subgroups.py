"""Rows that are subgroups: the heads tell the arm and what is counted, each row names the patients."""

from __future__ import annotations

import pytest

from tests.relate.tables.tabular import findings, paper, table, told

COLUMNS = ("arm", "subgroup", "term", "grade_low", "measure", "value", "events", "total", "rate", "comparator")
NAUSEA = {"term": "nausea", "grade_low": 3}
CASES = [
    ("arms under one event: the row is a subgroup, its size is not that of the arm",
     table("Toxicity by clinical factors", "Factor | Grade ≥3 nausea | <", " | Arm A (n = 50) | Arm B (n = 40)",
           "Bowel volume ≥ 90 | 5 (25) | 2 (5.0)", header_rows=2),
     [NAUSEA | {"arm": "Arm A", "subgroup": "Bowel volume ≥ 90", "events": 5, "rate": 25.0},
      NAUSEA | {"arm": "Arm B", "subgroup": "Bowel volume ≥ 90", "events": 2, "total": 40, "rate": 5.0}]),
    ("a factor heads its subgroups, and those without it are one, too",
     table("Responses by factor", "Factor | Arm A (n = 50) ORR, n (%) | Arm B (n = 40) ORR, n (%)",
           "Liver metastases | | ", "No | 9 (60) | 3 (20)"),
     [{"arm": "Arm A", "subgroup": "Liver metastases: No", "measure": "ORR", "value": 60.0, "events": 9},
      {"arm": "Arm B", "subgroup": "Liver metastases: No", "measure": "ORR", "value": 20.0, "events": 3}]),
    ("the unit of a factor is not that of the result",
     table("Responses by factor", "Factor | Arm A (n = 50) ORR, n (%) | Arm B (n = 40) ORR, n (%)", "Age, years | | ", "40–60 | 9 (60) | 3 (20)"),
     [{"arm": "Arm A", "subgroup": "Age, years: 40–60", "measure": "ORR", "value": 60.0, "events": 9},
      {"arm": "Arm B", "subgroup": "Age, years: 40–60", "measure": "ORR", "value": 20.0, "events": 3}]),
    ("OR with a percentage is a share of responders, no odds ratio",
     table("Outcomes by factor", "Factor | Lapatinib (n = 9) OR (%) | Placebo (n = 8) OR (%)", "Ductal | 4 (80.0) | 1 (25.0)"),
     [{"arm": "Lapatinib", "subgroup": "Ductal", "measure": "ORR", "value": 80.0, "events": 4, "comparator": False},
      {"arm": "Placebo", "subgroup": "Ductal", "measure": "ORR", "value": 25.0, "events": 1, "comparator": True}]),
    ("a head inside the body changes the event of the rows below it",
     table("Toxicity by factor", " | Grade > =2 rash | <", " | Arm A | Arm B", "Age < 60 | 4 (20) | 2 (10)",
           " | Grade > =3 nausea | <", "Age < 60 | 3 (15) | 1 (5)", header_rows=2),
     [{"term": t, "grade_low": g, "arm": a, "subgroup": "Age < 60", "events": n, "rate": r}
      for t, g, a, n, r in (("rash", 2, "Arm A", 4, 20.0), ("rash", 2, "Arm B", 2, 10.0),
                            ("nausea", 3, "Arm A", 3, 15.0), ("nausea", 3, "Arm B", 1, 5.0))]),
    ("the caption names the event and calls the rows factors",
     table("Grade ≥3 esophagitis according to clinical factors", "Factor | Arm A (n = 80) | Arm B (n = 82)", "Smokers | 9 (22.5) | 4 (9.8)"),
     [{"arm": a, "subgroup": "Smokers", "term": "esophagitis", "grade_low": 3, "events": n, "rate": r}
      for a, n, r in (("Arm A", 9, 22.5), ("Arm B", 4, 9.8))]),
    ("a measure heads rows of patients",
     table("Efficacy", "Outcome | Arm A (n = 80) | Arm B (n = 82)", "Median PFS, months | | ", "Male | 10.4 | 6.1", "Age ≥65 | 8.9 | 5.9"),
     [{"arm": a, "subgroup": g, "measure": "PFS", "value": v}
      for g, a, v in (("Male", "Arm A", 10.4), ("Male", "Arm B", 6.1), ("Age ≥65", "Arm A", 8.9), ("Age ≥65", "Arm B", 5.9))]),
    ("where the columns name no arms, the rows do",
     table("Efficacy", "Group | ORR (%) | DCR (%)", "Arm A | 40 | 70"),
     [{"arm": "Arm A", "measure": "ORR", "value": 40.0}, {"arm": "Arm A", "measure": "DCR", "value": 70.0}]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "drawn", "expected"), CASES, ids=[c[0] for c in CASES])
def test_subgroups(why, drawn, expected):
    assert [told(f, *COLUMNS) for f in findings(paper(drawn))] == expected, why
