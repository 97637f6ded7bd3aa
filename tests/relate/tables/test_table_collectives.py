"""Rows on adverse events as a whole: named, narrowed, or told by what they led to."""

from __future__ import annotations

import pytest

from pipeline.relate.tables.collectives import Collective, collective_in
from pipeline.relate.tables.roles import load_wordings
from tests.relate.tables.tabular import findings, paper, table, told

LABELS = [
    ("Any-grade TEAEs", Collective(named=True), "named, narrowed by nothing"),
    ("Patients with ≥1 adverse event", Collective(named=True), "who had any"),
    ("Treatment-related AEs, n (%)", Collective(named=True, attribution="treatment_related"), "with its cause"),
    ("TRAE", Collective(named=True, attribution="treatment_related"), "the short form names the cause"),
    ("SAE", Collective(named=True, serious=True), "the short form says serious"),
    ("Drug-related", Collective(attribution="treatment_related"), "narrows what stands above"),
    ("Leading to discontinuation of treatment", Collective(consequence="treatment discontinuation due to adverse events"), "what they led to"),
    ("Hematologic toxicity", None, "the toxicity of an organ is an event of its own"),
    ("Dose-limiting toxicity", None, "a term of its own"),
    ("No. of patients with response", None, "no adverse event"),
    ("Nausea", None, "one event"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "expected", "why"), LABELS, ids=[c[0] for c in LABELS])
def test_what_a_label_says_of_adverse_events_as_a_whole(label, expected, why):
    assert collective_in(label, load_wordings()) == expected, why


ROWS = ("term", "measure", "attribution", "grade_low", "grade_high", "serious", "events")
SUMMARIES = [
    ("the group names the cause, its rows the part",
     table("Safety", "Event | Arm A (n = 90)", "Treatment-related adverse events — no. (%) | ", "All | 80 (89)", "Serious | 9 (10)", "Death | 1 (1)", groups=(1,)),
     [{"term": "adverse event", "attribution": "treatment_related", "events": 80},
      {"term": "serious adverse event", "attribution": "treatment_related", "serious": True, "events": 9},
      {"term": "treatment-related death", "attribution": "treatment_related", "events": 1}]),
    ("a row that only names the cause keeps event and grade of the one above",
     table("Overall safety", "TEAE, n (%) | Arm A (n = 90)", "Grade ≥3 TEAEs | 40 (44)", "Drug-related | 30 (33)"),
     [{"term": "adverse event", "grade_low": 3, "grade_high": 5, "events": 40},
      {"term": "adverse event", "attribution": "treatment_related", "grade_low": 3, "grade_high": 5, "events": 30}]),
    ("any grade in the row gives way to the grade of the column",
     table("Adverse events", "Event | Any grade | Grade 3 or 4", "All | 80 (89) | 20 (22)"),
     []),
    ("what events led to has no grade of its own",
     table("Adverse events", "Event | Any grade | Grade 3 or 4", "AEs leading to discontinuation | 18 (20) | 10 (11)"),
     [{"measure": "treatment discontinuation due to adverse events", "events": 18}]),
    ("deaths of events of any cause are not called treatment-related",
     table("Adverse events", "Event | n (%)", "Adverse events | 80 (89)", "Fatal | 2 (2)"),
     [{"term": "adverse event", "events": 80}, {"term": "death", "events": 2}]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "drawn", "expected"), SUMMARIES, ids=[c[0] for c in SUMMARIES])
def test_summaries_of_safety(why, drawn, expected):
    assert [told(f, *ROWS) for f in findings(paper(drawn))] == expected
