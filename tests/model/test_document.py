"""A document by its text: the way back to the page, the headings above a place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.document import Callout, Document, Reference, Run, Section, Source
from pipeline.model.geometry import Box, Span

SOURCE = Source("paper", "paper.pdf", "pdf", "0" * 64, 1)
TEXT = "Methods Drugs were given."
RUNS = tuple(Run(a, b, 1, Box(a, 0, b, 1)) for a, b in ((0, 7), (8, 13), (14, 18), (19, 25)))
PAPER = Document(
    SOURCE,
    TEXT,
    runs=RUNS,
    sections=(Section("Methods", 1, 0, 25), Section("", 2, 8, 25), Section("Drugs", 3, 8, 13)),
    references=(Reference(3, title="third"), Reference(7, title="seventh")),
)


@given(st.integers(0, 25), st.integers(0, 25))
def test_the_runs_of_a_span_are_those_that_share_a_character_with_it(a, b):
    span = Span(min(a, b), max(a, b))
    if span.start < span.end:
        assert PAPER.runs_of(span) == tuple(r for r in RUNS if r.start < span.end and span.start < r.end)


@pytest.mark.parametrize(
    ("offset", "path"),
    [(0, "Methods"), (9, "Methods > Drugs"), (20, "Methods"), (25, "")],
    ids=["under one", "under two, a section without heading between", "after the inner one", "behind the text"],
)
def test_the_headings_above_a_place(offset, path):
    assert PAPER.heading_path(offset) == path


def test_a_reference_is_found_by_its_number_not_by_its_place():
    assert PAPER.reference(7).title == "seventh"
    assert PAPER.reference(1) is None


@pytest.mark.parametrize(
    ("parts", "complaint"),
    [
        ({"runs": (RUNS[1], RUNS[0])}, "out of order"),
        ({"runs": (Run(20, 26, 1, Box(0, 0, 1, 1)),)}, "outside the text of paper"),
        ({"runs": (Run(3, 3, 1, Box(0, 0, 1, 1)),)}, "out of order"),
        ({"sections": (Section("Late", 1, 20, 26),)}, "outside the text of paper"),
        ({"callouts": (Callout(24, 26, (1,)),)}, "outside the text of paper"),
    ],
    ids=["runs that go back", "a run beyond the text", "an empty run", "a section beyond", "a call-out beyond"],
)
def test_no_document_points_outside_its_text(parts, complaint):
    with pytest.raises(ValueError, match=complaint):
        Document(SOURCE, TEXT, **parts)
