"""What a run must do and what it can take from an earlier one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.config import Settings, as_tree
from pipeline.ingest import Located, Refused
from pipeline.run.keys import code_version, files_version, key_of
from pipeline.run.layout import Layout
from pipeline.run.ledger import Entry, Ledger
from pipeline.run.worker import Job
from pipeline.stages import FINDING_ROOMS, READING_ROOMS

MAY_PASS_NEXT_TIME = frozenset({"timeout", "memory", "crash"})


@dataclass(frozen=True)
class Plan:
    """The keys of this run, and the ledger of what earlier runs did."""

    layout: Layout
    ledger: Ledger
    configs: Path
    ocr: bool
    read_key: str
    find_key: str

    @classmethod
    def of(cls, layout: Layout, ledger: Ledger, settings: Settings, configs: Path, ocr: bool) -> Plan:
        """The plan for these settings: reading depends on its code and settings, all else on the vocabularies too."""
        read_key = key_of(code_version(*READING_ROOMS), as_tree(settings), ocr)
        find_key = key_of(read_key, code_version(*FINDING_ROOMS), files_version(configs))
        return cls(layout, ledger, configs, ocr, read_key, find_key)

    def known(self, source: Located) -> Entry | None:
        """The entry of an earlier run that still holds, or None."""
        entry = self._earlier(source)
        if entry is None or entry.read_key != self.read_key:
            return None
        if entry.state == "refused":
            return None if entry.reason in MAY_PASS_NEXT_TIME else entry
        results = (self.layout.document, self.layout.entities, self.layout.accounts, self.layout.findings)
        stands = all(place(source.doc_id).exists() for place in results)
        return entry if stands and entry.find_key == self.find_key else None

    def job(self, source: Located) -> Job:
        """The work on a source; its reading is reused where reading would give the same."""
        entry = self._earlier(source)
        stands = entry is not None and entry.read_key == self.read_key and entry.state != "refused"
        return Job(source, self.layout.out, self.configs, self.ocr, self.read_key, self.find_key, reading_stands=stands)

    def _earlier(self, source: Located) -> Entry | None:
        entry = self.ledger.get(source.doc_id)
        return entry if entry is not None and entry.sha256 == source.sha256 else None


def turned_away(source: Refused) -> Entry:
    """The entry of a file that was not accepted; a duplicate has no reason, for it is no failure."""
    return Entry(
        doc_id=source.doc_id,
        path=source.path,
        sha256=source.sha256,
        kind=source.kind,
        state=source.state,
        reason="" if source.state == "duplicate" else source.reason,
        message=source.message,
    )
