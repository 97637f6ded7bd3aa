"""The studies that a paper describes: acronym, registry id, phase, size, design, drugs, techniques, status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.model.finding import PHASES, Finding, Trial
from pipeline.model.mention import Concept, Mention
from pipeline.model.quantity import Count
from pipeline.relate.reading import EXTRACTOR_VERSION, Reading
from pipeline.relate.sentences import Sentence
from pipeline.relate.studies import Study

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
OBJECTS = {"patients": "patients", "lesions": "lesions", "studies": "studies"}


@dataclass
class _Sketch:
    """What the sentences say of one study so far."""

    study: Study
    index: int
    start: int
    end: int
    columns: dict[str, Any] = field(default_factory=dict)

    def learn(self, **said: Any) -> None:
        """Keep what is said first."""
        for name, value in said.items():
            if value not in ("", None, ()) and self.columns.get(name) in ("", None, ()):
                self.columns[name] = value


def trials(reading: Reading) -> Iterator[Trial]:
    """One row for each study that the prose describes by an acronym, a registry id, a phase, a size or a design."""
    sketches: dict[str, _Sketch] = {}
    for index, sentence in enumerate(reading.sentences):
        for study, mention in _described(reading, index, sentence):
            key = study.label or str(study.refs)
            known = sketches.setdefault(key, _Sketch(study, index, mention.start, mention.end))
            _learn(known, reading, index, sentence, mention)
    for sketch in sketches.values():
        if trial := _trial(reading, sketch):
            yield trial


def _described(reading: Reading, index: int, sentence: Sentence) -> Iterator[tuple[Study, Mention]]:
    """The studies of a sentence, each with the mention that describes it."""
    for mention in sentence.of_kind("study", "registry_id", "phase", "sample_size", "design"):
        study = reading.study(index, mention.start)
        if study and not reading.left_out(index, mention.start, Trial.kind):
            yield study, mention


def _learn(sketch: _Sketch, reading: Reading, index: int, sentence: Sentence, mention: Mention) -> None:
    value = mention.value
    if mention.kind == "phase" and isinstance(value, Concept) and value.name in PHASES:
        sketch.learn(phase=value.name)
    elif mention.kind == "design" and isinstance(value, Concept) and value.name in DESIGNS:
        sketch.learn(design=value.name)
    elif mention.kind == "sample_size" and isinstance(value, Count) and mention.by != "count.n":
        sketch.learn(n=value.total, n_unit=OBJECTS.get(value.of_what, "patients"))
    elif mention.kind == "registry_id" and isinstance(value, Concept):
        sketch.learn(registry_ids=(value.name,))
    arms = [a for a in reading.own_arms[index] if a.drugs and not a.control]
    techniques = sorted({m.value.name for m in sentence.of_kind("rt_technique") if isinstance(m.value, Concept)})
    status = next((m.value.name for m in sentence.of_kind("status") if isinstance(m.value, Concept)), "")
    sketch.learn(
        drugs=arms[0].drugs if arms else (),
        arm=arms[0].label if arms else "",
        rt_techniques=tuple(techniques),
        status=status,
    )


def _trial(reading: Reading, sketch: _Sketch) -> Trial | None:
    columns = sketch.columns
    study = sketch.study
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
    """The findings with one trial row for each study: a row without a size is taken up by the one that has it."""
    findings = tuple(findings)
    kept: dict[str, Trial] = {}
    for trial in sorted((f for f in findings if isinstance(f, Trial)), key=lambda t: t.n is None):
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
