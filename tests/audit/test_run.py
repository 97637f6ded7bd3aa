"""An audit from end to end: one value changed in gold changes exactly the figures that it should; the gate shuts."""

import csv
import json

import pytest

from pipeline.audit.errors import Reading
from pipeline.audit.gate import Standing, compare
from pipeline.audit.gold import COLUMNS, KINDS, letters
from pipeline.audit.report import summary_rows, write_audit
from pipeline.audit.run import audit
from pipeline.audit.score import FEWEST
from pipeline.errors import ConfigError, UsageError

DOCS = ("alpha", "beta")
ROWS = {
    "trial": [{"study_refs": str(i), "n": str(100 + i), "phase": "3"} for i in range(1, 7)],
    "adverse_event": [{"study_refs": str(i), "term": "anemia", "events": str(i), "total": "50", "quote": f"Anemia in {i}"} for i in range(1, 7)],
    "outcome": [{"study_refs": str(i), "measure": "OS", "value": str(10 + i), "unit": "months"} for i in range(1, 7)],
}  # fmt: skip


def write(path, columns, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def folders(tmp_path):
    outputs, gold = tmp_path / "outputs", tmp_path / "gold"
    table = [
        {"doc_id": d, "kind": k, "confidence": "0.95", **r} for d in DOCS for k, rows in ROWS.items() for r in rows
    ]
    write(outputs / "evidence.csv", list(dict.fromkeys(c for r in table for c in r)), table)
    write(outputs / "entities.csv", ("doc_id", "type", "canonical"), [])
    for doc in DOCS:
        for kind, rows in ROWS.items():
            write(gold / doc / f"{kind}.csv", COLUMNS[kind], rows)
    return outputs, gold


def tallies(found):
    return {(s.doc_id, kind): dict(s.tallies[kind].counts) for s in found.scores for kind in KINDS}


def corrupt(gold, doc, kind, line, **values):
    rows = [dict(r) for r in ROWS[kind]]
    rows[line].update(values)
    write(gold / doc / f"{kind}.csv", COLUMNS[kind], rows)


def test_a_table_that_equals_gold_has_no_error(folders):
    found = audit(*folders)
    assert found.total.rates("fact").f1 == found.total.rates("linked").f1 == 1
    assert found.mistakes == ()


def test_one_value_changed_in_gold_changes_exactly_its_own_figures(folders):
    outputs, gold = folders
    before = tallies(audit(outputs, gold))
    corrupt(gold, "beta", "adverse_event", 3, events="49")
    found = audit(outputs, gold)
    after = tallies(found)
    touched = {key for key in before if before[key] != after[key]}
    assert touched == {("beta", "adverse_event")}
    old, new = before["beta", "adverse_event"], after["beta", "adverse_event"]
    assert (new["fact_found"], new["fact_missed"], new["fact_wrong"]) == (old["fact_found"] - 1, 1, 1)
    missed = next(m for m in found.mistakes if m.what == "missed")
    assert (missed.error, missed.row["events"]) == ("numerical", "4"), "the nearest candidate is shown"


def test_the_wrong_study_costs_the_link_and_not_the_fact(folders):
    outputs, gold = folders
    corrupt(gold, "alpha", "outcome", 0, study_refs="77")
    found = audit(outputs, gold)
    assert found.total.rates("fact").f1 == 1
    assert found.total.rates("linked").f1 < 1
    assert [(m.what, m.stage, m.error) for m in found.mistakes] == [("misplaced", "relating", "mismatching")]


def test_every_error_has_a_row(folders):
    outputs, gold = folders
    corrupt(gold, "alpha", "trial", 0, n="4711")
    found = audit(outputs, gold)
    write_audit(found, outputs / "audit")
    with (outputs / "audit" / "errors.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(r["doc_id"], r["kind"], r["what"]) for r in rows] == [
        ("alpha", "trial", "missed"),
        ("alpha", "trial", "wrong"),
    ]


def test_a_figure_on_too_few_rows_is_not_printed(folders):
    outputs, gold = folders
    for doc in DOCS:
        write(gold / doc / "outcome.csv", COLUMNS["outcome"], ROWS["outcome"][: FEWEST // 2])
    row = next(r for r in summary_rows(audit(outputs, gold)) if r["scope"] == "outcome")
    assert row["gold"] == 4
    assert "f1" not in row
    assert "fewer than 5" in row["note"]


def test_a_gold_document_that_the_table_lacks_counts_as_missed(folders):
    outputs, gold = folders
    write(gold / "gamma" / "trial.csv", COLUMNS["trial"], ROWS["trial"])
    found = audit(outputs, gold)
    assert found.absent == ("gamma",)
    assert found.of_kind("trial").counts["fact_missed"] == 6


def test_the_gate_shuts_when_linked_f1_falls_and_names_what_was_lost(folders, tmp_path):
    outputs, gold = folders
    baseline = tmp_path / "baseline.json"
    baseline.write_text(Standing.of(audit(outputs, gold)).as_json())
    before = Standing.read(baseline)
    assert compare(before, before).shut == ""
    for line in range(3):
        corrupt(gold, "alpha", "trial", line, n="4711")
    rows = [dict(r, n="4711") if i < 3 else r for i, r in enumerate(ROWS["trial"])]
    write(gold / "alpha" / "trial.csv", COLUMNS["trial"], rows)
    change = compare(before, Standing.of(audit(outputs, gold)))
    assert "linked F1 fell" in change.shut
    assert len(change.lost) == 3
    assert all(lost.startswith("alpha trial") for lost in change.lost)


def test_a_baseline_that_is_none_is_named(tmp_path):
    (tmp_path / "baseline.json").write_text("{}")
    with pytest.raises(ConfigError, match="--accept"):
        Standing.read(tmp_path / "baseline.json")


def test_an_output_folder_without_a_table_is_named(folders, tmp_path):
    with pytest.raises(UsageError, match="make extract"):
        audit(tmp_path, folders[1])


READ = Reading(letters("Anemia was seen in 3 of 10 patients. Carlson 2014 7 Brain"), frozenset({"anemia"}))
QUOTES = [
    ("Anemia was seen in 3 of 10", True, "stands in the text"),
    ("Ane- mia was seen", True, "hyphens and blanks do not count"),
    ("Brain 7 Carlson 2014", True, "cells in another order count as read when their words were"),
    ("Nausea was seen in 4 of 10", False, "does not stand there"),
]


@pytest.mark.parametrize(("quote", "read", "why"), QUOTES, ids=[w for *_, w in QUOTES])
def test_whether_a_quote_was_read(quote, read, why):
    assert READ.holds(quote) is read


def test_a_quote_that_was_not_read_puts_the_fault_on_reading(folders):
    outputs, gold = folders
    corrupt(gold, "alpha", "adverse_event", 0, events="48", term="nausea", quote="words that were never read")
    tree = {"text": "Anemia in 1", "tables": [], "runs": [], "pages": []}
    (outputs / "documents").mkdir()
    (outputs / "documents" / "alpha.json").write_text(json.dumps(tree))
    missed = next(m for m in audit(outputs, gold).mistakes if m.what == "missed")
    assert (missed.stage, missed.error) == ("reading", "omission")


def test_prose_and_tables_are_judged_apart(folders):
    outputs, gold = folders
    rows = [dict(r, source="table" if i % 2 else "text") for i, r in enumerate(ROWS["outcome"])]
    rows[1]["value"] = "99"
    write(gold / "alpha" / "outcome.csv", COLUMNS["outcome"], rows)
    score = next(s for s in audit(outputs, gold).scores if s.doc_id == "alpha")
    tables, prose = score.of_source(("table",)), score.of_source(("text", ""))
    assert (tables.counts["fact_found"], tables.counts["fact_missed"]) == (2, 1)
    assert prose.counts["fact_missed"] == 0
