"""What a linter says against a vocabulary: the rules that keep a look-up table unambiguous."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.vocabulary.spelling import folded
from pipeline.vocabulary.tables import Entry, Vocabulary


def faults(vocabulary: Vocabulary, stop_words: Iterable[str]) -> Iterator[str]:
    """What a linter says against a vocabulary, one sentence each; nothing where it is sound.

    No form names two entries, none is a stop word, every row has a name and a source.
    """
    stop = {folded(word) for word in stop_words}
    owner: dict[str, Entry] = {}
    for entry in vocabulary.entries:
        if not entry.name or not entry.source:
            yield f"{vocabulary.title}: the row {entry.name or '(without a name)'} has no name or no source"
        for form in dict.fromkeys(folded(form) for form in entry.forms):
            if owner.setdefault(form, entry) is not entry:
                yield f"{vocabulary.title}: '{form}' names both {owner[form].name} and {entry.name}"
            if form in stop:
                yield f"{vocabulary.title}: '{form}' of {entry.name} is an English stop word"
