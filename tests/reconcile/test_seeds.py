"""The two seed reviews speak of the same studies; where they differ, both quotes surface."""

import pytest

from pipeline.export.files import read_csv
from pipeline.run.batch import extract
from pipeline.run.executors import InProcess
from tests.shared import SHARED, needs_shared

FIRST, SECOND = "wan2025_tdm1_rt", "yang2023_her2_bcbm_rt_targeted"
EXPECTED = [
    ("Stumpf 2019", "trial", "n 16", "n 45", "one table says 16, the other review 45 patients"),
    ("Stumpf 2019", "adverse_event", "rate 39.1", "events 6, total 16", "39.1 % of the text is not 6 of 16 of the table"),
    ("Geraud 2017", "trial", "n 4", "n 12", "4 against 12 patients"),
]  # fmt: skip


@pytest.fixture(scope="module")
def conflicts(tmp_path_factory):
    out = tmp_path_factory.mktemp("seeds")
    extract([SHARED / "corpus" / "seeds"], out, executor=InProcess())
    return read_csv(out / "conflicts.csv")


@needs_shared
@pytest.mark.parametrize(("study", "kind", "one", "other", "why"), EXPECTED, ids=[w for *_, w in EXPECTED])
def test_what_the_reviews_say_differently_surfaces_with_both_quotes(conflicts, study, kind, one, other, why):
    (row,) = [c for c in conflicts if (c["study"], c["kind"], c["value_1"], c["value_2"]) == (study, kind, one, other)]
    assert row["doc_1"] == FIRST
    assert row["doc_2"] == (SECOND if kind == "trial" else FIRST)
    assert row["quote_1"]
    assert row["quote_2"]
