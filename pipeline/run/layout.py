"""Where things stand in the output folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths below one output folder. `.work` holds what later runs may reuse and no person needs to open."""

    out: Path

    @property
    def tables(self) -> Path:
        """What is remembered of the tables."""
        return self.work / "tables.json"

    @property
    def work(self) -> Path:
        """The folder of what later runs may reuse."""
        return self.out / ".work"

    @property
    def ledger(self) -> Path:
        """The SQLite ledger."""
        return self.out / ".work" / "ledger.sqlite"

    @property
    def shards(self) -> Path:
        """The folder of the shards."""
        return self.work / "shards"

    @property
    def manifest(self) -> Path:
        """The names of the shards that belong together."""
        return self.work / "shards.json"

    @property
    def spill(self) -> Path:
        """Where DuckDB puts what does not fit into memory, while it works."""
        return self.work / "spill"

    @property
    def by_study(self) -> Path:
        """The findings study by study, while the tables of studies are written."""
        return self.work / "by_study.jsonl"

    def findings(self, doc_id: str) -> Path:
        """The findings of one document as JSON Lines."""
        return self.out / ".work" / "findings" / f"{doc_id}.jsonl"

    def entities(self, doc_id: str) -> Path:
        """The entities of one document as JSON Lines."""
        return self.out / ".work" / "entities" / f"{doc_id}.jsonl"

    def accounts(self, doc_id: str) -> Path:
        """What became of each number of one document, as JSON Lines."""
        return self.out / ".work" / "accounts" / f"{doc_id}.jsonl"

    def traceback(self, doc_id: str) -> Path:
        """Where the traceback of a bug that one document brought up is kept."""
        return self.out / ".work" / "crashes" / f"{doc_id}.txt"

    def document(self, doc_id: str) -> Path:
        """The parsed document."""
        return self.out / "documents" / f"{doc_id}.json"

    def pages(self, doc_id: str) -> Path:
        """The folder of the document's page pictures."""
        return self.out / "pages" / doc_id

    def keep_only(self, doc_ids: Iterable[str]) -> None:
        """Remove what earlier runs left of documents that this run does not have."""
        wanted = set(doc_ids)
        for folder in (
            self.document("_").parent,
            self.findings("_").parent,
            self.entities("_").parent,
            self.accounts("_").parent,
            self.pages("_").parent,
        ):
            for path in folder.iterdir() if folder.is_dir() else ():
                if path.is_dir() and path.name not in wanted:
                    shutil.rmtree(path)
                elif path.is_file() and path.stem not in wanted:
                    path.unlink()
