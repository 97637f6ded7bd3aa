"""Which words of a text the name model is asked about: those that training text often used in a name, or never saw.

A word asks when it is often part of a name itself, when it is unusual (digits, capitals inside), or when its last four
letters are those of names. The model sees the word with its neighbours, no more than its convolutions reach.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.model.geometry import Span
from pipeline.recognise.corpus import Annotated
from pipeline.recognise.sentences import sentences
from pipeline.vocabulary.spelling import word_key

FILES = ("plain_words", "name_words", "plain_endings")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]{2,}")
_TOKEN = re.compile(r"\S+")
_UNUSUAL = re.compile(r"[0-9]|.[A-Z]")
_ENDING = 4
_NEIGHBOURS = 4
# A word asks from this share of its places in names; endings are smoothed towards one in three.
_SHARE = 0.3
_OFTEN = 3


@dataclass(frozen=True)
class Attention:
    """`plain_words` never ask, `name_words` always do; any other word asks unless its ending is a plain one."""

    plain_words: frozenset[str]
    name_words: frozenset[str]
    plain_endings: frozenset[str]

    def asks(self, word: str) -> bool:
        """Whether the model should see the word."""
        key = word_key(word)
        if key in self.plain_words or key in self.name_words:
            return key in self.name_words
        return _UNUSUAL.search(word) is not None or key[-_ENDING:] not in self.plain_endings

    def windows(self, text: str, covered: Collection[int]) -> list[Span]:
        """The stretches of the text that the model should see, ascending, each inside one sentence.

        `covered` are the offsets that phrases already explain.
        """
        asking = [w.start() for w in _WORD.finditer(text) if w.start() not in covered and self.asks(w[0])]
        return [window for sentence in sentences(text) for window in _around(text, sentence, asking)]


def _around(text: str, sentence: Span, asking: list[int]) -> Iterator[Span]:
    """The words of the sentence that ask, each with its neighbours; stretches that touch are one."""
    inside = asking[bisect_left(asking, sentence.start) : bisect_left(asking, sentence.end)]
    if not inside:
        return
    words = [Span(sentence.start + m.start(), sentence.start + m.end()) for m in _TOKEN.finditer(sentence.of(text))]
    starts = [word.start for word in words]
    places = (bisect_right(starts, offset) - 1 for offset in inside)
    first, last = 0, -1
    for place in places:
        if place - _NEIGHBOURS > last + 1:
            if last >= 0:
                yield Span(words[first].start, words[last].end)
            first = place - _NEIGHBOURS
        last = min(len(words) - 1, place + _NEIGHBOURS)
    yield Span(words[first].start, words[last].end)


def learned(documents: Iterable[Annotated]) -> Attention:
    """What the annotated documents teach: how often each word, and each ending of a word, stands in a name."""
    places: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for document in documents:
        covered = {at for span, _ in document.names for at in range(span.start, span.end)}
        for word in _WORD.finditer(document.text):
            places[word_key(word[0])] += 1
            named[word_key(word[0])] += word.start() in covered
    words: Counter[str] = Counter(key[-_ENDING:] for key in places)
    of_names: Counter[str] = Counter(key[-_ENDING:] for key in places if named[key])
    often = [key for key, n in places.items() if n >= _OFTEN]
    return Attention(
        frozenset(key for key in often if named[key] < _SHARE * places[key]),
        frozenset(key for key in often if named[key] >= _SHARE * places[key]),
        frozenset(e for e, n in words.items() if (of_names[e] + 0.5) / (n + 1.5) < _SHARE),
    )


def write(attention: Attention, folder: Path) -> None:
    """Write the three word lists as text, one word a line, sorted."""
    for name in FILES:
        (folder / f"{name}.txt").write_text("\n".join(sorted(getattr(attention, name))) + "\n", encoding="utf-8")


def read(folder: Path) -> Attention:
    """The lists that `write` wrote; OSError where one does not stand."""
    return Attention(*(frozenset((folder / f"{name}.txt").read_text("utf-8").split()) for name in FILES))
