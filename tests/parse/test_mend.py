"""Letters that a font calls wrongly."""

import pytest

from pipeline.parse.mend import mend
from tests.factories.sheets import line, sheet


def mended(text):
    return " ".join(w.text for w in mend([sheet(line(text, 50, 100))])[0].words)


CASES = {
    "a sign that is the ligature Th": (
        "the this these therefore +e +is +ese +erefore",
        "the this these therefore The This These Therefore",
    ),
    "a lost ligature within words": (
        "first fifty finding field \ufffdrst \ufffdfty \ufffdnding \ufffdeld",
        "first fifty finding field first fifty finding field",
    ),
    "a sign that is a sign": (
        "the positive HER2+disease ER+tumour PR+cells",
        "the positive HER2+disease ER+tumour PR+cells",
    ),
    "too few to tell": ("the this +e +is", "the this +e +is"),
    "percent signs beside words stay": ("of in at 5%of 6%in 7%at", "of in at 5%of 6%in 7%at"),
    "private codes of the Symbol font": ("\uf0b3 3 \uf06dg \uf0b1 2", "≥ 3 μg ± 2"),
}


@pytest.mark.parametrize(("printed", "meant"), CASES.values(), ids=CASES.keys())
def test_mending(printed, meant):
    assert mended(printed) == meant


def test_a_longer_word_keeps_its_box_and_has_a_pen_for_each_letter():
    page = sheet(line("the this these +e +is +ese", 50, 100))
    before, after = page.words[3], mend([page])[0].words[3]
    assert after.text == "The"
    assert after.box == before.box
    assert len(after.chars) == 4


def test_a_page_in_order_stays_the_same_object():
    page = sheet(line("nothing to mend", 50, 100))
    assert mend([page])[0] is page
