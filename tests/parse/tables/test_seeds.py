"""Tables of real papers whose rows and cells decide the work of the pipeline, counted by eye."""

from __future__ import annotations

from functools import cache

import pytest

from pipeline.parse import pdf
from pipeline.parse.mend import mend
from pipeline.parse.tables import find_all, join_continued
from tests.shared import SHARED, needs_shared

TABLES = [
    ("seeds/wan2025_tdm1_rt.pdf", 0, (15, 7), (7, 6), "Radiation necrosis (6)"),
    ("seeds/wan2025_tdm1_rt.pdf", 0, (15, 7), (10, 4), "21 Gy (14–24 Gy) or 25 Gy (20–30 Gy)/3–5f"),
    ("seeds/wan2025_tdm1_rt.pdf", 0, (15, 7), (6, 0), "von Minckwitz et al., 2018 [10]"),
    ("seeds/yang2023_her2_bcbm_rt_targeted.pdf", 0, (6, 7), (5, 2), "Cerebral prophylactic radiation: 24 Gy, 12 fractions of 2 Gy"),
    ("seeds/yang2023_her2_bcbm_rt_targeted.pdf", 1, (4, 4), (2, 0), "NCT04767828"),
    ("real/nguyen2023_adc_toxicity.pdf", 0, (13, 6), (12, 0), "Loncastuximab Tesirine (Zynlonta®)"),
    ("real/nguyen2023_adc_toxicity.pdf", 1, (13, 4), (7, 3), "Neutropenia, thrombocytopenia, hepatic toxicity"),
]  # fmt: skip


@cache
def _tables(name: str):
    pages = mend(list(pdf.pages((SHARED / "corpus" / name).read_bytes())))
    return join_continued(table for found in find_all(pages) for table in found)


@needs_shared
@pytest.mark.parametrize(("name", "index", "shape", "place", "text"), TABLES, ids=lambda value: str(value)[-24:])
def test_a_cell_of_a_real_table_stands_in_its_row_and_column(name, index, shape, place, text):
    table = _tables(name)[index]
    assert (table.rows, table.cols) == shape
    assert table.at(*place).text == text
