"""The grammars in their order: what each leaves is what the next may read, and every number ends up in some mention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.model.mention import Mention, MentionKind
from pipeline.recognise.absence import find_absence
from pipeline.recognise.authors import find_authors
from pipeline.recognise.counts import find_counts
from pipeline.recognise.cut_schedules import find_cut_schedules
from pipeline.recognise.doses import find_doses
from pipeline.recognise.estimates import find_estimates
from pipeline.recognise.figure import Figure, rule_name
from pipeline.recognise.grades import find_grades
from pipeline.recognise.phases import find_phases
from pipeline.recognise.quantities import figures
from pipeline.recognise.radiotherapy import find_radiotherapy
from pipeline.recognise.sample_sizes import find_sample_sizes
from pipeline.recognise.schedules import find_schedules
from pipeline.recognise.statistics import find_statistics
from pipeline.recognise.studies import find_studies
from pipeline.recognise.timings import find_timings

# What counts nothing: a number of fractions or of cycles, a grade, a phase, a call-out, a number inside a name.
NO_COUNTS: frozenset[MentionKind] = frozenset((
    "rt_fractions", "cycles", "grade", "phase", "citation", "study", "author_year", "registry_id", "drug",
))  # fmt: skip
# A name that a vocabulary knows is no study's ("the HER2 study").
NO_STUDIES: frozenset[MentionKind] = frozenset(
    ("drug", "rt_technique", "outcome", "adverse_event", "site", "condition")
)


def with_grammars(text: str, named: Sequence[Mention], cell: bool) -> tuple[Mention, ...]:
    """All mentions of the text in order, `named` being those that vocabularies and the document gave.

    Of one kind none overlap: the earlier and longer one stays.
    """
    numbers = figures(text)
    schedules = [*find_schedules(text)]
    whole = [*find_estimates(text, numbers), *schedules, *find_cut_schedules(text, schedules)]
    numbers = tuple(_outside(numbers, whole))
    found = [*named, *whole]
    found += find_statistics(text, numbers)
    found += find_grades(text)
    found += find_doses(text, numbers)
    found += find_radiotherapy(text, numbers)
    found += find_timings(text, numbers)
    found += find_phases(text)
    found += find_authors(text)
    found += find_absence(text, cell)
    found += _not_begun(find_studies(text), [m for m in named if m.kind in NO_STUDIES])
    counts = _apart(find_counts(text, numbers, cell), [m for m in found if m.kind in NO_COUNTS])
    found += [*counts, *find_sample_sizes(text, counts)]
    found += [_number(text, n) for n in _outside(numbers, found)]
    return _in_order(found)


class _Cover:
    """Marks which characters of a text some mentions hold."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        mentions = list(mentions)
        self._held = bytearray(max((m.end for m in mentions), default=0))
        for mention in mentions:
            self._held[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)

    def meets(self, start: int, end: int) -> bool:
        """Whether any of the characters is held."""
        return any(self._held[start:end])


def _outside(numbers: Iterable[Figure], mentions: Iterable[Mention]) -> Iterator[Figure]:
    """The figures that no mention holds."""
    cover = _Cover(mentions)
    return (n for n in numbers if not cover.meets(n.start, n.number_end))


def _apart(mentions: Iterable[Mention], others: Iterable[Mention]) -> list[Mention]:
    """The mentions that share no character with the others."""
    cover = _Cover(others)
    return [m for m in mentions if not cover.meets(m.start, m.end)]


def _not_begun(mentions: Iterable[Mention], others: Iterable[Mention]) -> list[Mention]:
    """The mentions that do not begin inside one of the others; later words of a name may mean something else too."""
    cover = _Cover(others)
    return [m for m in mentions if not cover.meets(m.start, m.start + 1)]


def _number(text: str, figure: Figure) -> Mention:
    return Mention.at(text, "number", figure.start, figure.end, figure.amount, rule_name("number", figure))


def _in_order(found: Iterable[Mention]) -> tuple[Mention, ...]:
    kept: list[Mention] = []
    ends: dict[str, int] = {}
    for mention in sorted(found, key=lambda m: (m.start, -m.end, m.kind, m.by)):
        if mention.start >= ends.get(mention.kind, 0):
            kept.append(mention)
            ends[mention.kind] = mention.end
    return tuple(kept)
