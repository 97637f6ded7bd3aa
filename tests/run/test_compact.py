"""Several output folders merged into one: each paper once, each name once, whatever the order of the folders."""

import csv
import shutil
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.export.files import read_csv, read_jsonl
from pipeline.run.batch import extract
from pipeline.run.compact import compact
from pipeline.run.executors import InProcess
from pipeline.run.layout import Layout

PAPER = """A short review of {title}

Abstract

In the {acronym} trial, {n} patients with HER2-positive breast cancer received trastuzumab emtansine 3.6 mg/kg every 3
weeks. Grade 3 or higher thrombocytopenia occurred in {events} of {n} patients (12.0%) [1].

References

1. Smith J, Jones K. A trial of something that has a title of its own. J Clin Oncol. 2019;37:100-110.
"""
TABLES = (
    "evidence.csv", "evidence.jsonl", "evidence.parquet", "entities.csv", "documents.csv", "contrasts.csv",
    "studies.csv", "conflicts.csv",
)  # fmt: skip


def paper(folder: Path, name: str, acronym: str, n: int = 100) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(PAPER.format(title=name, acronym=acronym, n=n, events=12), encoding="utf-8")


def read(folder: Path, out: Path) -> Path:
    extract([folder], out, executor=InProcess())
    return out


def bytes_of(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in TABLES}


def without_links(out: Path) -> list[dict]:
    return [row | {"link": ""} for row in read_jsonl(out / "evidence.jsonl")]


def states(out: Path) -> list[tuple[str, str, str]]:
    return [(row["doc_id"], row["path"], row["state"]) for row in read_csv(out / "documents.csv")]


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Two folders of papers and what was read of each; `same.txt` has the same name and other bytes, `twin` both."""
    base = tmp_path_factory.mktemp("runs")
    for folder in ("one", "two"):
        paper(base / folder, "twin.txt", "TWIN-1")
        paper(base / folder, "same.txt", f"SAME-{folder}", n=len(folder) + 100)
    paper(base / "one", "alpha.txt", "ALPHA-1")
    paper(base / "two", "beta.txt", "ALPHA-1", n=300)
    (base / "two" / "empty.pdf").write_bytes(b"")
    return read(base / "one", base / "out_one"), read(base / "two", base / "out_two")


def test_each_file_is_in_the_merged_table_once_with_a_name_of_its_own(runs, tmp_path):
    counts = compact(runs, tmp_path / "all").counts
    found = states(tmp_path / "all")
    assert (counts["read"], counts["refused"], counts["duplicate"]) == (5, 1, 1)
    assert len({doc_id for doc_id, *_ in found}) == len(found) == 7
    assert [f[2] for f in found if f[1] == "twin.txt"] == ["read", "duplicate"]
    assert [f[0] == "same" for f in found if f[1] == "same.txt"] == [True, False]


def test_the_order_of_the_folders_never_shows(runs, tmp_path):
    one, other = runs
    compact([one, other], tmp_path / "a")
    compact([other, one, other], tmp_path / "b")
    assert bytes_of(tmp_path / "a") == bytes_of(tmp_path / "b")


def test_merged_runs_say_what_one_run_over_all_papers_says(tmp_path):
    for name, folder in (("a", "one"), ("b", "two"), ("c", "one"), ("d", "two")):
        paper(tmp_path / folder, f"{name}.txt", "SHARED-1", n=100 + ord(name))
        paper(tmp_path / "both", f"{name}.txt", "SHARED-1", n=100 + ord(name))
    whole = read(tmp_path / "both", tmp_path / "out")
    compact([read(tmp_path / f, tmp_path / f"out_{f}") for f in ("one", "two")], tmp_path / "merged")
    assert without_links(tmp_path / "merged") == without_links(whole)
    for name in ("documents.csv", "entities.csv", "studies.csv", "contrasts.csv"):
        assert (tmp_path / "merged" / name).read_bytes() == (whole / name).read_bytes(), name


def test_a_link_leads_to_the_page_in_the_folder_that_was_merged(runs, tmp_path):
    compact(runs, tmp_path / "all")
    rows = list(read_jsonl(tmp_path / "all" / "evidence.jsonl"))
    assert rows
    for row in rows:
        file, anchor = row["link"].split("#")
        assert f'id="{anchor}"' in (tmp_path / "all" / file).read_text(encoding="utf-8")


def test_a_paper_that_one_run_refused_is_taken_from_the_run_that_read_it(runs, tmp_path):
    """What a machine with little memory gave up, another may have read."""
    refused = tmp_path / "a_refused"
    shutil.copytree(runs[0], refused)
    extract([runs[0].parent / "one"], refused, executor=GivesUp())
    compact([refused, runs[0]], tmp_path / "all")
    assert sorted(f[2] for f in states(tmp_path / "all")) == ["duplicate"] * 3 + ["read"] * 3


class GivesUp(InProcess):
    """Refuses every file, as a worker does that is short of memory."""

    def run(self, work, jobs, prepare):
        """See `Executor.run`."""
        from pipeline.errors import Refusal

        return ((job, Refusal("memory", "too little")) for job in jobs)


def test_nothing_new_leaves_the_merged_tables_as_they_are(runs, tmp_path):
    first = compact(runs, tmp_path / "all")
    before = {name: (tmp_path / "all" / name).stat().st_mtime_ns for name in TABLES}
    assert compact(runs, tmp_path / "all").counts == first.counts
    assert {name: (tmp_path / "all" / name).stat().st_mtime_ns for name in TABLES} == before


def test_corrections_reach_the_merged_table(runs, tmp_path):
    compact(runs, tmp_path / "all")
    row = next(r for r in read_jsonl(tmp_path / "all" / "evidence.jsonl") if r["kind"] == "drug_dose")
    sha256 = {r["doc_id"]: r["sha256"] for r in read_csv(tmp_path / "all" / "documents.csv")}[row["doc_id"]]
    with (tmp_path / "corrections.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("document_sha256", "place", "field", "value", "who", "why"))
        writer.writerow((sha256, row["finding_id"], "dose", "2.4", "A. Reader", "misprint"))
    compact(runs, tmp_path / "all", corrections=tmp_path / "corrections.csv")
    mended = next(r for r in read_jsonl(tmp_path / "all" / "evidence.jsonl") if r["finding_id"] == row["finding_id"])
    assert mended["dose"] == 2.4


def test_a_folder_without_a_finished_run_and_a_folder_merged_into_itself_are_said(runs, tmp_path):
    with pytest.raises(UsageError, match="holds no shards"):
        compact([runs[0], tmp_path], tmp_path / "all")
    with pytest.raises(UsageError, match="one of the folders to merge"):
        compact(runs, runs[0])


def test_one_new_paper_makes_one_shard_anew(tmp_path):
    for number in range(8):
        paper(tmp_path / "papers", f"{number}.txt", f"TRIAL-{number}X")
    out = read(tmp_path / "papers", tmp_path / "out")
    before = {shard.name for shard in Layout(out).shards.iterdir()}
    paper(tmp_path / "papers", "new.txt", "TRIAL-99X")
    read(tmp_path / "papers", out)
    after = {shard.name for shard in Layout(out).shards.iterdir()}
    assert len(after - before) == 1
    assert len(before - after) <= 1
