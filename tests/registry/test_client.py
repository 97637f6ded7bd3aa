"""The client against a registry on loopback that keeps to the contract, and against every way it may not."""

from __future__ import annotations

import json

import pytest

from pipeline.errors import UsageError
from pipeline.registry.client import Barred, Fault, Registry
from pipeline.registry.settings import RegistrySettings
from pipeline.registry.transport import NoReply, RequestsTransport
from tests.registry.server import LocalRegistry, dripping, endless, reply, study

A, B, C, OLD = "NCT00000101", "NCT00000102", "NCT00000103", "NCT00000099"
HTML = b"<html>The site is being maintained</html>"


@pytest.fixture
def local():
    with LocalRegistry([study(A), study(B, aliases=[OLD]), study(C)]) as server:
        yield server


def client(server, **settings):
    chosen = server.settings(**settings)
    return Registry(RequestsTransport(chosen), chosen)


def states(server, ids, **settings):
    return {a.asked: a.state for a in client(server, **settings).answers(ids)}


def test_each_id_ends_in_one_state(local):
    assert states(local, [A, OLD, "NCT09999999", "NCT123456789"]) == {
        A: "ok", OLD: "alias", "NCT09999999": "not_found", "NCT123456789": "error",
    }  # fmt: skip


def test_an_alias_that_the_batch_does_not_tell_of_is_found_by_its_redirect(local):
    local.faults["/studies"] = [reply(200, b'{"studies": []}')]
    assert states(local, [OLD]) == {OLD: "alias"}
    assert local.log[-1].startswith(f"/api/v2/studies/{B}")


def test_an_empty_page_with_a_token_is_not_the_end(local):
    local.empty_first = True
    assert states(local, [A, C]) == {A: "ok", C: "ok"}


def test_pages_that_go_round_in_a_circle_end_in_an_error(local):
    page = json.dumps({"studies": [], "nextPageToken": "again"}).encode()
    local.faults["/studies"] = [reply(200, page), reply(200, page)]
    assert states(local, [A]) == {A: "error"}


def test_one_bad_id_does_not_spoil_its_batch(local):
    local.faults["/studies"] = [reply(400, b"`filter.ids` is invalid", "text/plain")]
    assert states(local, [A, B, C]) == {A: "ok", B: "ok", C: "ok"}


def test_unknown_keys_and_enumerations_are_kept_not_refused(local):
    local.studies[A]["protocolSection"]["statusModule"]["overallStatus"] = "PAUSED_BY_COMET"
    local.studies[A]["protocolSection"]["cometModule"] = {"tail": [1, {"long": None}]}
    assert states(local, [A]) == {A: "ok"}


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        pytest.param(reply(200, HTML, "text/html"), "text/html instead of JSON", id="a page of HTML with 200"),
        pytest.param(reply(200, b'{"studies": [{"prot'), "no valid JSON", id="JSON cut short"),
        pytest.param(reply(200, b"[]"), "no object", id="JSON of another shape"),
        pytest.param(reply(200, b'{"studies"', Content_Length="4000"), "broke off", id="fewer bytes than promised"),
        pytest.param(dripping, "longer than", id="a slow drip"),
        pytest.param(
            reply(302, b"", Location="http://10.0.0.1/"), "another place", id="a redirect to a private address"
        ),
        pytest.param(reply(302, b"", Location="file:///etc/passwd"), "another place", id="a redirect to a file"),
    ],
)
def test_an_answer_that_cannot_be_used_is_an_error_with_its_reason(local, fault, message):
    local.faults["/studies"] = [fault]
    answer = next(iter(client(local, total_seconds=0.4).answers([A])))
    assert (answer.state, message in answer.message) == ("error", True), answer.message
    assert len(local.log) == 1


def test_an_endless_body_is_given_up_and_asked_for_in_halves(local):
    local.faults["/studies"] = [endless]
    assert states(local, [A, B], max_bytes=1_000_000) == {A: "ok", B: "ok"}


def test_redirects_without_end_are_given_up(local):
    local.faults["/version"] = [reply(302, b"", Location="/api/v2/version")] * 9
    with pytest.raises(Fault, match="more than 3 times"):
        client(local).version()


@pytest.mark.parametrize("wrong", ["NCT00000777", ""], ids=["another id", "no id"])
def test_a_record_with_another_id_is_not_taken_for_the_one_asked(local, wrong):
    local.faults[f"/studies/{C}"] = [reply(200, json.dumps(study(wrong)).encode())]
    del local.studies[C]
    assert states(local, [C]) == {C: "error"}


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(reply(429, b"", "text/plain"), id="429"),
        pytest.param(reply(429, b"", "text/plain", Retry_After="0"), id="429 with Retry-After"),
        pytest.param(reply(429, b"", "text/plain", Retry_After="86400"), id="429 with a Retry-After of a day"),
        pytest.param(reply(500, b"", "text/plain"), id="500"),
        pytest.param(reply(503, b"", "text/plain"), id="503"),
    ],
)
def test_what_passes_is_asked_again(local, fault):
    local.faults["/studies"] = [fault]
    assert states(local, [A], total_seconds=1.0) == {A: "ok"}
    assert len(local.log) == 2


def test_retries_end(local):
    local.faults["/studies"] = [reply(500, b"", "text/plain")] * 9
    assert states(local, [A]) == {A: "error"}
    assert len(local.log) == 3


def test_a_403_is_no_not_found_and_is_never_repeated(local):
    local.faults["/studies"] = [reply(403, HTML, "text/html")]
    answers = list(client(local, batch=2).answers([A, B, C]))
    assert {a.state for a in answers} == {"blocked"}
    assert len(local.log) == 1
    assert all(word in answers[0].message for word in ("firewall", "address", "--from"))


def test_what_came_before_the_door_shut_stands(local):
    local.faults["/studies/"] = [reply(403, HTML, "text/html")]
    assert states(local, [A, "NCT09999999", B], batch=3) == {A: "ok", "NCT09999999": "blocked", B: "ok"}


def test_a_barred_version_says_so(local):
    local.faults["/version"] = [reply(403, HTML, "text/html")]
    with pytest.raises(Barred):
        client(local).version()


def test_a_registry_that_is_not_there_is_a_fault():
    settings = RegistrySettings(base_url="http://127.0.0.1:9/api/v2", pace_seconds=0, retries=0)
    with pytest.raises(Fault, match="did not answer"):
        Registry(RequestsTransport(settings), settings).version()


@pytest.mark.parametrize("url", ["http://clinicaltrials.gov/api", "file:///etc", "ftp://127.0.0.1/", "https://"])
def test_only_https_is_spoken_with_a_host_outside(url):
    with pytest.raises(UsageError, match="https"):
        RequestsTransport(RegistrySettings(base_url=url))


def test_a_host_with_a_private_address_is_not_asked(monkeypatch):
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(NoReply, match="private address"):
        RequestsTransport(RegistrySettings(base_url="https://localhost/api/v2")).get("/version", {})


def test_calls_keep_their_distance(local, monkeypatch):
    waits = []
    monkeypatch.setattr("pipeline.registry.transport.time.sleep", waits.append)
    transport = RequestsTransport(local.settings(pace_seconds=5.0))
    transport.get("/version", {})
    transport.get("/version", {})
    assert [4 < w <= 5 for w in waits] == [True]


def test_a_thousand_ids_cost_ten_calls():
    ids = [f"NCT{n:08d}" for n in range(1, 1001)]
    with LocalRegistry([study(i) for i in ids]) as server:
        answers = list(client(server).answers(ids))
        assert {a.state for a in answers} == {"ok"}
        assert len(server.log) == 10
