"""The contract of ClinicalTrials.gov API v2: ids in, one answer an id out, each in exactly one state.

`filter.ids` is searched in ids and aliases, so answers are mapped by both. One malformed id spoils a whole batch with
400: the batch is halved until the culprit stands alone. What a batch leaves out is asked for by itself, which tells an
alias (301) from an unknown id (404). A page may be empty while a token stands: the token ends the list, not the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.registry import trees
from pipeline.registry.records import PATHS
from pipeline.registry.settings import RegistrySettings
from pipeline.registry.table import State
from pipeline.registry.transport import NoReply, Reply, Transport
from pipeline.registry.trees import Tree

ASKABLE = re.compile(r"[Nn][Cc][Tt]0*[1-9][0-9]{0,7}")
PAGE_SIZE = 1000  # studies, the most that the interface gives
MAX_PAGES = 50  # a batch fills one: more are a fault of the registry
FIELDS = (
    "IdentificationModule|StatusModule|SponsorCollaboratorsModule|ConditionsModule|DesignModule|"
    "ArmsInterventionsModule|OutcomesModule|ReferencesModule|ParticipantFlowModule|OutcomeMeasuresModule|"
    "AdverseEventsModule|MiscInfoModule|HasResults"
)
BARRED = (
    "403: the registry's firewall refuses this machine, by its network address or its user agent; this is not 'not "
    "found'. Ask from another network, or download the records in a browser and hand them in with --from"
)


@dataclass(frozen=True, slots=True)
class DataVersion:
    """The registry's stamp of its interface and of its data."""

    api: str
    data: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the registry said of one id: `tree` for ok and alias, `message` for the other states."""

    asked: str
    state: State
    tree: Tree | None = None
    message: str = ""


class Barred(Exception):
    """The registry refuses this machine (403): nothing more is asked."""


class Fault(Exception):
    """An answer that cannot be used; `smaller` tells whether asking for fewer ids may mend it."""

    def __init__(self, message: str, *, smaller: bool = False) -> None:
        self.smaller = smaller
        super().__init__(message)


class Registry:
    """ClinicalTrials.gov behind a transport."""

    def __init__(self, transport: Transport, settings: RegistrySettings) -> None:
        self._transport = transport
        self._batch = settings.batch

    def version(self) -> DataVersion:
        """The stamp of the data now; Barred or Fault where it cannot be had."""
        tree = self._json("/version", {})
        return DataVersion(trees.text(tree, "apiVersion"), trees.text(tree, "dataTimestamp"))

    def answers(self, ids: Iterable[str]) -> Iterator[Answer]:
        """One answer an id, in the order asked; after a 403 every id left is blocked without being asked."""
        ids = list(dict.fromkeys(ids))
        barred: Barred | None = None
        for start in range(0, len(ids), self._batch):
            batch = ids[start : start + self._batch]
            found: dict[str, Tree] = {}
            faults: dict[str, str] = {}
            if barred is None:
                try:
                    found, faults = self._found([asked for asked in batch if ASKABLE.fullmatch(asked)])
                except Barred as error:
                    barred = error
            for asked in batch:
                answer, barred = self._unless_barred(asked, found, faults, barred)
                yield answer

    def _unless_barred(
        self, asked: str, found: dict[str, Tree], faults: dict[str, str], barred: Barred | None
    ) -> tuple[Answer, Barred | None]:
        """The answer, and whether the door is shut: what was fetched before it shut stands."""
        if barred is None or asked in found:
            try:
                return self._one(asked, found, faults), barred
            except Barred as error:
                barred = error
        return Answer(asked, "blocked", message=str(barred)), barred

    def _one(self, asked: str, found: dict[str, Tree], faults: dict[str, str]) -> Answer:
        if not ASKABLE.fullmatch(asked):
            return Answer(asked, "error", message="no id of ClinicalTrials.gov by its form")
        if asked in faults:
            return Answer(asked, "error", message=faults[asked])
        tree = found.get(asked)
        if tree is None:
            return self._alone(asked)
        return Answer(asked, "ok" if _nct_id(tree) == asked else "alias", tree)

    def _found(self, ids: list[str]) -> tuple[dict[str, Tree], dict[str, str]]:
        """Studies by id and alias, and ids whose batch could not be had, with why."""
        if not ids:
            return {}, {}
        try:
            return {name: tree for tree in self._pages(ids) for name in _names(tree)}, {}
        except Fault as fault:
            if not fault.smaller:
                return {}, dict.fromkeys(ids, str(fault))
            if len(ids) == 1:
                return {}, {}
        half = len(ids) // 2
        (left, left_faults), (right, right_faults) = self._found(ids[:half]), self._found(ids[half:])
        return left | right, left_faults | right_faults

    def _pages(self, ids: list[str]) -> list[Tree]:
        query = {"filter.ids": ",".join(ids), "fields": FIELDS, "pageSize": str(PAGE_SIZE), "format": "json"}
        studies: list[Tree] = []
        tokens = {""}
        for _ in range(MAX_PAGES):
            page = self._json("/studies", query)
            studies += [study for _, study in trees.items(page, "studies")]
            token = trees.text(page, "nextPageToken")
            if not token:
                return studies
            if token in tokens:
                raise Fault("the registry's pages go round in a circle")
            tokens.add(token)
            query["pageToken"] = token
        raise Fault(f"the registry answered with more than {MAX_PAGES} pages")

    def _alone(self, asked: str) -> Answer:
        try:
            tree = self._json(f"/studies/{asked}", {"fields": FIELDS, "format": "json"})
        except Fault as fault:
            missing = str(fault).startswith("404")
            return Answer(asked, "not_found" if missing else "error", message=str(fault))
        if _nct_id(tree) == asked:
            return Answer(asked, "ok", tree)
        if asked in _names(tree):
            return Answer(asked, "alias", tree)
        return Answer(asked, "error", message=f"the registry answered with another record ({_nct_id(tree)[:20]!r})")

    def _json(self, path: str, query: dict[str, str]) -> Tree:
        try:
            reply = self._transport.get(path, query)
        except NoReply as error:
            raise Fault(str(error), smaller=error.too_large) from None
        return _tree(reply)


def _tree(reply: Reply) -> Tree:
    """The JSON object of an answer; Barred for 403, Fault for every other answer that holds none."""
    if reply.status == 403:
        raise Barred(BARRED)
    if reply.status != 200:
        said = trees.plain(reply.body[:200].decode("utf-8", "replace")) if reply.content_type == "text/plain" else ""
        raise Fault(f"{reply.status}: {said}".rstrip(": "), smaller=reply.status == 400)
    if reply.content_type != "application/json":
        raise Fault(f"200, but {reply.content_type or 'no content type'} instead of JSON")
    try:
        content: Any = json.loads(reply.body)
    except (ValueError, RecursionError) as error:
        raise Fault(f"200, but no valid JSON: {error}"[:200]) from None
    if not isinstance(content, dict):
        raise Fault("200, but the JSON is no object")
    return content


def _nct_id(tree: Tree) -> str:
    return trees.text(tree, PATHS["nct_id"])


def _names(tree: Tree) -> tuple[str, ...]:
    return (_nct_id(tree), *trees.texts(tree, PATHS["aliases"]))
