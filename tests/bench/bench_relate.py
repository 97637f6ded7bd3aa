"""How well values are tied to outcomes and arms, on one-sentence trial results annotated by others: `make bench-relate`.

The scheme is that of RCT-ART: `OC_RES` ties a measure (MEAS) to its outcome (OC), `A1_RES` and `A2_RES` tie it to the
first and the second arm (INTV). Two settings: with the annotated spans given, so that the rules of pairing and of sides
alone are measured, and end to end with the pipeline's own mentions. A relation is right where label and both spans are
those annotated (strict), or where both spans overlap (relaxed, each annotated relation counted once).

Documents are told apart by the `pmid` of a record; every second one by ascending id is for looking at (dev), the others
are the test half. Only sums are printed. What drops a finding behind the pairing (causes, time points, contexts) is not
part of the figure: it says what the rules tie together, not what the evidence table holds.
"""

from __future__ import annotations

import argparse
import ast
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.model.document import Document, Source
from pipeline.model.geometry import Span
from pipeline.model.mention import Concept, Mention, Passage, Recognised
from pipeline.recognise.recogniser import Recogniser, build
from pipeline.relate.arms import Arm
from pipeline.relate.context import load_rules
from pipeline.relate.groups import groups_of
from pipeline.relate.pairing import Accepts, pair
from pipeline.relate.prose.adverse_events import accepts
from pipeline.relate.reading import Reading, lay_out
from pipeline.relate.sides import sides_of
from pipeline.relate.studies import find_studies
from pipeline.relate.values import Value, values_of

LABELS = ("A1_RES", "A2_RES", "OC_RES")
KINDS = (("duration",), ("percent", "count"))  # paired kind by kind; the scheme leaves out ratios: they compare arms


@dataclass(frozen=True, order=True)
class Relation:
    """`head` is the outcome or the arm, `child` the measure."""

    label: str
    head: Span
    child: Span

    def meets(self, other: Relation) -> bool:
        """Whether the label is the same and both spans overlap."""
        return self.label == other.label and self.head.meets(other.head) and self.child.meets(other.child)


@dataclass(frozen=True)
class Record:
    """One annotated sentence: the id of its document, its text, its spans as (label, span), its relations."""

    document: str
    text: str
    spans: tuple[tuple[str, Span], ...]
    relations: frozenset[Relation]

    def of(self, label: str) -> list[Span]:
        """The annotated spans with that label, ascending."""
        return sorted(span for name, span in self.spans if name == label)


def main() -> None:
    """Print the figures of both settings, of the dev half and then of the test half."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("annotated", type=Path)
    records = [_record(json.loads(line)) for line in arguments.parse_args().annotated.open(encoding="utf-8")]
    ids = sorted({r.document for r in records})
    recogniser = build()
    for half, chosen in (("dev", ids[0::2]), ("test", ids[1::2])):
        part = [r for r in records if r.document in chosen]
        print(f"{half}: {len(chosen)} documents, {len(part)} sentences")
        _print_table("annotated spans", [(r.relations, _with_given_spans(r)) for r in part])
        _print_table("end to end", [(r.relations, _end_to_end(r, recogniser)) for r in part])


def _record(line: dict[str, Any]) -> Record:
    spans = tuple((s["label"], Span(s["start"], s["end"])) for s in line["spans"])
    ends = [(r["label"], r["head_span"], r["child_span"]) for r in line["relations"]]
    relations = (Relation(name, Span(h["start"], h["end"]), Span(c["start"], c["end"])) for name, h, c in ends)
    return Record(ast.literal_eval(line["user_data"])["pmid"], line["text"], spans, frozenset(relations))


def _with_given_spans(record: Record) -> frozenset[Relation]:
    """What the rules make of the annotated outcomes, measures and arms; kinds of values and of outcomes are not known.

    Which arm is the comparator is what the pipeline itself reads from the words around it.
    """
    outcomes = [_mention(record, "outcome", span) for span in record.of("OC")]
    drugs = [_mention(record, "drug", span) for span in record.of("INTV")]
    mentions = tuple(sorted((*outcomes, *drugs), key=lambda m: m.start))
    whole = Span(0, len(record.text))
    reading = _laid_out(record, Recognised(Passage(record.text, mentions, (whole,))))
    arms = tuple(_arm(m, reading.own_arms[0]) for m in drugs)
    reading = replace(reading, arms=replace(reading.arms, own=(arms,)))
    values = [Value(s.start, s.end) for s in record.of("MEAS")]
    return frozenset(_tied(reading, 0, outcomes, values, lambda *_: True))


def _mention(record: Record, kind: Any, span: Span) -> Mention:
    return Mention.at(record.text, kind, span.start, span.end, Concept(span.of(record.text)), "annotated")


def _arm(drug: Mention, read: Sequence[Arm]) -> Arm:
    control = any(a.control and drug.span.meets(Span(a.start, a.end)) for a in read)
    return Arm(drug.start, drug.end, drug.text, (drug.text,), control)


def _end_to_end(record: Record, recogniser: Recogniser) -> frozenset[Relation]:
    """What the pipeline finds in the bare text."""
    reading = _laid_out(record, recogniser.recognise(_document(record)))
    found: set[Relation] = set()
    for index, sentence in enumerate(reading.sentences):
        subjects = sentence.of_kind("outcome", "adverse_event")
        for kinds in KINDS:
            values = [v for v in values_of(sentence) if v.kind in kinds]
            able = [m for m in subjects if any(accepts(m, v) for v in values)]
            found.update(_tied(reading, index, able, values, accepts))
    return frozenset(found)


def _document(record: Record) -> Document:
    return Document(Source(record.document, f"{record.document}.txt", "text", "0" * 64, len(record.text)), record.text)


def _laid_out(record: Record, recognised: Recognised) -> Reading:
    document = _document(record)
    return lay_out(document, recognised, find_studies(document, recognised), load_rules())


def _tied(
    reading: Reading, index: int, subjects: Sequence[Mention], values: Sequence[Value], fits: Accepts
) -> Iterator[Relation]:
    """The relations of a sentence: each value of a pair with its subject, and with its arm where the sentence names it.

    The scheme numbers the arms as the sentence prints them; an arm beyond the second counts as the second.
    """
    sentence, arms = reading.sentences[index], reading.own_arms[index]
    for found in pair(sentence, subjects, groups_of(sentence, values, subjects), fits):
        for value, side in zip(found.values, sides_of(reading, index, found.values, found.compared), strict=True):
            child = Span(value.start, value.end)
            yield Relation("OC_RES", found.subject.span, child)
            at = next((i for i, a in enumerate(arms) if a.label and a.label == side.label), None)
            if at is not None:
                yield Relation("A1_RES" if at == 0 else "A2_RES", Span(arms[at].start, arms[at].end), child)


def _print_table(name: str, pairs: Sequence[tuple[frozenset[Relation], frozenset[Relation]]]) -> None:
    print(f"  {name:<16}   strict: P      R     F1   relaxed: P      R     F1  gold  found")
    for label in (*LABELS, "all"):
        kept = [tuple({r for r in side if label in (r.label, "all")} for side in both) for both in pairs]
        gold, found = (sum(len(both[at]) for both in kept) for at in (0, 1))
        strict = _shares(sum(len(g & f) for g, f in kept), gold, found)
        relaxed = _shares(sum(_overlapping(g, f) for g, f in kept), gold, found)
        print(f"  {label:<16} {strict:>23} {relaxed:>24} {gold:>5} {found:>6}")


def _overlapping(gold: set[Relation], found: set[Relation]) -> int:
    """How many annotated relations are met by a found one of their own, taken in order."""
    free, met = sorted(found), 0
    for relation in sorted(gold):
        partner = next((f for f in free if relation.meets(f)), None)
        if partner is not None:
            free.remove(partner)
            met += 1
    return met


def _shares(right: int, gold: int, found: int) -> str:
    """Precision, recall and F1, 0 where nothing can be right."""
    return f"{right / max(found, 1):.3f} {right / max(gold, 1):6.3f} {2 * right / max(gold + found, 1):6.3f}"


if __name__ == "__main__":
    main()
