"""Names of studies."""

import pytest

from pipeline.errors import ConfigError
from pipeline.recognise.studies import find_studies, known_names, named_studies, study_label

NAMED = [
    ("the KATHERINE trial", ["KATHERINE"], "before the noun"),
    ("the phase III CLEOPATRA study", ["CLEOPATRA"], "behind its phase"),
    ("NEfERT-T randomized clinical trial", ["NEFERT-T"], "mixed case"),
    ("the registHER study", ["REGISTHER"], "capitals at the end"),
    ("clinical study EMILIA, 991 patients", ["EMILIA"], "after the noun"),
    ("DESTINY-Breast03 showed", ["DESTINY-BREAST03"], "the shape alone"),
    ("LOTIS-2 showed", ["LOTIS-2"], "with a number"),
    ("EV-301 clinical trial", ["EV-301"], "a short stem needs the noun"),
    ("EMILIA and KATHERINE trials", ["EMILIA", "KATHERINE"], "a list"),
    ("TBCRC 022 was", ["TBCRC 022"], "a group and its number"),
    ("RTOG 90-05, NSABP B-31", ["RTOG 90-05", "NSABP B-31"], "numbers of other forms"),
    ("KDOG 1001 was", ["KDOG 1001"], "a group by its ending"),
    (
        "TROG 08.03 and BCIRG 006",
        ["TROG 08.03", "BCIRG 006"],
        "a number with a point, a group that only the table knows",
    ),
    ("CheckMate 227, IMpower150", ["CHECKMATE 227", "IMPOWER150"], "series and their numbers"),
    ("as NEfERT-T and HER2CLIMB showed", ["NEFERT-T", "HER2CLIMB"], "shapes that no word has"),
    ("trial FORWARD I, 366", ["FORWARD I"], "a Roman number"),
]
REFUSED = [
    ("the SRS trial", "a short abbreviation"),
    ("the WBRT study", "a common abbreviation"),
    ("a phase IIIb trial", "a phase"),
    ("EORTC QLQ-C30", "a questionnaire"),
    ("HER2 testing", "no word of a study"),
    ("RTOG toxicity", "a group without number"),
    ("The Breast trial", "an ordinary word"),
    ("a CheckMate inhibitor, mRNA, PIK3CA and CDKN2A", "no number, genes"),
]


def _studies(text):
    return [m.value.name for m in sorted(find_studies(text), key=lambda m: m.start)]


@pytest.mark.parametrize(("text", "names", "why"), NAMED, ids=[n[2] for n in NAMED])
def test_named(text, names, why):
    assert list(dict.fromkeys(_studies(text))) == names


@pytest.mark.parametrize(("text", "why"), REFUSED, ids=[r[1] for r in REFUSED])
def test_refused(text, why):
    assert not _studies(text)


def test_a_name_once_told_is_known_everywhere():
    find = named_studies(["In the KATHERINE trial", "no more"], {})
    assert [(m.text, m.by) for m in find("as KATHERINE showed")] == [("KATHERINE", "study.known")]


def test_an_abbreviation_of_something_else_is_no_study():
    texts = ["the CNSM study"]
    assert not list(named_studies(texts, {"CNSM": "central nervous system metastases"})("CNSM"))
    assert list(named_studies(texts, {"CNSM": "Central Nervous System Metastases trial"})("CNSM"))


def test_spellings_of_one_name_share_a_label():
    texts = ["the DESTINY-Breast03 trial, the DESTINY-Breast03 trial, the DESTINY Breast 03 study"]
    find = named_studies(texts, {})
    assert {m.value.name for m in find(texts[0])} == {"DESTINY-BREAST03"}


def test_label():
    assert study_label("NEfERT–T") == "NEFERT-T"


def test_a_kind_that_the_table_may_not_hold_is_named(tmp_path):
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "study_names.csv").write_text("kind,name,comment\nguess,ABC,\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="'guess' is none of group, series, no_study"):
        known_names(tmp_path)
