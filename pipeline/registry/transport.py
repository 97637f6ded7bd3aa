"""The only door to the network: one polite GET at a time, to one registry, within bounds of time and size.

Refused: any scheme but https (http to this machine alone, for mirrors and tests), any other host than the registry's,
hosts whose address is private, redirects out of it. Only 429, 5xx and time-outs are asked again, with jitter and within
the time that a `Retry-After` asks for; 403 never is.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlencode, urljoin, urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies

from pipeline.errors import UsageError
from pipeline.registry.settings import RegistrySettings

LOOPBACK = "127.0.0.1"
REPEATED = (429, 500, 502, 503, 504)
REDIRECTS = (301, 302, 303, 307, 308)
CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that came whole; `content_type` in lower case without its parameters."""

    status: int
    content_type: str
    body: bytes


class NoReply(Exception):
    """The registry could not be asked, or its answer broke a bound; the message is for the person.

    `too_large` tells an answer above the bound, which asking for less may mend.
    """

    def __init__(self, message: str, *, too_large: bool = False) -> None:
        self.too_large = too_large
        super().__init__(message)


class Transport(Protocol):
    """What the client needs of a network, so that another library can take the place of `requests`."""

    def get(self, path: str, query: Mapping[str, str]) -> Reply:
        """The answer to a GET below the registry's address; NoReply where there is none."""


@dataclass
class RequestsTransport:
    """`requests` with urllib3's Retry. `calls` counts what was sent, repeats by urllib3 left out."""

    settings: RegistrySettings
    calls: int = 0
    _last: float = field(default=float("-inf"), repr=False)

    def __post_init__(self) -> None:
        """Refuse an address that is not the registry's to give (UsageError)."""
        parts = urlsplit(self.settings.base_url)
        if (
            not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname == LOOPBACK))
            or not parts.hostname
        ):
            raise UsageError(f"[registry] base_url = {self.settings.base_url!r} must begin with https://")
        self._origin = (parts.scheme, parts.netloc)
        self._session = requests.Session()
        self._session.headers["User-Agent"] = _agent(self.settings)
        self._session.headers["Accept"] = "application/json"
        self._session.mount(f"{parts.scheme}://{parts.netloc}/", HTTPAdapter(max_retries=_retry(self.settings)))

    def get(self, path: str, query: Mapping[str, str]) -> Reply:
        """The answer, redirects within the registry followed; NoReply where there is none within the bounds."""
        deadline = time.monotonic() + self.settings.total_seconds
        url = self.settings.base_url.rstrip("/") + path + (f"?{urlencode(query)}" if query else "")
        for _ in range(self.settings.max_redirects + 1):
            self._fence(url)
            self._wait()
            response = self._send(url)
            with response:
                if response.status_code in REDIRECTS:
                    url = urljoin(url, response.headers.get("Location", ""))
                    continue
                return Reply(response.status_code, _type(response), self._body(response, deadline))
        raise NoReply(f"the registry redirected more than {self.settings.max_redirects} times")

    def _send(self, url: str) -> requests.Response:
        timeouts = (self.settings.connect_seconds, self.settings.read_seconds)
        self.calls += 1
        try:
            return self._session.get(url, stream=True, allow_redirects=False, timeout=timeouts)
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            raise NoReply(f"the registry did not answer: {_cause(error)}") from None

    def _body(self, response: requests.Response, deadline: float) -> bytes:
        """The body, read as it comes, so that neither a slow drip nor an endless one holds the caller."""
        parts, size = [], 0
        try:
            while part := response.raw.read1(CHUNK, decode_content=True):
                parts.append(part)
                size += len(part)
                if size > self.settings.max_bytes:
                    raise NoReply(f"the answer is larger than {self.settings.max_bytes} bytes", too_large=True)
                if time.monotonic() > deadline:
                    raise NoReply(f"the answer took longer than {self.settings.total_seconds:g} s")
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise NoReply(f"the answer broke off: {_cause(error)}") from None
        return b"".join(parts)

    def _fence(self, url: str) -> None:
        parts = urlsplit(url)
        if (parts.scheme, parts.netloc) != self._origin:
            raise NoReply(
                f"the registry redirected to another place ({parts.scheme}://{parts.netloc}), which is refused"
            )
        if parts.hostname != LOOPBACK and not get_environ_proxies(url) and _private(parts.hostname or ""):
            raise NoReply(f"{parts.hostname} has a private address on this network, which is refused")

    def _wait(self) -> None:
        pause = self._last + self.settings.pace_seconds - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        self._last = time.monotonic()


def _retry(settings: RegistrySettings) -> urllib3.Retry:
    return urllib3.Retry(
        total=settings.retries,
        redirect=False,
        allowed_methods={"GET"},
        status_forcelist=REPEATED,
        backoff_factor=settings.backoff_seconds,
        backoff_jitter=settings.backoff_seconds / 2,
        backoff_max=settings.total_seconds / max(1, settings.retries),
        retry_after_max=int(settings.total_seconds / max(1, settings.retries)),
        raise_on_status=False,
    )


def _agent(settings: RegistrySettings) -> str:
    return f"{settings.user_agent} ({settings.contact})" if settings.contact else settings.user_agent


def _type(response: requests.Response) -> str:
    return response.headers.get("Content-Type", "").partition(";")[0].strip().lower()


def _private(host: str) -> bool:
    """Whether any address of the host is not of the public internet; a host without one fails later."""
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(host, None)}
    except OSError:
        return False
    return any(not ipaddress.ip_address(str(address).partition("%")[0]).is_global for address in found)


def _cause(error: BaseException) -> str:
    """The fault in a few words: the innermost message, which urllib3 wraps several times."""
    while error.__cause__ or error.__context__ or getattr(error, "reason", None):
        inner = getattr(error, "reason", None) or error.__cause__ or error.__context__
        if not isinstance(inner, BaseException):
            break
        error = inner
    return f"{type(error).__name__}: {error}"[:200]
