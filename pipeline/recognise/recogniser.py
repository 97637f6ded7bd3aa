"""All recognisers together: a text to a `Passage`, a document to what was recognised in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from pipeline.model.document import Document
from pipeline.model.mention import Mention, MentionKind, Passage, Recognised
from pipeline.recognise.abbreviations import find_abbreviations
from pipeline.recognise.absence import find_absence
from pipeline.recognise.citations import as_mentions, find_citations
from pipeline.recognise.counts import find_counts
from pipeline.recognise.courses import courses
from pipeline.recognise.doses import find_doses
from pipeline.recognise.grades import find_grades
from pipeline.recognise.phases import find_phases
from pipeline.recognise.quantities import Figure, figures
from pipeline.recognise.radiotherapy import find_radiotherapy
from pipeline.recognise.registry_ids import find_registry_ids
from pipeline.recognise.sample_sizes import find_sample_sizes
from pipeline.recognise.schedules import find_schedules
from pipeline.recognise.sentences import sentences
from pipeline.recognise.statistics import find_statistics
from pipeline.recognise.studies import find_studies, named_studies
from pipeline.recognise.terms import Terms, terms

# A number of fractions or of cycles, a grade, a phase or part of a name counts nothing.
_NO_COUNTS: frozenset[MentionKind] = frozenset(
    ("rt_fractions", "cycles", "grade", "phase", "study", "author_year", "registry_id", "citation", "drug")
)
Finder = Callable[[str], Iterable[Mention]]


class Recogniser:
    """Finds mentions in texts. Built once: `finders` need no document, `terms` are told its abbreviations."""

    def __init__(self, finders: Sequence[Finder] = (), terms: Terms | None = None) -> None:
        self._finders = tuple(finders)
        self._terms = terms

    def passage(self, text: str, *, cell: bool = False) -> Passage:
        """The text with its mentions (ascending, of one kind never overlapping), sentences and radiotherapy courses.

        With `cell` the text is read as a table's cell: "(4)" after a word is a count, a lone dash is absence.
        """
        return self._passage(text, cell, [*self._vocabulary(self._terms), find_citations])

    def recognise(self, document: Document) -> Recognised:
        """What stands in the document's text, in each cell and in each table's caption.

        Short forms mean what the document says; an acronym that it uses as a study's name is one in all its places.
        """
        abbreviations = find_abbreviations(document)
        own_terms = self._terms.knowing(abbreviations) if self._terms else None
        texts = [
            document.text,
            *(t.caption for t in document.tables),
            *(c.text for t in document.tables for c in t.cells),
        ]
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
        mentions = _in_order(_with_grammars(text, cell, found))
        return Passage(text, mentions, tuple(sentences(text)), tuple(courses(text, mentions)))


def build(configs: Path | None = None) -> Recogniser:
    """The recogniser with all vocabularies below `configs` (the installed ones by default); takes a second or two."""
    return Recogniser([find_registry_ids], terms(configs))


def _with_grammars(text: str, cell: bool, found: list[Mention]) -> list[Mention]:
    numbers = figures(text)
    counts = list(find_counts(text, numbers, cell))
    found = [*found, *find_statistics(text, numbers), *find_grades(text), *find_doses(text, numbers)]
    found += find_radiotherapy(text, numbers)
    found += find_schedules(text)
    found += find_studies(text)
    found += find_phases(text)
    found += find_absence(text, cell)
    counts = _unclaimed(counts, found)
    found += [*counts, *find_sample_sizes(text, counts)]
    return found + list(_other_numbers(text, numbers, found))


def _unclaimed(counts: Iterable[Mention], found: Iterable[Mention]) -> list[Mention]:
    """The counts none of whose numbers is a grade, a phase, a name or a call-out."""
    taken = bytearray(max((m.end for m in found), default=0))
    for mention in found:
        if mention.kind in _NO_COUNTS:
            taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
    return [c for c in counts if not any(taken[c.start : c.end])]


def _other_numbers(text: str, numbers: tuple[Figure, ...], found: Sequence[Mention]) -> Iterator[Mention]:
    """Every number that no other mention holds, so that none of the text is lost."""
    covered = bytearray(len(text))
    for mention in found:
        covered[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
    for figure in numbers:
        if not covered[figure.start]:
            by = "number" if figure.rule == "digits" else f"number.{figure.rule}"
            yield Mention.at(text, "number", figure.start, figure.end, figure.amount, by)


def _in_order(found: Iterable[Mention]) -> tuple[Mention, ...]:
    """Ascending by start; of two mentions of one kind that overlap, the earlier and longer one stays."""
    kept: list[Mention] = []
    ends: dict[str, int] = {}
    for mention in sorted(found, key=lambda m: (m.start, -m.end, m.kind)):
        if mention.start >= ends.get(mention.kind, 0):
            kept.append(mention)
            ends[mention.kind] = mention.end
    return tuple(kept)
