"""THE TABLE OF CONTENTS: each stage by name, what it reads, what it writes, and its rooms, in the order of the data.

`STAGES` is the flow as data; `check_flow` proves that every stage finds what it reads. `Pipeline` holds the stages with
their models and vocabularies loaded, and takes one paper down the whole way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.config import load_settings
from pipeline.model.document import Document, Page, Source
from pipeline.model.finding import Finding

if TYPE_CHECKING:
    from pipeline.recognise.entities import Entity
    from pipeline.recognise.recogniser import Recogniser


@dataclass(frozen=True, slots=True)
class Stage:
    """One step: the values it reads and the one it writes, by name; `rooms` are the folders that hold its code."""

    name: str
    reads: tuple[str, ...]
    writes: str
    rooms: tuple[str, ...]


STAGES = (
    Stage("read", ("source", "data"), "document", ("model", "parse")),
    Stage("recognise", ("document",), "recognised", ("recognise", "vocabulary")),
    Stage("relate", ("document", "recognised"), "drafts", ("relate",)),
    Stage("normalise", ("drafts",), "normal", ()),
    Stage("ground", ("document", "normal"), "findings", ("ground", "export")),
    Stage("show", ("document", "findings"), "pages", ("pages",)),
)
GIVEN = ("source", "data")
READING_ROOMS = STAGES[0].rooms
FINDING_ROOMS = tuple(dict.fromkeys(room for stage in STAGES for room in stage.rooms))


def check_flow(stages: Iterable[Stage] = STAGES, given: Iterable[str] = GIVEN) -> None:
    """Raise ValueError where a stage reads what no stage before it wrote, or writes what is there already."""
    there = set(given)
    for stage in stages:
        if missing := sorted(set(stage.reads) - there):
            raise ValueError(f"stage {stage.name} reads {', '.join(missing)}, which nothing before it writes")
        if stage.writes in there:
            raise ValueError(f"stage {stage.name} writes {stage.writes}, which is there already")
        there.add(stage.writes)


class Pipeline:
    """The stages, ready to work: vocabularies and models are loaded once, here."""

    def __init__(self, configs: Path, *, ocr: bool = False) -> None:
        self.settings = load_settings(configs)
        self.configs = configs
        self.ocr = ocr
        self._recogniser: Recogniser | None = None

    def read(self, source: Source, data: bytes) -> Document:
        """The first stage; Refusal where the file gives no text."""
        from pipeline.parse.read import read

        return read(source, data, self.settings.read, ocr=self.ocr)

    def find(self, document: Document) -> tuple[tuple[Finding, ...], tuple[Entity, ...]]:
        """All stages after reading: the findings of a document, and the entities that it names."""
        from pipeline.ground import ground
        from pipeline.recognise.entities import entities
        from pipeline.relate.relate import relate

        recognised = self.recogniser.recognise(document)
        return ground(document, relate(document, recognised)), entities(recognised)

    @property
    def recogniser(self) -> Recogniser:
        """The recognisers with their vocabularies, compiled at first use."""
        if self._recogniser is None:
            from pipeline.recognise.recogniser import build

            self._recogniser = build(self.configs)
        return self._recogniser

    def stored(self, document: Document) -> str:
        """The document as `documents/<doc_id>.json` holds it."""
        from pipeline.parse.store import dumps

        return dumps(document)

    def restored(self, text: str) -> Document:
        """The document that `stored` was given."""
        from pipeline.parse.store import loads

        return loads(text)

    def pictures(self, data: bytes, pages: tuple[Page, ...]) -> Callable[[int], bytes]:
        """A function that draws a page of the PDF (from 1) as WebP."""
        from pipeline.parse.picture import page_pictures

        return page_pictures(data, pages)
