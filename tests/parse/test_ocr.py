"""Pages that are pictures."""

import io
import re
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pypdfium2
import pytest

from pipeline.errors import Refusal, UsageError
from pipeline.model.document import Source
from pipeline.parse.engines import read_pages
from pipeline.parse.ocr import ocr_pages
from pipeline.parse.read_pdf import read_pdf
from tests.factories.tiny_pdf import tiny_pdf

INSTALLED = find_spec("rapidocr") is not None
PAPERS = sorted((Path(__file__).resolve().parents[2] / "corpus" / "papers").glob("*.pdf"))[:3]


def rasterised(data, pages=1):
    """The first pages as pictures alone."""
    document = pypdfium2.PdfDocument(data)
    pictures = [document[k].render(scale=200 / 72).to_pil().convert("RGB") for k in range(pages)]
    buffer = io.BytesIO()
    pictures[0].save(buffer, "PDF", save_all=True, append_images=pictures[1:], resolution=200)
    return buffer.getvalue()


def letters(pages):
    return Counter(re.findall(r"[a-z]{3,}", " ".join(w.text for page in pages for w in page.words).lower()))


def source(data):
    return Source("scan", "scan.pdf", "pdf", "0" * 64, len(data))


def test_a_scan_is_refused_without_ocr():
    data = rasterised(tiny_pdf("BT /F1 10 Tf 20 100 Td (Trial) Tj ET"))
    with pytest.raises(Refusal) as refusal:
        read_pdf(source(data), data)
    assert refusal.value.reason == "no_text"


@pytest.mark.skipif(INSTALLED, reason="the extra `ocr` is installed")
def test_ocr_without_the_extra_says_what_to_install():
    with pytest.raises(UsageError, match=r"\[ocr\]"):
        ocr_pages(tiny_pdf(""), [1])


@pytest.mark.slow
@pytest.mark.skipif(not INSTALLED, reason="the extra `ocr` is not installed")
@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_nine_words_in_ten_of_a_rasterised_page_are_read(path):
    data = path.read_bytes()
    printed = letters(read_pages(data)[0][:1])
    scan = rasterised(data)
    found = letters(ocr_pages(scan, [1]))
    assert (printed & found).total() >= 0.9 * printed.total()


@pytest.mark.slow
@pytest.mark.skipif(not INSTALLED, reason="the extra `ocr` is not installed")
def test_a_paper_read_by_ocr_says_so():
    scan = rasterised(tiny_pdf("BT /F1 14 Tf 20 100 Td (Patients were given radiotherapy) Tj ET"))
    paper = read_pdf(source(scan), scan, ocr=True)
    assert "radiotherapy" in paper.text
    assert "ocr" in paper.flags
