"""The shared hostile files, through the whole pipeline: one run a set, then a case a file."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pipeline.errors import REFUSAL_REASONS
from pipeline.export.files import read_csv, read_jsonl
from pipeline.limits import LimitSettings
from pipeline.run.batch import Run, extract
from pipeline.run.executors import LocalProcesses
from tests.hostile.outputs import control_bytes, foreign_markup, live_cells, strange_names
from tests.shared import SHARED, needs_shared

LIMITS = LimitSettings(seconds=40, cpu_seconds=10)
OUT = TemporaryDirectory()
SETS = ("pdf", "text")
SECRETS = (b"root:x:", b"/bin/bash")
ID = "NCT00470847"
HOLD_THE_ID = [
    "good_control.pdf", "deep_array_object.pdf", "mediabox_huge.pdf", "mediabox_short.pdf",
    "xref_prev_self.pdf", "cyclic_pages_two.pdf", "inject_cells.pdf", "inject_table.pdf", "jats_control.xml",
    "jats_normal_dtd.xml", "jats_utf7.xml", "jats_doi_long.xml", "jats_path_ids.xml", "jats_formula_table.xml",
    "enc_bom.txt", "enc_utf16le.txt", "enc_gb18030.txt", "enc_invalid_utf8.txt", "uni_nbsp.txt",
    "uni_thin_space.txt", "uni_zwsp.txt", "uni_soft_hyphen.txt", "uni_lowercase.txt", "uni_rtl_ctx.txt",
    "uni_line_sep.txt", "uni_crlf_cell.txt", "uni_quote_cell.txt",
]  # fmt: skip
DO_NOT = [
    "uni_superscript.txt", "uni_letter_O.txt", "uni_letter_l.txt", "uni_nine_digits.txt",
    "uni_cyrillic_NCT.txt", "uni_greek_N.txt", "uni_cyrillic_full.txt", "uni_arabic_indic.txt",
    "uni_bengali_mix.txt",
]  # fmt: skip
FLAGGED = [
    "uni_cyrillic_NCT.txt", "uni_cyrillic_full.txt", "uni_greek_N.txt", "uni_arabic_indic.txt",
    "uni_bengali_mix.txt", "uni_rlo.txt", "uni_fullwidth.txt", "uni_fullwidth_digits.txt", "uni_math_bold.txt",
    "uni_zwsp.txt", "uni_bom_inside.txt",
]  # fmt: skip


@cache
def run(name: str) -> Run:
    """One guarded run over a set, as `evidence extract` does it."""
    return extract([SHARED / "hostile" / name], Path(OUT.name, name), executor=LocalProcesses(2, LIMITS))


def catalogue(name: str) -> list[dict[str, str]]:
    path = SHARED / "hostile" / name / "catalogue.csv"
    if not path.is_file():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def documents(name: str) -> dict[str, dict[str, str]]:
    return {row["path"]: row for row in read_csv(run(name).out / "documents.csv")}


def trials(file: str) -> list[dict]:
    name = "pdf" if file.endswith("pdf") else "text"
    rows = read_jsonl(run(name).out / "evidence.jsonl")
    return [r for r in rows if r["doc_id"] == Path(file).stem and r["kind"] == "trial"]


@needs_shared
@pytest.mark.parametrize("row", catalogue("pdf"), ids=lambda row: row["file"])
def test_a_hostile_pdf_ends_in_a_state_that_its_catalogue_allows(row):
    found = documents("pdf")[row["file"]]
    assert found["state"] in row["states"].split("|"), row["what"]
    assert found["state"] != "refused" or found["reason"] in REFUSAL_REASONS


@needs_shared
@pytest.mark.parametrize("row", catalogue("text"), ids=lambda row: row["file"])
def test_every_hostile_text_is_accounted_for(row):
    found = documents("text")[row["file"]]
    assert (found["state"], found["reason"]) == ("read", "") or found["reason"] in REFUSAL_REASONS


@needs_shared
@pytest.mark.parametrize("name", SETS)
def test_no_file_brings_up_a_bug(name):
    """Of the crashes that a file may cause, none is ours: those leave a traceback."""
    assert list((run(name).out / ".work" / "crashes").glob("*.txt")) == []


@needs_shared
@pytest.mark.parametrize("file", HOLD_THE_ID)
def test_what_can_be_read_is_found(file):
    assert ID in {i for row in trials(file) for i in row["registry_ids"]}


@needs_shared
@pytest.mark.parametrize("file", DO_NOT)
def test_what_is_no_id_is_not_written_as_one(file):
    assert ID not in {i for row in trials(file) for i in row["registry_ids"]}


@needs_shared
@pytest.mark.parametrize("file", FLAGGED)
def test_an_id_that_is_not_what_it_looks_like_is_flagged(file):
    assert all("confusable_registry_id" in row["flags"] for row in trials(file))


@needs_shared
@pytest.mark.parametrize("name", SETS)
def test_the_outputs_do_no_harm(name):
    out = run(name).out
    assert list(live_cells(out)) == []
    assert list(foreign_markup(out)) == []
    assert list(control_bytes(out)) == []
    assert list(strange_names(out)) == []
    texts = (p.read_bytes() for p in out.rglob("*") if p.is_file() and p.suffix in (".csv", ".json", ".jsonl", ".html"))
    assert not any(secret in text for text in texts for secret in SECRETS)
