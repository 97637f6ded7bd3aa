"""Which reader reads a file, and why a file is refused."""

import csv

import pytest

from pipeline.errors import Refusal
from pipeline.model.document import Source
from pipeline.parse.engines import read_pages
from pipeline.parse.read_pdf import read_pdf
from tests.factories.tiny_pdf import tiny_pdf
from tests.shared import SHARED, needs_shared

TEXT = "BT /F1 10 Tf 20 100 Td (Trial NCT00470847 enrolled 120 patients.) Tj ET"
HOSTILE = SHARED / "hostile" / "pdf"
ELSEWHERE = ("flate_1gb_content.pdf", "tounicode_bfrange.pdf")


def words(data):
    pages, _ = read_pages(data)
    return [word.text for page in pages for word in page.words]


def test_pdfium_reads_what_is_in_order():
    assert words(tiny_pdf(TEXT))[:2] == ["Trial", "NCT00470847"]
    assert read_pages(tiny_pdf(TEXT))[1] == ()


def test_junk_before_the_header_is_cut_off():
    pages, flags = read_pages(b"x" * 1800 + tiny_pdf(TEXT))
    assert [word.text for word in pages[0].words][:2] == ["Trial", "NCT00470847"]
    assert flags == ()


@needs_shared
def test_a_second_reader_reads_the_page_that_pdfium_cannot():
    """The page tree loops; PDFium finds no page below it, pdfminer the good one."""
    pages, flags = read_pages((HOSTILE / "cyclic_pages_two.pdf").read_bytes())
    assert [word.text for page in pages for word in page.words][:2] == ["Trial", "NCT00470847"]
    assert "second_reader" in flags


def test_vertical_writing_goes_to_a_second_reader():
    """PDFium gives the word in Latin letters alone."""
    data = tiny_pdf("BT /F3 10 Tf 100 150 Td <0E5A0E5B0E5C0843> Tj ET BT /F1 10 Tf 20 20 Td (Dose) Tj ET")
    assert words(data) == ["訪", "豊", "邦", "采", "Dose"]


CHAIN = (
    b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n3 0 R\nendobj\n3 0 obj\n2 0 R\nendobj\n%%EOF\n"
)
REFUSED = {
    "references that lead to each other": (CHAIN, "malformed"),
    "a page of HTML": (b"<html>please log in</html>", "wrong_type"),
    "the start of a file": (tiny_pdf(TEXT)[:60], "truncated"),
    "a PDF without objects": (b"%PDF-1.7\n%%EOF\n", "malformed"),
}


@pytest.mark.parametrize(("data", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_refused(data, reason):
    with pytest.raises(Refusal) as refusal:
        read_pages(data)
    assert refusal.value.reason == reason


def source(name, data):
    return Source(name, f"{name}.pdf", "pdf", "0" * 64, len(data))


def test_a_page_without_text_is_refused_not_read_as_empty():
    data = tiny_pdf("10 10 100 100 re f")
    with pytest.raises(Refusal) as refusal:
        read_pdf(source("scan", data), data)
    assert refusal.value.reason == "no_text"


def catalogue():
    if not HOSTILE.is_dir():
        return []
    with (HOSTILE / "catalogue.csv").open(encoding="utf-8") as lines:
        return [row for row in csv.DictReader(lines) if row["file"] not in ELSEWHERE]


@needs_shared
@pytest.mark.parametrize("row", catalogue(), ids=lambda row: row["file"])
def test_hostile_files_are_read_or_refused_with_a_reason(row):
    """Those that only a limit on time or memory can stop (`ELSEWHERE`) are for the worker processes and their tests."""
    data = (HOSTILE / row["file"]).read_bytes()
    allowed = row["states"].split("|")
    try:
        document = read_pdf(source("hostile", data), data)
    except Refusal:
        assert "refused" in allowed
    else:
        assert "read" in allowed
        assert document.text or "refused" in allowed
