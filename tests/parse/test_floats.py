"""Tables -> the section that they belong to."""

import pytest

from pipeline.model.document import Document, Run, Section, Source
from pipeline.model.geometry import Box
from pipeline.model.table import Table
from pipeline.parse.floats import with_table_sections

SOURCE = Source("paper", "paper.pdf", "pdf", "0" * 64, 1)
CASES = {
    "called once": ("Table 1", "See Table 1.", "Results"),
    "called first in the methods": ("Table 1", "As Table 1 has.", "Methods"),
    "one of a range": ("Table 2", "See Tables 1–3.", "Results"),
    "one of two": ("Table 3", "See Tables 1 and 3.", "Results"),
    "by a Roman number": ("Table IV", "See TABLE IV.", "Results"),
}


def paper(label, sentence, section):
    """Methods on page 1, results on page 2; the table stands on page 1 below the methods."""
    body = {"Methods": "Nothing is called here.", "Results": "Nothing is called there."} | {section: sentence}
    methods, results = (f"{name} {text}" for name, text in body.items())
    sections = (
        Section("Methods", 1, 0, len(methods)),
        Section("Results", 1, len(methods) + 1, len(methods) + 1 + len(results)),
    )
    runs = (
        Run(0, len(methods), 1, Box(0, 100, 10, 110)),
        Run(len(methods) + 1, len(methods) + 1 + len(results), 2, Box(0, 100, 10, 110)),
    )
    table = Table(label, "", (), page=1, box=Box(0, 200, 100, 300))
    return Document(SOURCE, f"{methods} {results}", runs=runs, sections=sections, tables=(table,))


@pytest.mark.parametrize(("label", "sentence", "section"), CASES.values(), ids=CASES.keys())
def test_a_table_belongs_where_it_is_called_first(label, sentence, section):
    assert with_table_sections(paper(label, sentence, section)).tables[0].section == section


def test_a_table_that_is_never_called_belongs_where_it_stands():
    assert with_table_sections(paper("Table 1", "See Table 12.", "Results")).tables[0].section == "Methods"
