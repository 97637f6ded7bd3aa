"""THE TABLE OF CONTENTS: each stage by name, what it reads, what it writes, its rooms, its function, in order.

`STAGES` is the flow as data; `check_flow` proves that every stage finds what it reads. `Pipeline` opens the stages,
each with its vocabularies and models loaded once, and takes one paper down the whole way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.config import Settings, load_settings
from pipeline.model.account import Account
from pipeline.model.document import Document, Page, Source
from pipeline.model.finding import Finding
from pipeline.vocabulary import configured

if TYPE_CHECKING:
    from pipeline.recognise.entities import Entity


@dataclass(frozen=True, slots=True)
class Setting:
    """Where the stages work: the folder of settings and vocabularies, the settings, and whether scans are read."""

    configs: Path
    settings: Settings
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """One step. `open` gives its function, loaded; the function takes the values named in `reads`, in that order.

    `rooms` are the folders that hold its code: their content is part of the cache keys.
    """

    name: str
    reads: tuple[str, ...]
    writes: str
    rooms: tuple[str, ...]
    open: Callable[[Setting], Callable[..., Any]]


def _read(at: Setting) -> Callable[..., Any]:
    from pipeline.parse.read import read

    return partial(read, settings=at.settings.read, ocr=at.ocr)


def _recognise(at: Setting) -> Callable[..., Any]:
    from pipeline.recognise.recogniser import build

    return build(at.configs, at.settings.recognise).recognise


def _entities(at: Setting) -> Callable[..., Any]:
    from pipeline.recognise.entities import entities

    return entities


def _relate(at: Setting) -> Callable[..., Any]:
    from pipeline.relate.relate import relate

    return relate


def _normalise(at: Setting) -> Callable[..., Any]:
    from pipeline.normalise.normalise import normalise

    return partial(normalise, settings=at.settings.normalise)


def _ground(at: Setting) -> Callable[..., Any]:
    from pipeline.ground import ground

    return ground


def _validate(at: Setting) -> Callable[..., Any]:
    from pipeline.validate.validate import validate

    return partial(validate, root=at.configs)


def _contexts(at: Setting) -> Callable[..., Any]:
    from pipeline.relate.contexts import contexts

    return contexts


def _account(at: Setting) -> Callable[..., Any]:
    from pipeline.account.account import account

    return partial(account, root=at.configs)


def _link(at: Setting) -> Callable[..., Any]:
    from pipeline.pages.links import linked

    return lambda findings: tuple(map(linked, findings))


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in a document: its findings, the entities that it names, and what became of each of its numbers."""

    findings: tuple[Finding, ...]
    entities: tuple[Entity, ...]
    accounts: tuple[Account, ...]


STAGES = (
    Stage("read", ("source", "data"), "document", ("model", "parse"), _read),
    Stage("recognise", ("document",), "recognised", ("recognise", "vocabulary"), _recognise),
    Stage("list the entities", ("recognised",), "entities", ("recognise",), _entities),
    Stage("relate", ("document", "recognised"), "drafts", ("relate",), _relate),
    Stage("normalise", ("drafts",), "normal", ("normalise",), _normalise),
    Stage("ground", ("document", "normal"), "grounded", ("ground",), _ground),
    Stage("validate", ("grounded",), "checked", ("validate",), _validate),
    Stage("link", ("checked",), "findings", ("pages", "export"), _link),
    Stage("read the contexts", ("document", "recognised"), "contexts", ("relate",), _contexts),
    Stage(
        "account", ("document", "recognised", "contexts", "findings"), "accounts", ("account", "vocabulary"), _account
    ),
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
    """The stages, ready to work; each is opened when it is first needed."""

    def __init__(self, configs: Path, *, ocr: bool = False) -> None:
        self._setting = Setting(configs, load_settings(configs), ocr)
        self._opened: dict[str, Callable[..., Any]] = {}

    def ready(self) -> None:
        """Open every stage now, so that no paper's time is spent on loading models."""
        for stage in STAGES:
            self._function(stage)

    def read(self, source: Source, data: bytes) -> Document:
        """The first stage; Refusal where the file gives no text."""
        document: Document = self._run(STAGES[:1], source=source, data=data)["document"]
        return document

    def find(self, document: Document) -> Found:
        """All stages after reading."""
        values = self._run(STAGES[1:], document=document)
        return Found(values["findings"], values["entities"], values["accounts"])

    def _run(self, stages: Iterable[Stage], **values: Any) -> dict[str, Any]:
        with configured(self._setting.configs):
            for stage in stages:
                values[stage.writes] = self._function(stage)(*(values[name] for name in stage.reads))
        return values

    def _function(self, stage: Stage) -> Callable[..., Any]:
        if stage.name not in self._opened:
            self._opened[stage.name] = stage.open(self._setting)
        return self._opened[stage.name]

    def stored(self, document: Document) -> str:
        """The document as `documents/<doc_id>.json` holds it."""
        from pipeline.parse.store import dumps

        return dumps(document)

    def restored(self, text: str) -> Document:
        """The document that `stored` was given."""
        from pipeline.parse.store import loads

        return loads(text)

    def pictures(self, data: bytes, pages: tuple[Page, ...]) -> Callable[[int], bytes | None]:
        """A function that draws a page of the PDF (from 1) as WebP; None where it cannot."""
        from pipeline.parse.picture import page_pictures

        return page_pictures(data, pages)
