"""A run over a folder: every file ends in one state, nothing is lost, and the same input gives the same bytes."""

import csv
import json
import os
import shutil
from pathlib import Path

import pytest

from pipeline.config import load_settings
from pipeline.errors import ConfigError, UsageError
from pipeline.export.files import read_jsonl
from pipeline.limits import LimitSettings
from pipeline.model.document import Source
from pipeline.parse.text import read_text
from pipeline.run.batch import extract
from pipeline.run.disk import alone_in
from pipeline.run.executors import InProcess, LocalProcesses
from pipeline.run.tables import Selection
from pipeline.stages import Pipeline
from pipeline.vocabulary import config_root

PAPER = """A short review of {title}

Abstract

In the {acronym} trial, {n} patients with HER2-positive breast cancer received trastuzumab emtansine 3.6 mg/kg every 3
weeks. Grade 3 or higher thrombocytopenia occurred in {events} of {n} patients (12.0%). The median overall survival was
29.9 months [1].

References

1. Smith J, Jones K. A trial of something. J Clin Oncol. 2019;37:100-110.
"""
TABLES = ("evidence.csv", "evidence.jsonl", "evidence.parquet", "entities.csv", "documents.csv", "contrasts.csv")


@pytest.fixture
def papers(tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    for i, name in enumerate(["alpha", "beta", "gamma"]):
        text = PAPER.format(title=name, acronym=f"TRIAL-{i}X", n=100 + i, events=12)
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def run(papers, out, **how):
    return extract([papers], out, executor=how.pop("executor", InProcess()), **how)


def table(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def bytes_of(out):
    return {name: (out / name).read_bytes() for name in TABLES}


def test_every_file_is_read_and_its_facts_are_in_the_table(papers, tmp_path):
    done = run(papers, tmp_path / "out")
    assert [e.state for e in done.entries] == ["read"] * 3
    rows = table(tmp_path / "out" / "evidence.csv")
    assert {r["doc_id"] for r in rows} == {"alpha", "beta", "gamma"}
    assert {"trastuzumab emtansine"} == {r["drug"] for r in rows if r["kind"] == "drug_dose"}


def test_the_table_is_a_data_frame_for_who_works_in_python(papers, tmp_path):
    frame = run(papers, tmp_path / "out").table()
    assert set(frame.doc_id) == {"alpha", "beta", "gamma"}
    assert frame.page.dtype == "Int64"
    assert frame.page.isna().all(), "plain text has no pages, which is not page 0"


def test_every_quote_is_the_slice_of_the_text_that_it_names(papers, tmp_path):
    run(papers, tmp_path / "out")
    for row in read_jsonl(tmp_path / "out" / "evidence.jsonl"):
        text = json.loads((tmp_path / "out" / "documents" / f"{row['doc_id']}.json").read_text())["text"]
        assert text[row["char_start"] : row["char_end"]] == row["quote"]


def test_every_link_leads_to_an_anchor(papers, tmp_path):
    out = tmp_path / "out"
    run(papers, out)
    rows = list(read_jsonl(out / "evidence.jsonl"))
    assert rows
    for row in rows:
        file, anchor = row["link"].split("#")
        assert f'id="{anchor}"' in (out / file).read_text(encoding="utf-8")


def test_two_runs_give_the_same_bytes(papers, tmp_path):
    run(papers, tmp_path / "one")
    run(papers, tmp_path / "two")
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")


def test_a_second_run_does_only_what_is_new(papers, tmp_path):
    out = tmp_path / "out"
    run(papers, out)
    (papers / "delta.txt").write_text(PAPER.format(title="delta", acronym="TRIAL-9Z", n=50, events=6), encoding="utf-8")
    again = run(papers, out)
    assert (again.reused, len(again.entries)) == (3, 4)
    fresh = tmp_path / "fresh"
    run(papers, fresh)
    assert bytes_of(out) == bytes_of(fresh)


def test_a_run_with_nothing_new_leaves_the_tables_as_they_are(papers, tmp_path):
    out = tmp_path / "out"
    first = run(papers, out)
    before = {name: (out / name).stat().st_mtime_ns for name in TABLES}
    second = run(papers, out)
    assert {name: (out / name).stat().st_mtime_ns for name in TABLES} == before
    assert (second.counts, second.reused) == (first.counts, 3)


def test_tables_that_were_touched_or_are_gone_are_written_anew(papers, tmp_path):
    out = tmp_path / "out"
    run(papers, out)
    good = bytes_of(out)
    (out / "evidence.csv").write_text("spoilt by a spreadsheet")
    (out / "entities.csv").unlink()
    run(papers, out)
    assert bytes_of(out) == good


def test_two_runs_into_one_folder_are_kept_apart(papers, tmp_path):
    with alone_in(tmp_path / "out" / ".work"), pytest.raises(UsageError, match="another run writes to"):
        run(papers, tmp_path / "out")


def test_files_of_the_same_name_in_two_folders_are_both_kept_by_every_run(papers, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "alpha.txt").write_text(PAPER.format(title="other", acronym="OTHER-1", n=70, events=7), encoding="utf-8")
    out = tmp_path / "out"
    first = extract([papers, other], out, executor=InProcess())
    before = bytes_of(out)
    again = extract([papers, other], out, executor=InProcess())
    assert [e.doc_id for e in again.entries] == [e.doc_id for e in first.entries]
    assert (len(again.entries), again.reused) == (4, 4)
    assert bytes_of(out) == before


def test_names_that_cannot_be_told_apart_when_shown_are_both_kept(papers, tmp_path):
    for odd in (b"odd\xff.txt", b"odd\xfe.txt", b"odd\x1b.txt"):
        text = PAPER.format(title=odd.hex(), acronym=f"ODD-{odd[3]}", n=80, events=8)
        Path(os.fsdecode(bytes(papers) + b"/" + odd)).write_text(text, encoding="utf-8")
    for _ in range(2):
        done = run(papers, tmp_path / "out")
        assert [e.path for e in done.entries].count("odd\N{REPLACEMENT CHARACTER}.txt") == 3
        assert len(done.in_state("read")) == 6
    assert done.reused == 6


def test_a_file_that_changes_while_the_run_goes_on_is_refused_and_read_by_the_next(papers, tmp_path):
    """The table must not say of one digest what the bytes of another print."""
    done = run(papers, tmp_path / "out", executor=ChangesFiles())
    assert {e.doc_id: e.reason for e in done.entries} == {"alpha": "malformed", "beta": "special_file", "gamma": ""}
    (papers / "beta.txt").write_bytes((papers / "alpha.txt").read_bytes() + b"\nAnother paper.\n")
    assert [e.state for e in run(papers, tmp_path / "out").entries] == ["read"] * 3


class ChangesFiles(InProcess):
    """Adds to one file and removes another after they were listed and before they are read."""

    def run(self, work, jobs, prepare):
        """See `Executor.run`."""
        jobs = list(jobs)
        jobs[0].source.location.write_bytes(jobs[0].source.location.read_bytes() + b"\nA line more.\n")
        jobs[1].source.location.unlink()
        return super().run(work, jobs, prepare)


def test_an_output_folder_that_cannot_be_written_to_is_no_fault_of_the_files(papers, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "documents").write_text("a file where a folder belongs")
    with pytest.raises(OSError, match="documents"):
        run(papers, tmp_path / "out")


def test_a_folder_that_no_database_can_be_written_to_is_said_before_anything_is_read(papers, tmp_path):
    with pytest.raises(UsageError, match="question mark"):
        run(papers, tmp_path / "why?")


def test_a_paper_that_is_gone_leaves_the_table(papers, tmp_path):
    out = tmp_path / "out"
    run(papers, out)
    (papers / "beta.txt").unlink()
    run(papers, out)
    assert {r["doc_id"] for r in table(out / "documents.csv")} == {"alpha", "gamma"}
    assert not (out / "documents" / "beta.json").exists()
    assert not (out / "pages" / "beta").exists()


def test_a_bad_file_has_a_row_with_its_reason_and_harms_no_other(papers, tmp_path):
    (papers / "empty.pdf").write_bytes(b"")
    (papers / "login.pdf").write_text("<!doctype html><html><body>Log in</body></html>")
    (papers / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing behind it")
    shutil.copy(papers / "alpha.txt", papers / "zeta.txt")
    done = run(papers, tmp_path / "out")
    states = {e.path: (e.state, e.reason) for e in done.entries}
    assert states["empty.pdf"] == ("refused", "empty")
    assert states["login.pdf"] == ("refused", "wrong_type")
    assert states["broken.pdf"][0] == "refused"
    assert states["zeta.txt"] == ("duplicate", "")
    assert [p for p, s in states.items() if s[0] == "read"] == ["alpha.txt", "beta.txt", "gamma.txt"]
    assert all(e.message.startswith(e.path) for e in done.in_state("refused"))


def test_unsure_rows_can_be_left_out(papers, tmp_path):
    run(papers, tmp_path / "all")
    run(papers, tmp_path / "none", selection=Selection(min_confidence=1.0))
    some = [
        r for r in read_jsonl(tmp_path / "all" / "evidence.jsonl") if r["confidence"] is None or r["confidence"] >= 1
    ]
    assert list(read_jsonl(tmp_path / "none" / "evidence.jsonl")) == some


def test_a_correction_survives_a_new_run_and_is_flagged(papers, tmp_path):
    out = tmp_path / "out"
    run(papers, out)
    row = next(r for r in read_jsonl(out / "evidence.jsonl") if r["kind"] == "drug_dose")
    sha256 = next(d["sha256"] for d in table(out / "documents.csv") if d["doc_id"] == row["doc_id"])
    corrections = tmp_path / "corrections.csv"
    head = "document_sha256,place,field,value,who,why\n"
    corrections.write_text(
        head + f"{sha256},{row['finding_id']},dose,2.4,A. Reader,misprint\n{sha256},p9:0-1,dose,1,A. Reader,gone\n"
    )
    done = run(papers, out, corrections=corrections)
    mended = next(r for r in read_jsonl(out / "evidence.jsonl") if r["finding_id"] == row["finding_id"])
    assert (mended["dose"], "corrected:dose" in mended["flags"]) == (2.4, True)
    assert [c.place for c in done.unused_corrections] == ["p9:0-1"]


def test_guarded_processes_give_the_same_bytes_as_none(papers, tmp_path):
    run(papers, tmp_path / "here")
    run(papers, tmp_path / "there", executor=LocalProcesses(2, LimitSettings()))
    assert bytes_of(tmp_path / "here") == bytes_of(tmp_path / "there")


def test_nothing_to_read_is_said_in_one_sentence(tmp_path):
    with pytest.raises(UsageError, match="nothing to read in"):
        extract([tmp_path], tmp_path / "out")
    with pytest.raises(UsageError, match="does not exist"):
        extract([tmp_path / "missing"], tmp_path / "out")


CONFIGS = [
    ("[reed]\nx = 1\n", "no section", "a section that is misspelt"),
    ("[read]\nmax_char = 1\n", "has no key max_char", "a key that is misspelt"),
    ('[read]\nmax_chars = "many"\n', "must be", "a value of the wrong type"),
    ("[read\n", "not valid TOML", "a file that is no TOML"),
]


@pytest.mark.parametrize(("text", "said", "why"), CONFIGS, ids=[w for *_, w in CONFIGS])
def test_a_fault_in_the_settings_is_named(tmp_path, text, said, why):
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "pipeline.toml").write_text(text)
    with pytest.raises(ConfigError, match=said):
        load_settings(tmp_path)


TABLES_OF_RULES = (
    "context_rules.csv",
    "table_roles.csv",
    "plausible_ranges.csv",
    "confidence.csv",
    "vocabulary/drugs.csv",
)


@pytest.mark.parametrize("table", TABLES_OF_RULES)
def test_the_folder_of_settings_reaches_every_stage(tmp_path, table):
    configs = tmp_path / "configs"
    shutil.copytree(config_root(), configs, ignore=shutil.ignore_patterns("models"))
    (configs / table).write_bytes(b"junk")
    document = read_text(Source("d", "d.txt", "text", "0" * 64, 1), PAPER.encode())
    with pytest.raises(ConfigError, match=Path(table).stem):
        Pipeline(configs).find(document)
