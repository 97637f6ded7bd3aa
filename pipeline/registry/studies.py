"""A record of ClinicalTrials.gov (API v2 JSON) -> `Record`: the protocol. Results are read by `results`.

Shapes and sentinels follow the registry's OpenAPI description, version 2.0.5; keys it does not know are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.registry import trees
from pipeline.registry.doses import Dose, doses_in, drugs_in
from pipeline.registry.identifiers import NCT, canonical, register_of
from pipeline.registry.records import PATHS, Arm, Intervention, Record, Reference, Trial
from pipeline.registry.results import adverse_events_of, outcomes_of, started_of
from pipeline.registry.trees import Tree
from pipeline.vocabulary import folded

UNKNOWN_ENROLLMENT = 99_999_999
ARMS = "protocolSection.armsInterventionsModule.armGroups"
INTERVENTIONS = "protocolSection.armsInterventionsModule.interventions"
REFERENCES = "protocolSection.referencesModule.references"
_TEXTS = (
    "acronym", "brief_title", "official_title", "status", "why_stopped", "study_type", "allocation", "masking",
    "sponsor", "start_date", "primary_completion_date", "completion_date", "first_posted", "results_posted",
    "last_update_posted",
)  # fmt: skip
_PHASES = {"EARLY_PHASE1": "early 1", "PHASE1": "1", "PHASE2": "2", "PHASE3": "3", "PHASE4": "4", "NA": "NA"}


def record_of(tree: Tree) -> Record:
    """The rows of one study object; ValueError where it carries no NCT number."""
    arms = tuple(_arms(tree))
    return Record(
        trial=_trial(tree),
        arms=arms,
        interventions=tuple(_interventions(tree, arms)),
        outcomes=tuple(outcomes_of(tree)),
        adverse_events=tuple(adverse_events_of(tree)),
        references=tuple(_references(tree)),
    )


def _trial(tree: Tree) -> Trial:
    nct_id = trees.text(tree, PATHS["nct_id"])
    if not NCT.fullmatch(nct_id):
        raise ValueError(f"the record carries no NCT number ({nct_id[:20]!r})")
    enrolled = trees.count(tree, PATHS["enrollment"])
    unknown = enrolled == UNKNOWN_ENROLLMENT
    return Trial(
        nct_id=nct_id,
        phase=_phase(trees.texts(tree, PATHS["phase"])),
        enrollment=None if unknown else enrolled,
        enrollment_type="UNKNOWN" if unknown else trees.text(tree, PATHS["enrollment_type"]),
        started=started_of(tree),
        conditions=trees.texts(tree, PATHS["conditions"]),
        has_results=_has_results(tree),
        adverse_event_threshold=trees.number(tree, PATHS["adverse_event_threshold"]),
        aliases=trees.texts(tree, PATHS["aliases"]),
        secondary_ids=tuple(_secondary_ids(tree)),
        **{name: trees.text(tree, PATHS[name]) for name in _TEXTS},
    )


def _phase(phases: tuple[str, ...]) -> str:
    return "/".join(_PHASES.get(phase, phase) for phase in phases)


def _has_results(tree: Tree) -> bool | None:
    said = tree.get("hasResults")
    return said if isinstance(said, bool) else (True if trees.branch(tree, "resultsSection") else None)


def _secondary_ids(tree: Tree) -> Iterator[str]:
    """Other registries' ids in canonical form first-hand; a sponsor's own number stays as written."""
    for _, info in trees.items(tree, PATHS["secondary_ids"]):
        written = trees.text(info, "id")
        form = canonical(written)
        if written:
            yield form if register_of(form) else written


def _arms(tree: Tree) -> Iterator[Arm]:
    for path, arm in trees.items(tree, ARMS):
        yield Arm(
            label=trees.text(arm, "label"),
            type=trees.text(arm, "type"),
            description=trees.text(arm, "description"),
            interventions=_names_in(tree, trees.text(arm, "label"), arm),
            path=path,
        )


def _names_in(tree: Tree, label: str, arm: Tree) -> tuple[str, ...]:
    """Names without their type, from the arm ("Drug: Lapatinib") or from the interventions that name the arm."""
    own = tuple(name.partition(": ")[2] or name for name in trees.texts(arm, "interventionNames"))
    return own or tuple(
        trees.text(i, "name") for _, i in trees.items(tree, INTERVENTIONS) if label in trees.texts(i, "armGroupLabels")
    )


def _interventions(tree: Tree, arms: tuple[Arm, ...]) -> Iterator[Intervention]:
    by_label = {arm.label: arm for arm in arms}
    for path, item in trees.items(tree, INTERVENTIONS):
        for label in trees.texts(item, "armGroupLabels") or ("",):
            yield from _in_arm(item, path, label, by_label.get(label))


def _in_arm(item: Tree, path: str, label: str, arm: Arm | None) -> Iterator[Intervention]:
    """The intervention in one arm: a row a dose, from its own words and from those of the arm that speak of it."""
    drugs = _drugs(item)
    own = _own_names(item, drugs)
    told = [
        (d, f"{path}.{key}") for key in ("description", "name") for d in doses_in(trees.text(item, key), _only(drugs))
    ]
    if arm is not None:
        told += [(dose, f"{arm.path}.description") for dose in doses_in(arm.description, own=own)]
        told += [(dose, f"{arm.path}.label") for dose in doses_in(arm.label, own=own)]
    common: dict[str, Any] = {
        "arm": label,
        "type": trees.text(item, "type"),
        "name": trees.text(item, "name"),
        "other_names": trees.texts(item, "otherNames"),
        "drugs": drugs,
    }
    doses = {_key(dose): (dose, where) for dose, where in reversed(told) if dose.drug in drugs}
    if not doses:
        yield Intervention(**common, path=path)
    for dose, where in reversed(doses.values()):
        yield Intervention(
            **common, dose=dose.value, dose_high=dose.high, unit=dose.unit, frequency=dose.frequency,
            route=dose.route, dose_text=dose.text, path=where,
        )  # fmt: skip


def _drugs(item: Tree) -> tuple[str, ...]:
    """Canonical names; the record's other names help where the vocabulary lacks the first, else the name itself."""
    names = (trees.text(item, "name"), *trees.texts(item, "otherNames"))
    known = next((found for name in names if (found := drugs_in(name))), ())
    drug = trees.text(item, "type") in ("DRUG", "BIOLOGICAL", "COMBINATION_PRODUCT")
    return tuple(sorted(known)) or ((names[0].lower(),) if drug and names[0] else ())


def _key(dose: Dose) -> tuple[Any, ...]:
    return dose.drug, dose.value, dose.high, dose.unit, dose.frequency


def _only(drugs: tuple[str, ...]) -> str:
    return drugs[0] if len(drugs) == 1 else ""


def _own_names(item: Tree, drugs: tuple[str, ...]) -> dict[str, str]:
    """What the record itself calls the drug, so that an arm's text is read where the vocabulary lacks it."""
    names = (trees.text(item, "name"), *trees.texts(item, "otherNames"))
    return {folded(name): drugs[0] for name in names} if len(drugs) == 1 else {}


def _references(tree: Tree) -> Iterator[Reference]:
    for _, item in trees.items(tree, REFERENCES):
        yield Reference(
            pmid=trees.text(item, "pmid"), type=trees.text(item, "type"), citation=trees.text(item, "citation")
        )
