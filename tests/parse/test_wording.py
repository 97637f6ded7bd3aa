"""Small readers of wording: headings, legends, accents, superscripts."""

import pytest

from pipeline.parse.accents import composed
from pipeline.parse.headings import heads_references, kind_of
from pipeline.parse.legend import abbreviations, footnotes
from pipeline.parse.raised import raised

HEADINGS = [
    ("Abstract", "abstract", "plainly"),
    ("A B S T R A C T", "abstract", "letter-spaced"),
    ("1. Introduction", "body", "numbered"),
    ("Authors’ contributions", "declarations", "typographic apostrophe"),
    ("6 Conflict of interest statement.", "declarations", "numbered, with a stop"),
    ("Availability of data and materials", "declarations", "as BMC words it"),
    ("Financial toxicity", "body", "begins like a declaration and is none"),
    ("Consent in emergency trials", "body", "a topic, not a declaration"),
]
LEGENDS = [
    ("NR, not reported; OS: overall survival", (("NR", "not reported"), ("OS", "overall survival")), "comma and colon"),
    ("ORR objective response rate, WBRT whole-brain radiotherapy",
     (("ORR", "objective response rate"), ("WBRT", "whole-brain radiotherapy")), "a blank alone parts them"),
    ("HADS = Hospital Anxiety and Depression Scale.", (("HADS", "Hospital Anxiety and Depression Scale"),), "equals"),
    ("Abbreviations: CI, confidence interval; HR, hazard ratio.",
     (("CI", "confidence interval"), ("HR", "hazard ratio")), "a lead word and a stop"),
    ("PS: performance status; CY: peritoneal lavage cytology",
     (("PS", "performance status"), ("CY", "peritoneal lavage cytology")), "letters need not match after a colon"),
    ("Values are medians, ranges in brackets", (), "a sentence spells nothing out"),
]  # fmt: skip
ACCENTS = [
    ("Gonz´alez", "González", "before its letter, as TeX draws it"),
    ("Garc´ıa", "García", "the dotless i gives way"),
    ("Koˇsˇcov´a", "Koščová", "three in one word"),
    ("Fe´lix", "Félix", "behind its vowel"),
    ("Yes¸ilada", "Yeşilada", "the cedilla stands behind"),
    ("5´ to 3´", "5´ to 3´", "a prime after a figure is no accent"),
    ("plain", "plain", "nothing to do"),
]
SUPERSCRIPTS = [
    ("12", "¹²", "digits"),
    ("9,10", "⁹,¹⁰", "a comma stays on the line"),
    ("7-11", "⁷–¹¹", "a dash between figures is a range"),
    ("-9", "⁻⁹", "a dash in front is a minus"),
    ("a,b", "ᵃ,ᵇ", "letters that mark footnotes"),
    ("th", "th", "an ending is no mark"),
    ("[1]", "[1]", "brackets cannot be raised, so all of it stays"),
]


@pytest.mark.parametrize(("heading", "kind", "why"), HEADINGS, ids=[h for h, *_ in HEADINGS])
def test_a_heading_tells_what_its_section_holds(heading, kind, why):
    assert kind_of(heading) == kind, why


def test_sections_inside_declarations_belong_to_them():
    assert kind_of("Methods", within="declarations") == "declarations"


@pytest.mark.parametrize("heading", ["References", "REFERENCES:", "8. Literature cited", "R e f e r e n c e s"])
def test_headings_of_reference_lists(heading):
    assert heads_references(heading)


@pytest.mark.parametrize(("legend", "pairs", "why"), LEGENDS, ids=[why for *_, why in LEGENDS])
def test_abbreviations_of_a_legend(legend, pairs, why):
    assert abbreviations(legend) == pairs, why


def test_footnotes_are_found_by_their_marks():
    lines = ["NR, not reported", "a Including two deaths", "* p < 0.05", "Grade 3 or higher only"]
    assert footnotes(lines) == {"a": "a Including two deaths", "*": "* p < 0.05"}


@pytest.mark.parametrize(("printed", "meant", "why"), ACCENTS, ids=[why for *_, why in ACCENTS])
def test_accents_go_back_on_their_letters(printed, meant, why):
    assert composed(printed) == meant, why


@pytest.mark.parametrize(("text", "expected", "why"), SUPERSCRIPTS, ids=[why for *_, why in SUPERSCRIPTS])
def test_superscripts(text, expected, why):
    assert raised(text) == expected, why
