"""Which study each number of a sentence belongs to, where several are named, called or compared."""

import pytest

from pipeline.model.document import Reference
from tests.relate.papers import findings, paper

REFERENCES = (
    Reference(1, ("Okafor C",), 2012, "Irradiation of the brain"),
    Reference(2, ("Lindqvist P",), 2014, "Ablation of oligometastases"),
    Reference(3, ("Tanaka H",), 2016, "Lung tumours"),
    Reference(4, ("Moreau F",), 2017, "Spinal metastases"),
    Reference(5, ("Fournier L",), 2022, "Bladder cancer"),
)
NONE = ()
REVIEW = [
    ("Lindqvist et al. [2] and Tanaka et al. [3] used SBRT. The former saw pneumonitis in 9% and the latter in 4%.", {9: (2,), 4: (3,)}, "former and latter, named in the sentence before"),
    ("Lindqvist et al. [2] and Tanaka et al. [3] reported 1-year OS of 40% and 33%, respectively.", {40: (2,), 33: (3,)}, "dealt out over names"),
    ("Series from two centres reported pneumonitis in 9% and 4%, respectively [2,3].", {9: (2,), 4: (3,)}, "dealt out over the numbers of one call-out"),
    ("Pneumonitis was seen in 5% [1], 8% [2] and 12% [3] of patients.", {5: (1,), 8: (2,), 12: (3,)}, "each number its own call-out"),
    ("The incidence of pneumonitis varied from 4% in one series [2] to 19% in another [3].", {4: (2,), 19: (3,)}, "a range between two studies"),
    ("In one trial [2] pneumonitis was seen in 4%, in another [3] pneumonitis was seen in 19%.", {4: (2,), 19: (3,)}, "a call-out behind the word trial speaks for what follows"),
    ("The ORR of 45% in the AZALEA trial [5] was higher than the 23% reported by Okafor et al. [1].", {45: (5,), 23: (1,)}, "a name behind 'reported by'"),
    ("In the AZALEA trial [5], pneumonitis occurred in 7%, compared with 15% in a historical series [2].", {7: (5,), 15: (2,)}, "a comparison with another study"),
    ("In the AZALEA trial [5], pneumonitis occurred in 7% with docetaxel compared with 15% with paclitaxel [2].", {7: (5,), 15: (5,)}, "a comparison of arms is no other study"),
    ("Pneumonitis occurred in 31% (Okafor et al., 2012) and 46% (Tanaka et al., 2016) of patients.", {31: (1,), 46: (3,)}, "authors in brackets are call-outs"),
    ("Pneumonitis occurred in 31% (Okafor 2012; Tanaka 2016) of patients.", {31: (1, 3)}, "several in one bracket call together"),
    ("According to Tanaka (2016), local control was good; pneumonitis occurred in 11%.", {11: (3,)}, "one author with the year in brackets"),
    ("Okafor et al. saw pneumonitis in 31% [1] and later in 46% [3].", {31: (1,), 46: (3,)}, "a second citation of one name"),
    ("Whereas Tanaka et al. [3] saw pneumonitis in 4%, pneumonitis occurred in 16% with Moreau et al. [4].", {4: (3,), 16: (4,)}, "a name before and a name behind"),
    ("In a phase I trial (Moreau et al., 2017), 21 patients were treated. Pneumonitis occurred in 14%.", {14: (4,)}, "and they carry"),
    ("Tanaka et al. saw pneumonitis in 7% [3]. However, Moreau et al. saw pneumonitis in 21% [4].", {7: (3,), 21: (4,)}, "a new name in a new sentence"),
    ("Okafor et al. treated 54 patients [1].\n\nThe authors noted pneumonitis in 11%.", {11: (1,)}, "a paragraph that takes the study up"),
    ("Okafor et al. treated 54 patients [1].\n\nPneumonitis was noted in 11%.", {11: NONE}, "a paragraph that does not"),
    ("Okafor et al. saw pneumonitis in 30% [1]. In contrast, another group reported pneumonitis in 12% [2].", {30: (1,), 12: (2,)}, "another group is another study"),
]  # fmt: skip


def shown(found):
    """Rate or value of each finding that has one -> the reference numbers of its study."""
    values = {f: getattr(f, "rate", None) if f.kind == "adverse_event" else getattr(f, "value", None) for f in found}
    return {value: f.study_refs for f, value in values.items() if value is not None}


@pytest.mark.parametrize(("text", "expected", "why"), REVIEW, ids=[why for *_, why in REVIEW])
def test_the_study_of_each_number_of_a_review(text, expected, why):
    assert shown(findings(text, references=REFERENCES)) == expected


def report(discussion, heading="Discussion"):
    text = (
        "Abstract We enrolled 31 patients.\n\nMethods Patients were treated.\n\nResults They did well.\n\n"
        f"{heading} {discussion}"
    )
    headings = [("Abstract", "abstract"), ("Methods", "body"), ("Results", "body")]
    headings = headings if heading == "Results" else [*headings, (heading, "body")]
    text = text.replace("Results They did well.\n\nResults", "Results") if heading == "Results" else text
    return paper(text, references=REFERENCES, sections=headings)


DISCUSSION = [
    ("Fatigue occurred in 52% of our patients, compared with 49% in a previous phase II study [3].", {52: (0,), 49: (3,)}, "own first, then another"),
    ("Compared with fatigue in 49% of a previous series [3], fatigue occurred in 52% of our patients.", {49: (3,), 52: (0,)}, "another first, then own"),
    ("Tanaka et al. saw fatigue in 49% [3], whereas we saw fatigue in 52%.", {49: (3,), 52: (0,)}, "the sentence turns to own work"),
    ("In the AZALEA trial, which used the same dose as this study, fatigue occurred in 49% [5].", {49: (5,)}, "own work named in passing"),
    ("Tanaka et al. treated 60 patients [3]. Fatigue occurred in 49%. In the present series, fatigue occurred in 52%.", {49: (3,), 52: (0,)}, "carried, then ended by own words"),
    ("A Dutch trial reported fatigue in 49% of its patients.", {49: NONE}, "a study that nobody names is not the own one"),
    ("A retrospective study has limits. Fatigue occurred in 52%.", {52: (0,)}, "words about the own design are no other study"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), DISCUSSION, ids=[why for *_, why in DISCUSSION])
def test_own_and_other_numbers_in_the_discussion_of_a_report(text, expected, why):
    assert shown(findings(report(text))) == expected


RESULTS = [
    ("Lapatinib caused fatigue in 21%, graded as described by Okafor et al. [1].", {21: (0,)}, "a method taken from others"),
    ("According to the CTCAE [2], fatigue occurred in 21% of patients.", {21: (0,)}, "a citation of a scale"),
    ("Fatigue occurred in 8%, lower than the 17% reported by Okafor et al. [1].", {8: (0,), 17: (1,)}, "another's number among own results"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), RESULTS, ids=[why for *_, why in RESULTS])
def test_other_numbers_in_the_results_of_a_report(text, expected, why):
    assert shown(findings(report(text, "Results"))) == expected


def test_a_heading_that_names_a_study_speaks_for_its_paragraphs():
    text = "Intro Drugs are new. The AZALEA trial is large [5].\n\nThe AZALEA trial\n\nFatigue occurred in 26%."
    review = paper(text, references=REFERENCES, sections=[("Intro", "body"), ("The AZALEA trial\n\n", "body")])
    assert shown(findings(review)) == {26: (5,)}
