"""How values are written in cells."""

import csv

import pytest

from pipeline.export.contrasts import contrasts
from pipeline.export.database import write_database
from pipeline.export.files import read_jsonl, write_evidence_csv, write_jsonl, written_beside
from pipeline.export.rows import all_columns, csv_cell, json_row, number_text
from pipeline.export.workbook import write_workbook
from pipeline.model.finding import AdverseEvent, Outcome, Trial

CELLS = [
    (39, "int", "39", "integers without a point"),
    (39.0, "float", "39", "a whole number of a float column too"),
    (39.1, "float", "39.1", "as short as it can be said"),
    (0.00005, "float", "0.00005", "never in powers of ten"),
    (0, "int", "0", "zero is a value"),
    (None, "int", "", "the paper does not say"),
    (True, "bool", "1", "yes"),
    (False, "bool", "0", "no is a value"),
    (["capecitabine", "lapatinib"], "list[str]", "capecitabine;lapatinib", "lists without blanks"),
    ([9, 10], "list[int]", "9;10", "numbers in a list"),
    ([], "list[str]", "", "an empty list"),
]


@pytest.mark.parametrize(("value", "type_", "cell", "why"), CELLS, ids=[why for *_, why in CELLS])
def test_a_value_as_a_cell(value, type_, cell, why):
    assert csv_cell(value, type_) == cell


def test_a_tiny_number_keeps_its_digits():
    assert float(number_text(1e-7)) == pytest.approx(1e-7)


FINDINGS = [
    AdverseEvent(
        finding_id="a", doc_id="d", study="KATHERINE", contrast_id="c", arm="T-DM1", term="anemia", events=3, total=10,
        comparator=False, quote="=1+1", drugs=("trastuzumab emtansine",), page=2, link="pages/d/p2.html#a",
    ),
    AdverseEvent(
        finding_id="b", doc_id="d", study="KATHERINE", contrast_id="c", arm="trastuzumab", term="anemia", events=0,
        total=11, comparator=True, reported="zero",
    ),
    Outcome(finding_id="o", doc_id="d", measure="OS", value=29.9, unit="months"),
    Trial(finding_id="t", doc_id="d", study="KATHERINE", n=1486, phase="3"),
]  # fmt: skip


@pytest.fixture
def jsonl(tmp_path):
    path = tmp_path / "evidence.jsonl"
    write_jsonl(path, map(json_row, FINDINGS))
    return path


def test_csv_holds_all_kinds_in_the_union_of_their_columns(jsonl, tmp_path):
    write_evidence_csv(tmp_path / "evidence.csv", read_jsonl(jsonl))
    with (tmp_path / "evidence.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [r["kind"] for r in rows] == ["adverse_event", "adverse_event", "outcome", "trial"]
    assert (rows[0]["events"], rows[1]["events"], rows[2]["events"]) == ("3", "0", "")
    assert rows[0]["quote"] == "'=1+1"
    assert list(rows[0]) == [c.name for c in all_columns()]


def test_the_same_rows_give_the_same_parquet(jsonl, tmp_path):
    for name in ("one", "two"):
        write_database(jsonl, tmp_path / f"{name}.duckdb", tmp_path / f"{name}.parquet")
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()


def test_duckdb_has_a_table_a_kind_and_one_view(jsonl, tmp_path):
    import duckdb

    write_database(jsonl, tmp_path / "e.duckdb", tmp_path / "e.parquet")
    with duckdb.connect(str(tmp_path / "e.duckdb"), read_only=True) as connection:
        assert connection.sql("SELECT events, total FROM adverse_event ORDER BY 1").fetchall() == [(0, 11), (3, 10)]
        assert connection.sql("SELECT count(*) FROM evidence").fetchall() == [(4,)]
        drugs = connection.sql("SELECT drugs FROM adverse_event WHERE events = 3").fetchall()
        assert drugs == [(["trastuzumab emtansine"],)]


@pytest.mark.slow
def test_the_rows_of_a_thousand_papers_fit_into_the_memory_of_the_database(tmp_path):
    """DuckDB once held 122,880 rows of a kind until they were written, which did not fit."""
    import duckdb

    row = json_row(AdverseEvent(doc_id="d", study="ALPHA", term="nausea", events=3, section="s" * 90))
    rows = 120_000
    wide = (row | {"finding_id": f"{n:032}", "quote": f"{n:0500}", "link": f"{n:080}"} for n in range(rows))
    write_jsonl(tmp_path / "e.jsonl", wide)
    write_database(tmp_path / "e.jsonl", tmp_path / "e.duckdb", tmp_path / "e.parquet")
    assert duckdb.read_parquet(str(tmp_path / "e.parquet")).shape[0] == rows


def test_the_workbook_has_a_frozen_filtered_sheet_a_kind_and_links(jsonl, tmp_path):
    from openpyxl import load_workbook

    write_workbook(tmp_path / "e.xlsx", read_jsonl(jsonl))
    sheet = load_workbook(tmp_path / "e.xlsx")["adverse_event"]
    head = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref.endswith("3")
    assert sheet.cell(2, head["quote"]).value == "'=1+1"
    assert sheet.cell(2, head["quote"]).data_type == "s"
    assert sheet.cell(2, head["link"]).hyperlink.target == "pages/d/p2.html#a"


def test_the_two_sides_of_a_comparison_become_one_row_of_counts(jsonl):
    (row,) = contrasts(read_jsonl(jsonl))
    assert (row["e1"], row["n1"], row["e2"], row["n2"]) == (3, 10, 0, 11)
    assert (row["arm1"], row["arm2"]) == ("T-DM1", "trastuzumab")


def test_a_file_that_fails_half_way_leaves_the_old_one(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("old")
    with pytest.raises(RuntimeError), written_beside(path) as beside:
        beside.write_text("half")
        raise RuntimeError("power cut")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
