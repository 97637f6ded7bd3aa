"""Trains the name model: a small spaCy CNN that marks chemicals and conditions (`make model`).

Usage: python -m pipeline.recognise.train BC5CDR_FOLDER MODEL_FOLDER [--measure]
With --measure it learns from the training set alone and prints its figures on the development set; without, it learns
from both and writes the model. The test set is never opened here. One thread, fixed seed.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

from spacy.language import Language
from spacy.training import Example
from spacy.util import fix_random_seed, minibatch  # type: ignore[attr-defined]

from pipeline.recognise import attention
from pipeline.recognise.corpus import LABEL_OF, Annotated, by_sentence, read_pubtator, renamed
from pipeline.recognise.features import ATTRIBUTES, CHEMICAL_LISTS, blank_model
from pipeline.recognise.name_models import add_recogniser
from pipeline.recognise.ner import KIND_OF_TERM, REFUSED, names_in
from pipeline.recognise.terms import terms
from pipeline.vocabulary import load
from pipeline.vocabulary.spelling import word_key

_PLAIN_NAME = re.compile(r"[A-Za-z-]{5,22}(?: [A-Za-z-]{4,14}){0,2}")


@dataclass(frozen=True, slots=True)
class TrainSettings:
    """`renamed_share` of the sentences come a second time each epoch, `swap_share` of their names replaced."""

    epochs: int = 13
    batch: int = 32
    dropout: float = 0.3
    learn_rate: float = 0.001
    renamed_share: float = 0.5
    swap_share: float = 0.6
    seed: int = 1


def train(sentences: list[Annotated], settings: TrainSettings) -> Language:
    """A pipeline with the trained recogniser, its weights averaged over training; prints the loss of each epoch."""
    fix_random_seed(settings.seed)
    chance = Random(settings.seed)
    nlp, names = blank_model(), other_names()
    add_recogniser(nlp)
    true = [example(nlp, sentence) for sentence in sentences]
    optimizer = nlp.initialize(lambda: true)
    optimizer.learn_rate = settings.learn_rate
    for epoch in range(settings.epochs):
        examples = true + [example(nlp, s) for s in _renamed(sentences, names, settings, chance)]
        chance.shuffle(examples)
        losses: dict[str, float] = {}
        for batch in minibatch(examples, size=settings.batch):  # type: ignore[no-untyped-call]
            nlp.update(batch, drop=settings.dropout, sgd=optimizer, losses=losses)
        print(f"epoch {epoch + 1}: loss {losses['ner']:.0f}", flush=True)
    recogniser: Any = nlp.get_pipe("ner")
    with nlp.use_params(optimizer.averages):
        weights = recogniser.to_bytes()
    recogniser.from_bytes(weights)
    return nlp


def _renamed(
    sentences: Iterable[Annotated], names: dict[str, list[str]], settings: TrainSettings, chance: Random
) -> Iterator[Annotated]:
    for sentence in sentences:
        if sentence.names and chance.random() < settings.renamed_share:
            yield renamed(sentence, names, settings.swap_share, chance)


def example(nlp: Language, sentence: Annotated) -> Example:
    """The sentence as spaCy learns from it; a name that ends inside a word is left out."""
    doc = nlp.make_doc(sentence.text)
    spans = ((span.start, span.end, label) for span, label in sentence.names)
    return Example.from_dict(doc, {"entities": [s for s in spans if doc.char_span(s[0], s[1]) is not None]})


def other_names() -> dict[str, list[str]]:
    """Names of the vocabularies to replace those of the corpus with, by label, sorted."""
    chemicals = {entry.name for title in CHEMICAL_LISTS for entry in load(title).entries}
    conditions = {form for e in load("adverse_events").entries if e.group != "collective" for form in e.forms}
    return {
        "chemical": sorted(name for name in chemicals if _PLAIN_NAME.fullmatch(name)),
        "condition": sorted(name for name in conditions if _PLAIN_NAME.fullmatch(name)),
    }


def refused_phrases(documents: Iterable[Annotated]) -> list[str]:
    """Phrases of the vocabularies that the corpus leaves unmarked at more than half of their places."""
    places: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    for document in documents:
        gold = {(span.start, span.end, label) for span, label in document.names}
        for m in terms().find(document.text):
            if m.kind in KIND_OF_TERM:
                places[word_key(m.text)] += 1
                marked[word_key(m.text)] += (m.start, m.end, KIND_OF_TERM[m.kind]) in gold
    return sorted(phrase for phrase, n in places.items() if 2 * marked[phrase] < n)


def measure(nlp: Language, documents: Iterable[Annotated]) -> dict[str, float]:
    """Exact precision, recall and F1 of the model alone over the documents."""
    hits = wrong = missed = 0
    for document in documents:
        gold, found = set(document.names), set(names_in(nlp, document.text))
        hits, wrong, missed = hits + len(gold & found), wrong + len(found - gold), missed + len(gold - found)
    return {
        "precision": hits / max(1, hits + wrong), "recall": hits / max(1, hits + missed),
        "f1": 2 * hits / max(1, 2 * hits + wrong + missed),
    }  # fmt: skip


def main(data: str, target: str, *flags: str) -> None:
    """Train, then measure on the development set or write the model."""
    training, development = (
        list(read_pubtator(Path(data) / f"CDR_{part}Set.PubTator.txt")) for part in ("Training", "Development")
    )
    measuring = "--measure" in flags
    sentences = [s for d in (training if measuring else training + development) for s in by_sentence(d)]
    settings = TrainSettings()
    nlp = train(sentences, settings)
    if measuring:
        print(json.dumps(measure(nlp, development), indent=1))
        return
    folder = Path(target)
    folder.mkdir(parents=True, exist_ok=True)
    recogniser: Any = nlp.get_pipe("ner")
    recogniser.to_disk(folder / "ner", exclude=["vocab"])
    attention.write(attention.learned(training + development), folder)
    (folder / REFUSED).write_text("\n".join(refused_phrases(training + development)) + "\n", encoding="utf-8")
    meta = {"labels": sorted(LABEL_OF.values()), "attributes": ATTRIBUTES, "settings": asdict(settings)}
    (folder / "meta.json").write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
