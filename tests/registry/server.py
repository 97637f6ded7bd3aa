"""A registry on loopback, over real HTTP, that speaks the contract of API v2 and can be told to misbehave."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pipeline.registry.settings import RegistrySettings

Fault = Callable[[BaseHTTPRequestHandler], None]


def study(nct_id: str, **module: Any) -> dict[str, Any]:
    """A small record as the registry writes it; `aliases`, `status`, `count`, `updated` may be given."""
    status = {"overallStatus": module.get("status", "COMPLETED")}
    if "updated" in module:
        status["lastUpdatePostDateStruct"] = {"date": module["updated"]}
    return {
        "protocolSection": {
            "identificationModule": {"nctId": nct_id, "nctIdAliases": list(module.get("aliases", ()))},
            "statusModule": status,
            "designModule": {
                "studyType": "INTERVENTIONAL",
                "phases": ["PHASE2"],
                "enrollmentInfo": {"count": module.get("count", 30), "type": "ACTUAL"},
            },
        },
        "hasResults": False,
    }


def reply(status: int, body: bytes, kind: str = "application/json", **headers: str) -> Fault:
    """A whole answer."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        given = {"Content_Length": str(len(body))} | headers
        for name, value in given.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def dripping(handler: BaseHTTPRequestHandler) -> None:
    """One byte after the other, each in time, the whole never."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    pause = threading.Event()
    for _ in range(200):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        pause.wait(0.02)


def endless(handler: BaseHTTPRequestHandler) -> None:
    """Megabytes that never end."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    for _ in range(4000):
        handler.wfile.write(b" " * 65_536)


class LocalRegistry:
    """The server: `studies` it knows, `data` the stamps that `/version` gives in turn, `faults` that come first.

    `faults` maps the beginning of a path to answers that are given once each, in order; `log` holds what was asked.
    """

    def __init__(self, studies: Iterable[dict[str, Any]], data: Iterable[str] = ("2026-11-20T09:00:05",)) -> None:
        self.studies = {s["protocolSection"]["identificationModule"]["nctId"]: s for s in studies}
        self.data, self.faults, self.log = list(data), {}, []
        self.empty_first = False

    def __enter__(self) -> LocalRegistry:
        registry = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                registry.log.append(self.path)
                with suppress(BrokenPipeError, ConnectionResetError):
                    registry.answer(self)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/api/v2"

    def settings(self, **changed: Any) -> RegistrySettings:
        """Settings that point here and do not wait."""
        quick = {"pace_seconds": 0.0, "backoff_seconds": 0.0, "retries": 2, "read_seconds": 1.0, "total_seconds": 2.0}
        return RegistrySettings(**({"base_url": self.url} | quick | changed))

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        path = urlsplit(handler.path).path.removeprefix("/api/v2")
        for begin, answers in self.faults.items():
            if path.startswith(begin) and answers:
                answers.pop(0)(handler)
                return
        self._speak(handler, path, parse_qs(urlsplit(handler.path).query))

    def _speak(self, handler: BaseHTTPRequestHandler, path: str, query: dict[str, list[str]]) -> None:
        if path == "/version":
            stamp = self.data.pop(0) if len(self.data) > 1 else self.data[0]
            self._json(handler, {"apiVersion": "2.0.5", "dataTimestamp": stamp})
        elif path == "/studies":
            self._page(handler, query)
        else:
            self._one(handler, path.removeprefix("/studies/"))

    def _page(self, handler: BaseHTTPRequestHandler, query: dict[str, list[str]]) -> None:
        """Ids are searched in ids and aliases; a page may be empty though a token stands."""
        asked = query["filter.ids"][0].split(",")
        if any(len(i) != 11 for i in asked):
            reply(400, b"`filter.ids` is invalid", "text/plain")(handler)
        elif self.empty_first and "pageToken" not in query:
            self._json(handler, {"studies": [], "nextPageToken": "more"})
        else:
            self._json(
                handler, {"studies": [s for i, s in self.studies.items() if {i, *self._aliases(s)} & set(asked)]}
            )

    def _one(self, handler: BaseHTTPRequestHandler, asked: str) -> None:
        if asked in self.studies:
            self._json(handler, self.studies[asked])
            return
        home = next((i for i, s in self.studies.items() if asked in self._aliases(s)), None)
        if home:
            reply(301, b"", "text/plain", Location=f"/api/v2/studies/{home}")(handler)
        else:
            reply(404, b"NCT number not found", "text/plain")(handler)

    @staticmethod
    def _aliases(tree: dict[str, Any]) -> list[str]:
        return tree["protocolSection"]["identificationModule"].get("nctIdAliases", [])

    @staticmethod
    def _json(handler: BaseHTTPRequestHandler, content: Any) -> None:
        reply(200, json.dumps(content).encode())(handler)
