"""The results of a record: participant flow, outcome measures, adverse events.

Groups of different sections have their own numbering (`FG000`, `OG000`, `EG000`) and are known by their title alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.registry import trees
from pipeline.registry.records import AdverseEvent, OutcomeMeasure
from pipeline.registry.trees import Tree

PLANNED = "protocolSection.outcomesModule"
MEASURES = "resultsSection.outcomeMeasuresModule.outcomeMeasures"
EVENTS = "resultsSection.adverseEventsModule"
FLOW = "resultsSection.participantFlowModule"
_PLANNED_TYPES = {
    "primaryOutcomes": "PRIMARY",
    "secondaryOutcomes": "SECONDARY",
    "otherOutcomes": "OTHER_PRE_SPECIFIED",
}
_TOTALS = (("serious", "serious"), ("other", "other"), ("death", "deaths"))


def started_of(tree: Tree) -> int | None:
    """Participants who started the first period, all groups together; None where no flow is posted."""
    counts = [
        trees.count(reached, "numSubjects")
        for _, milestone in trees.items(tree, f"{FLOW}.periods[0].milestones")
        if trees.text(milestone, "type") == "STARTED"
        for _, reached in trees.items(milestone, "achievements")
    ]
    known = [c for c in counts if c is not None]
    return sum(known) if known else None


def outcomes_of(tree: Tree) -> Iterator[OutcomeMeasure]:
    """The measures with their values; where no results are posted, the planned ones without."""
    posted = list(trees.items(tree, MEASURES))
    for path, measure in posted:
        yield from _values(measure, path)
        yield from _comparisons(measure, path)
    if not posted:
        yield from _planned(tree)


def _planned(tree: Tree) -> Iterator[OutcomeMeasure]:
    for key, type_ in _PLANNED_TYPES.items():
        for path, item in trees.items(tree, f"{PLANNED}.{key}"):
            yield OutcomeMeasure(
                type=type_, measure=trees.text(item, "measure"), time_frame=trees.text(item, "timeFrame"), path=path
            )


def _titles(section: Tree, key: str) -> dict[str, str]:
    return {trees.text(group, "id"): trees.text(group, "title") for _, group in trees.items(section, key)}


def _head(measure: Tree) -> dict[str, Any]:
    return {
        "type": trees.text(measure, "type"),
        "measure": trees.text(measure, "title"),
        "time_frame": trees.text(measure, "timeFrame"),
    }


def _values(measure: Tree, path: str) -> Iterator[OutcomeMeasure]:
    titles, analysed = _titles(measure, "groups"), _analysed(measure)
    for class_path, class_ in trees.items(measure, "classes"):
        for category_path, category in trees.items(class_, "categories"):
            for place, value in trees.items(category, "measurements"):
                group = trees.text(value, "groupId")
                names = (trees.text(class_, "title"), trees.text(category, "title"))
                yield OutcomeMeasure(
                    **_head(measure),
                    group=titles.get(group, ""),
                    category=" > ".join(name for name in names if name),
                    analysed=analysed.get(group),
                    param=trees.text(measure, "paramType"),
                    value=trees.number(value, "value"),
                    value_printed=trees.text(value, "value"),
                    low=trees.number(value, "lowerLimit"),
                    high=trees.number(value, "upperLimit"),
                    unit=trees.text(measure, "unitOfMeasure"),
                    path=f"{path}.{class_path}.{category_path}.{place}",
                )


def _analysed(measure: Tree) -> dict[str, int | None]:
    """Participants analysed by group; a measure counted in lesions or eyes has them in its first denominator alone."""
    return {
        trees.text(c, "groupId"): trees.count(c, "value")
        for _, denominator in trees.items(measure, "denoms")
        if trees.text(denominator, "units") == "Participants"
        for _, c in trees.items(denominator, "counts")
    }


def _comparisons(measure: Tree, path: str) -> Iterator[OutcomeMeasure]:
    titles = _titles(measure, "groups")
    for place, analysis in trees.items(measure, "analyses"):
        yield OutcomeMeasure(
            **_head(measure),
            group=" | ".join(titles.get(group, "") for group in trees.texts(analysis, "groupIds")),
            param=trees.text(analysis, "paramType"),
            value=trees.number(analysis, "paramValue"),
            value_printed=trees.text(analysis, "paramValue"),
            low=trees.number(analysis, "ciLowerLimit"),
            high=trees.number(analysis, "ciUpperLimit"),
            p_value=trees.text(analysis, "pValue"),
            path=f"{path}.{place}",
        )


def adverse_events_of(tree: Tree) -> Iterator[AdverseEvent]:
    """Totals of each group, then each event of each group; a count that the record leaves out stays empty."""
    module = trees.branch(tree, EVENTS)
    titles = _titles(module, "eventGroups")
    for path, group in trees.items(module, "eventGroups"):
        for seriousness, key in _TOTALS:
            if trees.count(group, f"{key}NumAtRisk") is not None:
                yield AdverseEvent(
                    group=trees.text(group, "title"),
                    seriousness=seriousness,
                    affected=trees.count(group, f"{key}NumAffected"),
                    at_risk=trees.count(group, f"{key}NumAtRisk"),
                    path=f"{EVENTS}.{path}.{key}NumAffected",
                )
    for seriousness, key in (("serious", "seriousEvents"), ("other", "otherEvents")):
        for path, event in trees.items(module, key):
            for place, stat in trees.items(event, "stats"):
                yield AdverseEvent(
                    group=titles.get(trees.text(stat, "groupId"), ""),
                    term=trees.text(event, "term"),
                    organ_system=trees.text(event, "organSystem"),
                    seriousness=seriousness,
                    affected=trees.count(stat, "numAffected"),
                    at_risk=trees.count(stat, "numAtRisk"),
                    path=f"{EVENTS}.{path}.{place}",
                )
