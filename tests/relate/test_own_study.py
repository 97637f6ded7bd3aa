"""Whether a paper reports a study of its own: its headings and abstract, and why they decide."""

import pytest

from pipeline.model.document import Document, Section, Source
from pipeline.relate.own_study import is_primary

REPORT, ESSAY = ("Methods", "Results"), ("Introduction", "Targeted drugs")
CASES = [
    (REPORT, "Sixty patients were enrolled at two hospitals.", True, "own methods, own results, own patients"),
    (REPORT, "This is a retrospective cohort study of prospectively kept data.", True, "the design is said outright"),
    (REPORT, "Limitation: a retrospective review of a cancer database; 80 patients were included.", True, "a review of records is no review of papers"),
    (REPORT, "A chart review of our patients with brain metastases. Ninety were included.", True, "nor is a review of charts"),
    (REPORT, "This systematic review follows the PRISMA statement.", False, "methods and results of a review"),
    (ESSAY, "This review discusses drugs and radiotherapy.", False, "an essay that calls itself a review"),
    (ESSAY, "Antibodies have changed the outlook.", False, "neither methods nor results"),
    (("Patients and methods", "Patient characteristics"), "We report a series of nine patients.", True, "a case series under its own headings"),
]  # fmt: skip


TITLES = [
    ("A new drug: a systematic review and meta-analysis", True, "pooled figures are its own"),
    ("Radiation recall: case report and review of the literature", True, "the case is its own"),
    ("A new drug: a systematic review", False, "nothing is its own"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "own", "why"), TITLES, ids=[why for *_, why in TITLES])
def test_titles_of_reviews_that_hold_own_results(title, own, why):
    text = "\n\n".join((title, "A systematic review of the literature.", "Methods", "Results"))
    sections = [Section(h, 1, text.rindex(h), text.rindex(h) + len(h)) for h in REPORT]
    document = Document(Source("d", "d.txt", "text", "0" * 64, 1), text, title, sections=tuple(sections))
    assert is_primary(document) is own


@pytest.mark.parametrize(("headings", "abstract", "own", "why"), CASES, ids=[why for *_, why in CASES])
def test_whether_a_paper_reports_a_study_of_its_own(headings, abstract, own, why):
    text = "\n\n".join(("A title", abstract, *headings))
    start = text.index(abstract)
    sections = [Section("Abstract", 1, start, start + len(abstract), "abstract")]
    sections += [Section(h, 1, text.rindex(h), text.rindex(h) + len(h)) for h in headings]
    document = Document(Source("d", "d.txt", "text", "0" * 64, 1), text, "A title", sections=tuple(sections))
    assert is_primary(document) is own
