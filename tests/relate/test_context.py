"""Context rules as a clinician writes them: phrases, their reach, what they make of a number."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ConfigError
from pipeline.model.geometry import Span
from pipeline.relate.context import REACHES, load_rules
from pipeline.relate.sentences import Sentence
from pipeline.relate.wording import pattern_of
from tests.relate.papers import findings


def sentence(text, section=""):
    return Sentence(Span(0, len(text)), text, (), (), 1, section)


PHRASES = [
    pytest.param("recommend*", "Doses are recommended.", True, id="a star stands for any ending"),
    pytest.param("guideline* ... recommend*", "guidelines of the society recommend it", True, id="up to four words"),
    pytest.param(
        "guideline* ... recommend*", "guidelines one two three four five recommend", False, id="five are too many"
    ),
    pytest.param("rat", "The rate was 5%.", False, id="whole words only"),
    pytest.param("in vitro", "IN VITRO work", True, id="any case"),
]


@pytest.mark.parametrize(("phrase", "text", "found"), PHRASES)
def test_phrases(phrase, text, found):
    assert (pattern_of(phrase).search(text) is not None) == found


REACHED = [
    pytest.param("Mice had rash in 20%.", "", "preclinical", id="laboratory animals, anywhere in the sentence"),
    pytest.param("Unlike mice, patients had rash in 20%.", "", "", id="people end it"),
    pytest.param("As in mice, a phase I study saw rash in 20%.", "", "", id="a phase is a study of people"),
    pytest.param("Rash was seen in 20%.", "Preclinical work", "preclinical", id="a heading above"),
    pytest.param("Rash was expected in 20%.", "", "", id="expected is a rule for outcomes alone"),
    pytest.param("The sample size allowed for rash in 20%.", "", "planned", id="a figure of the design"),
    pytest.param("Rash was seen in 20% at baseline.", "", "baseline", id="a phrase behind the number"),
    pytest.param("In canine osteosarcoma rash was seen in 20%.", "", "preclinical", id="animals of any kind"),
    pytest.param("In patient-derived organoids rash was 20%.", "", "laboratory", id="patients gave the tissue only"),
    pytest.param("CAR T cells led to rash in 20%.", "", "", id="cells that are a treatment"),
    pytest.param("NCCN guidelines suggest stopping at rash in 20%.", "", "recommended", id="advice of a society"),
    pytest.param("The recommended phase II dose led to rash in 20%.", "", "", id="a dose that a trial found"),
    pytest.param("If the rate of rash exceeds 20%, enrolment ends.", "", "planned", id="a rule of the protocol"),
    pytest.param("The rate of rash exceeded 20% in 5 centres.", "", "", id="what exceeded a figure was seen"),
    pytest.param("The NTCP of rash was 20%.", "", "planned", id="computed, not observed"),
    pytest.param("The lifetime risk of rash is 20%.", "", "epidemiology", id="how common it is"),
    pytest.param("At baseline 40 patients; rash was seen in 20%.", "", "", id="the same phrase before it says nothing"),
]


@pytest.mark.parametrize(("text", "section", "expected"), REACHED)
def test_why_a_number_is_left_out(text, section, expected):
    assert load_rules().said(sentence(text, section)).left_out(text.index("20%"), "adverse_event") == expected


def test_every_rule_of_the_table_is_used():
    rules = load_rules().rules
    assert {r.reach for r in rules} <= REACHES
    assert len({(r.meaning, r.reach, r.phrase, r.kinds) for r in rules}) == len(rules)


def test_a_rule_without_reach_is_refused(tmp_path):
    (tmp_path / "vocabulary").mkdir()
    table = "meaning,reach,phrase,kinds,why\nplanned,everywhere,power,,because\n"
    (tmp_path / "context_rules.csv").write_text(table, encoding="utf-8")
    with pytest.raises(ConfigError, match="reach"):
        load_rules(tmp_path)


WORDS = st.sampled_from(
    [
        "nausea",
        "rash",
        "ORR",
        "PFS",
        "lapatinib",
        "placebo",
        "in",
        "of",
        "was",
        "with",
        "and",
        "versus",
        "respectively",
        "12%",
        "7",
        "of",
        "9",
        "(31%)",
        "(",
        ")",
        ";",
        ".",
        ",",
        "4",
        "months",
        "grade",
        "3",
        "patients",
        "no",
        "median",
        "[1]",
        "30",
        "Gy",
        "5",
        "mg/kg",
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.lists(WORDS, max_size=25))
def test_any_words_in_any_order_are_read_without_error(words):
    text = " ".join(words)
    for finding in findings(text):
        assert 0 <= finding.char_start < finding.char_end <= len(text)
