"""Printed sheets for layout: lines of words at given places, in a face whose letters are all half an em wide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.model.geometry import Box
from pipeline.parse.primitives import PageContent, Word

WIDTH, HEIGHT = 600.0, 800.0
PITCH = 1.2


def word(text: str, x: float, baseline: float, size: float = 10.0, font: str = "Serif", bold: bool = False) -> Word:
    """A word that starts at x; each of its letters is half its size wide."""
    pens = tuple(x + 0.5 * size * k for k in range(len(text) + 1))
    box = Box(x, baseline - 0.78 * size, pens[-1], baseline + 0.22 * size)
    return Word(text, box, size, font, bold, baseline=baseline, chars=pens)


def line(
    text: str, x: float, baseline: float, size: float = 10.0, font: str = "Serif", bold: bool = False
) -> list[Word]:
    """The words of a line, a third of an em between them."""
    out: list[Word] = []
    for part in text.split():
        out.append(word(part, x, baseline, size, font, bold))
        x = out[-1].box.x1 + size / 3
    return out


def column(
    texts: Iterable[str], x: float, top: float, size: float = 10.0, font: str = "Serif", bold: bool = False
) -> list[Word]:
    """Lines below each other."""
    return [w for k, text in enumerate(texts) for w in line(text, x, top + k * PITCH * size, size, font, bold)]


def sheet(words: Sequence[Word], number: int = 1) -> PageContent:
    """A page of these words in the order of the text layer."""
    return PageContent(number, WIDTH, HEIGHT, tuple(words), chars=sum(len(w.text) for w in words))


def moved(given: Word, dx: float, dy: float) -> Word:
    """The word elsewhere."""
    box = given.box
    return replace(
        given, box=Box(box.x0 + dx, box.top + dy, box.x1 + dx, box.bottom + dy), baseline=given.baseline + dy,
        chars=tuple(x + dx for x in given.chars),
    )  # fmt: skip


def scaled(given: Word, by: float) -> Word:
    """The word on a page enlarged by the factor."""
    box = given.box
    return replace(
        given, box=Box(box.x0 * by, box.top * by, box.x1 * by, box.bottom * by), size=given.size * by,
        baseline=given.baseline * by, chars=tuple(x * by for x in given.chars),
    )  # fmt: skip


def cut(given: Word, at: int) -> list[Word]:
    """The word as two that touch, as some text layers have it."""
    if not 0 < at < len(given.text):
        return [given]
    middle = given.chars[at]
    left = replace(given, text=given.text[:at], box=replace(given.box, x1=middle), chars=given.chars[: at + 1])
    right = replace(
        given, text=given.text[at:], box=replace(given.box, x0=middle), chars=given.chars[at:], space_before=False
    )
    return [left, right]
