"""`evidence recognise --json`: one text a line in, one JSON object a line out; starts once and streams.

`courses` lists one entry for each dose that a fraction number belongs to: the total dose and the dose per fraction.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from pipeline.model.geometry import Span
from pipeline.model.mention import Course, Mention, Passage
from pipeline.recognise.recogniser import DEFAULT, Recogniser, build
from pipeline.recognise.settings import RecogniseSettings


def answers(lines: Iterable[str], recogniser: Recogniser) -> Iterator[str]:
    """One JSON object for each line, offsets counting in that line without its line end."""
    for line in lines:
        yield json.dumps(answer(recogniser.passage(line.rstrip("\r\n"))), ensure_ascii=False)


def answer(passage: Passage) -> dict[str, Any]:
    """The passage as plain values: `mentions` with kind, start, end, text, value, by, and `courses`."""
    return {
        "mentions": [_mention(m) for m in passage.mentions],
        "courses": [entry for course in passage.courses for entry in _course(course)],
    }


def _mention(mention: Mention) -> dict[str, Any]:
    value = dataclasses.asdict(mention.value) if mention.value is not None else None
    return {
        "kind": mention.kind, "start": mention.start, "end": mention.end, "text": mention.text, "value": value,
        "by": mention.by,
    }  # fmt: skip


def _course(course: Course) -> Iterator[dict[str, list[int]]]:
    shared = {name: _pair(span) for name in ("fractions", "frequency", "boost") if (span := getattr(course, name))}
    for dose, basis in ((course.dose, "total"), (course.dose_per_fraction, "per_fraction")):
        if dose is not None:
            yield {"dose": _pair(dose), "basis": basis, **shared}  # type: ignore[dict-item]


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def stream(
    source: Iterable[str], target: TextIO, configs: Path | None = None, settings: RecogniseSettings = DEFAULT
) -> None:
    """Answer each line of the source, writing at once; vocabularies come from `configs`."""
    for line in answers(source, build(configs, settings, names=True)):
        target.write(line + "\n")
        target.flush()


if __name__ == "__main__":
    stream(sys.stdin, sys.stdout)
