"""A PDF that was cut off gives the pages before the cut, and is never called whole."""

import pytest

from pipeline.errors import Refusal
from pipeline.parse.engines import read_pages
from pipeline.parse.salvage import salvaged
from tests.factories.tiny_pdf import tiny_pdf
from tests.shared import SHARED, needs_shared

TEXT = "BT /F1 10 Tf 20 100 Td (Trial NCT00470847 enrolled 120 patients.) Tj ET"
FONT = "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >> >>"


def first_pages(*contents: str) -> bytes:
    """The start of a file whose catalogue and page tree were to come at the end: page objects, then their contents."""
    pages = [
        f"{n} 0 obj\n<< /Type /Page /Parent 99 0 R /MediaBox [0 0 300 200] /Resources {FONT} /Contents {n + 50} 0 R >>\nendobj\n"
        for n in range(1, len(contents) + 1)
    ]
    streams = [
        f"{n + 50} 0 obj\n<< /Length {len(text)} >>\nstream\n{text}\nendstream\nendobj\n"
        for n, text in enumerate(contents, 1)
    ]
    return ("%PDF-1.4\n" + "".join(pages) + "".join(streams)).encode("latin-1")


def test_the_pages_before_the_cut_are_read_and_the_others_named_lost():
    whole = first_pages(TEXT, TEXT.replace("120", "121"), TEXT.replace("120", "122"))
    pages, flags = read_pages(whole[: whole.index(b"53 0 obj") + 30])
    assert [p.state for p in pages] == ["read", "read", "malformed"]
    assert [w.text for w in pages[1].words][:4] == ["Trial", "NCT00470847", "enrolled", "121"]
    assert "pages_lost" in flags


def test_a_file_that_keeps_all_its_pages_is_not_called_whole_either():
    """What stood behind the cut cannot be known."""
    pages, flags = read_pages(first_pages(TEXT))
    assert [p.state for p in pages] == ["read"]
    assert "pages_lost" in flags


NOTHING_LEFT = [
    (b"", "no byte"),
    (b"%PDF-1.4\n", "a header alone"),
    (b"%PDF-1.4\n1 0 obj\n<< /Type /Pages /Kids [] >>\nendobj\n", "a page tree is no page"),
    (b"%PDF-1.4\n1 0 obj\n<< >>\nstream\n/Type /Page\nendstream\nendobj\n", "the words within a stream"),
    (b"%PDF-1.4\n1 0 obj\n<< /Type /Page", "a page that was cut in its own object"),
]


@pytest.mark.parametrize(("data", "why"), NOTHING_LEFT, ids=[w for _, w in NOTHING_LEFT])
def test_where_no_page_is_left_nothing_is_made_up(data, why):
    assert salvaged(data) == b"", why


def test_a_page_whose_text_is_lost_is_refused_as_cut_off():
    with pytest.raises(Refusal) as refusal:
        read_pages(first_pages(TEXT)[:60].ljust(4000, b" "))
    assert refusal.value.reason == "truncated"


def test_a_whole_file_is_left_to_its_own_page_tree():
    assert read_pages(tiny_pdf(TEXT))[1] == ()


@needs_shared
@pytest.mark.parametrize(
    ("file", "read"), [("truncated_50pct.pdf", 1), ("truncated_90pct.pdf", 10), ("truncated_99pct.pdf", 12)]
)
def test_of_a_review_that_was_cut_the_pages_with_words_are_read(file, read):
    pages, flags = read_pages((SHARED / "hostile" / "pdf" / file).read_bytes())
    assert sum(bool(p.words) for p in pages) == read
    assert "pages_lost" in flags
