"""The side of an arm that follows from that of the other."""

from __future__ import annotations

import pytest

from pipeline.model.finding import AdverseEvent, Outcome
from pipeline.relate.tables.partners import with_partners


def event(arm, comparator, table=1):
    return AdverseEvent(arm=arm, comparator=comparator, table=table, source="table", term="rash", reported="yes")


RATIO = Outcome(arm="Hypo-Arm", table=1, source="table", measure="OS", stat="hazard ratio", value=0.7)
CASES = [
    ("beside the control, the other of two is treated", [event("C-Arm", True), event("Hypo-Arm", None)], [True, False]),
    ("of three arms nobody knows", [event("C-Arm", True), event("B", None), event("D", None)], [True, None, None]),
    ("beside a treated arm stands a control or another dose", [event("A", False), event("B", None)], [False, None]),
    ("another table has arms of its own", [event("C-Arm", True), event("Hypo-Arm", None, 2)], [True, None]),
    ("the whole cohort is no arm", [event("C-Arm", True), event("", None)], [True, None]),
    ("a ratio has no side", [event("C-Arm", True), event("Hypo-Arm", None), RATIO], [True, False, None]),
]


@pytest.mark.parametrize(("why", "found", "sides"), CASES, ids=[c[0] for c in CASES])
def test_partners(why, found, sides):
    assert [f.comparator for f in with_partners(found)] == sides, why
