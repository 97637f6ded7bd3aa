"""What a user sees who presses the link of a row: the page of the paper with the box of that finding marked."""

import re
from collections import Counter
from pathlib import Path

import pytest

from pipeline.export.files import read_jsonl
from pipeline.run.batch import extract
from pipeline.run.executors import InProcess
from pipeline.run.tables import Selection
from tests.browser import needs_browser, page_of

PAPER = Path(__file__).parents[2] / "corpus" / "papers" / "demo2026_srs_timing.pdf"


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("out")
    extract([PAPER], folder, executor=InProcess())
    return folder


@needs_browser
def test_each_link_opens_the_picture_with_its_box_marked(out):
    rows = list(read_jsonl(out / "evidence.jsonl"))
    assert {r["page"] for r in rows} > {1}
    with page_of() as page:
        for row in rows[:: max(1, len(rows) // 12)]:
            page.goto(f"file://{out / row['link']}")
            box = page.locator(f"[id='{row['finding_id']}']")
            picture = page.locator(".sheet img").bounding_box()
            area = box.bounding_box()
            assert picture["x"] <= area["x"] and area["x"] + area["width"] <= picture["x"] + picture["width"] + 1
            assert picture["height"] > 400, "the picture is there"
            assert 0 <= area["y"] <= 900, "the browser scrolled to the box"
            assert page.evaluate("document.querySelector(':target').id") == row["finding_id"]
            assert box.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
        assert page.asked == []


def test_every_link_of_the_table_and_of_the_pages_leads_to_one_mark(out):
    pages = {path: path.read_text() for path in out.glob("pages/*/*.html")}
    marks = {path: Counter(re.findall(r' id="(\w+)"', html)) for path, html in pages.items()}
    links = [(out / file, mark) for file, mark in (r["link"].split("#") for r in read_jsonl(out / "evidence.jsonl"))]
    for path, html in pages.items():
        links += [
            (path.with_name(file or path.name), mark) for file, mark in re.findall(r'href="([^"#]*)#(\w+)"', html)
        ]
    assert len(links) > 100
    assert [(path.name, mark) for path, mark in links if marks[path][mark] != 1] == []


@needs_browser
def test_a_narrow_screen_needs_no_sideways_scrolling(out):
    row = next(read_jsonl(out / "evidence.jsonl"))
    with page_of(width=400) as page:
        page.goto(f"file://{out / row['link']}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 400


MICE = "A trial in people\n\nIn mice, lapatinib 100 mg/kg twice daily shrank brain metastases.\n\nPatients received lapatinib 1250 mg once daily.\n"


@needs_browser
def test_what_no_human_study_says_shows_when_it_is_asked_for(tmp_path):
    (tmp_path / "paper.txt").write_text(MICE)
    extract([tmp_path / "paper.txt"], tmp_path / "out", executor=InProcess(), selection=Selection(left_out=True))
    rows = list(read_jsonl(tmp_path / "out" / "evidence.jsonl"))
    mice = next(r for r in rows if any(flag.startswith("left_out:") for flag in r["flags"]))
    with page_of() as page:
        page.goto(f"file://{tmp_path / 'out' / mice['link'].partition('#')[0]}")
        mark = page.locator(f"[id='{mice['finding_id']}']")
        assert mark.evaluate("e => getComputedStyle(e).borderBottomStyle") == "none"
        assert not page.get_by_text("100 mg/kg bid").is_visible(), "its row is folded"
        page.goto(f"file://{tmp_path / 'out' / mice['link']}")
        assert mark.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
