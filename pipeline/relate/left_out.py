"""Numbers that are no result of a study in humans: left out of the table, each with its reason (`--all` shows them)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.document import Document
from pipeline.model.mention import MentionKind, Recognised
from pipeline.relate.context import load_rules
from pipeline.relate.sentences import sentences_of

KIND_OF: dict[MentionKind, str] = {
    "drug_dose": "drug_dose", "rt_dose": "radiotherapy", "sample_size": "trial",
    "percent": "outcome", "duration": "outcome", "ratio": "outcome", "count": "adverse_event",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LeftOut:
    """`text` stands from `start` to `end` of the linear text; `kind` is what it would be, `reason` why it is not."""

    start: int
    end: int
    text: str
    kind: str
    reason: str


def left_out(document: Document, recognised: Recognised) -> Iterator[LeftOut]:
    """The numbers of the prose that the context rules keep out of the table, in reading order."""
    rules = load_rules()
    for sentence in sentences_of(document, recognised):
        events = bool(sentence.of_kind("adverse_event"))
        for mention in sentence.of_kind(*KIND_OF):
            kind = "adverse_event" if events and KIND_OF[mention.kind] == "outcome" else KIND_OF[mention.kind]
            if reason := rules.left_out(sentence, mention.start, kind):
                yield LeftOut(mention.start, mention.end, mention.text, kind, reason)
