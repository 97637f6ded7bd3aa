"""All recognisers together: a text to a `Passage`, a document to what was recognised in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from pipeline.model.document import Document
from pipeline.model.mention import Mention, Passage, Recognised
from pipeline.recognise.abbreviations import find_abbreviations
from pipeline.recognise.citations import as_mentions, find_citations
from pipeline.recognise.courses import courses
from pipeline.recognise.grammars import with_grammars
from pipeline.recognise.ner import name_model
from pipeline.recognise.registry_ids import find_registry_ids
from pipeline.recognise.sentences import sentences
from pipeline.recognise.settings import RecogniseSettings
from pipeline.recognise.studies import named_studies
from pipeline.recognise.terms import Terms, terms

Finder = Callable[[str], Iterable[Mention]]
DEFAULT = RecogniseSettings()


class Recogniser:
    """Finds mentions in texts. Built once: `finders` need no document, `terms` are told its abbreviations.

    `names` marks chemicals and conditions in single texts; findings are made of the vocabularies' terms alone.
    """

    def __init__(self, finders: Sequence[Finder] = (), terms: Terms | None = None, names: Finder | None = None) -> None:
        self._finders = tuple(finders)
        self._terms = terms
        self._names = (names,) if names else ()

    def passage(self, text: str, *, cell: bool = False) -> Passage:
        """The text with its mentions (ascending, of one kind never overlapping), sentences and radiotherapy courses.

        With `cell` the text is read as a table's cell: "(4)" after a word is a count, a lone dash is absence.
        """
        return self._passage(text, cell, [*self._vocabulary(self._terms), *self._names, find_citations])

    def recognise(self, document: Document) -> Recognised:
        """What stands in the document's text, in each cell and in each table's caption.

        Short forms mean what the document says; an acronym that it uses as a study's name is one in all its places.
        """
        abbreviations = find_abbreviations(document)
        texts = [
            document.text,
            *(t.caption for t in document.tables),
            *(c.text for t in document.tables for c in t.cells),
        ]
        own_terms = self._terms.knowing(abbreviations, texts) if self._terms else None
        finders = [*self._vocabulary(own_terms), named_studies(texts, abbreviations)]
        called = tuple(as_mentions(document.text, document.callouts))
        elsewhere = [*finders, find_citations]
        prose = self._passage(document.text, False, [*finders, lambda _: called] if called else elsewhere)
        cells = {
            (t, cell.row, cell.col): self._passage(cell.text, True, elsewhere)
            for t, table in enumerate(document.tables)
            for cell in table.cells
        }
        captions = {t: self._passage(table.caption, False, elsewhere) for t, table in enumerate(document.tables)}
        return Recognised(prose, cells, captions, abbreviations)

    def _vocabulary(self, phrases: Terms | None) -> list[Finder]:
        return [*self._finders, phrases.find] if phrases else list(self._finders)

    def _passage(self, text: str, cell: bool, finders: Sequence[Finder]) -> Passage:
        found = [m for finder in finders for m in finder(text)]
        mentions = with_grammars(text, found, cell)
        return Passage(text, mentions, tuple(sentences(text)), tuple(courses(text, mentions)))


def build(configs: Path | None = None, settings: RecogniseSettings = DEFAULT, *, names: bool = False) -> Recogniser:
    """The recogniser with all vocabularies below `configs` (the installed ones by default); takes a second or two.

    With `names` the trained model marks chemicals and conditions too (`ner.name_model`).
    """
    model = name_model(configs, settings.model).find if names else None
    return Recogniser([find_registry_ids], terms(configs, settings.similarity), model)
