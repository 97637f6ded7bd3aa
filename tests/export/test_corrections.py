"""A correction by a person: what its value becomes, and which values are refused."""

import pytest

from pipeline.errors import ConfigError
from pipeline.export.corrections import CORRECTION_COLUMNS, Correction, Corrections, read_corrections
from pipeline.export.rows import json_row
from pipeline.model.finding import AdverseEvent

TAKEN = [
    ("events", "3", 3, "a count"),
    ("rate", "0", 0.0, "zero is a value"),
    ("rate", "", None, "an empty cell says that the paper gives none"),
    ("comparator", "0", False, "no, as the evidence table writes it"),
    ("drugs", "a;b", ["a", "b"], "a list"),
    ("drugs", "", [], "an empty list"),
]
REFUSED = [
    ("events", "three", "is no int", "a word for a number"),
    ("rate", "nan", "is no float", "JSON has no such number"),
    ("rate", "-1", "outside", "a share below none"),
    ("comparator", "yes", "is no bool", "it was taken for no"),
    ("reported", "maybe", "none of", "a word outside the closed list"),
]


def corrected(field, value):
    row = json_row(AdverseEvent(finding_id="f", term="nausea", rate=12.0))
    correction = Correction("sha", "f", field, value, "A. Reader", "misprint")
    (done,) = Corrections([correction]).applied("sha", [row])
    return done


@pytest.mark.parametrize(("field", "value", "expected", "why"), TAKEN, ids=[w for *_, w in TAKEN])
def test_a_value_is_read_as_its_column_has_it(field, value, expected, why):
    row = corrected(field, value)
    assert (row[field], type(row[field])) == (expected, type(expected))
    assert row["flags"] == [f"corrected:{field}"]


@pytest.mark.parametrize(("field", "value", "said", "why"), REFUSED, ids=[w for *_, w in REFUSED])
def test_a_value_that_may_not_stand_in_its_column_is_refused(field, value, said, why):
    with pytest.raises(ConfigError, match=said):
        corrected(field, value)


@pytest.mark.parametrize(
    ("field", "value"),
    [("finding_id", "x"), ("colour", "red"), ("events", "many")],
    ids=["an id", "no field", "no number"],
)
def test_what_could_not_be_applied_is_refused_before_anything_is_read(tmp_path, field, value):
    path = tmp_path / "corrections.csv"
    path.write_text(f"{','.join(CORRECTION_COLUMNS)}\nab,p1:0-1,{field},{value},A. Reader,why\n")
    with pytest.raises(ConfigError, match=field):
        read_corrections(path)
