"""The studies that a paper describes: acronym, registry id, phase, size, design, drugs, techniques, status."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.model.finding import PHASES, SOURCES, Finding, Trial
from pipeline.model.mention import Concept, Mention
from pipeline.model.quantity import Count
from pipeline.relate.prose.populations import population_of
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
STRONGER = {"systematic review": ("meta-analysis",), "prospective": ("randomized", "single-arm")}
MOST_REFS = 2
_SEVERAL = re.compile(
    r"\b(?:several|some|many|multiple|various|most|numerous|these|those|other)\b|\b(?:trials|studies)\b", re.I
)
_SYNTHESES = ("meta-analysis", "systematic review")
_BEHIND_STUDY = re.compile(
    r"(?:\b(?:trial|study|series|analysis|report|registry|publication|al\.?)|[A-Z]{2,10}[0-9]{6,14}|\]|(?:19|20)[0-9]{2}\)?)"
    r"[\s,;]{0,2}[(\[]?$"
)
_VERB = (
    r"(?:enroll?|recruit|includ|accru|randomi[sz]|register|irradiat|follow|assess|examin|investigat|manag|identif|review|"
    r"stud|describ|analy[sz]|evaluat|treat|assign|allocat)"
)
_PLANNED = re.compile(
    rf"\b(?:will|to|would|target of|total of|planned|estimated)\s(?:be\s)?(?:{_VERB}[a-z]*\s)?"
    r"(?:a total of\s|approximately\s|about\s|up to\s|at least\s)?$",
    re.I,
)
_WILL_BE = re.compile(rf"[^.;,]{{0,90}}?\b(?:will|are to|are planned to|have to) be (?:[a-z]+ly )?{_VERB}", re.I)
_STUDIED = re.compile(
    rf"\b(?:al\.?|colleagues|co-?workers|we|group|authors|investigators)(?:\s?[\[(][^\])]{{1,30}}[\])])?,?\s(?:[a-z]+ly\s)?"
    rf"{_VERB}[a-z]*\s(?:a total of\s|data (?:of|from)\s|on\s)?$",
    re.I,
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
        """Keep what is said first; a stronger word for the design replaces a weaker one."""
        if said.get("design") in STRONGER.get(self.columns.get("design", ""), ()):
            del self.columns["design"]
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
    if count.events is None or count.events == 0 or not _is_size(sentence, value):
        return {}
    return {"n": (count.events, OBJECTS.get(count.of_what, "patients"))}


def _is_size(sentence: Sentence, value: Value) -> bool:
    """Whether a count is the size of a whole study: no arm's ("lapatinib (n = 40)"), but one that is planned."""
    before = sentence.between(sentence.start, value.start)
    if value.rule == "count.n":
        return bool(_BEHIND_STUDY.search(before)) or _one_for_each_id(sentence)
    if value.count is None or value.count.total is not None:
        return False
    behind = sentence.between(value.end, sentence.span.end)
    planned = _PLANNED.search(before) or _WILL_BE.match(behind) or _STUDIED.search(before)
    return is_sample(sentence, value) or bool(planned and value.rule == "count.noun")


def _one_for_each_id(sentence: Sentence) -> bool:
    """Whether each registry id of the sentence is followed by one "n = …" before the next."""
    sizes = [m.start for m in sentence.of_kind("count") if m.by == "count.n"]
    ids = [m.start for m in sentence.of_kind("registry_id")]
    bounds = [*ids[1:], sentence.span.end]
    return bool(ids) and all(sum(a < n < b for n in sizes) == 1 for a, b in zip(ids, bounds, strict=True))


def _of_one(
    reading: Reading, index: int, start: int, end: int, said: dict[str, Any] | None
) -> Iterator[tuple[Study, int, int, dict[str, Any]]]:
    study = reading.study(index, start)
    if said is not None and study and len(study.refs) <= MOST_REFS and not reading.left_out(index, start, Trial.kind):
        yield study, start, end, said


def _said(sentence: Sentence, mention: Mention) -> dict[str, Any] | None:
    """The columns that a mention fills; None where it speaks of several studies at once ("randomized trials")."""
    name = mention.value.name if isinstance(mention.value, Concept) else ""
    around = sentence.between(mention.start - 30, mention.end + 30)
    if mention.kind in ("phase", "design") and name not in _SYNTHESES and _SEVERAL.search(around):
        return None
    if name in _SYNTHESES and mention.text.lower().endswith(("ses", "ws")):
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
    said = {"drugs": drugs, "arm": arms[0].label if arms else "", "rt_techniques": tuple(techniques), "status": status}
    one = len({a.study.label for a in reading.focus.named[index].anchors}) <= 1
    return said | {"population": population_of(sentence) if one else ""}


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


GAINED = (
    "phase", "design", "status", "population", "rt_techniques", "drugs", "registry_ids", "study_refs", "acronym",
)  # fmt: skip


def _completed(known: Trial, other: Trial) -> Trial:
    """The row with what only the other says, and both kinds of place where both print its size."""
    gains = {name: getattr(other, name) for name in GAINED if getattr(known, name) in ("", None, ())}
    if known.n is not None and known.n == other.n and known.source != other.source:
        gains["agreement"] = "+".join(source for source in SOURCES if source in (known.source, other.source))
    return replace(known, **gains)
