"""Bringing the table up to date: from the registry, from downloaded files, from the snapshot.

Whatever fails, the last good row stays: an id that could not be asked for is `stale` where a row is kept,
else `blocked` or `error`. Nothing is taken over from a refresh during which the registry's data moved; it begins anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.errors import CheckFailed
from pipeline.registry.client import Answer, Barred, DataVersion, Fault, Registry
from pipeline.registry.downloads import Unread
from pipeline.registry.history import Version, version_of, with_version
from pipeline.registry.studies import record_of
from pipeline.registry.table import SETTLED, Lookup, RegistryTable

ATTEMPTS = 3  # the data moves once a day
SOURCE = "ClinicalTrials.gov API v2"
UNDATED = "embedded snapshot, partial and undated; the registry was not asked"


def refreshed(table: RegistryTable, ids: Iterable[str], registry: Registry) -> RegistryTable:
    """The table after asking for the ids: one call of `/version` where all of them are settled in today's data.

    CheckFailed where the registry's data moved during each of several attempts; the table on disk is then untouched.
    """
    ids = sorted(set(ids))
    for _ in range(ATTEMPTS):
        try:
            before = registry.version()
        except (Barred, Fault) as error:
            return _with_answers(table, [_unasked(i, error) for i in ids], DataVersion("", ""))
        answers = list(registry.answers(i for i in ids if not _settled(table, i, before)))
        if not answers or not _moved(registry, before):
            return _with_answers(table, answers, before)
    raise CheckFailed(f"the registry's data changed during each of {ATTEMPTS} attempts; try again in an hour")


def with_versions(table: RegistryTable, versions: Iterable[Version | Unread]) -> tuple[RegistryTable, list[Unread]]:
    """The table with downloaded records or the snapshot merged in, and what of them could not be read."""
    unread = []
    for item in versions:
        if isinstance(item, Unread):
            unread.append(item)
        else:
            table = _with_version(table, item, _lookup_of(table, item))
    return table, unread


def _settled(table: RegistryTable, asked: str, now: DataVersion) -> bool:
    lookup = table.lookups.get(asked)
    return lookup is not None and lookup.state in SETTLED and lookup.data_version == now.data


def _moved(registry: Registry, before: DataVersion) -> bool:
    """Whether the data is another than before; a registry that fails now has not been seen to move."""
    try:
        return registry.version() != before
    except (Barred, Fault):
        return False


def _unasked(asked: str, error: Barred | Fault) -> Answer:
    return Answer(asked, "blocked" if isinstance(error, Barred) else "error", message=str(error))


def _with_answers(table: RegistryTable, answers: Iterable[Answer], now: DataVersion) -> RegistryTable:
    for answer in answers:
        table = _with_answer(table, answer, now)
    return table


def _with_answer(table: RegistryTable, answer: Answer, now: DataVersion) -> RegistryTable:
    if answer.tree is None:
        return _with_lookup(table, _failed(table, answer, now))
    try:
        version = version_of(record_of(answer.tree), now.data, now.api, SOURCE, "registry")
    except ValueError as error:
        return _with_lookup(table, _failed(table, replace(answer, state="error", message=str(error)), now))
    return _with_version(table, version, Lookup(answer.asked, answer.state, version.nct_id, now.data))


def _failed(table: RegistryTable, answer: Answer, now: DataVersion) -> Lookup:
    """Without an answer the last good row stays, `stale`, with the state that it hides in the message."""
    kept = table.newest(answer.asked)
    if answer.state == "not_found" or kept is None:
        return Lookup(answer.asked, answer.state, "", now.data, answer.message)
    return Lookup(answer.asked, "stale", kept.nct_id, kept.data_version, f"{answer.state}: {answer.message}")


def _lookup_of(table: RegistryTable, version: Version) -> Lookup:
    """A download is as good as an answer for its day; a snapshot is stale, and hides nothing that was asked."""
    known = table.lookups.get(version.nct_id)
    if version.origin == "snapshot":
        return known or Lookup(version.nct_id, "stale", version.nct_id, "", UNDATED)
    if known and known.state in SETTLED and known.data_version >= version.data_version:
        return known
    return Lookup(version.nct_id, "ok", version.nct_id, version.data_version, version.source)


def _with_version(table: RegistryTable, version: Version, lookup: Lookup) -> RegistryTable:
    merged = with_version(table.versions.get(version.nct_id, ()), version)
    return _with_lookup(replace(table, versions={**table.versions, version.nct_id: merged}), lookup)


def _with_lookup(table: RegistryTable, lookup: Lookup) -> RegistryTable:
    return replace(table, lookups={**table.lookups, lookup.asked: lookup})
