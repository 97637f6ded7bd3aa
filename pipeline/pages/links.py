"""Where a finding's link leads: one file a printed page, one anchor a finding."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model.finding import Finding


def page_file(page: int | None) -> str:
    """The file name of a page; inputs without pages have one file for their text."""
    return "text.html" if page is None else f"p{page}.html"


def linked(finding: Finding) -> Finding:
    """The finding with its link, relative to the output folder."""
    return replace(finding, link=f"pages/{finding.doc_id}/{page_file(finding.page)}#{finding.finding_id}")
