"""The studies that a paper describes: acronym, registry id, phase, size, design, drugs, techniques, status."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.model.finding import LEFT_OUT, PHASES, SOURCES, Finding, Trial
from pipeline.model.mention import Concept, Mention
from pipeline.relate.prose.populations import population_of
from pipeline.relate.prose.sizes import Size, sizes_of
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
    "pooled analysis",
)
STRONGER = {"systematic review": ("meta-analysis",), "prospective": ("randomized", "single-arm")}
MOST_REFS, NEAR = 2, 40
_SEVERAL = re.compile(
    r"\b(?:several|some|many|multiple|various|most|numerous|these|those|other)\b|\b(?:trials|studies)\b", re.I
)
PLANNED = "planned"
_SYNTHESES = ("meta-analysis", "pooled analysis", "systematic review")
_OF_STUDY = re.compile(r"\b(?:trials?|stud(?:y|ies)|accru\w*|enrol\w*|recruit\w*|protocol)\b|[A-Z]{3}[0-9]{8}", re.I)
_OF_TREATMENT = re.compile(
    r"\s(?:the\s|all\s)?(?:study\s)?(?:treatment|therapy|cycles?|course|chemo|radio|follow|question)"
)
_NOUN_BEHIND = re.compile(r"(?:\s[^\s,;:()]+){0,4}?\s(trials?|stud(?:y|ies))\b", re.I)
_FORM = re.compile(r"\s(?:forms?|files?|system)\b", re.I)  # "case report form"
_OF_TRIALS = re.compile(r"\s(?:[\w/-]+\s){0,4}?(?:trials|studies)\b", re.I)
_NOT_YET = re.compile(
    r"\b(?:treatment|\w*therapy|drug|infusion|questionnaires?)\s(?:was|were|has been|had been|is|are)\s$"
    r"|\b(?:after|until|once|when|if|will|expected|planned|anticipated|to be)\b[^.;]*$",
    re.I,
)
_STUDY_NEAR = re.compile(r"\b(?:trial|study|investigation)\b", re.I)


@dataclass
class _Sketch:
    """What the sentences say of one study so far; `reason` why it is no study in humans that the paper reports."""

    study: Study
    index: int
    start: int
    end: int
    reason: str
    columns: dict[str, Any] = field(default_factory=dict)
    size: Size | None = None
    sized_in: int = -1

    def learn(self, said: dict[str, Any]) -> None:
        """Keep what is said first; a stronger word for the design replaces a weaker one."""
        known = self.columns
        if said.get("design") in STRONGER.get(known.get("design", ""), ()):
            known.pop("design")
        for name, value in said.items():
            if value not in ("", None, ()) and known.get(name) in ("", None, ()):
                known[name] = value

    def enrol(self, size: Size, paragraph: int, population: str) -> None:
        """Keep the surest size; of equally sure ones the largest of the first paragraph: parts come with the whole.

        Who was enrolled is told best beside the first size of a sample, if no shorter than before.
        """
        known = self.size
        first = size.rank > 0 and (known is None or known.rank == 0)
        if first and len(population) > len(self.columns.get("population", "")):
            self.columns["population"] = population
        if known is None or size.rank > known.rank:
            self.size, self.sized_in = size, paragraph
        elif size.rank == known.rank and size.n > known.n and (paragraph == self.sized_in or size.rank == 0):
            self.size = size


def trials(reading: Reading) -> Iterator[Trial]:
    """One row for each study that the prose describes by an acronym, a registry id, a phase, a size or a design.

    A study that is told of nowhere but in advice, in laboratory work or the like is flagged with that reason.
    """
    sketches: dict[tuple[str, str], _Sketch] = {}
    for index, sentence in enumerate(reading.sentences):
        for start, end, said, size in _described(reading, index, sentence):
            study = reading.study(index, start)
            if not study or len(study.refs) > MOST_REFS:
                continue
            reason = _reason(reading, index, start)
            key = (study.label or str(study.refs), reason)
            sketch = sketches.setdefault(key, _Sketch(study, index, start, end, reason))
            treatment = _treatment(reading, index, sentence)
            sketch.learn(said | treatment)
            if size is not None:
                sketch.enrol(size, sentence.paragraph, treatment["population"])
    for (name, reason), sketch in sketches.items():
        if not reason or (name, "") not in sketches:
            yield from _trial(reading, sketch)


def _reason(reading: Reading, index: int, offset: int) -> str:
    """Why what is said there is left out; a plan is no reason: planned trials are trials."""
    reason = reading.left_out(index, offset, Trial.kind)
    return "" if reason == PLANNED else reason


def _described(
    reading: Reading, index: int, sentence: Sentence
) -> Iterator[tuple[int, int, dict[str, Any], Size | None]]:
    """(start, end, columns, size) for each thing that a sentence says of a study."""
    for mention in sentence.of_kind("study", "registry_id", "phase", "design", "status"):
        if (said := _said(sentence, mention)) is not None:
            yield mention.start, mention.end, said, None
    is_plan = reading.left_out(index, sentence.start, Trial.kind) == PLANNED
    for size in sizes_of(sentence, is_plan):
        yield size.start, size.end, {}, size


def _said(sentence: Sentence, mention: Mention) -> dict[str, Any] | None:
    """The columns that a mention fills; None where it speaks of several studies at once ("randomized trials")."""
    name = mention.value.name if isinstance(mention.value, Concept) else ""
    if mention.kind in ("phase", "design") and name not in _SYNTHESES and _is_of_several(sentence, mention):
        return None
    if name in _SYNTHESES and mention.text.lower().endswith(("ses", "ws")):
        return None
    if mention.kind == "status":
        return {"status": name} if name == _status(sentence) else None
    if mention.kind == "phase":
        return {"phase": name} if name in PHASES and _STUDY_NEAR.search(sentence.text) else None
    if mention.kind == "design" and _FORM.match(sentence.between(mention.end, mention.end + NEAR)):
        return None
    if mention.kind == "design":
        return {"design": name} if name in DESIGNS else None
    return {"registry_ids": (name,)} if mention.kind == "registry_id" else {}


def _is_of_several(sentence: Sentence, mention: Mention) -> bool:
    """Whether a phase or a design is that of several studies, by the noun behind it, else by the words around."""
    noun = _NOUN_BEHIND.match(sentence.between(mention.end, mention.end + 2 * NEAR))
    if noun:
        return noun[1].lower() in ("trials", "studies")
    return bool(_SEVERAL.search(sentence.between(mention.start - 30, mention.end + 30)))


def _status(sentence: Sentence) -> str:
    """The status of one study that the sentence tells; empty for a treatment's or one to come ("once completed")."""
    for mention in sentence.of_kind("status"):
        before = sentence.between(mention.start - NEAR, mention.start)
        behind = sentence.between(mention.end, mention.end + NEAR)
        other = _NOT_YET.search(before) or _OF_TREATMENT.match(behind) or _OF_TRIALS.match(behind)
        if not other and _OF_STUDY.search(before + behind):
            return mention.name
    return ""


def _treatment(reading: Reading, index: int, sentence: Sentence) -> dict[str, Any]:
    """Drugs and label of the investigational arm, techniques and status in the sentence."""
    arms = [a for a in reading.own_arms[index] if a.drugs and not a.control]
    arms = arms or [a for a in reading.carried_arms[index] if a.drugs and not a.control and a.end > 0]
    techniques = sorted({m.value.name for m in sentence.of_kind("rt_technique") if isinstance(m.value, Concept)})
    drugs = arms[0].drugs if arms else ()
    said = {"drugs": drugs, "arm": arms[0].label if arms else "", "rt_techniques": tuple(techniques)}
    said["status"] = _status(sentence)
    one = len({a.study.label for a in reading.focus.named[index].anchors}) <= 1
    return said | {"population": population_of(sentence) if one else ""}


def _trial(reading: Reading, sketch: _Sketch) -> Iterator[Trial]:
    """The row of a sketch; none where all that is known of the study is that it was cited."""
    columns, study = dict(sketch.columns), sketch.study
    if sketch.size is not None:
        columns |= {"n": sketch.size.n, "n_unit": sketch.size.unit}
    if not (study.acronym or study.registry_ids or {"phase", "n", "design"} & columns.keys()):
        return
    ids = tuple(sorted({*study.registry_ids, *columns.pop("registry_ids", ())}))
    yield Trial(
        **(study.columns() | {"registry_ids": ids}),
        **reading.place(sketch.index, sketch.start, sketch.end),
        **columns,
        acronym=study.acronym,
        source="text",
        flags=(f"{LEFT_OUT}{sketch.reason}",) if sketch.reason else (),
        extractor=f"prose_trial@{EXTRACTOR_VERSION}",
    )


def one_row_each(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings with one trial row for each study: one with a size takes up those without, a table the sentences."""
    findings = tuple(findings)
    kept: dict[str, Trial] = {}
    drafts = [f for f in findings if isinstance(f, Trial) and not f.left_out]
    for trial in sorted(drafts, key=lambda t: (t.n is None, t.source != "table")):
        key = trial.study or f"{trial.study_refs}"
        known = kept.get(key)
        if known is None or (trial.n is not None and trial.n != known.n):
            kept[key if known is None else f"{key} {trial.n}"] = trial
        else:
            kept[key] = _completed(known, trial)
    return (*kept.values(), *(f for f in findings if not isinstance(f, Trial) or f.left_out))


GAINED = (
    "phase", "design", "status", "population", "rt_techniques", "drugs", "registry_ids", "study_refs", "acronym",
)  # fmt: skip


def _completed(known: Trial, other: Trial) -> Trial:
    """The row with what only the other says, and both kinds of place where both print its size."""
    gains = {name: getattr(other, name) for name in GAINED if getattr(known, name) in ("", None, ())}
    if known.n is not None and known.n == other.n and known.source != other.source:
        gains["agreement"] = "+".join(source for source in SOURCES if source in (known.source, other.source))
    return replace(known, **gains)
