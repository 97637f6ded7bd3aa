"""What a page is made of before anyone has understood it: words and rulings with boxes, upright.

`pipeline.parse.pdf` makes these; layout and tables are pure geometry over them and need no PDF to be tested.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.geometry import Box


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters without a blank: `size` in points, `font` without subset prefix, `baseline` the y of its origin.

    `space_before` tells whether the text layer itself has a blank in front (else words were parted by their gap);
    `chars` are the x0 of each character of `text` and the last x1, so that a word can be cut at a column.
    `upright` is False for a word that does not run with the page (up the margin, slanting); it has no `chars`.
    """

    text: str
    box: Box
    size: float
    font: str = ""
    bold: bool = False
    italic: bool = False
    baseline: float = 0.0
    space_before: bool = True
    chars: tuple[float, ...] = ()
    upright: bool = True


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight drawn line, or the edge of a filled bar or box: horizontal where `box` is wider than high."""

    box: Box
    width: float = 0.5

    @property
    def horizontal(self) -> bool:
        """Whether it lies rather than stands."""
        return self.box.width >= self.box.height


@dataclass(frozen=True, slots=True)
class PageContent:
    """One page turned upright: words in the order of the text layer, rulings with collinear pieces joined.

    `hidden` are words that a reader cannot see, each with why; `fills` are shaded boxes (table rows are often shaded);
    `images` are boxes of pictures; `chars` counts the characters of the text layer, visible or not.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    fills: tuple[Box, ...] = ()
    images: tuple[Box, ...] = ()
    hidden: tuple[tuple[Word, str], ...] = ()
    rotation: int = 0
    chars: int = 0
    state: str = "read"
    floats: tuple[Box, ...] = ()
