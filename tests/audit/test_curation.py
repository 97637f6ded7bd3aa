"""New gold from the machine's rows, and two curators compared."""

import csv

import pytest

from pipeline.audit.agree import Judge
from pipeline.audit.agreement import disagreements, fields_agreed, kappa, rows_agreed
from pipeline.audit.curation import unconfirmed, write_sheets
from pipeline.audit.gold import COLUMNS, Gold, check_gold
from pipeline.audit.names import Names
from pipeline.errors import UsageError

ROWS = [
    {"kind": "adverse_event", "doc_id": "d", "term": "anemia", "events": "3", "finding_id": "a", "confidence": "0.9"},
    {"kind": "outcome", "doc_id": "d", "measure": "OS", "value": "29.9"},
]
ENTITIES = [{"type": "drug", "canonical": "lapatinib", "printed": "lapatinib", "count": "4"}]


def test_sheets_are_prefilled_and_marked_and_well_formed(tmp_path):
    assert write_sheets(tmp_path / "d", ROWS, ENTITIES) == 3
    with (tmp_path / "d" / "adverse_event.csv").open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert tuple(row) == COLUMNS["adverse_event"], (
        "no ids, no confidence: nothing that a person cannot read off the page"
    )
    assert (row["term"], row["events"], row["note"]) == ("anemia", "3", "machine")
    assert check_gold(tmp_path) == []
    assert unconfirmed([row]) == [2]
    assert unconfirmed([row | {"note": ""}, row | {"note": "seen on page 3"}]) == []


def test_a_persons_work_is_never_written_over(tmp_path):
    write_sheets(tmp_path / "d", ROWS, ENTITIES)
    with pytest.raises(UsageError, match="stands already"):
        write_sheets(tmp_path / "d", ROWS, ENTITIES)


def gold(*rows):
    return Gold("d", {"adverse_event": list(rows)}, None)


ANEMIA = {"term": "anemia", "events": "3", "study": "A 2019", "serious": "1"}
NAUSEA = {"term": "nausea", "events": "5", "study": "A 2019", "serious": "0"}
FEVER = {"term": "fever", "events": "7", "study": "A 2019", "serious": "0"}


def test_rows_that_both_have_are_paired():
    counted, pairs = rows_agreed(Judge(Names()), gold(ANEMIA, NAUSEA), gold(NAUSEA | {"study": "B 2020"}, FEVER))
    events = next(c for c in counted if c.kind == "adverse_event")
    assert (events.both, events.first_alone, events.second_alone, events.positive) == (1, 1, 1, 0.5)
    assert len(pairs) == 1


def test_a_field_on_which_they_differ_is_listed_with_both_values():
    found = list(disagreements(Judge(Names()), gold(ANEMIA, NAUSEA), gold(ANEMIA, NAUSEA | {"serious": "1"})))
    assert [(d.field, d.first, d.second) for d in found] == [("serious", "0", "1")]


def test_the_agreement_on_a_field_counts_rows_and_chance():
    _, pairs = rows_agreed(Judge(Names()), gold(ANEMIA, NAUSEA, FEVER), gold(ANEMIA, NAUSEA, FEVER | {"serious": "1"}))
    serious = next(f for f in fields_agreed(pairs) if f.field == "serious")
    assert (serious.rows, serious.agree) == (3, 2)
    assert serious.kappa == pytest.approx(0.4)


KAPPA = [
    ([("a", "a"), ("b", "b")], 1.0, "always the same, two labels"),
    ([("a", "b"), ("b", "a")], -1.0, "always the other"),
    ([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")], 0.0, "as chance would have it"),
    ([("a", "a"), ("a", "a")], None, "one label alone: chance explains all"),
    ([], None, "nothing to compare"),
]


@pytest.mark.parametrize(("values", "expected", "why"), KAPPA, ids=[w for *_, w in KAPPA])
def test_cohens_kappa(values, expected, why):
    assert kappa(values) == (None if expected is None else pytest.approx(expected))
