"""The picture of a page with what was read of it."""

import pytest
from PIL import Image

from pipeline.errors import UsageError
from pipeline.model.geometry import Box
from pipeline.parse.inspect import inspect_page, shown
from pipeline.parse.primitives import PageContent
from tests.factories.tiny_pdf import tiny_pdf

TEXT = "BT /F1 10 Tf 20 100 Td (Trial NCT00470847 enrolled 120 patients.) Tj ET"


def test_words_are_framed(tmp_path):
    paper, picture = tmp_path / "paper.pdf", tmp_path / "page.png"
    paper.write_bytes(tiny_pdf(TEXT))
    inspect_page(paper, 1, picture)
    colours = {colour for _, colour in Image.open(picture).convert("RGB").getcolors(100_000)}
    assert (190, 190, 190) in colours


def test_a_page_that_is_not_there(tmp_path):
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(tiny_pdf(TEXT))
    with pytest.raises(UsageError, match="no page 2"):
        inspect_page(paper, 2, tmp_path / "page.png")


TURNS = {
    "as shown": (0, (300, 200), (10, 20, 30, 40)),
    "turned clockwise by a quarter": (90, (200, 300), (20, 170, 40, 190)),
    "upside down": (180, (300, 200), (270, 160, 290, 180)),
    "turned clockwise by three quarters": (270, (200, 300), (260, 10, 280, 30)),
}


@pytest.mark.parametrize(("turned", "size", "expected"), TURNS.values(), ids=TURNS.keys())
def test_boxes_go_back_to_the_page_as_shown(turned, size, expected):
    """The viewer's page is 300 by 200 points; `size` is the upright page's."""
    assert shown(Box(10, 20, 30, 40), PageContent(1, *size), turned) == expected
