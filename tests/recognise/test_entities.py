"""Entities: each concept of a document once, with its wordings, collectives opened, look-alikes left out."""

from __future__ import annotations

import pytest

from pipeline.model.geometry import Span
from pipeline.model.mention import Concept, Mention, Passage, Recognised
from pipeline.recognise.entities import Entity, entities


def passage(*words: tuple[str, str, Concept]) -> Passage:
    text, mentions = "", []
    for kind, printed, concept in words:
        mentions.append(Mention(kind, len(text), len(text) + len(printed), printed, concept, "test"))  # type: ignore[arg-type]
        text += printed + " "
    return Passage(text, tuple(mentions))


def test_wordings_are_gathered_from_text_cells_and_captions() -> None:
    drug = Concept("trastuzumab emtansine")
    recognised = Recognised(
        passage(("drug", "T-DM1", drug), ("drug", "T-DM1", drug), ("outcome", "ORR", Concept("ORR"))),
        {(0, 1, 0): passage(("drug", "Kadcyla", drug))},
        {0: passage(("adverse_event", "nausea", Concept("nausea")))},
    )
    assert entities(recognised) == (
        Entity("drug", "trastuzumab emtansine", ("T-DM1", "Kadcyla"), 3),
        Entity("adverse_event", "nausea", ("nausea",), 1),
    )


def test_a_regimen_counts_for_each_of_its_drugs() -> None:
    found = entities(Recognised(passage(("drug", "TH", Concept("TH", members=("paclitaxel", "trastuzumab"))))))
    assert [e.canonical for e in found] == ["paclitaxel", "trastuzumab"]


def test_a_look_alike_is_no_entity() -> None:
    found = Recognised(passage(("registry_id", "N\u0421T00470847", Concept("N\u0421T00470847", flags=("confusable",)))))
    assert entities(found) == ()


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        pytest.param("Stroke occurred in two patients.", True, id="an event"),
        pytest.param("Patients with stroke were excluded.", False, id="a reason to leave someone out"),
        pytest.param("A history of stroke was common.", False, id="a history"),
        pytest.param("Stroke led to the exclusion of lapatinib from the label.", False, id="the cue, whatever it says"),
    ],
)
def test_a_disease_that_was_there_before_is_no_event(sentence: str, counts: bool) -> None:
    text = f"Methods. {sentence} The end."
    at = text.lower().index("stroke")
    stroke = Mention("adverse_event", at, at + 6, text[at : at + 6], Concept("stroke"), "test")
    spans = (Span(0, 8), Span(9, 9 + len(sentence)), Span(10 + len(sentence), len(text)))
    assert bool(entities(Recognised(Passage(text, (stroke,), spans)))) is counts
