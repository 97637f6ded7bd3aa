"""Words -> printed lines of one column: chains of the text layer, put together where the page puts them together.

The text layer writes most lines word after word; marks, raised digits and corrected words come out of turn. So words
that follow each other are chained first, then chains that touch on one baseline are joined, and last a chain is parted
where it runs across a column's left edge.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise

from pipeline.model.geometry import enclosing
from pipeline.parse.layout.line import Line, most_common
from pipeline.parse.primitives import PageContent, Word

REACH = 2.0  # of the size: a wider gap parts words even where the text layer goes on (justified lines reach 1.5)
STRETCH = 8.0  # of the size: the widest white within a justified line that fills its column
TOUCH = 0.6  # of the size: words out of turn join over gaps up to this
OVERLAP = 0.4  # of the size: how far the pen may go back within a line (italics, kerning, accents)
RAISED = 0.6  # of the larger size: how far a raised or lowered word's baseline may be off
LEVEL = 0.2  # of the size: how far words of one size on one line may be off
GUTTER = 0.8  # of the size: the least white before a column's left edge
EDGE = 1.5  # points: how far the starts of a column's lines may differ
COLUMN_ROWS = 6  # lines that must start at an edge before it counts as a column's
ENUMERATOR = re.compile(
    r"[\[(]?(?:[0-9]{1,3}|[ivxIVX]{1,5}|[A-Za-z])?[\]).]{0,2}|[•▪■●○–—*·\uf0b7-]"
)  # of a list's entry

Placed = tuple[int, Word]
"""A word with its place in the text layer."""


def lines_of(page: PageContent) -> list[Line]:
    """The page's lines in the order of their first words in the text layer; words that run otherwise are left out."""
    chains = _joined([_Chain(chain) for chain in _chained(page.words)])
    edges = _column_edges(chains)
    parts = [part for chain in _stretched(chains, edges) for part in _parted(chain, edges)]
    return sorted((_line(part, page.number) for part in parts), key=lambda line: line.order)


class _Chain:
    """Words of one line, each with its place in the text layer; level and size are those of its largest words."""

    __slots__ = ("baseline", "size", "words", "x0", "x1")

    def __init__(self, words: list[Placed]) -> None:
        self.words = words
        self.size = max(word.size for _, word in words)
        self.baseline = next(word.baseline for _, word in words if word.size == self.size)
        self.x0 = min(word.box.x0 for _, word in words)
        self.x1 = max(word.box.x1 for _, word in words)


def _chained(words: Iterable[Word]) -> Iterator[list[Placed]]:
    chain: list[Placed] = []
    size = baseline = 0.0
    for placed in enumerate(words):
        word = placed[1]
        if not word.upright:
            continue
        if chain and not _follows(chain[-1][1], word, size, baseline):
            yield chain
            chain = []
        if not chain or word.size > size:
            size, baseline = word.size, word.baseline
        chain.append(placed)
    if chain:
        yield chain


def _follows(before: Word, word: Word, size: float, baseline: float) -> bool:
    gap = word.box.x0 - before.box.x1
    return -OVERLAP * size < gap < REACH * size and _on_one_line(size, baseline, word.size, word.baseline)


def _on_one_line(size: float, baseline: float, other_size: float, other_baseline: float) -> bool:
    """Whether words so large and so high stand on one line: level, or one small and raised or lowered."""
    larger, smaller = max(size, other_size), min(size, other_size)
    allowed = RAISED if smaller < 0.85 * larger else LEVEL
    return abs(baseline - other_baseline) <= allowed * larger


def _joined(chains: list[_Chain]) -> list[list[Placed]]:
    """The words of chains that touch on one line, put together."""
    chains = sorted(chains, key=lambda c: c.baseline)
    heights = [c.baseline for c in chains]
    group = list(range(len(chains)))
    for number, chain in enumerate(chains):
        last = bisect_right(heights, chain.baseline + RAISED * max(chain.size, 12))
        for other in range(number + 1, last):
            if group[other] != group[number] and _touch(chain, chains[other]):
                old, new = group[other], group[number]
                group = [new if g == old else g for g in group]
    together: dict[int, list[Placed]] = {}
    for number, chain in enumerate(chains):
        together.setdefault(group[number], []).extend(chain.words)
    return [sorted(words, key=lambda p: p[1].box.x0) if len(words) > 1 else words for words in together.values()]


def _touch(a: _Chain, b: _Chain) -> bool:
    if not _on_one_line(a.size, a.baseline, b.size, b.baseline):
        return False
    small, large = (a, b) if a.size < b.size else (b, a)
    gap = max(a.x0, b.x0) - min(a.x1, b.x1)
    inside = small.size < 0.85 * large.size and large.x0 <= small.x0 and small.x1 <= large.x1
    return inside or -OVERLAP * small.size < gap < TOUCH * small.size


def _column_edges(chains: list[list[Placed]]) -> list[float]:
    """The x at which at least `COLUMN_ROWS` stretches of text begin after white: left edges of columns, ascending."""
    starts = sorted(x for chain in chains for x in _starts(chain))
    edges: list[float] = []
    for x in starts:
        rows = bisect_right(starts, x + EDGE) - bisect_left(starts, x)
        if rows >= COLUMN_ROWS and (not edges or x - edges[-1] > EDGE):
            edges.append(x)
    return edges


def _starts(chain: list[Placed]) -> Iterator[float]:
    yield chain[0][1].box.x0
    for (_, before), (_, word) in pairwise(chain):
        if word.box.x0 - before.box.x1 >= GUTTER * word.size:
            yield word.box.x0


def _stretched(chains: list[list[Placed]], edges: list[float]) -> Iterator[list[Placed]]:
    """The chains, those of one justified line that wide blanks parted put together.

    Such a line begins at a column's left edge, ends where other lines end, and no column begins within it.
    """
    ends = sorted(chain[-1][1].box.x1 for chain in chains)
    run: list[list[Placed]] = []
    for chain in sorted(chains, key=lambda c: min(order for order, _ in c)):
        if run and not _goes_on(run[-1], chain, edges):
            yield from _whole(run, edges, ends)
            run = []
        run.append(chain)
    yield from _whole(run, edges, ends)


def _goes_on(before: list[Placed], chain: list[Placed], edges: list[float]) -> bool:
    (last_order, last), (order, first) = before[-1], chain[0]
    white = first.box.x0 - last.box.x1
    level = _on_one_line(last.size, last.baseline, first.size, first.baseline)
    return level and order == last_order + 1 and 0 < white < STRETCH * first.size and not _at(edges, first.box.x0)


def _whole(run: list[list[Placed]], edges: list[float], ends: list[float]) -> Iterator[list[Placed]]:
    """The run as one chain where it fills its column from edge to edge, else its chains as they are."""
    if len(run) > 1 and _at(edges, run[0][0][1].box.x0):
        end = run[-1][-1][1].box.x1
        if bisect_right(ends, end + EDGE) - bisect_left(ends, end - EDGE) >= COLUMN_ROWS:
            yield [placed for chain in run for placed in chain]
            return
    yield from run


def _at(edges: list[float], x: float) -> bool:
    """Whether a column begins at x."""
    place = bisect_right(edges, x) - 1
    return place >= 0 and x - edges[place] <= EDGE


def _parted(chain: list[Placed], edges: list[float]) -> Iterator[list[Placed]]:
    """The chain cut in front of each word that begins a column after white."""
    part = chain[:1]
    for before, placed in pairwise(chain):
        x, white = placed[1].box.x0, placed[1].box.x0 - before[1].box.x1
        mark = len(part) == 1 and ENUMERATOR.fullmatch(part[0][1].text)
        if not mark and white >= GUTTER * placed[1].size and _at(edges, x):
            yield part
            part = []
        part.append(placed)
    yield part


def _line(chain: list[Placed], page: int) -> Line:
    words = tuple(word for _, word in chain)
    size = most_common((w.size, len(w.text) * w.size**2) for w in words)  # by ink: marks may outnumber a short line
    baseline = most_common((w.baseline, len(w.text)) for w in words if w.size == size)
    return Line(words, page, min(order for order, _ in chain), size, baseline, enclosing(w.box for w in words))
