"""Refreshing the table: what stays, what is marked, what it costs; and that doing it twice is doing it once."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import CheckFailed, UsageError
from pipeline.registry.client import Registry
from pipeline.registry.downloads import Unread, read_downloads
from pipeline.registry.history import version_of, with_version
from pipeline.registry.refresh import refreshed, with_versions
from pipeline.registry.snapshot import read_snapshot
from pipeline.registry.studies import record_of
from pipeline.registry.table import RegistryTable
from pipeline.registry.transport import RequestsTransport
from tests.registry.server import LocalRegistry, reply, study

A, B, OLD = "NCT00000101", "NCT00000102", "NCT00000099"
GONE = reply(403, b"", "text/html")


def ask(server, table, *ids):
    settings = server.settings()
    return refreshed(table, ids, Registry(RequestsTransport(settings), settings))


@pytest.fixture
def local():
    with LocalRegistry([study(A, updated="2020-01-05"), study(B, aliases=[OLD])]) as server:
        yield server


def test_a_refresh_keeps_a_record_an_id_and_the_alias_leads_to_it(local):
    table = ask(local, RegistryTable(), A, OLD)
    assert {i: look.state for i, look in table.lookups.items()} == {A: "ok", OLD: "alias"}
    assert table.newest(OLD).nct_id == B


def test_a_second_refresh_costs_one_call_when_nothing_is_new(local):
    table = ask(local, RegistryTable(), A, OLD, "NCT09999999")
    local.log.clear()
    assert ask(local, table, A, OLD, "NCT09999999") == table
    assert local.log == ["/api/v2/version"]


def test_a_thousand_ids_cost_at_most_twelve_requests():
    ids = [f"NCT{n:08d}" for n in range(1, 1001)]
    with LocalRegistry([study(i) for i in ids]) as server:
        table = ask(server, RegistryTable(), *ids)
        assert len(table.versions) == 1000
        assert len(server.log) <= 12


def test_a_change_is_a_new_version_and_the_old_one_ends(local):
    table = ask(local, RegistryTable(), A)
    local.data = ["2026-12-01T09:00:05"]
    local.studies[A] = study(A, status="TERMINATED", count=3, updated="2021-03-01")
    old, new = ask(local, table, A).history(A)
    assert (old.valid_from, old.valid_to, new.valid_from, new.valid_to) == (
        "2020-01-05",
        "2021-03-01",
        "2021-03-01",
        "",
    )
    assert (old.record.trial.status, new.record.trial.status) == ("COMPLETED", "TERMINATED")


def test_data_that_move_between_the_pages_are_fetched_anew(local):
    local.data = ["one", "two", "three", "three"]
    table = ask(local, RegistryTable(), A)
    assert table.lookups[A].data_version == "three"
    assert [p for p in local.log if "filter.ids" in p] == [local.log[1]] * 2


def test_data_that_never_rest_leave_the_table_as_it_was(local):
    local.data = [str(n) for n in range(20)]
    with pytest.raises(CheckFailed, match="changed during"):
        ask(local, RegistryTable(), A)


@pytest.mark.parametrize(
    ("path", "fault", "hidden"),
    [
        pytest.param("/studies", GONE, "blocked", id="barred at the studies"),
        pytest.param("/version", GONE, "blocked", id="barred at the version"),
        pytest.param("/studies", reply(200, b"<p>", "text/html"), "error", id="an answer that cannot be used"),
    ],
)
def test_a_failed_refresh_keeps_the_last_good_row_and_marks_it(local, path, fault, hidden):
    table = ask(local, RegistryTable(), A)
    local.data, local.faults[path] = ["2027-01-01T00:00:00"], [fault]
    after = ask(local, table, A, B)
    assert after.versions[A] == table.versions[A]
    assert after.lookups[A].state == "stale"
    assert after.lookups[A].message.startswith(hidden)
    assert after.lookups[B].state == hidden


def test_an_id_that_vanished_is_not_found_and_not_stale(local):
    table = ask(local, RegistryTable(), A)
    local.data = ["2027-01-01T00:00:00"]
    del local.studies[A]
    assert ask(local, table, A).lookups[A].state == "not_found"


def test_what_the_registry_says_takes_the_place_of_the_snapshot(local, snapshot):
    table, _ = with_versions(RegistryTable(), read_snapshot(snapshot))
    assert (table.lookups[A].state, table.newest(A).origin) == ("stale", "snapshot")
    asked = ask(local, table, A)
    assert (asked.lookups[A].state, [v.origin for v in asked.history(A)]) == ("ok", ["registry"])
    again, _ = with_versions(asked, read_snapshot(snapshot))
    assert again == asked


@pytest.fixture
def snapshot(tmp_path):
    path = tmp_path / "snapshot.csv"
    path.write_text(
        "# partial\nnct_id,path,value,source,as_of,note\n"
        f"{A},protocolSection.statusModule.overallStatus,TERMINATED,somewhere,undated,\n"
    )
    return path


def test_downloaded_files_of_every_shape_are_read_and_bad_ones_named(tmp_path):
    (tmp_path / "one.json").write_text(json.dumps(study(A)))
    (tmp_path / "page.json").write_text(json.dumps({"studies": [study(B), {"protocolSection": {}}]}))
    (tmp_path / "cut.json").write_text('{"protocolSection":')
    (tmp_path / "bomb.xml").write_text('<!DOCTYPE x [<!ENTITY a "aaaa">]><clinical_study>&a;</clinical_study>')
    (tmp_path / "other.xml").write_text("<article/>")
    (tmp_path / "notes.txt").write_text("no record")
    found = list(read_downloads(tmp_path))
    assert {v.nct_id for v in found if not isinstance(v, Unread)} == {A, B}
    assert [u.name for u in found if isinstance(u, Unread)] == ["bomb.xml", "cut.json", "other.xml", "page.json[1]"]


def test_a_path_without_downloads_is_named(tmp_path):
    with pytest.raises(UsageError, match="--from"):
        list(read_downloads(tmp_path / "nowhere"))


RECORDS = st.lists(
    st.builds(
        lambda status, count, day: version_of(
            record_of(study(A, status=status, count=count, updated=day)), f"{day}T09:00:05", "2.0.5", "test", "registry"
        ),
        st.sampled_from(["RECRUITING", "COMPLETED", "TERMINATED"]),
        st.integers(0, 3),
        st.sampled_from(["2019-01-01", "2020-02-02", "2021-03-03"]),
    ),
    max_size=6,
)


def merged(versions, news):
    for new in news:
        versions = with_version(versions, new)
    return versions


@given(RECORDS)
def test_the_same_answer_twice_changes_nothing(news):
    once = merged((), news)
    assert merged(once, news[-1:]) == once


@given(RECORDS)
def test_versions_follow_each_other_without_gap_or_overlap(news):
    versions = merged((), news)
    starts = [v.valid_from for v in versions]
    assert starts == sorted(set(starts))
    assert [v.valid_to for v in versions] == [*starts[1:], ""][: len(starts)]
