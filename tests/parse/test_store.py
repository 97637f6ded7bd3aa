"""Documents as JSON: what is written is read back equal, and the same document gives the same bytes."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest import IngestSettings, Located, gather
from pipeline.model.document import Callout, Document, Figure, HiddenText, Page, Reference, Run, Section, Source
from pipeline.model.geometry import Box
from pipeline.model.table import Cell, Table
from pipeline.parse.read import read
from pipeline.parse.store import dumps, from_json, loads, to_json
from tests.shared import SHARED, needs_shared

POINT = st.floats(0, 2000, allow_nan=False)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
BOX = st.builds(lambda x, y, w, h: Box(x, y, x + w, y + h), POINT, POINT, POINT, POINT)
PAGE = st.none() | st.integers(1, 9)
CELL = st.builds(
    Cell, st.integers(0, 9), st.integers(0, 9), TEXT, st.integers(1, 3), st.integers(1, 3), PAGE, st.none() | BOX,
    st.lists(TEXT, max_size=2).map(tuple),
)  # fmt: skip
TABLE = st.builds(
    Table, TEXT, TEXT, st.lists(CELL, max_size=4).map(tuple), st.integers(0, 3), PAGE, st.none() | BOX,
    st.lists(st.integers(0, 9), max_size=2).map(tuple), TEXT, st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple), TEXT,
)  # fmt: skip
REFERENCE = st.builds(
    Reference, st.integers(1, 400), st.lists(TEXT, max_size=3).map(tuple), st.none() | st.integers(1800, 2035), TEXT, TEXT,
    TEXT, TEXT, TEXT,
)  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=6, max_size=40))
    return Document(
        source=Source(
            draw(TEXT), draw(TEXT), draw(st.sampled_from(["pdf", "jats", "text"])), draw(TEXT), draw(st.integers(0, 9))
        ),
        text=text,
        title=draw(TEXT),
        year=draw(st.none() | st.integers(1800, 2035)),
        pages=(Page(1, draw(POINT), draw(POINT), 90, "ocr"),),
        runs=(Run(0, 2, 1, draw(BOX)), Run(3, 5, 1, draw(BOX))),
        sections=(Section(draw(TEXT), 1, 0, 4, "abstract"),),
        tables=tuple(draw(st.lists(TABLE, max_size=2))),
        figures=(Figure(draw(TEXT), draw(TEXT), draw(PAGE), draw(st.none() | BOX)),),
        references=tuple(draw(st.lists(REFERENCE, max_size=2))),
        callouts=(Callout(0, 1, (1, 2)),),
        hidden=(HiddenText(1, draw(TEXT), "white"),),
        registry_ids=tuple(draw(st.lists(TEXT, max_size=2))),
        chars=draw(st.integers(0, 99)),
        flags=tuple(draw(st.lists(TEXT, max_size=2))),
    )


@given(documents())
@settings(max_examples=60)
def test_what_is_written_is_read_back_equal(document):
    assert loads(dumps(document)) == document
    assert dumps(loads(dumps(document))) == dumps(document)


@given(documents())
@settings(max_examples=20)
def test_the_file_is_plain_json_on_one_line(document):
    text = dumps(document)
    assert text.endswith("\n")
    assert "\n" not in text[:-1]
    assert json.loads(text) == json.loads(json.dumps(to_json(document)))


def test_the_keys_that_others_rely_on():
    """The contract of the issue and of the judges: tables with cells, references, call-outs by these names."""
    source = Source("paper", "a/paper.pdf", "pdf", "f" * 64, 7)
    table = Table("Table 1", "Doses", (Cell(0, 0, "x", page=2, box=Box(1, 2, 3, 4)),), page=2)
    written = to_json(
        Document(
            source,
            "One [1].",
            tables=(table,),
            references=(Reference(1, ("Park A",), 2009),),
            callouts=(Callout(4, 7, (1,)),),
        )
    )
    assert (written["doc_id"], written["text"]) == ("paper", "One [1].")
    assert written["tables"][0]["cells"] == [
        {"row": 0, "col": 0, "text": "x", "row_span": 1, "col_span": 1, "page": 2, "bbox": [1, 2, 3, 4], "notes": []}
    ]
    assert {"page", "caption", "label", "header_rows", "legend"} <= set(written["tables"][0])
    assert written["references"][0]["authors"] == ["Park A"]
    assert written["callouts"] == [{"start": 4, "end": 7, "numbers": [1]}]


@pytest.mark.parametrize("data", [{}, {"text": "x"}, {"source": {}}], ids=["empty", "no source", "empty source"])
def test_other_json_is_no_document(data):
    with pytest.raises((KeyError, TypeError)):
        from_json(data)


def papers() -> list[Located]:
    folders = [SHARED / "corpus" / name for name in ("pairs_jats", "real_jats", "seeds_text", "real")]
    found = gather(folders, IngestSettings()) if SHARED.is_dir() else ()
    return [source for source in found if isinstance(source, Located)]


@needs_shared
@pytest.mark.parametrize("source", papers(), ids=lambda s: s.path)
def test_real_papers_survive_the_file(source):
    document = read(source, source.location.read_bytes())
    assert loads(dumps(document)) == document
    assert str(source.location.parent) not in dumps(document), "no place of this machine enters a document"
