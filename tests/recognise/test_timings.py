"""Timing of radiotherapy relative to a drug."""

import pytest

from pipeline.model.mention import Concept
from pipeline.model.quantity import Amount
from pipeline.recognise.quantities import figures
from pipeline.recognise.timings import find_timings

CASES = [
    (
        "RT began 1–8 days after starting lapatinib",
        "1–8 days after starting lapatinib",
        Amount(None, 1, 8, "days"),
        "range",
    ),
    ("Within 14 days of the start of RT", None, Amount(None, None, 14, "days"), "within"),
    ("within 4 weeks before or after radiotherapy", None, Amount(None, None, 28, "days"), "weeks become days"),
    ("8.5 days (3 d–449 d) after radiotherapy", None, Amount(8.5, 3, 449, "days"), "median with range"),
    ("16.8 months after radiotherapy", None, Amount(16.8, unit="months"), "months stay months"),
    ("SRS on D3–D7", "D3–D7", Amount(None, 3, 7, "days"), "days of a protocol"),
    ("RT from day 3 to day 7", "day 3 to day 7", Amount(None, 3, 7, "days"), "days of a protocol, spelled"),
    ("T-DM1 during the radiotherapy", "during the radiotherapy", Concept("concurrent"), "during"),
    ("concurrent RT and T-DM1", "concurrent", Concept("concurrent"), "concurrent"),
    ("T-DM1 given sequentially to SRS", "sequentially", Concept("sequential"), "sequential"),
]
REFUSED = [
    ("12 weeks after surgery", "no radiation anywhere near"),
    ("simultaneous integrated boost RT", "the name of a technique"),
    ("RT over 5 weeks", "how long it took"),
    ("RT with cisplatin, D7–D3", "days upside down"),
]


@pytest.mark.parametrize(("text", "printed", "value", "why"), CASES, ids=[c[3] for c in CASES])
def test_timing(text, printed, value, why):
    assert [(m.text, m.value) for m in find_timings(text, figures(text))] == [(printed or text, value)]


@pytest.mark.parametrize(("text", "why"), REFUSED, ids=[r[1] for r in REFUSED])
def test_refused(text, why):
    assert not list(find_timings(text, figures(text)))
