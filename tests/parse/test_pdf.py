"""What PDFium's page says: words with their places, what hides, rulings, turned pages."""

import pytest

from pipeline.errors import Refusal
from pipeline.parse import pdf
from pipeline.parse.glyphs import texts_of
from tests.factories.tiny_pdf import tiny_pdf


def only_page(content: str, **options):
    return next(iter(pdf.pages(tiny_pdf(content, **options))))


WORDS = {
    "blanks part words": ("BT /F1 10 Tf 20 100 Td (Dose of 15 Gy) Tj ET", ["Dose", "of", "15", "Gy"]),
    "a gap without a blank parts words": ("BT /F1 10 Tf 20 100 Td [(15) -400 (Gy)] TJ ET", ["15", "Gy"]),
    "kerning does not": ("BT /F1 10 Tf 20 100 Td [(T) 80 (-DM1)] TJ ET", ["T-DM1"]),
    "a raised mark is a word of its own": (
        "BT /F1 10 Tf 20 100 Td (Gy) Tj /F1 6 Tf 4 Ts (12) Tj ET",
        ["Gy", "12"],
    ),
    "small capitals on one line stay one word": ("BT /F1 10 Tf 20 100 Td (B) Tj /F1 8 Tf (RCA) Tj ET", ["BRCA"]),
    "a new line is a new word": ("BT /F1 10 Tf 20 100 Td (treat) Tj 0 -12 Td (ment) Tj ET", ["treat", "ment"]),
}


@pytest.mark.parametrize(("content", "texts"), WORDS.values(), ids=WORDS.keys())
def test_words(content, texts):
    assert [word.text for word in only_page(content).words] == texts


CODES = {
    "letters": ([0x47, 0x79], ["G", "y"]),
    "a blank": ([0x20], [""]),
    "a ligature": ([0xFB01], ["fi"]),
    "two halves of one character": ([0xD835, 0xDEFC], ["\U0001d6fc", ""]),
    "a glyph without Unicode": ([0], ["\ufffd"]),
    "a code beyond Unicode, of a damaged font": ([0xF0A8A780], ["\ufffd"]),
}


@pytest.mark.parametrize(("codes", "texts"), CODES.values(), ids=CODES.keys())
def test_codes(codes, texts):
    assert texts_of(codes) == texts


def test_a_word_stands_where_it_is_printed():
    """The origin is the top left; the pens of Helvetica's letters are known: D is 722, o is 556 thousandths wide."""
    (word,) = only_page("BT /F2 10 Tf 20 150 Td (Do) Tj ET").words
    assert (word.box.x0, word.baseline) == pytest.approx((20, 50))
    assert word.chars == pytest.approx((20, 27.22, 33.33), abs=0.02)
    assert (word.size, word.bold, word.font) == (10, True, "Helvetica-Bold")


def test_a_form_is_read_at_its_place():
    page = only_page("q 1 0 0 1 100 50 cm /X1 Do Q", form="BT /F1 10 Tf 0 0 Td (inside) Tj ET 0 10 m 80 10 l S")
    assert page.words[0].box.x0 == pytest.approx(100)
    assert page.rulings[0].box.x0 == pytest.approx(100)
    assert page.rulings[0].box.top == pytest.approx(200 - 60)


HIDDEN = {
    "white on white": ("BT 1 g /F1 10 Tf 20 100 Td (ghost) Tj ET", "white"),
    "painted by no mode": ("BT 3 Tr /F1 10 Tf 20 100 Td (ghost) Tj ET", "invisible"),
    "beside the page": ("BT /F1 10 Tf -400 100 Td (ghost) Tj ET", "off the page"),
    "too small to read": ("BT /F1 1 Tf 20 100 Td (ghost) Tj ET", "under 2 pt"),
}


@pytest.mark.parametrize(("content", "reason"), HIDDEN.values(), ids=HIDDEN.keys())
def test_what_a_reader_cannot_see_is_kept_apart(content, reason):
    page = only_page(content)
    assert page.words == ()
    assert [(word.text, why) for word, why in page.hidden] == [("ghost", reason)]


def test_white_on_a_dark_bar_is_seen():
    page = only_page("0 0 0.5 rg 10 90 200 20 re f BT 1 g /F1 10 Tf 20 95 Td (Header) Tj ET")
    assert [word.text for word in page.words] == ["Header"]


RULINGS = {
    "a stroke": ("20 100 m 200 100 l S", [(20, 200, True)]),
    "collinear pieces are one": ("20 100 m 80 100 l S 81 100 m 200 100 l S", [(20, 200, True)]),
    "a gap between heads of columns stays": (
        "20 100 m 80 100 l S 90 100 m 200 100 l S",
        [(20, 80, True), (90, 200, True)],
    ),
    "a thin filled bar": ("20 100 180 0.5 re f", [(20, 200, True)]),
    "a standing line": ("50 20 m 50 150 l S", [(50, 50, False)]),
    "two lines in one path": ("20 100 m 90 100 l 20 60 m 90 60 l S", [(20, 90, True), (20, 90, True)]),
    "a white line on white paper is none": ("1 G 20 100 m 200 100 l S", []),
    "a slanting line is none": ("20 20 m 200 150 l S", []),
}


@pytest.mark.parametrize(("content", "expected"), RULINGS.values(), ids=RULINGS.keys())
def test_rulings(content, expected):
    page = only_page(content)
    assert [(round(r.box.x0), round(r.box.x1), r.horizontal) for r in page.rulings] == expected


def test_a_shaded_row_is_a_fill():
    page = only_page("0.9 g 10 90 200 20 re f")
    assert [(f.x0, f.top, f.x1, f.bottom) for f in page.fills] == [pytest.approx((10, 90, 210, 110))]


UP = "BT /F1 10 Tf 0 1 -1 0 100 20 Tm (sideways) Tj ET"
TURNED = {
    "upright text on a page shown as stored": ("BT /F1 10 Tf 20 100 Td (upright) Tj ET", 0, 0, (300, 200)),
    "text that runs up the page": (UP, 0, 90, (200, 300)),
    "text that runs up a page shown turned": (UP, 90, 90, (200, 300)),
}


@pytest.mark.parametrize(("content", "rotate", "rotation", "size"), TURNED.values(), ids=TURNED.keys())
def test_pages_are_turned_upright(content, rotate, rotation, size):
    page = only_page(content, rotate=rotate)
    assert (page.rotation, (page.width, page.height)) == (rotation, size)
    (word,) = page.words
    assert word.upright
    assert word.box.width > word.box.height


def test_a_note_up_the_margin_does_not_run_with_the_page():
    page = only_page("BT /F1 10 Tf 20 100 Td (the text of the page) Tj ET " + UP)
    assert [word.text for word in page.words if not word.upright] == ["sideways"]


def test_a_file_that_is_no_pdf_is_refused():
    with pytest.raises(Refusal, match="malformed"):
        list(pdf.pages(b"not a PDF"))
