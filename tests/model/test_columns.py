"""What a column refuses: every finding checks itself when it is made."""

import math

import pytest

from pipeline.model.columns import EMPTY, Column
from pipeline.model.finding import FINDING_CLASSES, LEFT_OUT, AdverseEvent, DrugDose, Finding, Trial

SHARE = Column("rate", "float", "Share.", low=0, high=100)
CASES = [
    (SHARE, 0.0, "", "zero is a value"),
    (SHARE, None, "", "empty is allowed everywhere"),
    (SHARE, 100.0, "", "the ends of the range belong to it"),
    (SHARE, 100.1, "rate=100.1 is outside 0 to 100", "above the range"),
    (SHARE, -0.1, "rate=-0.1 is outside 0 to 100", "below the range"),
    (SHARE, 5, "rate=5 is no float", "a whole number is no float"),
    (Column("value", "float", "Value."), math.inf, "value=inf is no finite number", "no table can hold infinity"),
    (Column("value", "float", "Value."), math.nan, "value=nan is no finite number", "nor what is no number"),
    (Column("n", "int", "Number."), True, "n=True is no int", "yes is no number"),
    (Column("phase", "str", "Phase.", choices=("1", "2")), "5", "phase='5' is none of 1, 2", "outside a closed list"),
    (Column("drugs", "list[str]", "Drugs."), ("a", 1), "drugs=('a', 1) is no list[str]", "a member of another type"),
    (Column("drugs", "list[str]", "Drugs."), ["a"], "drugs=['a'] is no list[str]", "lists are tuples: values are frozen"),
    (Column("refs", "list[int]", "References.", low=0), (3, -1), "refs=(3, -1) is outside 0 to …", "a member out of range"),
    (Column("box", "list[float]", "Box."), (1.0, math.inf), "box=(1.0, inf) is no finite number", "a member that is not finite"),
]  # fmt: skip


@pytest.mark.parametrize(("column", "value", "fault", "why"), CASES, ids=[why for *_, why in CASES])
def test_fault(column, value, fault, why):
    assert column.fault(value) == fault


@pytest.mark.parametrize("cls", FINDING_CLASSES.values(), ids=FINDING_CLASSES)
def test_a_kind_has_the_common_columns_first_and_every_column_may_be_empty(cls):
    columns, common = cls.columns(), Finding.columns()
    assert columns[: len(common)] == common
    assert len({c.name for c in columns}) == len(columns)
    empty = cls()
    assert all(getattr(empty, c.name) == EMPTY[c.type] for c in columns)


def test_a_finding_names_the_column_that_it_refuses():
    with pytest.raises(ValueError, match=r"drug_dose: dose=-1\.0 is outside 0 to …"):
        DrugDose(dose=-1.0)


def test_counts_are_kept_as_printed_even_when_they_cannot_be_right():
    finding = AdverseEvent(term="nausea", events=208, total=35)
    assert (finding.events, finding.total) == (208, 35)


@pytest.mark.parametrize(
    ("flags", "reason"),
    [((), ""), (("rate_mismatch",), ""), (("rate_mismatch", f"{LEFT_OUT}animal"), "animal")],
    ids=["no flag", "a flag that keeps the row", "the reason of the flag that keeps it out"],
)
def test_why_a_finding_is_left_out(flags, reason):
    assert Trial(flags=flags).left_out == reason
