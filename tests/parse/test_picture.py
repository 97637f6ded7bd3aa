"""Pictures of pages for the page viewer."""

import pytest

from pipeline.model.document import Page
from pipeline.parse.picture import page_pictures
from tests.factories.tiny_pdf import tiny_pdf

PAGES = (Page(1, 300, 200),)
SHEET = tiny_pdf("BT /F1 10 Tf 20 100 Td (Trial) Tj ET")
FILES = {
    "a file in order": (SHEET, 1, b"WEBP"),
    "junk before the header": (b"x" * 1800 + SHEET, 1, b"WEBP"),
    "no such page": (SHEET, 2, None),
    "a file that PDFium cannot open": (SHEET[:60], 1, None),
    "no PDF": (b"<html>", 1, None),
}


@pytest.mark.parametrize(("data", "number", "kind"), FILES.values(), ids=FILES.keys())
def test_a_page_is_drawn_where_it_can_be(data, number, kind):
    picture = page_pictures(data, PAGES)(number)
    assert (picture[8:12] if picture else picture) == kind
