"""Counts that are the size of a study."""

import pytest

from pipeline.model.quantity import Count
from pipeline.recognise.counts import find_counts
from pipeline.recognise.quantities import figures
from pipeline.recognise.sample_sizes import find_sample_sizes

CASES = [
    ("which included 116 patients", Count(None, 116, "patients"), "verb before"),
    ("A total of 45 patients", Count(None, 45, "patients"), "a total of"),
    ("a cohort of 19 lesions", Count(None, 19, "lesions"), "lesions"),
    ("524 patients were randomly assigned", Count(None, 524, "patients"), "verb after"),
    ("placebo (n = 12)", Count(None, 12), "n equals"),
]
REFUSED = [("nausea in 12 patients", "no word of enrolment"), ("7 of 27 patients were treated", "a share")]


def _sizes(text):
    return list(find_sample_sizes(text, find_counts(text, figures(text))))


@pytest.mark.parametrize(("text", "size", "why"), CASES, ids=[c[2] for c in CASES])
def test_sizes(text, size, why):
    assert [m.value for m in _sizes(text)] == [size]


@pytest.mark.parametrize(("text", "why"), REFUSED, ids=[r[1] for r in REFUSED])
def test_refused(text, why):
    assert not _sizes(text)
