"""Annotated text in the PubTator form, cut into sentences for training: names of chemicals and conditions.

PubTator: blocks parted by a blank line: `id|t|title`, `id|a|abstract`, then `id start end text type code` parted by
tabs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from pipeline.model.geometry import Span
from pipeline.recognise.sentences import sentences

LABEL_OF = {"Chemical": "chemical", "Disease": "condition"}


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with its names: spans with the label `chemical` or `condition`, ascending, none overlapping another."""

    text: str
    names: tuple[tuple[Span, str], ...]


def read_pubtator(path: Path) -> Iterator[Annotated]:
    """The documents of the file; of names that overlap the longest stays."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.strip("\n").split("\n")
        if len(lines) < 2:
            continue
        text = lines[0].split("|t|", 1)[1] + " " + lines[1].split("|a|", 1)[1]
        fields = (line.split("\t") for line in lines[2:])
        spans = {(Span(int(f[1]), int(f[2])), LABEL_OF[f[4]]) for f in fields if len(f) > 4 and f[4] in LABEL_OF}
        yield Annotated(text, _apart(spans))


def _apart(spans: set[tuple[Span, str]]) -> tuple[tuple[Span, str], ...]:
    kept: list[tuple[Span, str]] = []
    for span, label in sorted(spans, key=lambda s: (s[0].start - s[0].end, s)):
        if not any(span.meets(other) for other, _ in kept):
            kept.append((span, label))
    return tuple(sorted(kept))


def by_sentence(document: Annotated) -> Iterator[Annotated]:
    """The document's sentences, each with the names that lie wholly inside."""
    for sentence in sentences(document.text):
        inside = ((span, label) for span, label in document.names if sentence.holds(span))
        moved = tuple((Span(s.start - sentence.start, s.end - sentence.start), label) for s, label in inside)
        yield Annotated(sentence.of(document.text), moved)


def renamed(sentence: Annotated, names: dict[str, list[str]], share: float, chance: Random) -> Annotated:
    """The sentence with that share of its names replaced by others of the same label, written as the old ones were.

    A model that meets each context with many names learns the context, not the names alone.
    """
    text, at, moved = "", 0, []
    for span, label in sentence.names:
        text += sentence.text[at : span.start]
        name = span.of(sentence.text)
        if chance.random() < share and len(name) > 4:
            other = chance.choice(names[label])
            name = other.capitalize() if name[0].isupper() else other.lower()
        moved.append((Span(len(text), len(text) + len(name)), label))
        text += name
        at = span.end
    return Annotated(text + sentence.text[at:], tuple(moved))
