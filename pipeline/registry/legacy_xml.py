"""The registry's former XML (`clinical_study`, until 2024) -> the same tree that API v2 gives, read by `studies`.

Untrusted input: a document type or an entity is refused before the parser sees it. Results of the old files are not
read: where a file has them, `hasResults` says so and the rows stay empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

from pipeline.registry.records import PATHS
from pipeline.registry.trees import Tree, set_at

_DECLARED = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_STATUSES = {"No longer available": "NO_LONGER_AVAILABLE", "Unknown status": "UNKNOWN"}
_MASKINGS = {"None (Open Label)": "NONE", "Double-Blind": "DOUBLE", "Single Blind": "SINGLE"}
_DATE = {"%B %d, %Y": "%Y-%m-%d", "%B %Y": "%Y-%m"}


def tree_of(data: bytes) -> Tree:
    """The file as a v2 study object; ValueError saying what is wrong with a file that is none."""
    try:
        written = data.decode("utf-8-sig")
        if _DECLARED.search(written):
            raise ValueError("a document type or an entity is declared, which the registry never did")
        root = ElementTree.fromstring(written)
    except (UnicodeDecodeError, ElementTree.ParseError) as error:
        raise ValueError(f"no XML of the registry: {error}") from None
    if root.tag != "clinical_study":
        raise ValueError(f"no XML of the registry: the root is <{root.tag}>, not <clinical_study>")
    tree: Tree = {"hasResults": root.find("clinical_results") is not None}
    _set_fields(tree, root)
    _set_lists(tree, root)
    return tree


def processed_on(data: bytes) -> str:
    """The day on which the registry made the file (2020-08-18), of its header; empty where it does not say."""
    said = re.search(rb"processed this data on ([A-Za-z]+ [0-9]{1,2}, [0-9]{4})", data)
    return _iso(said[1].decode("ascii")) if said else ""


def _enum(written: str) -> str:
    """ "Active, not recruiting" -> ACTIVE_NOT_RECRUITING, as v2 spells its enumerations."""
    return re.sub(r"[^A-Z0-9]+", "_", written.upper().replace("/A", "A")).strip("_")


def _status(written: str) -> str:
    return _STATUSES.get(written) or _enum(written)


def _masking(written: str) -> str:
    return _MASKINGS.get(written) or _enum(written.split("(")[0])


def _iso(written: str) -> str:
    for form, iso in _DATE.items():
        try:
            return datetime.strptime(written, form).strftime(iso)
        except ValueError:
            continue
    return written


def _one_line(written: str) -> str:
    return " ".join(written.split())


def _phases(written: str) -> list[str]:
    """ "Phase 1/Phase 2" -> PHASE1, PHASE2; "Early Phase 1" is one of its own, "N/A" a trial without phases."""
    if written.startswith("Early"):
        return ["EARLY_PHASE1"]
    return ["NA"] if written == "N/A" else [f"PHASE{number}" for number in re.findall("[0-4]", written)]


_FIELDS: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("nct_id", "id_info/nct_id", str),
    ("acronym", "acronym", _one_line),
    ("brief_title", "brief_title", _one_line),
    ("official_title", "official_title", _one_line),
    ("status", "overall_status", _status),
    ("why_stopped", "why_stopped", _one_line),
    ("study_type", "study_type", lambda t: _enum(t.split("[")[0])),
    ("allocation", "study_design_info/allocation", _enum),
    ("masking", "study_design_info/masking", _masking),
    ("sponsor", "sponsors/lead_sponsor/agency", _one_line),
    ("start_date", "start_date", _iso),
    ("primary_completion_date", "primary_completion_date", _iso),
    ("completion_date", "completion_date", _iso),
    ("first_posted", "study_first_posted", _iso),
    ("results_posted", "results_first_posted", _iso),
    ("last_update_posted", "last_update_posted", _iso),
)
_ENROLLMENT = {"Actual": "ACTUAL", "Anticipated": "ESTIMATED"}


def _set_fields(tree: Tree, root: ElementTree.Element) -> None:
    for name, tag, spelled in _FIELDS:
        found = root.findtext(tag)
        if found and found.strip():
            set_at(tree, PATHS[name], spelled(found.strip()))
    if phases := _phases((root.findtext("phase") or "").strip()):
        set_at(tree, PATHS["phase"], phases)
    enrolled = root.find("enrollment")
    if enrolled is not None and enrolled.text:
        set_at(tree, PATHS["enrollment"], enrolled.text)
        set_at(tree, PATHS["enrollment_type"], _ENROLLMENT.get(enrolled.get("type", ""), ""))


def _set_lists(tree: Tree, root: ElementTree.Element) -> None:
    set_at(tree, PATHS["conditions"], _texts(root, "condition"))
    set_at(tree, PATHS["aliases"], _texts(root, "id_info/nct_alias"))
    set_at(tree, PATHS["secondary_ids"], [{"id": t} for t in _texts(root, "id_info/secondary_id")])
    set_at(
        tree,
        "protocolSection.armsInterventionsModule",
        {
            "armGroups": [_arm(e) for e in root.findall("arm_group")],
            "interventions": [_intervention(e) for e in root.findall("intervention")],
        },
    )
    for kind in ("primary", "secondary", "other"):
        rows = [_planned(e) for e in root.findall(f"{kind}_outcome")]
        set_at(tree, f"protocolSection.outcomesModule.{kind}Outcomes", rows)
    references = [
        *(_reference(e, "BACKGROUND") for e in root.findall("reference")),
        *(_reference(e, "RESULT") for e in root.findall("results_reference")),
    ]
    set_at(tree, "protocolSection.referencesModule.references", references)


def _texts(element: ElementTree.Element, tag: str) -> list[str]:
    return [e.text.strip() for e in element.findall(tag) if e.text and e.text.strip()]


def _text(element: ElementTree.Element, tag: str) -> str:
    return (element.findtext(f"{tag}/textblock") or element.findtext(tag) or "").strip()


def _arm(element: ElementTree.Element) -> dict[str, Any]:
    return {
        "label": _text(element, "arm_group_label"),
        "type": _enum(_text(element, "arm_group_type")),
        "description": _text(element, "description"),
    }


def _intervention(element: ElementTree.Element) -> dict[str, Any]:
    return {
        "type": _enum(_text(element, "intervention_type")),
        "name": _text(element, "intervention_name"),
        "description": _text(element, "description"),
        "armGroupLabels": _texts(element, "arm_group_label"),
        "otherNames": _texts(element, "other_name"),
    }


def _planned(element: ElementTree.Element) -> dict[str, Any]:
    return {"measure": _text(element, "measure"), "timeFrame": _text(element, "time_frame")}


def _reference(element: ElementTree.Element, type_: str) -> dict[str, Any]:
    return {"pmid": _text(element, "PMID"), "type": type_, "citation": _text(element, "citation")}
