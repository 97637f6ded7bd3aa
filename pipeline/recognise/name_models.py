"""spaCy models that mark names: the architecture of the one that ships, and how that and installed ones are loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from pipeline.errors import ConfigError
from pipeline.model.mention import MentionKind
from pipeline.recognise.features import ATTRIBUTES, blank_model

# The labels of the model that ships and of scispaCy's models for the same two things; what its en_core_sci models mark
# without a kind is of the kind of a phrase inside.
LABELS: dict[str, MentionKind] = {
    "chemical": "chemical", "condition": "condition", "CHEMICAL": "chemical", "DISEASE": "condition",
}  # fmt: skip
UNTYPED = "ENTITY"
MODEL = "names_cnn"
WIDTH, DEPTH = 96, 4
ROWS = (5000, 2000, 3000, 1000, 10, 10)


def add_recogniser(nlp: Language) -> None:
    """Add the untrained entity recogniser to the pipeline: hashed word features, four convolutions, transitions."""
    embed = {
        "@architectures": "spacy.MultiHashEmbed.v2", "width": WIDTH, "attrs": list(ATTRIBUTES), "rows": list(ROWS),
        "include_static_vectors": False,
    }  # fmt: skip
    encode = {
        "@architectures": "spacy.MaxoutWindowEncoder.v2", "width": WIDTH, "window_size": 1, "maxout_pieces": 3,
        "depth": DEPTH,
    }  # fmt: skip
    model = {
        "@architectures": "spacy.TransitionBasedParser.v2", "state_type": "ner", "extra_state_tokens": False,
        "hidden_width": 64, "maxout_pieces": 2, "use_upper": True, "nO": None,
        "tok2vec": {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode},
    }  # fmt: skip
    recogniser: Any = nlp.add_pipe("ner", config={"model": model})
    for label in ("chemical", "condition"):
        recogniser.add_label(label)


def shipped(folder: Path, root: Path | None) -> Language:
    """The model of that folder, its words with the features of the vocabularies below `root`."""
    nlp = blank_model(root)
    add_recogniser(nlp)
    recogniser: Any = nlp.get_pipe("ner")
    recogniser.from_disk(folder / "ner", exclude=["vocab"])
    return nlp


def installed(model: str) -> Language:
    """The installed package; ConfigError where there is none, it does not load, or it marks none of our two things."""
    if not spacy.util.is_package(model):
        raise ConfigError(
            f"the model {model} is not installed; pip install it from the page of its makers, or name {MODEL}"
        )
    try:
        nlp = spacy.load(model)
    except (OSError, ImportError, ValueError) as error:
        raise ConfigError(f"the model {model} does not load with this spaCy: {error}") from error
    marks = {label for labels in nlp.pipe_labels.values() for label in labels}
    if marks.isdisjoint((*LABELS, UNTYPED)):
        raise ConfigError(f"the model {model} marks neither chemicals nor conditions; name en_ner_bc5cdr_md or {MODEL}")
    return nlp
