"""Two numbers in one cell of a table of studies: the sides of a comparison, or two grades."""

from __future__ import annotations

import pytest

from tests.relate.tables.tabular import findings, paper, table, told

HEAD = "Trial | n | Drug | Median PFS, months"
ROW = "Doe et al., 2019 [4] | 90 | Lapatinib | {}"
TREATED, CONTROL = {"value": 25.3, "comparator": False, "drugs": ("lapatinib",)}, {"value": 16.0, "comparator": True}
CASES = [
    ("the caption tells the order", "Values are drug / control arm", HEAD, "25.3 / 16.0", [TREATED, CONTROL]),
    ("the head of the column tells it", "Trials", f"{HEAD} (lapatinib/placebo)", "25.3 / 16.0", [TREATED, CONTROL]),
    ("the control may come first", "Values are control arm / drug", HEAD, "16.0 / 25.3", [CONTROL, TREATED]),
    ("vs needs no word for it", "Trials", HEAD, "25.3 vs 16.0", [TREATED, CONTROL]),
    ("a slash that nothing explains may part anything", "Trials", HEAD, "25.3 / 16.0", []),
]


@pytest.mark.parametrize(("why", "caption", "head", "cell", "expected"), CASES, ids=[c[0] for c in CASES])
def test_sides(why, caption, head, cell, expected):
    found = [f for f in findings(paper(table(caption, head, ROW.format(cell)))) if f.kind == "outcome"]
    assert [told(f, "value", "comparator", "drugs") for f in found] == expected, why
    assert len({f.contrast_id for f in found}) <= 1


def test_two_grades_of_a_head():
    drawn = table("Reports", "Study | n | Late GU toxicity G2 / G3", "Doe et al., 2019 [4] | 90 | 12% / 1%")
    found = [f for f in findings(paper(drawn)) if f.kind == "adverse_event"]
    assert [(f.grade_low, f.grade_high, f.rate, f.total) for f in found] == [(2, 2, 12.0, 90), (3, 3, 1.0, 90)]
