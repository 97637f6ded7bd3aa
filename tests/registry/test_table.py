"""The table on disk: read back as written, the same bytes again, and whole whenever the writer dies."""

from __future__ import annotations

import csv
import os
import shutil
import sys

import duckdb
import pytest

from pipeline.registry.history import at, changes, version_of
from pipeline.registry.refresh import with_versions
from pipeline.registry.studies import record_of
from pipeline.registry.table import RegistryTable, load, save
from tests.registry.server import study

A, B = "NCT00000101", "NCT00000102"
STEPS = {"os.rename", "os.symlink", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree"}


def table_of(*trees):
    versions = [
        version_of(record_of(t), f"2026-01-0{i + 1}T00:00:00", "2.0.5", "test", "registry") for i, t in enumerate(trees)
    ]
    return with_versions(RegistryTable(), versions)[0]


OLD = table_of(study(A, updated="2020-01-05"))
NEW = table_of(study(A, updated="2020-01-05"), study(A, updated="2021-03-01", status="TERMINATED", count=3), study(B))


def test_what_is_written_is_read_back(tmp_path):
    save(NEW, tmp_path)
    assert load(tmp_path) == NEW


def test_the_same_table_is_not_written_again(tmp_path):
    written = {p: p.stat().st_mtime_ns for p in save(NEW, tmp_path).iterdir()}
    assert {p: p.stat().st_mtime_ns for p in save(load(tmp_path), tmp_path).iterdir()} == written


def test_an_old_table_makes_room_for_the_new_one(tmp_path):
    save(OLD, tmp_path)
    save(NEW, tmp_path)
    assert len(list(tmp_path.glob("table-*"))) == 1


def test_changes_are_told_field_by_field_with_both_dates(tmp_path):
    with (save(NEW, tmp_path) / "changes.csv").open(newline="") as file:
        rows = {r["field"]: r for r in csv.DictReader(file)}
    assert {f: (r["before"], r["after"]) for f, r in rows.items()} == {
        "status": ("COMPLETED", "TERMINATED"),
        "enrollment": ("30", "3"),
        "last_update_posted": ("2020-01-05", "2021-03-01"),
    }
    assert (rows["status"]["before_from"], rows["status"]["after_from"]) == ("2020-01-05", "2021-03-01")
    assert rows["status"]["path"] == "protocolSection.statusModule.overallStatus"


def test_duckdb_holds_the_tables_typed(tmp_path):
    with duckdb.connect(str(save(NEW, tmp_path) / "registry.duckdb"), read_only=True) as connection:
        tables = {name for (name,) in connection.execute("SELECT table_name FROM information_schema.tables").fetchall()}
        now = connection.execute(
            "SELECT enrollment, status FROM trials WHERE valid_to = '' AND nct_id = ?", [A]
        ).fetchall()
    assert tables == {
        "trials", "trial_arms", "trial_interventions", "trial_outcomes", "trial_adverse_events", "trial_references",
        "changes", "lookups",
    }  # fmt: skip
    assert now == [(3, "TERMINATED")]


@pytest.mark.parametrize(
    ("day", "status"),
    [("2019-12-31", None), ("2020-01-05", "COMPLETED"), ("2020-12-31", "COMPLETED"), ("2023-12-31", "TERMINATED")],
    ids=["before the first version", "on its day", "while it held", "after the change"],
)
def test_the_record_as_of_a_day(day, status):
    found = at(NEW.history(A), day)
    assert (found.record.trial.status if found else None) == status


def test_rows_that_come_and_go_are_one_line_each():
    bare, armed = study(A, updated="2020-01-05"), study(A, updated="2021-01-01")
    armed["protocolSection"]["armsInterventionsModule"] = {"armGroups": [{"label": "Arm A"}, {"label": "Arm A"}]}
    told = [(c.table, c.field, c.before, c.after) for c in changes(table_of(bare, armed).history(A))]
    assert told.count(("arms", "row", "", "Arm A")) == 2


def _save_and_die(folder, step):
    """In a process of its own: save the new table and die before the given step on the file system."""
    child = os.fork()
    if child == 0:
        left = [step]

        def count(event, _):
            if event in STEPS:
                left[0] -= 1
                if left[0] < 0:
                    os._exit(9)

        sys.addaudithook(count)
        save(NEW, folder)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_killed_at_any_step_the_table_is_the_old_one_or_the_new_one(tmp_path):
    save(OLD, tmp_path / "old")
    seen, step, code = [], 0, 9
    while code == 9:
        folder = shutil.copytree(tmp_path / "old", tmp_path / str(step), symlinks=True)
        code = _save_and_die(folder, step)
        found = load(folder)
        assert found in (OLD, NEW), step
        assert (folder / "current" / "registry.duckdb").exists()
        seen.append(found == NEW)
        step += 1
    assert (code, seen[0], seen[-1]) == (0, False, True)
    assert seen == sorted(seen), "once new, it stays new"


@pytest.mark.parametrize("step", [1, 12, 24])
def test_the_next_save_clears_what_a_death_left(tmp_path, step):
    save(OLD, tmp_path)
    assert _save_and_die(tmp_path, step) == 9
    save(NEW, tmp_path)
    assert load(tmp_path) == NEW
    assert sorted(p.name for p in tmp_path.iterdir()) == ["current", (tmp_path / "current").readlink().name]
