"""Phases of trials."""

import pytest

from pipeline.recognise.phases import find_phases

CASES = [
    ("phase III", "3"),
    ("Phase 2", "2"),
    ("phase-3", "3"),
    ("phase Ib/II", "1b/2"),
    ("phase 1b/2", "1b/2"),
    ("phase I/II", "1/2"),
    ("phase IIIb/IV", "3b/4"),
    ("phase 3B", "3b"),
    ("phase lb/ll", "1b/2"),
    ("phases 2 and 3", "2/3"),
    ("phase 1 dose-escalation", "1"),
]
REFUSED = ["phase of treatment", "recommended phase 2 dose", "G2 phase", "phase 5", "biphase 2", "phase 2x"]


@pytest.mark.parametrize(("text", "code"), CASES, ids=[c[0] for c in CASES])
def test_phase(text, code):
    assert [(m.text, m.value.name) for m in find_phases(f"a {text} trial")] == [
        (text.removesuffix(" dose-escalation"), code)
    ]


@pytest.mark.parametrize("text", REFUSED)
def test_refused(text):
    assert not list(find_phases(text))
