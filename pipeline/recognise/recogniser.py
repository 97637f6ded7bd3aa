"""All recognisers together: a text to a `Passage`, a document to what was recognised in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from pipeline.model.document import Document
from pipeline.model.mention import Mention, Passage, Recognised
from pipeline.recognise.absence import find_absence
from pipeline.recognise.counts import find_counts
from pipeline.recognise.courses import courses
from pipeline.recognise.doses import find_doses
from pipeline.recognise.grades import find_grades
from pipeline.recognise.phases import find_phases
from pipeline.recognise.quantities import Figure, figures
from pipeline.recognise.radiotherapy import find_radiotherapy
from pipeline.recognise.sample_sizes import find_sample_sizes
from pipeline.recognise.schedules import find_schedules
from pipeline.recognise.sentences import sentences
from pipeline.recognise.statistics import find_statistics
from pipeline.recognise.studies import find_studies

Finder = Callable[[str], Iterable[Mention]]


class Recogniser:
    """Finds mentions in texts. Built once; `finders` are the recognisers that need vocabularies or a model."""

    def __init__(self, finders: Sequence[Finder] = ()) -> None:
        self._finders = tuple(finders)

    def passage(self, text: str, *, cell: bool = False) -> Passage:
        """The text with its mentions (ascending, of one kind never overlapping), sentences and radiotherapy courses.

        With `cell` the text is read as a table's cell: "(4)" after a word is a count, a lone dash is absence.
        """
        found = [m for finder in self._finders for m in finder(text)]
        found += _grammars(text, cell)
        mentions = _in_order(found)
        return Passage(text, mentions, tuple(sentences(text)), tuple(courses(text, mentions)))

    def recognise(self, document: Document) -> Recognised:
        """What stands in the document's text, in each cell and in each table's caption."""
        cells = {
            (t, cell.row, cell.col): self.passage(cell.text, cell=True)
            for t, table in enumerate(document.tables)
            for cell in table.cells
        }
        captions = {t: self.passage(table.caption) for t, table in enumerate(document.tables)}
        return Recognised(self.passage(document.text), cells, captions)


def _grammars(text: str, cell: bool) -> list[Mention]:
    numbers = figures(text)
    counts = list(find_counts(text, numbers, cell))
    found = [*find_statistics(text, numbers), *find_grades(text), *find_doses(text, numbers)]
    found += find_radiotherapy(text, numbers)
    found += find_schedules(text)
    found += find_studies(text)
    found += find_phases(text)
    found += _unclaimed(counts, found, ("rt_fractions", "cycles", "grade", "phase", "study"))
    found += find_sample_sizes(text, counts)
    found += find_absence(text, cell)
    return found + list(_other_numbers(text, numbers, found))


def _unclaimed(mentions: Iterable[Mention], found: Sequence[Mention], kinds: tuple[str, ...]) -> list[Mention]:
    taken = [(m.start, m.end) for m in found if m.kind in kinds]
    return [m for m in mentions if not any(s < m.end and m.start < e for s, e in taken)]


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
