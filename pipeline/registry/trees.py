"""Reaching into the JSON tree of a record: a missing branch is empty, a branch of the wrong shape is empty too."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

Tree = dict[str, Any]
MANKIND = 10**10
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!<>~|^-])")
_STEP = re.compile(r"([^.\[\]]+)|\[([0-9]+)\]")


def branch(tree: Any, path: str) -> Tree:
    """The object at the dotted path; an empty one where there is none."""
    found = _at(tree, path)
    return found if isinstance(found, dict) else {}


def items(tree: Any, path: str) -> Iterator[tuple[str, Tree]]:
    """The objects of the list at the path, each with its own path."""
    found = _at(tree, path)
    for i, item in enumerate(found if isinstance(found, list) else ()):
        if isinstance(item, dict):
            yield f"{path}[{i}]", item


def text(tree: Any, path: str) -> str:
    """The text at the path with its Markdown escapes undone and its blanks even; empty where there is none."""
    found = _at(tree, path)
    return plain(found) if isinstance(found, str) else ""


def texts(tree: Any, path: str) -> tuple[str, ...]:
    """The texts of the list at the path."""
    found = _at(tree, path)
    return tuple(plain(t) for t in found if isinstance(t, str)) if isinstance(found, list) else ()


def count(tree: Any, path: str) -> int | None:
    """The number of people at the path, which the registry writes as a number or as text; None where there is none."""
    found = number(tree, path)
    return int(found) if found is not None and found == int(found) and 0 <= found <= MANKIND else None


def number(tree: Any, path: str) -> float | None:
    """The number at the path; None for none, and for what is no number ("NA", "Not reached")."""
    found = _at(tree, path)
    if isinstance(found, bool) or not isinstance(found, int | float | str):
        return None
    try:
        value = float(str(found).replace(",", ""))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def plain(written: str) -> str:
    r"""The text without Markdown escapes ("\>" is ">"), its line ends kept and other blanks made one.

    Half a surrogate pair, which JSON can carry and UTF-8 cannot, becomes a question mark.
    """
    lines = _ESCAPED.sub(r"\1", written.encode("utf-8", "replace").decode("utf-8")).splitlines()
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def set_at(tree: Tree, path: str, value: Any) -> None:
    """Grow the tree so that `value` stands at the path ("a.b[0].c"); lists fill up with empty objects."""
    steps = [int(place) if place else key for key, place in _STEP.findall(path)]
    node: Any = tree
    for step, following in zip(steps, [*steps[1:], None]):
        _make_room(node, step)
        if following is None:
            node[step] = value
        else:
            if not _holds(node, step):
                node[step] = [] if isinstance(following, int) else {}
            node = node[step]


def _make_room(node: Any, step: int | str) -> None:
    if isinstance(step, int):
        node.extend({} for _ in range(step + 1 - len(node)))


def _holds(node: Any, step: int | str) -> bool:
    return bool(node[step]) if isinstance(step, int) else step in node


def _at(tree: Any, path: str) -> Any:
    for key, place in _STEP.findall(path):
        if place:
            tree = tree[int(place)] if isinstance(tree, list) and int(place) < len(tree) else None
        else:
            tree = tree.get(key) if isinstance(tree, dict) else None
    return tree
