"""Which study the first cells of a row name: "Stumpf et al., 2019 [44]", "Kinov 2005", "(121)", "NCT 00470847"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.relate.citations import author_of
from pipeline.relate.studies import NO_STUDY, Studies, Study, concept_name
from pipeline.relate.table_grid import Grid
from pipeline.relate.table_layout import STUDY_ROLES, Layout
from pipeline.relate.table_shapes import AUTHOR_YEAR

_LIST = r"[0-9]{1,3}(?: ?(?:,|;|-|–) ?[0-9]{1,3}){0,20}"
_BRACKETED = re.compile(rf"[(\[] ?(?P<list>{_LIST}) ?[)\]]")
_RAISED = re.compile(r"[⁰¹²³⁴-⁹]+(?:[⁻⁻,˒ʼ ]{0,2}[⁰¹²³⁴-⁹]+)*")
_PARTS = re.compile(r"(?P<low>[0-9]+)(?: ?[-–] ?(?P<high>[0-9]+))?")
_DOWN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒", "0123456789-,")
LONGEST_RANGE = 50


def study_of_row(grid: Grid, layout: Layout, row: int, studies: Studies) -> Study:
    """The study that the row's columns of studies, ids and references name; `NO_STUDY` where they name none.

    By name and year alone where the reference list does not have it.
    """
    cols = layout.columns(*STUDY_ROLES)
    places = [(grid.carried(row, c), c) for c in cols]
    mentions = [m for r, c in places for m in grid.passage(r, c).mentions]
    texts = [grid.text(r, c) for r, c in places]
    called = [n for (r, c), text in zip(places, texts, strict=True) for n in called_in(text, _bare(layout, c))]
    known = [n for n in called if n in studies.by_reference]
    found = studies.named(mentions, known)
    if found:
        return found
    for text in texts:
        reference = studies.authored(text, known) if AUTHOR_YEAR.match(text) else None
        if reference is not None:
            return studies.by_reference[reference.number]
    return _unlisted([concept_name(m) for m in mentions if m.kind in ("study", "registry_id", "author_year")], texts)


def _bare(layout: Layout, col: int) -> bool:
    return layout.heads[col].role == "reference"


def _unlisted(names: list[str], texts: list[str]) -> Study:
    for text in texts:
        match = AUTHOR_YEAR.match(text)
        if match is not None and author_of(text)[1] is not None:
            return Study(label=f"{match['surname']} {author_of(text)[1]}")
    return Study(label=names[0]) if names else NO_STUDY


def called_in(text: str, bare: bool = False) -> tuple[int, ...]:
    """The reference numbers that a cell calls in brackets or raised, ranges filled in; with `bare` also "12, 15".

    A single bracketed number of four digits is a year, and is none.
    """
    lists = [m["list"] for m in _BRACKETED.finditer(text)] + [m[0].translate(_DOWN) for m in _RAISED.finditer(text)]
    if bare and re.fullmatch(_LIST, text.strip()):
        lists.append(text.strip())
    return tuple(dict.fromkeys(n for printed in lists for n in _filled(printed)))


def _filled(printed: str) -> Iterator[int]:
    for match in _PARTS.finditer(printed):
        low, high = int(match["low"]), int(match["high"] or match["low"])
        if 0 < low <= high <= low + LONGEST_RANGE:
            yield from range(low, high + 1)
