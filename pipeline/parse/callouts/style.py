"""Which way a paper calls its references, decided by the evidence of its whole text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from pipeline.model.document import Callout, Reference
from pipeline.parse.callouts.author_year import by_author_and_year
from pipeline.parse.callouts.numeric import Finder, behind_numbers, bracketed, in_round_brackets, raised

LEAST_COVERED = 0.25  # of the list: a style that calls less of it is chance
ORDERLY = 0.6  # of the first calls: raised and bracketed figures that do not go up so often are no call-outs
FEWEST = 3  # numbers that must be called where there is no list to compare with
HIGHEST_WITHOUT_LIST = 999  # no paper has a list as long; years and counts are higher


@dataclass(frozen=True, slots=True)
class Reading:
    """The text read in one style: `covered` is the share of the list that is called, `order` the share of first calls
    that go up from all before, as numbers do that were given in the order of the text."""

    callouts: tuple[Callout, ...]
    covered: float
    order: float

    @property
    def weight(self) -> float:
        """How much speaks for the style, 0 to 1."""
        return self.covered * (1 + self.order) / 2


def find_callouts(text: str, references: Sequence[Reference]) -> tuple[Callout, ...]:
    """The call-outs in the style that most of the list is called in; none where no style is borne out."""
    numbers = {reference.number for reference in references}
    brackets, high, rounds = (_read(find, text, numbers) for find in (bracketed, raised, in_round_brackets))
    borne_out = [reading for reading in (high, rounds) if reading.order >= ORDERLY] + [brackets]
    best = max(borne_out, key=lambda reading: reading.weight)
    named = by_author_and_year(text, references)
    if named and _share(named, numbers) >= best.covered:  # names are no chance; few raised figures may be footnotes
        return named
    if best.covered < LEAST_COVERED:
        return ()
    return _with_those_in_turn(best.callouts, behind_numbers(text)) if best is rounds else best.callouts


def _read(find: Finder, text: str, numbers: Collection[int]) -> Reading:
    """The call-outs of one kind that name nothing but entries of the list; without a list any number will do."""
    allowed = numbers or range(1, HIGHEST_WITHOUT_LIST)
    callouts = tuple(c for c in find(text) if c.numbers and all(n in allowed for n in c.numbers))
    highest, rising, first_calls = 0, 0, set()
    for number in (n for c in callouts for n in c.numbers):
        if number not in first_calls:
            rising += number > highest
            highest = max(highest, number)
            first_calls.add(number)
    order = rising / len(first_calls) if first_calls else 0.0
    covered = _share(callouts, numbers) if numbers else float(len(first_calls) >= FEWEST and order >= ORDERLY)
    return Reading(callouts, covered, order)


def _with_those_in_turn(callouts: Sequence[Callout], doubtful: Iterable[Callout]) -> tuple[Callout, ...]:
    """The call-outs, with those doubtful ones that call just the next number where nothing else calls it."""
    found = list(callouts)
    called = {number for callout in callouts for number in callout.numbers}
    for callout in doubtful:
        highest = max((max(c.numbers) for c in found if c.start < callout.start), default=0)
        if callout.numbers[0] == highest + 1 and called.isdisjoint(callout.numbers):
            found.append(callout)
            called.update(callout.numbers)
    return tuple(sorted(found, key=lambda c: c.start))


def _share(callouts: Sequence[Callout], numbers: Collection[int]) -> float:
    called = {number for callout in callouts for number in callout.numbers}
    return len(called) / len(numbers) if numbers else 0.0
