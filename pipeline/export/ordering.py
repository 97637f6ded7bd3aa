"""Lines in the order of their keys, more of them than fit into memory: a bucket sort on disk.

DuckDB's own sort needs more memory the longer its rows are in all (measured: 116,000 findings did not pass in 128 MB);
here no more than the lines between two bounds are held.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from pipeline.export.files import write_jsonl

MOST_BUCKETS = 250  # files that are open at once
Line = tuple[str, str]


def in_order(lines: Iterable[Line], bounds: Sequence[str], folder: Path) -> Iterator[Line]:
    """The (key, text) pairs ascending by key, equals as they came; neither holds a line end, no key a tab.

    `bounds` are ascending keys that part the lines into buckets of about a length; the buckets are files without a
    name in `folder`, so that a killed process leaves none.
    """
    with ExitStack() as opened:
        buckets = [
            opened.enter_context(TemporaryFile("w+", encoding="utf-8", newline="\n", dir=folder))
            for _ in range(len(bounds) + 1)
        ]
        for key, text in lines:
            buckets[bisect_right(bounds, key)].write(f"{key}\t{text}\n")
        for bucket in buckets:
            bucket.seek(0)
            yield from sorted((_pair(line) for line in bucket), key=itemgetter(0))


def write_ordered(path: Path, rows: Iterable[dict[str, Any]], by: str, highest: int) -> None:
    """The rows as JSON Lines, ascending by the column `by` (whole numbers from 0 to `highest`), equals as they came."""
    step = highest // MOST_BUCKETS + 1
    bounds = [_padded(number) for number in range(step, highest, step)]
    lines = ((_padded(row[by]), json.dumps(row, ensure_ascii=False)) for row in rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_jsonl(path, (json.loads(line) for _, line in in_order(lines, bounds, path.parent)))


def _padded(number: int) -> str:
    return f"{number:012d}"


def _pair(line: str) -> Line:
    key, _, text = line.rstrip("\n").partition("\t")
    return key, text
