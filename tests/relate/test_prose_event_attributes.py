"""What stands around an adverse event: attribution, seriousness, scale and onset."""

import pytest

from tests.relate.papers import findings, rows

ATTRIBUTED = [
    ("Treatment-related nausea occurred in 37% of patients.", "treatment_related", "before the event"),
    ("Drug-related grade 3 nausea was seen in 6 of 80 patients.", "treatment_related", "another word for it"),
    ("Radiation-related grade 3 esophagitis was seen in 6 of 80 patients.", "radiotherapy_related", "of radiation"),
    ("Five patients (11%) had hypertension that was considered related to study treatment.", "treatment_related",
     "behind the event"),
    ("Adverse events of any cause occurred in 96% of patients.", "any_cause", "whatever caused it"),
    ("Nausea occurred in 12% of patients and was not related to treatment.", "", "denied"),
    ("Unrelated nausea occurred in 12% of patients.", "", "part of another word"),
    ("Nausea occurred in 12% of patients.", "", "not said"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "attribution", "why"), ATTRIBUTED, ids=[c[2] for c in ATTRIBUTED])
def test_attribution(text, attribution, why):
    assert [f.attribution for f in findings(text, "adverse_event")] == [attribution]


SERIOUS = [
    ("Serious adverse events occurred in 21 patients, including pneumonia in 4 patients.", [True, True], "a list of them"),
    ("Serious adverse events occurred in 30% of patients. Fatigue was noted in 44%.", [True, None], "one sentence only"),
    ("Serious adverse events occurred in 9% of patients, whereas fatigue was noted in 44%.", [True, None], "a turn"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "serious", "why"), SERIOUS, ids=[c[2] for c in SERIOUS])
def test_serious(text, serious, why):
    assert [f.serious for f in findings(text, "adverse_event")] == serious


SCALES = [
    ("Toxicity was graded with CTCAE version 4.03. Grade 3 dysphagia occurred in 9% of patients.", "CTCAE 4.03",
     "version"),
    ("Toxicity was assessed by the Common Toxicity Criteria (version 3). Grade 3 nausea occurred in 9%.", "CTCAE 3.0",
     "older name, whole version"),
    ("Reactions were scored with the RTOG criteria. Grade 2 dermatitis developed in 31%.", "RTOG", "RTOG"),
    ("Toxicity was graded with CTCAE v4.0 or RTOG. Grade 2 dermatitis developed in 31%.", "", "two leave it open"),
    ("RTOG 9003 enrolled many. Grade 2 dermatitis developed in 31%.", "", "a trial of that group is no scale"),
    ("Toxicity was graded with CTCAE v4.0. Dermatitis developed in 31%.", "", "no grade, no scale"),
    ("Toxicity was graded with CTCAE v4.0. RTOG grade 3 mucositis occurred in 14 of 60 patients.", "RTOG",
     "the grade's own scale wins"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "scale", "why"), SCALES, ids=[c[2] for c in SCALES])
def test_grade_scale(text, scale, why):
    assert [f.grade_scale for f in findings(text, "adverse_event")] == [scale]


ONSETS = [
    ("Pneumonitis occurred in 9%, with a median time to onset of 2.6 months (range, 0.5–11.5).", [(0.5, 11.5, "months")],
     "time to onset"),
    ("Radionecrosis developed in 5 of 61 patients at a median of 7 months after radiosurgery.", [(7.0, 7.0, "months")],
     "at a median"),
    ("Six patients (12%) developed colitis, median onset 4.2 weeks (range 1–9 weeks).", [(1.0, 9.0, "weeks")], "onset"),
    ("One patient had a grade 4 hepatitis 21 days after the second infusion.", [(21.0, 21.0, "days")], "since a dose"),
    ("Those treated before developed radiation necrosis 8–92 days post-treatment.", [(8.0, 92.0, "days")],
     "an onset alone is a finding"),
    ("After a median follow-up of 18 months, fibrosis was seen in 10% of patients.", [(None, None, "")], "follow-up"),
    ("Diarrhea occurred in 20% of patients and lasted a median of 6 days.", [(None, None, "")], "duration"),
    ("Diarrhea occurred in 20% of patients and resolved 6 days after the last dose.", [(None, None, "")], "end"),
    ("Nausea was present in 10% of patients at 12 months after radiotherapy.", [(None, None, "")], "a time point"),
    ("Patients with early-onset thrombocytopenia had a longer time on treatment (17.3 months).", [], "part of a name"),
    ("Patients with colitis died 3 months after treatment.", [], "death"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "times", "why"), ONSETS, ids=[c[2] for c in ONSETS])
def test_onset(text, times, why):
    assert rows(findings(text, "adverse_event"), "time_low", "time_high", "time_unit") == times
