"""The audit page as a reader uses it: it filters, it sorts, its crops are there, it loads nothing from elsewhere."""

import csv
import shutil
from pathlib import Path

import pytest

from pipeline.audit.page import audit_page
from pipeline.audit.run import audit
from pipeline.run.batch import extract
from pipeline.run.executors import InProcess
from tests.browser import needs_browser, page_of

CORPUS = Path(__file__).parents[2] / "corpus"
DOC = "demo2026_srs_timing"


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("out")
    extract([CORPUS / "papers" / f"{DOC}.pdf"], folder, executor=InProcess())
    return folder


@pytest.fixture(scope="module")
def gold(tmp_path_factory):
    """The gold of one paper with some counts changed, so that there are errors to show."""
    folder = tmp_path_factory.mktemp("gold")
    shutil.copytree(CORPUS / "gold" / DOC, folder / DOC)
    path = folder / DOC / "adverse_event.csv"
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows[::2]:
        row["events"] = "4711"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return folder


@pytest.fixture(scope="module")
def html(outputs, gold):
    found = audit(outputs, gold)
    assert len(found.mistakes) >= 4
    path = outputs / "audit.html"
    path.write_text(audit_page(found, outputs, "A gold made wrong on purpose."), encoding="utf-8")
    return path


@needs_browser
def test_filters_leave_the_rows_that_fit(html):
    with page_of() as page:
        page.goto(f"file://{html}")
        every = page.locator("#errors tbody tr").count()
        page.select_option("[data-filter=kind]", "adverse_event")
        shown = page.locator("#errors tbody tr:visible")
        assert 0 < shown.count() <= every
        assert {shown.nth(i).get_attribute("data-kind") for i in range(shown.count())} == {"adverse_event"}
        assert page.locator("#shown").text_content() == str(shown.count())
        page.select_option("[data-filter=kind]", "")
        assert page.locator("#errors tbody tr:visible").count() == every


@needs_browser
def test_a_press_on_a_title_sorts_and_a_second_turns_the_order(html):
    with page_of() as page:
        page.goto(f"file://{html}")
        cells = "rows => rows.map(r => r.cells[5].textContent).map(Number)"
        page.locator("#errors th").nth(5).click()
        up = page.locator("#errors tbody tr").evaluate_all(cells)
        page.locator("#errors th").nth(5).click()
        down = page.locator("#errors tbody tr").evaluate_all(cells)
        assert up == sorted(up)
        assert down == sorted(down, reverse=True)
        assert page.locator("#errors th").nth(5).get_attribute("aria-sort") == "descending"


@needs_browser
@pytest.mark.parametrize("width", [1280, 400])
def test_crops_are_pictures_and_nothing_is_loaded_from_elsewhere(html, width):
    with page_of(width=width) as page:
        page.goto(f"file://{html}")
        crops = page.locator("#errors img")
        assert crops.count() > 0
        crops.first.scroll_into_view_if_needed()
        assert crops.first.evaluate("img => img.decode().then(() => img.naturalWidth)") > 0
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.asked == []


def test_the_page_is_the_same_each_time(outputs, gold, html):
    again = audit_page(audit(outputs, gold), outputs, "A gold made wrong on purpose.")
    assert again == html.read_text(encoding="utf-8")
