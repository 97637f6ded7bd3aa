"""Which acronym each entry of the reference list goes by: its title, and the acronyms that it is called beside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.model.document import Reference
from pipeline.relate.citations import author_of, written_by
from pipeline.relate.scopes import Scope

TITLE_VOTES, CLOSE_VOTES, CLOSE, MOST_CALLED = 4, 3, 30, 3


def acronyms_of_references(
    references: Sequence[Reference], scopes: Sequence[Scope]
) -> tuple[dict[str, list[int]], dict[int, str]]:
    """Acronym -> its references, and back. A title speaks for an acronym that the body names."""
    votes: dict[int, Counter[str]] = {r.number: Counter() for r in references}
    authors: Counter[int] = Counter()
    for scope in scopes:
        claimed = _claimed(scope, references)
        authors.update(claimed)
        for number, name, weight in _votes(scope, claimed):
            if number in votes:
                votes[number][name] += weight
    told = {name for scope in scopes for name in scope.acronyms}
    for reference in references:
        for name in sorted(told):
            if _names_itself(reference, name):
                votes[reference.number][name] += TITLE_VOTES
    winners = {n: _winner(counts, authors[n]) for n, counts in votes.items()}
    acronym_of = {n: name for n, name in winners.items() if name}
    refs_of: dict[str, list[int]] = {}
    for number, name in sorted(acronym_of.items()):
        refs_of.setdefault(name, []).append(number)
    return refs_of, acronym_of


def _names_itself(reference: Reference, acronym: str) -> bool:
    """Whether the title holds the acronym as words of its own, dashes and blanks alike."""
    words = [re.escape(w) for w in re.split(r"[\s-]", acronym) if w]
    return bool(re.search(rf"\b{'[^A-Za-z0-9]{0,2}'.join(words)}\b", reference.title or reference.raw, re.I))


def _claimed(scope: Scope, references: Sequence[Reference]) -> set[int]:
    """The numbers called in the scope whose first author it names."""
    called = {n for _, numbers in scope.calls for n in numbers}
    authors = [author_of(a)[0] for a in scope.authors]
    return {r.number for r in references if r.number in called and any(written_by(r, a) for a in authors)}


def _votes(scope: Scope, claimed: set[int]) -> Iterator[tuple[int, str, int]]:
    """(reference, acronym, weight): a call speaks for the acronym before it unless an author claims it."""
    before = 0
    for offset, numbers in scope.calls:
        since = {name: end for name, end in scope.acronyms.items() if before <= end <= offset}
        before = offset
        if len(since) != 1 or len(numbers) > MOST_CALLED:
            continue
        ((name, end),) = since.items()
        for number in set(numbers) - claimed:
            yield number, name, CLOSE_VOTES if offset - end < CLOSE else 1


def _winner(votes: Counter[str], authors: int) -> str:
    """The acronym with most votes; none where two share the place or the author is named with it as often."""
    best = votes.most_common(2)
    if not best or best[0][1] <= authors or (len(best) == 2 and best[0][1] == best[1][1]):
        return ""
    return best[0][0]
