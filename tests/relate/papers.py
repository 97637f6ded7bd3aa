"""Small papers for the tests of relations: text and references in, what the real recogniser sees in them."""

from functools import cache

from pipeline.model.document import Document, Reference, Section, Source
from pipeline.recognise.recogniser import build
from pipeline.relate.relate import relate
from pipeline.relate.studies import find_studies

SOURCE = Source("paper", "paper.txt", "text", "0" * 64, 0)
REFERENCES = (
    Reference(1, ("Adler B", "Roe C"), 2011, "Lapatinib in the brain"),
    Reference(2, ("Brandt K",), 2015, "A trial of pyrotinib"),
    Reference(3, ("Van Dam P",), 2019, "Radiosurgery with an antibody-drug conjugate"),
    Reference(4, ("Castell-Ruiz M",), 2020, "The BETULA study of whole-brain radiotherapy"),
    Reference(5, ("Brandt K",), 2021, "Pyrotinib again"),
)


@cache
def recogniser():
    return build()


def paper(text, references=REFERENCES, title="", sections=(), registry_ids=()):
    """A paper with that text; `sections` are (heading, kind) of stretches that begin where the heading stands."""
    starts = [(text.index(heading), heading, kind) for heading, kind in sections]
    ends = [*(start for start, _, _ in starts[1:]), len(text)][: len(starts)]
    parts = tuple(Section(h, 1, start, end, k) for (start, h, k), end in zip(starts, ends, strict=True))
    return Document(SOURCE, text, title, references=references, sections=parts, registry_ids=registry_ids)


def studies_of(document):
    return find_studies(document, recogniser().recognise(document))


def findings(text, kind=None, **columns):
    """The findings of a paper with that text, of one kind if given; without those that are left out of the table."""
    return [f for f in with_left_out(text, kind, **columns) if not f.left_out]


def with_left_out(text, kind=None, **columns):
    """The findings and what is left out of the table with its reason."""
    document = text if isinstance(text, Document) else paper(text, **columns)
    found = relate(document, recogniser().recognise(document))
    return [f for f in found if kind is None or f.kind == kind]


def rows(found, *names):
    """The findings as tuples of these columns, for comparing."""
    return [tuple(getattr(f, name) for name in names) for f in found]
