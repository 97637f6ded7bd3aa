"""The row of a study: size, phase, design, status, population, techniques, drugs, ids, and why one is left out."""

import pytest

from tests.relate.papers import paper, with_left_out
from tests.relate.test_anchors import REFERENCES

ONE = [
    ("Okafor et al. irradiated 54 patients with melanoma brain metastases [1].", {"n": 54, "population": "patients with melanoma brain metastases"}, "authors and what they did"),
    ("A phase II trial [3] enrolled 38 patients with pancreatic cancer.", {"phase": "2", "n": 38, "population": "patients with pancreatic cancer"}, "known by its citation alone"),
    ("Of 102 screened patients, 81 were randomized in the AZALEA trial [5].", {"n": 81}, "those screened are not the study"),
    ("The AZALEA trial will enroll 240 patients with bladder cancer [5].", {"n": 240}, "a planned size is one"),
    ("The AZALEA trial (n = 164) compared two drugs [5].", {"n": 164}, "n behind the name"),
    ("In the AZALEA trial [5], patients received docetaxel (n = 82) or paclitaxel (n = 80).", {"n": None}, "n of an arm is not the study's"),
    ("In the AZALEA trial [5], nausea occurred in 4 of 30 patients.", {"n": 30}, "the total of a count, for want of better"),
    ("In the AZALEA trial [5], 88 patients were treated; nausea occurred in 4 of 90 patients.", {"n": 88}, "a sample outweighs a total"),
    ("A meta-analysis of 14 studies with 2310 patients found nausea in 16% [2].", {"design": "meta-analysis", "n": 2310}, "patients, not studies"),
    ("A systematic review and meta-analysis of 14 studies is available [2].", {"design": "meta-analysis"}, "the stronger word"),
    ("A prospective, randomized trial of 60 patients is available [2].", {"design": "randomized", "n": 60}, "the stronger word, again"),
    ("The trial of Tanaka et al. [3] was terminated early after 34 patients had been randomized.", {"status": "terminated", "n": 34}, "the status of a study"),
    ("In the AZALEA trial [5], 88 patients completed treatment.", {"status": ""}, "completed by patients is no status"),
    ("The AZALEA trial [5] will be analysed once accrual is completed.", {"status": ""}, "nor is what is still to come"),
    ("Recruitment of the AZALEA trial [5] is expected to be completed soon.", {"status": ""}, "nor what is expected"),
    ("An ongoing phase III trial (NCT04567890) compares SBRT with surgery in 270 patients with stage I NSCLC.", {"registry_ids": ("NCT04567890",), "phase": "3", "n": 270, "status": "ongoing", "rt_techniques": ("SBRT",), "population": "patients with stage I NSCLC"}, "known by its id alone"),
    ("A single-arm phase Ib/II study of 46 patients tested lapatinib with radiotherapy [2].", {"phase": "1b/2", "design": "single-arm", "n": 46, "drugs": ("lapatinib",)}, "design, phase and drug in one sentence"),
]  # fmt: skip


def trials(text):
    return with_left_out(text, "trial", references=REFERENCES)


@pytest.mark.parametrize(("text", "expected", "why"), ONE, ids=[why for *_, why in ONE])
def test_what_a_sentence_says_of_a_study(text, expected, why):
    (trial,) = trials(text)
    assert {name: getattr(trial, name) for name in expected} == expected
    assert not trial.left_out


POPULATIONS = [
    ("The AZALEA trial [5] treated 66 HER2-positive NSCLC patients.", "HER2-positive NSCLC patients", "words before the people"),
    ("The AZALEA trial [5] studied nivolumab in previously untreated glioblastoma.", "previously untreated glioblastoma", "a disease without people"),
    ("The AZALEA trial [5] enrolled women with locally advanced, unresectable breast cancer treated before.", "women with locally advanced, unresectable breast cancer", "a comma among adjectives"),
    ("The AZALEA trial [5] enrolled patients who had relapsed lymphoma and received lapatinib.", "patients who had relapsed lymphoma", "up to what was done with them"),
    ("The AZALEA trial [5] enrolled patients with grade 3 diarrhea.", "", "an event is no population"),
    ("In the AZALEA trial [5], the subgroup of patients with liver metastases did better.", "", "a part of the sample"),
    ("The AZALEA trial [5] excluded patients with brain metastases.", "", "who was left out"),
    ("The AZALEA trial [5] offered screening in the USA.", "", "a country is no disease"),
    ("The AZALEA trial [5] enrolled patients with hematoma.", "", "no tumour, for all its ending"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), POPULATIONS, ids=[why for *_, why in POPULATIONS])
def test_who_was_studied(text, expected, why):
    (trial,) = trials(text)
    assert trial.population == expected


IDS = [
    ("The ORCHID (NCT01110001) and AZALEA (NCT03111111) trials are closed.", {"ORCHID": ("NCT01110001",), "AZALEA": ("NCT03111111",)}, "each name has its id behind it"),
    ("Unlike the ORCHID trial, the AZALEA trial (NCT03111111) was positive.", {"ORCHID": (), "AZALEA": ("NCT03111111",)}, "the nearer name"),
    ("NCT03111111 (AZALEA) is a randomized phase II trial.", {"AZALEA": ("NCT03111111",)}, "the name in brackets behind the id"),
    ("The AZALEA trial (NCT03111111; EudraCT 2019-001234-56) was positive.", {"AZALEA": ("2019-001234-56", "NCT03111111")}, "two ids of one bracket"),
    ("Unlike the ORCHID trial, a new trial (NCT03111111) is randomized.", {"ORCHID": (), "NCT03111111": ("NCT03111111",)}, "another trial than the one named"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), IDS, ids=[why for *_, why in IDS])
def test_whose_registry_id_it_is(text, expected, why):
    assert {t.study: t.registry_ids for t in trials(text)} == expected


LEFT_OUT = [
    ("In mice, the regimen of the AZALEA trial [5] was repeated.", ["preclinical"], "told of in animal work alone"),
    ("In mice, the regimen of the AZALEA trial [5] was repeated. In the AZALEA trial, 88 patients were treated.", [""], "told of as a result as well"),
    ("The sample size of the AZALEA trial [5] is 120 patients.", [""], "a plan is no reason: planned trials are trials"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reasons", "why"), LEFT_OUT, ids=[why for *_, why in LEFT_OUT])
def test_a_trial_says_why_it_is_left_out(text, reasons, why):
    assert [t.left_out for t in trials(text)] == reasons


SYNTHESIS = (
    "Abstract Twelve studies including 1580 patients were analysed. Pneumonitis occurred in 24% of patients.\n\n"
    "Methods We searched.\n\nResults Pneumonitis occurred in 8% [2] and 41% [3]. The pooled rate of fatigue was 4%."
)


def test_a_meta_analysis_owns_its_pooled_figures_and_cites_the_others():
    sections = [("Abstract", "abstract"), ("Methods", "body"), ("Results", "body")]
    title = "Pneumonitis after durvalumab: a meta-analysis"
    found = with_left_out(paper(SYNTHESIS, REFERENCES, title, sections), "adverse_event")
    assert {f.rate: f.study_refs for f in found} == {24.0: (0,), 8.0: (2,), 41.0: (3,), 4.0: (0,)}


def test_a_case_report_form_is_no_case_report():
    (trial,) = trials("In the AZALEA trial [5], data of 88 patients were entered into case report forms.")
    assert trial.design == ""


POOLED = [
    (
        "A meta-analysis based on ten randomized trials and 2,232 individuals showed a benefit [3].",
        2232,
        "trials and people",
    ),
    ("Data from the five largest trials (4,584 patients) were pooled into a meta-analysis [3].", 4584, "in a bracket"),
    ("ASTER (NCT03691493), a phase II trial of radiotherapy, aims at 42 patients.", 42, "what it aims at"),
    ("ASTER (NCT03691493), a phase II trial of radiotherapy, aims to enrol 42.", 42, "without the noun"),
    ("A phase II trial [3] was done. One patient whose arm was treated left.", None, "one patient is no sample"),
]


@pytest.mark.parametrize(("text", "n", "why"), POOLED, ids=[why for *_, why in POOLED])
def test_sizes_of_pools_and_plans(text, n, why):
    assert [t.n for t in trials(text)] == [n]


TOOLS = [
    "Events were graded by the CTCAE version 4.03 [3] in 30 patients.",
    "Response was assessed by RECIST 1.1 [3] in 40 patients.",
    "The analysis of 30 patients used SPSS version 20 [3].",
    "Late effects of 30 patients were scored with the RTOG scale [3].",
]


@pytest.mark.parametrize("text", TOOLS)
def test_the_citation_of_a_scale_or_a_program_is_no_study(text):
    assert trials(text) == []
