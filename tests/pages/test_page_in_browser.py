"""What a user sees who presses the link of a row: the page of the paper with the box of that finding marked."""

from pathlib import Path

import pytest

from pipeline.export.files import read_jsonl
from pipeline.run.batch import extract
from pipeline.run.executors import InProcess
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


@needs_browser
def test_a_narrow_screen_needs_no_sideways_scrolling(out):
    row = next(read_jsonl(out / "evidence.jsonl"))
    with page_of(width=400) as page:
        page.goto(f"file://{out / row['link']}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 400
