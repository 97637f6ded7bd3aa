"""Which study the first cells of a row name: "Stumpf et al., 2019 [44]", "Kinov 2005", "(121)", "NCT 00470847"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.model.mention import Mention
from pipeline.relate.citations import author_of
from pipeline.relate.studies import NO_STUDY, Studies, Study
from pipeline.relate.tables.grid import Grid
from pipeline.relate.tables.layout import STUDY_ROLES, Layout
from pipeline.relate.tables.shapes import AUTHOR_YEAR, MORE, RAISED, acronym_in, called_in

_AUTHOR = re.compile(r"[A-Z][^\d\[(]{1,40}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_INTRODUCED = re.compile(rf"\b(?:in|of|from)(?: the)? (?P<name>[A-Z][A-Za-z0-9]{{5,20}}{MORE}{{0,2}})(?![\w-])")


def study_of_row(grid: Grid, layout: Layout, row: int, studies: Studies) -> Study:
    """The study that the row's columns of studies, ids and references name; `NO_STUDY` where they name none.

    By name and year alone where the reference list does not have it.
    """
    cols = layout.columns(*STUDY_ROLES)
    places = [(grid.carried(row, c), c) for c in cols]
    mentions = [m for r, c in places for m in grid.passage(r, c).mentions]
    texts = [_dated(grid, layout, row, grid.text(r, c)) for r, c in places]
    called = [n for (r, c), text in zip(places, texts, strict=True) for n in called_in(text, _bare(layout, c))]
    known = [n for n in called if n in studies.by_reference]
    found = study_in(" ".join(texts), mentions, studies, known)
    if found:
        return _with_ids(_by_name(found, texts, studies, known), mentions)
    for text in texts:
        reference = studies.authored(text, known) if AUTHOR_YEAR.match(text) else None
        if reference is not None:
            return studies.by_reference[reference.number]
    return _with_ids(_unlisted(mentions, texts, known), mentions)


def _dated(grid: Grid, layout: Layout, row: int, name: str) -> str:
    """An author's name with the year that a column of its own prints, where the name has none and calls nothing."""
    years = [grid.text(row, c) for c in layout.columns("year")]
    bare = _AUTHOR.fullmatch(name) is not None and not acronym_in(name)
    return f"{name} {years[0]}" if bare and years and _YEAR.fullmatch(years[0]) else name


def acronyms_of_tables(tables: Iterable[tuple[Grid, Layout]], studies: Studies) -> dict[str, Study]:
    """The acronyms that columns of studies print, with their study: another table may name them alone."""
    found: dict[str, Study] = {}
    for grid, layout in tables:
        for row in grid.body if layout.columns(*STUDY_ROLES) else ():
            study = study_of_row(grid, layout, row, studies)
            known = found.get(study.acronym)
            if study.acronym and (known is None or (study.refs and not known.refs)):
                found[study.acronym] = study
    return found


def _bare(layout: Layout, col: int) -> bool:
    return layout.heads[col].role == "reference"


def study_in(text: str, mentions: Iterable[Mention], studies: Studies, called: Sequence[int] = ()) -> Study:
    """The study that a caption, a head or a cell names, by an acronym known from anywhere in the paper first."""
    words = _spelled(text)
    known = [name for name in studies.by_acronym if f" {_spelled(name).strip()} " in words]
    if known:
        return studies.by_acronym[max(known, key=len)].cited_as(called)
    return studies.named(mentions, called) or _introduced(text, mentions)


def _introduced(text: str, mentions: Iterable[Mention]) -> Study:
    """A study that only "in" or "of" introduces ("Adverse events in KATHERINE"): capitals that mean nothing else."""
    taken = [m for m in mentions if m.kind not in ("number", "study")]
    for match in _INTRODUCED.finditer(text):
        start, end = match.span("name")
        if sum(c.isupper() for c in match["name"]) > 4 and not any(m.start < end and start < m.end for m in taken):
            return Study(match["name"].upper(), (), (), match["name"].upper())
    return NO_STUDY


def _by_name(found: Study, texts: list[str], studies: Studies, called: Sequence[int]) -> Study:
    """The study under the acronym that its cell prints; one known by its id alone under its author, where printed."""
    acronym = acronym_in(texts[0])
    if acronym and not found.acronym:
        return replace(found, label=acronym, acronym=acronym)
    if found.label in found.registry_ids and (reference := studies.authored(texts[0], called)):
        return replace(studies.by_reference[reference.number], registry_ids=found.registry_ids)
    return found


def _spelled(name: str) -> str:
    """Upper case, dashes and raised marks as blanks, so that two spellings of an acronym agree."""
    return f" {' '.join(re.sub(r'[^0-9A-Z/]+', ' ', RAISED.sub(' ', name).upper()).split())} "


def _with_ids(study: Study, mentions: Sequence[Mention]) -> Study:
    """The study with the registry ids that stand beside its name, where it has none yet."""
    ids = tuple(sorted({m.name for m in mentions if m.kind == "registry_id"}))
    return study if study.registry_ids or not study else replace(study, registry_ids=ids)


def _unlisted(mentions: Sequence[Mention], texts: list[str], called: Sequence[int]) -> Study:
    """A study that neither the prose nor the reference list names: by its acronym, its author and year, its id."""
    if acronym := acronym_in(texts[0]):
        return Study(acronym, tuple(sorted(called)), (), acronym)
    for text in texts:
        match = AUTHOR_YEAR.match(text)
        if match is not None and author_of(text)[1] is not None:
            return Study(label=f"{match['surname']} {author_of(text)[1]}")
    names = [m.name for m in mentions if m.kind in ("study", "registry_id", "author_year")]
    return Study(label=names[0]) if names else NO_STUDY
