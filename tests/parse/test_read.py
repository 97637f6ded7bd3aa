"""One door for all kinds of input."""

from pathlib import Path

import pytest

from pipeline.errors import Refusal
from pipeline.ingest import Located
from pipeline.model.document import Source
from pipeline.parse.read import ReadSettings, read
from tests.factories.tiny_pdf import tiny_pdf
from tests.shared import SHARED, needs_shared

KINDS = [
    ("text", b"A plain sentence.", "A plain sentence.", "plain text"),
    ("jats", b"<article><body><p>A marked sentence.</p></body></article>", "A marked sentence.", "JATS"),
]


@pytest.mark.parametrize(("kind", "data", "text", "why"), KINDS, ids=[why for *_, why in KINDS])
def test_a_source_is_read_by_its_kind(kind, data, text, why):
    assert read(Source("a", "a", kind, "", len(data)), data).text == text, why


@pytest.mark.parametrize("kind", ["text", "jats"])
def test_the_limit_holds_for_every_kind(kind):
    data = {k: d for k, d, *_ in KINDS}[kind]
    with pytest.raises(Refusal) as refusal:
        read(Source("a", "a", kind, "", len(data)), data, ReadSettings(max_chars=5))
    assert refusal.value.reason == "too_large"


def test_a_pdf_of_too_many_pages_is_refused_before_any_is_read():
    data = tiny_pdf("BT /F1 12 Tf 20 100 Td (One page of text.) Tj ET")
    source = Source("a", "a.pdf", "pdf", "", len(data))
    assert read(source, data, ReadSettings(max_pages=1)).text
    with pytest.raises(Refusal) as refusal:
        read(source, data, ReadSettings(max_pages=0))
    assert refusal.value.reason == "too_many_pages"


def test_the_place_of_a_file_stays_behind():
    located = Located("a", "a.txt", "text", "f" * 64, 3, Path("/secret/place/a.txt"))
    assert read(located, b"One sentence.").source == Source("a", "a.txt", "text", "f" * 64, 3)


@needs_shared
def test_a_real_pdf_is_read_with_references_and_call_outs():
    data = (SHARED / "corpus" / "seeds" / "yang2023_her2_bcbm_rt_targeted.pdf").read_bytes()
    document = read(Source("a", "a.pdf", "pdf", "", len(data)), data)
    assert [r.number for r in document.references] == list(range(1, 94))
    assert {n for c in document.callouts for n in c.numbers} == set(range(1, 94))
    with pytest.raises(Refusal) as refusal:
        read(Source("a", "a.pdf", "pdf", "", len(data)), data, ReadSettings(max_chars=1000))
    assert refusal.value.reason == "too_large"
