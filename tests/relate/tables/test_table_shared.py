"""The tables of real papers, where the shared folder stands: done-when of the first issue."""

from __future__ import annotations

from functools import lru_cache

import pytest

from pipeline.model.document import Source
from pipeline.parse.read import read
from tests.relate.tables.tabular import findings
from tests.shared import SHARED, needs_shared


@lru_cache(maxsize=4)
def of(name):
    path = SHARED / "corpus" / name
    kind = {".pdf": "pdf", ".xml": "jats", ".txt": "text"}[path.suffix]
    return findings(read(Source(path.stem, path.name, kind, "0" * 64, 1), path.read_bytes()))


@needs_shared
@pytest.mark.parametrize("name", ["seeds/wan2025_tdm1_rt.pdf", "seeds_text/wan2025_tdm1_rt.txt"])
def test_each_of_the_fourteen_studies_is_a_trial(name):
    trials = [f for f in of(name) if f.kind == "trial"]
    assert len(trials) == 14
    assert {r for t in trials for r in t.study_refs} >= {10, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50}


@needs_shared
def test_the_impossible_count_is_kept():
    assert ("Dastgheyb 2023", 208, 35) in {
        (f.study, f.events, f.total) for f in of("seeds/wan2025_tdm1_rt.pdf") if f.kind == "adverse_event"
    }


@needs_shared
@pytest.mark.parametrize("stem", ["seeds/{}.pdf", "seeds_text/{}.txt"])
def test_each_of_the_eight_registered_studies_is_a_trial(stem):
    trials = [f for f in of(stem.format("yang2023_her2_bcbm_rt_targeted")) if f.kind == "trial"]
    assert sorted(i for t in trials for i in t.registry_ids) == [
        "NCT00470847", "NCT01363986", "NCT01613482", "NCT02135159",
        "NCT02563925", "NCT04582968", "NCT04767828", "NCT05042791",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name", ["real/nguyen2023_adc_toxicity.pdf", "real/PMC8061218.pdf", "real_jats/PMC8061218.xml"]
)
@needs_shared
def test_tables_without_a_number_give_nothing(name):
    assert of(name) == []
