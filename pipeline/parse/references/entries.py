"""Lines of a reference list -> entries, by printed numbers, by hanging indents or by how an entry begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.parse.accents import composed
from pipeline.parse.references.names import begins_with_author

MARKS = (
    re.compile(r"\[\s?(?P<number>[0-9]{1,4})\s?\]\s*"),
    re.compile(r"\((?P<number>[0-9]{1,4})\)\s*"),
    re.compile(r"(?P<number>[0-9]{1,4})\s?\.\)?\s*(?![0-9])"),
    re.compile(r"(?P<number>[0-9]{1,4})\)\s*"),
    re.compile(r"(?P<number>[0-9]{1,4})\s*(?=[^\W\d_])"),
)
LONE_MARK = re.compile(r"[\[(]?[0-9]{1,3}[\]).]{0,2}")
STEPS = ((1, 1.0), (2, 0.4), (3, 0.2))  # how far a run of numbers may step, and what the step is worth
END_OF_LIST = re.compile(r"publisher['’]?s note\b", re.IGNORECASE)
ENTRY_END = re.compile(r"(?:[.)\]…]|[0-9]|/\S*|epub)$", re.IGNORECASE)
UNFINISHED_LINK = re.compile(r"(?:https?:|doi|10\.[0-9]{4})\S*[/._=-]$", re.IGNORECASE)
YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
SHORTEST_WHOLE = 40  # characters of an entry that stands on one line
BROKEN_WORD = re.compile(r"[a-z][-\u00ad]$")
SAME_SIZE = 0.7  # points: lines of another size strayed in from tables and notes
SAME_LINE = 2.5  # points
COLUMN_STEP = 60.0  # points: a jump of x that only another column makes
INDENTED = 4.0  # points
HANGING_SHARE = 0.2  # of the lines: fewer moved in are wrapped by chance


@dataclass(frozen=True, slots=True)
class ListLine:
    """A printed line of the list; without places (plain text) all but `text` stay 0. `top` and `x0` in points."""

    text: str
    page: int = 0
    x0: float = 0.0
    top: float = 0.0
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry on one line, without its mark; `number` as printed or, unmarked, by its place."""

    number: int
    text: str


def entries_of(lines: Sequence[ListLine]) -> list[Entry]:
    """The entries in printed order; what stands before the first one is left out."""
    lines = _with_marks(_of_main_size([line for line in lines if line.text.strip()]))
    lines = lines[: next((k for k, line in enumerate(lines) if END_OF_LIST.match(line.text)), len(lines))]
    marked, begun = _marked_starts(lines), _begun_starts(lines)
    if marked and 2 * len(marked) >= len(begun):
        return _cut(lines, marked)
    return _cut(lines, _by_place(_hanging_starts(lines) or begun, lines))


def _of_main_size(lines: Sequence[ListLine]) -> list[ListLine]:
    """The lines set as large as most of the list: what strayed in from tables and notes is smaller or larger."""
    letters: dict[float, int] = {}
    for line in lines:
        letters[line.size] = letters.get(line.size, 0) + len(line.text)
    main = max(letters, key=lambda size: letters[size], default=0.0)
    return [line for line in lines if abs(line.size - main) <= SAME_SIZE]


def _with_marks(lines: Sequence[ListLine]) -> list[ListLine]:
    """Numbers that stand in a column of their own, put before the line that they stand beside."""
    lone = {k for k, line in enumerate(lines) if line.size > 0 and LONE_MARK.fullmatch(line.text.strip())}
    level: dict[tuple[int, int], list[int]] = {}
    for k in sorted(lone):
        level.setdefault(_level(lines[k]), []).append(k)
    mark_of: dict[int, int] = {}
    for k, line in enumerate(lines):
        page, height = _level(line)
        near = (n for step in (-1, 0, 1) for n in level.get((page, height + step), ()))
        mark = next((n for n in near if _beside(lines[n], line)), None)
        if k not in lone and mark is not None:
            mark_of[k] = mark
            level[_level(lines[mark])].remove(mark)
    moved = set(mark_of.values())
    return [
        replace(line, text=f"{lines[mark_of[k]].text} {line.text}") if k in mark_of else line
        for k, line in enumerate(lines) if k not in moved
    ]  # fmt: skip


def _level(line: ListLine) -> tuple[int, int]:
    return line.page, round(line.top / SAME_LINE)


def _beside(mark: ListLine, line: ListLine) -> bool:
    return mark.page == line.page and abs(mark.top - line.top) < SAME_LINE and 0 < line.x0 - mark.x0 < COLUMN_STEP


def _marked_starts(lines: Sequence[ListLine]) -> list[tuple[int, int, int]]:
    """(line, number, end of its mark) of the longest run of ascending numbers in one style; none where it is short."""
    best: list[tuple[int, int, int]] = []
    for mark in MARKS:
        found = [
            (k, int(m["number"]), m.end()) for k, line in enumerate(lines) if (m := mark.match(line.text.lstrip()))
        ]
        run = _ascending(found)
        best = run if len(run) > len(best) else best
    return best if len(best) > 2 or (best and best[0][0] == 0 and best[0][1] == 1) else []


def _ascending(found: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The run of candidates whose numbers go up one by one, gaps allowed at a price; the earliest wins a tie."""
    best: dict[int, tuple[float, int]] = {}
    before: list[int] = []
    for place, (_, number, _) in enumerate(found):
        score, previous = max(((best[number - s][0] + w, best[number - s][1]) for s, w in STEPS if number - s in best),
                              default=(1.0 if number == 1 else 0.1, -1))  # fmt: skip
        before.append(previous)
        if number not in best or score > best[number][0]:
            best[number] = (score, place)
    run = []
    place = max(best.values(), default=(0.0, -1))[1]
    while place >= 0:
        run.append(found[place])
        place = before[place]
    return run[::-1]


def _hanging_starts(lines: Sequence[ListLine]) -> list[int]:
    """The lines that begin at the left of their column, where enough others are moved in."""
    lefts = _column_lefts(lines)
    moved = [line.x0 - left > INDENTED for line, left in zip(lines, lefts)]
    if sum(moved) < HANGING_SHARE * len(lines):
        return []
    return [k for k, inside in enumerate(moved) if not inside]


def _column_lefts(lines: Sequence[ListLine]) -> list[float]:
    """The left edge of the column that each line stands in: columns are stretches without a jump of x or page."""
    stretches: list[list[ListLine]] = [[lines[0]]] if lines else []
    for before, line in pairwise(lines):
        if line.page != before.page or abs(line.x0 - before.x0) > COLUMN_STEP:
            stretches.append([])
        stretches[-1].append(line)
    return [left for stretch in stretches for left in [min(line.x0 for line in stretch)] * len(stretch)]


def _begun_starts(lines: Sequence[ListLine]) -> list[int]:
    """The lines that begin as an entry does, or hold a whole one, after an entry that ends as one does."""
    starts: list[int] = []
    dated = False
    for k, line in enumerate(lines):
        text = _unmarked(line.text)
        closed = k == 0 or ENTRY_END.search(lines[k - 1].text.rstrip()) is not None
        if closed and (begins_with_author(text) or not starts or (dated and _is_whole(text))):
            starts.append(k)
            dated = False
        dated = dated or YEAR.search(text) is not None
    return starts


def _is_whole(text: str) -> bool:
    """Whether the line could be an entry without a person as author ("World Health Organization. Report. 2019.")."""
    return text[:1].isupper() and YEAR.search(text) is not None and len(text) >= SHORTEST_WHOLE


def _unmarked(text: str) -> str:
    mark = next((m for pattern in MARKS[:4] if (m := pattern.match(text))), None)
    return text[mark.end() :] if mark else text


def _by_place(starts: Sequence[int], lines: Sequence[ListLine]) -> list[tuple[int, int, int]]:
    """Starts numbered by their place; a printed number that is ahead of the count corrects it."""
    out: list[tuple[int, int, int]] = []
    for k in starts:
        text = lines[k].text.lstrip()
        mark = next((m for pattern in MARKS[:4] if (m := pattern.match(text))), None)
        number = out[-1][1] + 1 if out else 1
        if mark and number <= int(mark["number"]) <= number + 5:
            number = int(mark["number"])
        out.append((k, number, mark.end() if mark else 0))
    return out


def _cut(lines: Sequence[ListLine], starts: Sequence[tuple[int, int, int]]) -> list[Entry]:
    ends = [start for start, *_ in starts[1:]] + [len(lines)]
    out = []
    for (start, number, skip), end in zip(starts, ends):
        texts = [lines[start].text.lstrip()[skip:], *(line.text for line in lines[start + 1 : end])]
        out.append(Entry(number, _joined(texts)))
    return out


def _joined(texts: Iterable[str]) -> str:
    """Wrapped lines as one: a hyphen before a small letter parts a word, links and other hyphens go on unbroken."""
    pieces: list[str] = []
    for text in (t.strip() for t in texts):
        word = pieces[-1].rsplit(" ", 1)[-1] if pieces else ""
        if BROKEN_WORD.search(word) and text[:1].islower() and "/" not in word:
            pieces[-1] = pieces[-1][:-1]
        elif pieces and not word.endswith("-") and not UNFINISHED_LINK.search(word):
            pieces.append(" ")
        pieces.append(text)
    return composed("".join(pieces))
