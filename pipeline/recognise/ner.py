"""Names of chemicals and conditions: the vocabularies' phrases and, for what they miss, the trained model.

The model is a small spaCy CNN (configs/models/names_cnn, its card beside it). Only spans leave this module. It sees the
words that no phrase explains and that could be part of a name (`attention`), with their neighbours.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from spacy.language import Language

from pipeline.errors import ConfigError
from pipeline.model.geometry import Span
from pipeline.model.mention import Concept, Mention, MentionKind
from pipeline.recognise import attention
from pipeline.recognise.abbreviations import in_parentheses
from pipeline.recognise.attention import Attention
from pipeline.recognise.name_models import LABELS, MODEL, UNTYPED, installed, shipped
from pipeline.recognise.sentences import sentences
from pipeline.recognise.terms import Terms, terms
from pipeline.vocabulary import config_root
from pipeline.vocabulary.spelling import word_key

KIND_OF_TERM: dict[str, MentionKind] = {"drug": "chemical", "chemical": "chemical", "adverse_event": "condition"}
REFUSED = "refused_phrases.txt"
BLOCK = 6000


def names_in(nlp: Language, text: str, spans: Iterable[Span] | None = None) -> Iterator[tuple[Span, str]]:
    """The names that the model marks in those stretches of the text (its sentences by default), with their labels."""
    asked = list(sentences(text) if spans is None else spans)
    for span, doc in zip(asked, nlp.pipe([s.of(text) for s in asked], batch_size=128)):
        for entity in doc.ents:
            yield Span(span.start + entity.start_char, span.start + entity.end_char), entity.label_


@dataclass(frozen=True)
class NameModel:
    """The trained model with what it must know; make it with `name_model`, once.

    `refused` are phrases of the vocabularies that the training text does not mark as names; `title` is what `by` says.
    """

    title: str
    nlp: Language
    terms: Terms
    attention: Attention
    refused: frozenset[str]

    def find(self, text: str) -> tuple[Mention, ...]:
        """Mentions of kind `chemical` and `condition`, ascending, none overlapping another.

        Where a phrase and the model both mark words, the model draws the borders ("pulmonary hypertension"). A long
        text is read in blocks of an abstract's length, each with its own definitions and repeats: time stays linear.
        """
        return tuple(_moved(m, block.start) for block in _blocks(text) for m in self._in_block(block.of(text)))

    def _in_block(self, text: str) -> list[Mention]:
        phrases = list(self._phrases(text))
        windows = self.attention.windows(text, {at for m in phrases for at in range(m.start, m.end)})
        names = names_in(self.nlp, text, windows)
        marked = [self._marked(text, s, kind) for s, label in names if (kind := _kind_of(s, label, phrases))]
        found = _as_defined(text, _added(marked, phrases))
        return sorted(_added(found, _repeated(text, found)), key=lambda m: m.start)

    def _marked(self, text: str, span: Span, kind: MentionKind) -> Mention:
        return Mention(kind, span.start, span.end, span.of(text), None, f"model:{self.title}")

    def _phrases(self, text: str) -> Iterator[Mention]:
        for m in self.terms.find(text):
            single = isinstance(m.value, Concept) and not m.value.members
            if m.kind in KIND_OF_TERM and single and word_key(m.text) not in self.refused:
                yield Mention(KIND_OF_TERM[m.kind], m.start, m.end, m.text, m.value, m.by)


def _kind_of(span: Span, label: str, phrases: Iterable[Mention]) -> MentionKind | None:
    if label != UNTYPED:
        return LABELS.get(label)
    return next((phrase.kind for phrase in phrases if span.holds(phrase.span)), None)


def _blocks(text: str) -> Iterator[Span]:
    """The text cut at blanks into blocks of about `BLOCK` characters, where it can between paragraphs.

    What goes on without a blank for another block's length is cut all the same: no name is that long.
    """
    start = 0
    while len(text) - start > BLOCK:
        cut = max(text.rfind("\n\n", start, start + BLOCK), text.rfind(". ", start, start + BLOCK) + 1)
        cut = cut if cut > start else text.find(" ", start + BLOCK, start + 2 * BLOCK)
        cut = cut if cut > start else min(start + 2 * BLOCK, len(text))
        yield Span(start, cut)
        start = cut
    yield Span(start, len(text))


def _moved(mention: Mention, by: int) -> Mention:
    return replace(mention, start=mention.start + by, end=mention.end + by) if by else mention


def _added(first: list[Mention], more: Iterable[Mention]) -> list[Mention]:
    """The first mentions and those of the others that overlap none before them, longer ones before shorter."""
    taken = {at for m in first for at in range(m.start, m.end)}
    kept = list(first)
    for mention in sorted(more, key=lambda m: (m.start - m.end, m.start)):
        if taken.isdisjoint(range(mention.start, mention.end)):
            taken.update(range(mention.start, mention.end))
            kept.append(mention)
    return kept


def _as_defined(text: str, found: list[Mention]) -> list[Mention]:
    """The mentions with every short form meaning what the text says: what its long form ends on, or no name at all."""
    by_words = {m.text.lower(): m for m in found}
    for short, long in in_parentheses(text) if "(" in text else ():
        ends = (m for words, m in by_words.items() if long.lower() == words or long.lower().endswith(" " + words))
        named = next(ends, None)
        if named is not None:
            others = [m for m in found if m.text != short]
            found = _added(others, _places(text, short, named, "abbreviation"))
        elif " " in long:
            found = [m for m in found if m.text != short]
    return found


def _repeated(text: str, found: list[Mention]) -> Iterator[Mention]:
    """The places of a name that were passed over, where at least a third of its places were found."""
    counts = Counter((m.text.lower(), m.kind) for m in found if len(m.text) > 2)
    first = {(m.text.lower(), m.kind): m for m in reversed(found)}
    lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)  # as long as the text: offsets must hold
    for (words, kind), count in counts.items():
        places = list(_places(lowered, words, first[words, kind], "repeated"))
        if len(places) > count and count * 3 >= len(places):
            yield from (replace(place, text=text[place.start : place.end]) for place in places)


def _places(text: str, words: str, like: Mention, by: str) -> Iterator[Mention]:
    for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text):
        yield Mention(like.kind, match.start(), match.end(), match[0], like.value, f"{by}:{like.by}")


@lru_cache(maxsize=2)
def name_model(root: Path | None = None, model: str = MODEL) -> NameModel:
    """The trained model with the vocabularies; `model` may name an installed spaCy package instead, such as scispaCy's.

    ConfigError where it does not stand, with the remedy.
    """
    folder = config_root(root) / "models" / MODEL
    try:
        refused = frozenset((folder / REFUSED).read_text("utf-8").split("\n"))
        nlp = shipped(folder, root) if model == MODEL else installed(model)
        return NameModel(model, nlp, terms(root), attention.read(folder), refused)
    except (FileNotFoundError, ValueError) as error:
        raise ConfigError(f"the files of the model {MODEL} are not whole; run make model ({error})") from error
