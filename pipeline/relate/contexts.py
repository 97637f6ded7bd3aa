"""Why the numbers of the prose would be left out of the table, wherever a rule of context speaks against them."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.model.document import Document
from pipeline.model.mention import Recognised
from pipeline.relate.context import load_rules
from pipeline.relate.sentences import sentences_of

# The kinds of finding that a mention's number could have become part of
COULD_BE: Mapping[str, tuple[str, ...]] = {
    "percent": ("outcome", "adverse_event"),
    "count": ("outcome", "adverse_event", "trial"),
    "sample_size": ("trial",),
    "number": ("outcome", "adverse_event", "trial"),
    "duration": ("outcome",),
    "ratio": ("outcome",),
    "interval": ("outcome",),
    "drug_dose": ("drug_dose",),
    "rt_dose": ("radiotherapy",),
    "rt_fractions": ("radiotherapy",),
}


def contexts(document: Document, recognised: Recognised) -> dict[int, str]:
    """By offset of a mention in the linear text: why its number is no result of a study in humans."""
    rules = load_rules()
    found = {}
    for sentence in sentences_of(document, recognised):
        said = rules.said(sentence)
        for mention in sentence.mentions:
            reasons = (said.left_out(mention.start, kind) for kind in COULD_BE.get(mention.kind, ()))
            if reason := next(filter(None, reasons), ""):
                found[mention.start] = reason
    return found
