"""The shape of a compiled pattern, read from the tree that Python's own parser makes of it.

A pattern takes more than linear time only where a repeat can be tried again. Without an upper bound that must not be
possible at all: nothing that may fail stands behind such a repeat, and no other repeat around it. With bounds the ways
in which loops inside loops can share out the same characters must be few.
"""

from __future__ import annotations

import re._compiler as compiler
import re._constants as op
import re._parser as parser
from collections.abc import Iterator
from typing import Any

REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT)
LOOKS = (op.ASSERT, op.ASSERT_NOT, op.AT)
SAMPLE = [chr(c) for c in range(9, 127)] + list("\u00a0\u2009\u2013\u00b5\u00b2\u00e9")


def tried_again(tree: Any, inside: bool = False) -> Iterator[Any]:
    """The repeats without bound that something behind them, or a repeat around them, makes to be tried again."""
    items = list(tree)
    for at, (code, value) in enumerate(items):
        refusable = inside or any(_can_fail(item) for item in items[at + 1 :])
        if code in REPEATS and value[1] is op.MAXREPEAT and refusable:
            yield value
        loop = code in REPEATS and value[1] > 1
        for part in _parts(code, value):
            yield from tried_again(part, refusable or loop)


def without_bound(tree: Any) -> Iterator[Any]:
    """All repeats without an upper bound."""
    for code, value in tree:
        if code in REPEATS and value[1] is op.MAXREPEAT:
            yield value
        for part in _parts(code, value):
            yield from without_bound(part)


def loops_in_loops(tree: Any) -> Iterator[int]:
    """Of each bounded loop whose body may end on a repeat of what it may begin with: the product of the two bounds.

    So many ways there are at most to share out the same characters between the rounds of the loop.
    """
    for code, value in tree:
        if code in REPEATS and 1 < value[1] < op.MAXREPEAT:
            begins = _first(value[2])
            yield from (int(value[1]) * int(last[1]) for last in _endings(value[2]) if begins & _first(last[2]))
        for part in _parts(code, value):
            yield from loops_in_loops(part)


def _parts(code: Any, value: Any) -> list[Any]:
    """The trees inside one item: the body of a group, of a repeat or of a look around, the branches of a choice."""
    if code in REPEATS:
        return [value[2]]
    if code is op.SUBPATTERN:
        return [value[3]]
    if code is op.BRANCH:
        return list(value[1])
    if code in (op.ASSERT, op.ASSERT_NOT):
        return [value[1]]
    return [part for part in value[1:] if part is not None] if code is op.GROUPREF_EXISTS else []


def _can_fail(item: Any) -> bool:
    return item[0] in LOOKS or _alone(item).getwidth()[0] > 0


def _alone(item: Any) -> Any:
    return parser.SubPattern(parser.State(), [item])


def _endings(tree: Any) -> Iterator[Any]:
    """The variable repeats of single characters on which a match of the tree may end."""
    for item in reversed(list(tree)):
        code, value = item
        if code in REPEATS and len(value[2]) == 1 and value[2][0][0] not in (op.SUBPATTERN, op.BRANCH):
            if value[0] != value[1]:
                yield value
        else:
            for part in _parts(code, value) if code not in LOOKS else ():
                yield from _endings(part)
        if _can_fail(item) and code not in LOOKS:
            return


def _first(tree: Any) -> set[str]:
    """The characters of the sample with which a match of the tree can begin."""
    found: set[str] = set()
    for item in tree:
        code, value = item
        if code in LOOKS:
            continue
        if code in (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY):
            return found | {c for c in SAMPLE if _matches(item, c)}
        for part in _parts(code, value):
            found |= _first(part)
        if _can_fail(item):
            return found
    return found


def _matches(item: Any, char: str) -> bool:
    one = _alone(item)
    one.state.str = ""
    return compiler.compile(one).match(char) is not None
