"""The gate before layout: pages without text, garbled pages, languages."""

import pytest

from pipeline.parse.language import language_of
from pipeline.parse.primitives import PageContent
from pipeline.parse.quality import graded, is_garbled
from tests.factories.sheets import line, sheet

ENGLISH = "the dose of radiation that was given to the patients in this trial is not known from the report "
GARBLED = {
    "English": (ENGLISH * 8, False),
    "letters that lost their encoding": (ENGLISH.translate(str.maketrans("aeiournst", "wqzxvkjhg")) * 8, True),
    "glyphs without a letter": ("(cid:12)(cid:7) (cid:3) dose (cid:44)(cid:5)", True),
    "replacement characters": ("\ufffd\ufffd\ufffd of \ufffd\ufffd", True),
    "one lost glyph among many": (ENGLISH + "\ufffd", False),
    "a page of figures": ("12.3 (4.5) 67 8.9 " * 40, False),
    "a list of genes": ("ERBB2 PIK3CA TP53 BRCA1 ESR1 GATA3 " * 40, False),
    "nothing": ("", False),
}


@pytest.mark.parametrize(("text", "garbled"), GARBLED.values(), ids=GARBLED.keys())
def test_is_garbled(text, garbled):
    assert is_garbled(text) is garbled


LANGUAGES = {
    "English": (ENGLISH, "en"),
    "German": ("die Dosis der Bestrahlung wurde in der Studie nicht mit den Patienten und dem Arzt besprochen", "de"),
    "French": ("la dose de la radiothérapie est donnée aux patients dans cette étude par les auteurs", "fr"),
    "Spanish": ("la dosis de la radioterapia que se dio a los pacientes en el estudio no fue la misma para una", "es"),
    "Chinese": ("放射治疗联合靶向药物治疗乳腺癌脑转移的临床研究 HER2", "zh"),
    "Russian": ("лучевая терапия метастазов в головной мозг", "ru"),
    "too little to tell": ("NCT00470847", ""),
    "a few words that two languages share": ("de la T-DM1", ""),
    "Greek letters as symbols": ("α β γ δ μ σ λ κ ρ τ φ χ ψ ω = 1", ""),
}


@pytest.mark.parametrize(("text", "language"), LANGUAGES.values(), ids=LANGUAGES.keys())
def test_language(text, language):
    assert language_of(text) == language


def test_states():
    assert graded(PageContent(1, 600, 800)).state == "no_text"
    assert graded(sheet(line(ENGLISH, 50, 100))).state == "read"
    lost = graded(sheet(line("\ufffd\ufffd \ufffd", 50, 100)))
    assert (lost.state, lost.words) == ("garbled_text", ())
