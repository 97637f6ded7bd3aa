"""Trials of which a table prints no more than the registry id: who registers a trial has described it by that id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.model.finding import Finding, Trial
from pipeline.model.mention import Concept, Recognised
from pipeline.relate.reading import EXTRACTOR_VERSION


def listed_ids(recognised: Recognised, findings: Iterable[Finding]) -> Iterator[Trial]:
    """A trial for each registry id in a cell that no finding carries yet; ids of look-alike characters are left out."""
    known = {registry_id for finding in findings for registry_id in finding.registry_ids}
    for (table, row, col), passage in sorted(recognised.cells.items()):
        for mention in passage.mentions:
            concept = mention.value
            if mention.kind != "registry_id" or not isinstance(concept, Concept) or concept.flags:
                continue
            if concept.name not in known:
                known.add(concept.name)
                yield Trial(
                    study=concept.name,
                    registry_ids=(concept.name,),
                    source="table",
                    table=table + 1,
                    row=row + 1,
                    col=col + 1,
                    extractor=f"table_id@{EXTRACTOR_VERSION}",
                )
