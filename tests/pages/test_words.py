"""A finding in words: every number that it carries is said, nothing that it lacks."""

import pytest

from pipeline.model.finding import AdverseEvent, DrugDose, Outcome, Radiotherapy, Trial
from pipeline.pages.words import sentence

CASES = [
    (Trial(study="KATHERINE", phase="3", n=1486, n_unit="patients", drugs=("trastuzumab emtansine",)), "KATHERINE (trastuzumab emtansine): phase 3, 1486 patients"),
    (DrugDose(study="A 2019", drug="lapatinib", dose=1250.0, unit="mg", frequency="qd"), "A 2019: lapatinib 1250 mg qd"),
    (Radiotherapy(technique=("SRS",), total_gy=20.0, total_gy_low=16.0, total_gy_high=24.0, fractions=1, site="brain"), "study not named: SRS, 20 (16–24) Gy, in 1 fraction, brain"),
    (AdverseEvent(study="B", term="anemia", grade_low=3, grade_high=5, events=0, total=14, reported="zero"), "B: anemia, grade 3–5: 0 of 14"),
    (AdverseEvent(study="B", term="anemia", rate=5.0, events=7, total=132, serious=True, p_value=0.04), "B: anemia, serious: 5 %, 7 of 132, p 0.04"),
    (AdverseEvent(study="B", term="anemia", rate=5.0, total=132, time_low=2.0, time_high=4.0, time_unit="weeks"), "B: anemia: 5 % of 132, after 2–4 weeks"),
    (AdverseEvent(study="B", term="anemia", events=2, time_low=5.0, time_high=5.0, time_unit="years"), "B: anemia: 2, after 5 years"),
    (AdverseEvent(study="B", term="anemia", reported="not_reported"), "B: anemia: not reported"),
    (AdverseEvent(study="B", term="anemia", rate=3.5, comparator=True), "B · control: anemia: 3.5 %"),
    (Outcome(study="C", measure="OS", stat="median", value=29.9, unit="months", ci_low=25.0, ci_high=34.1, p_value=0.001), "C: median OS, 29.9 months, CI 25–34.1, p 0.001"),
    (Outcome(study="C", measure="OS", stat="hazard ratio", value=0.7, ci_low=0.5, ci_high=0.9, ci_level=95.0), "C: hazard ratio OS, 0.7, 95 % CI 0.5–0.9"),
    (Outcome(study="C", measure="ORR", stat="rate", value=60.0, unit="%", events=6, total=10, timepoint="1 year"), "C: ORR at 1 year, 60 %, 6 of 10"),
    (Trial(study="D"), "D: named here"),
    (Radiotherapy(study="E", total_gy=30.0, fractions=10, eqd2_gy=32.5, bed_gy=39.0, alpha_beta=10.0), "E: 30 Gy, in 10 fractions, EQD2 32.5 Gy, BED 39 Gy (α/β 10 Gy)"),
    (Outcome(study="C", measure="CR", events=6, total=10), "C: CR, 6 of 10"),
]  # fmt: skip


@pytest.mark.parametrize(("finding", "said"), CASES, ids=[s for _, s in CASES])
def test_a_finding_in_words(finding, said):
    assert sentence(finding) == said
