"""The studies that a paper describes: acronym, registry id, phase, size, design, drugs, techniques, status."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.model.finding import PHASES, Finding, Trial
from pipeline.model.mention import Concept, Mention
from pipeline.model.quantity import Count
from pipeline.relate.reading import EXTRACTOR_VERSION, Reading
from pipeline.relate.sentences import Sentence
from pipeline.relate.studies import Study
from pipeline.relate.values import Value, all_values, is_sample

DESIGNS = (
    "randomized",
    "meta-analysis",
    "case report",
    "case series",
    "single-arm",
    "retrospective",
    "prospective",
    "systematic review",
)
MOST_REFS = 2
_SEVERAL = re.compile(
    r"\b(?:several|some|many|multiple|various|most|numerous|these|those|other)\b|\b(?:trials|studies)\b", re.I
)
_STUDY_NEAR = re.compile(r"\b(?:trial|study|investigation)\b", re.I)
OBJECTS = {"patients": "patients", "lesions": "lesions", "studies": "studies"}


@dataclass
class _Sketch:
    """What the sentences say of one study so far."""

    study: Study
    index: int
    start: int
    end: int
    columns: dict[str, Any] = field(default_factory=dict)
    sized_in: int | None = None
    of_so_many: int = 0

    def learn(self, **said: Any) -> None:
        """Keep what is said first."""
        for name, value in said.items():
            if value not in ("", None, ()) and self.columns.get(name) in ("", None, ()):
                self.columns[name] = value

    def enrol(self, n: int, unit: str, paragraph: int) -> None:
        """Keep the largest sample of the paragraph that prints the first: parts of a study come with the whole."""
        if self.sized_in is None or (paragraph == self.sized_in and n > self.columns["n"]):
            self.columns |= {"n": n, "n_unit": unit}
            self.sized_in = paragraph


def trials(reading: Reading) -> Iterator[Trial]:
    """One row for each study that the prose describes by an acronym, a registry id, a phase, a size or a design."""
    sketches: dict[str, _Sketch] = {}
    for index, sentence in enumerate(reading.sentences):
        for study, start, end, said in _described(reading, index, sentence):
            key = study.label or str(study.refs)
            known = sketches.setdefault(key, _Sketch(study, index, start, end))
            known.learn(
                **{k: v for k, v in said.items() if k not in ("n", "of")}, **_treatment(reading, index, sentence)
            )
            if size := said.get("n"):
                known.enrol(size[0], size[1], sentence.paragraph)
            known.of_so_many = max(known.of_so_many, said.get("of", 0))
    for sketch in sketches.values():
        if trial := _trial(reading, sketch):
            yield trial


def _described(reading: Reading, index: int, sentence: Sentence) -> Iterator[tuple[Study, int, int, dict[str, Any]]]:
    """(study, start, end, columns) for each thing that a sentence says of a study."""
    for mention in sentence.of_kind("study", "registry_id", "phase", "design"):
        yield from _of_one(reading, index, mention.start, mention.end, _said(sentence, mention))
    for value in all_values(sentence):
        if value.count and (said := _size(sentence, value, value.count)):
            yield from _of_one(reading, index, value.start, value.end, said)


def _size(sentence: Sentence, value: Value, count: Count) -> dict[str, Any]:
    """The size of a sample, or the total of a count: how many were studied where the paper says it no other way."""
    if count.total is not None and value.rule == "count.of" and count.of_what in ("", "patients"):
        return {"of": count.total}
    if not count.events or not is_sample(sentence, value) or value.rule == "count.n":
        return {}
    return {"n": (count.events, OBJECTS.get(count.of_what, "patients"))}


def _of_one(
    reading: Reading, index: int, start: int, end: int, said: dict[str, Any] | None
) -> Iterator[tuple[Study, int, int, dict[str, Any]]]:
    study = reading.study(index, start)
    if said is not None and study and len(study.refs) <= MOST_REFS and not reading.left_out(index, start, Trial.kind):
        yield study, start, end, said


def _said(sentence: Sentence, mention: Mention) -> dict[str, Any] | None:
    """The columns that a mention fills; None where it speaks of several studies at once ("randomized trials")."""
    name = mention.value.name if isinstance(mention.value, Concept) else ""
    if mention.kind in ("phase", "design") and _SEVERAL.search(sentence.between(mention.start - 30, mention.end + 30)):
        return None
    if mention.kind == "phase":
        return {"phase": name} if name in PHASES and _STUDY_NEAR.search(sentence.text) else None
    if mention.kind == "design":
        return {"design": name} if name in DESIGNS else None
    return {"registry_ids": (name,)} if mention.kind == "registry_id" else {}


def _treatment(reading: Reading, index: int, sentence: Sentence) -> dict[str, Any]:
    """Drugs and label of the investigational arm, techniques and status in the sentence."""
    arms = [a for a in reading.own_arms[index] if a.drugs and not a.control]
    arms = arms or [a for a in reading.carried_arms[index] if a.drugs and not a.control and a.end > 0]
    techniques = sorted({m.value.name for m in sentence.of_kind("rt_technique") if isinstance(m.value, Concept)})
    status = next((m.value.name for m in sentence.of_kind("status") if isinstance(m.value, Concept)), "")
    drugs = arms[0].drugs if arms else ()
    return {"drugs": drugs, "arm": arms[0].label if arms else "", "rt_techniques": tuple(techniques), "status": status}


def _trial(reading: Reading, sketch: _Sketch) -> Trial | None:
    columns = sketch.columns
    study = sketch.study
    if sketch.of_so_many and "n" not in columns:
        columns |= {"n": sketch.of_so_many, "n_unit": "patients"}
    if not (study.acronym or study.registry_ids or {"phase", "n", "design"} & columns.keys()):
        return None
    ids = tuple(sorted({*study.registry_ids, *columns.pop("registry_ids", ())}))
    return Trial(
        **(study.columns() | {"registry_ids": ids}),
        **reading.place(sketch.index, sketch.start, sketch.end),
        **columns,
        acronym=study.acronym,
        source="text",
        extractor=f"prose_trial@{EXTRACTOR_VERSION}",
    )


def one_row_each(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings with one trial row for each study: one with a size takes up those without, a table the sentences."""
    findings = tuple(findings)
    kept: dict[str, Trial] = {}
    drafts = [f for f in findings if isinstance(f, Trial)]
    for trial in sorted(drafts, key=lambda t: (t.n is None, t.source != "table")):
        key = trial.study or f"{trial.study_refs}"
        known = kept.get(key)
        if known is None or (trial.n is not None and trial.n != known.n):
            kept[key if known is None else f"{key} {trial.n}"] = trial
        else:
            kept[key] = _completed(known, trial)
    return (*kept.values(), *(f for f in findings if not isinstance(f, Trial)))


def _completed(known: Trial, other: Trial) -> Trial:
    gains = {
        name: getattr(other, name)
        for name in (
            "phase",
            "design",
            "status",
            "population",
            "rt_techniques",
            "drugs",
            "registry_ids",
            "study_refs",
            "acronym",
        )
        if getattr(known, name) in ("", None, ())
    }
    return replace(known, **gains)
