"""Endpoints that no vocabulary lists, as outcome mentions named as printed: "laryngectomy-free survival", "stoma rate".

Which words make a phrase an endpoint, and which end its name, stands in configs/endpoints.csv. A phrase whose words in
front of the endpoint's own are all plain ("overall", "estimated") has no name of its own and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipeline.model.mention import Concept, Mention
from pipeline.relate.sentences import Sentence
from pipeline.vocabulary.rows import rows_of
from pipeline.vocabulary.tables import once_a_folder

ENDPOINTS = "endpoints"
MOST_WORDS = 3
_WORD = r"[A-Za-z][\w/-]*"
_BEFORE = re.compile(rf"({_WORD})[ \n]$")
_BEHIND = re.compile(rf"[ \n]({_WORD})")
_FREE = rf"{_WORD}(?:[- ]free)\s(?:survival|interval)"
_SPECIFIC = rf"{_WORD}-specific\s(?:survival|mortality)"
_FREEDOM = re.compile(r"\b(?:freedom|free)\s(?:from|of)\b", re.I)
_RATE = r"\srates?"
_ONLY_RATE = re.compile(r"\s(?:rates?|interval)$", re.I)
_OF_EVENTS = re.compile(r"(?:control|survival|progression|recurrence|relapse) rates?$", re.I)


@dataclass(frozen=True)
class EndpointWords:
    """The words of configs/endpoints.csv by their shape."""

    by_shape: dict[str, tuple[str, ...]]

    @cached_property
    def _heads(self) -> re.Pattern[str]:
        """The words that end a name: with "rate" behind them, or such as need none."""
        bare, rated = self._any("bare"), self._any("rate")
        return re.compile(
            rf"(?<![\w-])(?:{_FREE}|{_SPECIFIC}|(?:{bare}|{rated}){_RATE}|(?P<bare>{bare}))(?![\w-])", re.I
        )

    @cached_property
    def _of(self) -> re.Pattern[str]:
        heads = f"(?:{self._any('bare')}|{self._any('rate')})"
        return re.compile(rf"\brates?\sof\s(?P<name>(?:{_WORD}\s){{0,{MOST_WORDS}}}?{heads})(?![\w-])", re.I)

    @cached_property
    def _times(self) -> re.Pattern[str]:
        last = self._any("time")
        return re.compile(rf"\btime[ -]to[ -](?:{_WORD}\s){{0,{MOST_WORDS}}}?{last}(?![\w-])", re.I)

    def _any(self, shape: str) -> str:
        words = (rf"[a-z]+{w[1:]}" if w.startswith("-") else re.escape(w) for w in self.by_shape[shape])
        return f"(?:{'|'.join(words)})s?"

    def find(self, sentence: Sentence) -> Iterator[Mention]:
        """The endpoints of the sentence that no vocabulary lists; none inside a longer listed one."""
        listed = sentence.of_kind("outcome", "adverse_event")
        for start, end in sorted({*self._spans(sentence.text)}):
            printed = sentence.text[start:end]
            over = [m for m in listed if m.start < sentence.start + end and sentence.start + start < m.end]
            core = len(_ONLY_RATE.sub("", printed))
            if all(sentence.start + start <= m.start and m.end - m.start < core for m in over):
                offsets = (start + sentence.start, end + sentence.start)
                yield Mention("outcome", *offsets, printed, Concept(name_of(printed)), ENDPOINTS)

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        for head in self._heads.finditer(text):
            start = self._begin(text, head.start())
            if start < head.start() or not head["bare"]:
                yield start, head.end()
        yield from (m.span() for m in self._of.finditer(text) if not self._stops(m["name"].split()))
        yield from (m.span() for m in self._times.finditer(text) if not self._stops(m[0].split()[2:]))
        yield from self._freedoms(text)

    def _begin(self, text: str, head: int) -> int:
        """Where the name begins: up to three words in front that neither stop it nor are plain at its beginning."""
        words: list[int] = []
        at = head
        while len(words) < MOST_WORDS and (found := _BEFORE.search(text, max(0, at - 40), at)):
            if found[1].lower() in self.by_shape["stop"]:
                break
            at = found.start()
            words.append(at)
        return next((s for s in reversed(words) if not self._is_plain(text, s)), head)

    def _is_plain(self, text: str, start: int) -> bool:
        word = re.match(_WORD, text[start:])
        plain = self.by_shape["plain"]
        return word is not None and (word[0].lower() in plain or word[0].lower().rsplit("-", 1)[-1] in plain)

    def _stops(self, words: Sequence[str]) -> bool:
        return any(w.lower() in self.by_shape["stop"] for w in words)

    def _freedoms(self, text: str) -> Iterator[tuple[int, int]]:
        for lead in _FREEDOM.finditer(text):
            end = lead.end()
            for _ in range(MOST_WORDS + 1):
                following = _BEHIND.match(text, end)
                if following is None or following[1].lower() in self.by_shape["stop"]:
                    break
                end = following.end()
            if end > lead.end():
                yield lead.start(), end


def name_of(printed: str) -> str:
    """The endpoint as printed, in lower case but for its short forms; a rate in the singular, that of events bare."""
    words = [w if sum(c.isupper() for c in w) > 1 else w.lower() for w in printed.split()]
    name = re.sub(r"^rates? of (.+)$", r"\1 rate", " ".join(words))
    name = re.sub(r"^free (?:from|of) ", "freedom from ", name)
    if _OF_EVENTS.search(name):
        return re.sub(r" rates?$", "", name)
    return re.sub(r"\brates$", "rate", name.replace("time-to-", "time to "))


@once_a_folder
def load_endpoint_words(root: Path) -> EndpointWords:
    """The words of configs/endpoints.csv, read once a folder."""
    rows = rows_of("endpoints.csv", ("shape", "word"), root)
    shapes = ("bare", "rate", "time", "plain", "stop")
    return EndpointWords({shape: tuple(r["word"] for r in rows if r["shape"] == shape) for shape in shapes})
