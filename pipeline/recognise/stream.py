"""`evidence recognise`: one text a line in, what was seen in it out; starts once and streams.

With --json one JSON object a line, else lines for a reader. `courses` lists one entry for each dose that a fraction
number belongs to: the total dose and the dose per fraction.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from pipeline.model.geometry import Span
from pipeline.model.mention import Course, Mention, Passage
from pipeline.recognise.recogniser import DEFAULT, build
from pipeline.recognise.settings import RecogniseSettings

BRIEF = 32


def as_json(passage: Passage) -> str:
    """The answer as one JSON object on one line."""
    return json.dumps(answer(passage), ensure_ascii=False)


def as_lines(passage: Passage) -> str:
    """The text, then a line for each mention: kind, words, value (empty parts left out), and who found it."""
    widest = max((len(m.text) for m in passage.mentions), default=0)
    rows = (f"  {m.kind:14}{m.text:{widest}}  {_brief(m):{BRIEF}}  {m.by}" for m in passage.mentions)
    return "\n".join((passage.text, *rows, ""))


def _brief(mention: Mention) -> str:
    """The filled fields of the value: `value=3.6 unit=mg/kg`."""
    value = dataclasses.asdict(mention.value) if mention.value is not None else {}
    return " ".join(f"{name}={part}" for name, part in value.items() if part not in (None, "", ()))


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
    source: Iterable[str],
    target: TextIO,
    configs: Path | None = None,
    settings: RecogniseSettings = DEFAULT,
    form: Callable[[Passage], str] = as_json,
) -> None:
    """Answer each line of the source in that form, writing at once; offsets count in the line without its line end."""
    recogniser = build(configs, settings, names=True)
    for line in source:
        target.write(form(recogniser.passage(line.rstrip("\r\n"))) + "\n")
        target.flush()
