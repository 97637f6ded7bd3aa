"""Of how many: the samples that a paper prints, and which of them the number of an adverse event is a share of.

A total stands with its count ("5 of 27"), in its sentence ("among the 40 patients"), at its arm ("(n = 120)"), earlier
in its paragraph, or is the sample of the paper's own study. A share that no whole number of patients makes is no share
of that sample (rounded as printed); a count with its share tells by itself which of several samples it is of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.relate.arms import names_of
from pipeline.relate.focus import Focus
from pipeline.relate.phrases import PEOPLE
from pipeline.relate.sentences import Sentence
from pipeline.relate.studies import Study
from pipeline.relate.values import Value, all_values, is_sample

_OTHER_PART = re.compile(r"\b(?:part (?:2|II|B)|second part|phase 2 of this|expansion)\b", re.I)
_SHARE_OF = re.compile(
    rf"\)?\s(?:of|in|among)\s(?:the\s|all\s|these\s|our\s|(?:the\s)?(?:[a-z]+\s)?{PEOPLE}\s\()*", re.I
)
_EACH = re.compile(r"\ball(?:\s(?:of\s)?(?:the|our|these))?\s$", re.I)
_SAFETY = re.compile(r"\b(?:safety|toxicity)\b", re.I)
ROUNDED = 0.6  # of the last printed digit: half of it, and what rounding half to even adds


@dataclass(frozen=True)
class Sample:
    """How many were studied: `whole` unless it is the size of one arm; `safety` where toxicity was looked for in them.

    `index` is the sentence, `passage` counts stretches of text that speak of one sample at a time; `drugs` are those
    named right before the size of an arm.
    """

    n: int
    of_what: str
    index: int
    offset: int
    passage: int
    study: Study
    whole: bool
    safety: bool
    drugs: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Samples:
    """The samples of a document in reading order; `passages` gives the passage of each sentence."""

    printed: tuple[Sample, ...]
    passages: tuple[int, ...]
    own: Study

    def of_passage(self, index: int, offset: int, study: Study) -> tuple[Sample, ...]:
        """The samples of that study which the passage prints before the offset, in reading order."""
        passage = self.passages[index]
        return tuple(s for s in self.printed if s.passage == passage and s.offset < offset and s.study == study)

    def of_own_study(self, study: Study) -> tuple[Sample, ...]:
        """The whole samples of the paper's own study, where that is the one spoken of."""
        return tuple(s for s in self.printed if s.whole and s.study == study) if self.own and study == self.own else ()


def find_samples(sentences: Sequence[Sentence], focus: Focus) -> Samples:
    """The samples that the sentences print."""
    printed: list[Sample] = []
    passages: list[int] = []
    paragraph, passage = -1, 0
    for index, sentence in enumerate(sentences):
        opens = sentence.paragraph != paragraph and not sentence.goes_on
        passage += opens or _OTHER_PART.search(sentence.text) is not None
        paragraph = sentence.paragraph
        passages.append(passage)
        printed += _samples_in(sentence, index, passage, focus)
    return Samples(tuple(printed), tuple(passages), focus.studies.own)


def _samples_in(sentence: Sentence, index: int, passage: int, focus: Focus) -> Iterator[Sample]:
    safety = _SAFETY.search(sentence.text) is not None
    sizes = [v for v in all_values(sentence) if v.count and v.count.events and is_sample(sentence, v)]
    since = sentence.start
    for value in sizes:
        if value.count and value.count.events:
            study = focus.at(index, sentence, value.start)
            of_arm = value.rule == "count.n"
            drugs = {n for m in sentence.of_kind("drug") if since <= m.start < value.start for n in names_of(m)}
            yield Sample(
                value.count.events, value.count.of_what or "patients", index, value.start, passage, study,
                not of_arm or len(sizes) == 1, safety, frozenset(drugs if of_arm else ()),
            )  # fmt: skip
            since = value.end


def said_total(sentence: Sentence, value: Value) -> int | None:
    """The total that stands with the value: "5 of 27", "all 26 patients", "77 % of the 218 patients"."""
    if value.count is not None and value.count.total is not None:
        return value.count.total
    if (
        value.count is not None
        and value.kind == "count"
        and _EACH.search(sentence.between(sentence.start, value.start))
    ):
        return value.count.events
    for other in all_values(sentence):
        behind = other.start >= value.end and is_sample(sentence, other)
        if behind and other.count and _SHARE_OF.fullmatch(sentence.between(value.end, other.start)):
            return other.count.events
    return None


def total_of_arm(samples: Samples, index: int, value: Value, study: Study, drugs: Iterable[str]) -> int | None:
    """The size that the passage prints for the arm with these drugs; None where it prints none or several."""
    here = samples.of_passage(index, value.start, study)
    return _only(s for s in here if s.drugs and s.drugs == frozenset(drugs) and _may_be(s, value))


def total_of(samples: Samples, index: int, value: Value, study: Study) -> int | None:
    """The sample that the value is a share of; None where none or several are possible."""
    here = samples.of_passage(index, value.start, study)
    named_here = {s.n for s in here if s.index == index and s.whole and _counts_in(s, value)}
    if len(named_here) == 1:
        return named_here.pop()
    own = samples.of_own_study(study)
    if _has_both(value):
        return _only(s for s in here if _may_be(s, value)) or _only(s for s in own if _may_be(s, value))
    return _only(s for s in _latest(here) if _may_be(s, value)) or (
        _only(s for s in _searched(own) if _may_be(s, value)) if value.kind == "percent" else None
    )


def fits(n: int, value: Value) -> bool:
    """Whether the printed count and share can be those of a sample of `n`."""
    amount, events = value.amount, value.count.events if value.count else None
    if n <= 0 or (events is not None and events > n):
        return False
    if amount is None or amount.value is None or amount.bound:
        return amount is None
    digits = len(f"{amount.value:g}".partition(".")[2])
    exact = 100 * (round(amount.value * n / 100) if events is None else events) / n
    return bool(abs(round(exact, digits) - amount.value) < ROUNDED * 10**-digits)


def _may_be(sample: Sample, value: Value) -> bool:
    """Whether the value can be a share of the sample, counting the same things."""
    return fits(sample.n, value) and _counts_in(sample, value)


def _counts_in(sample: Sample, value: Value) -> bool:
    """Whether the value counts what the sample counts, and not more: enough where the sentence itself names both."""
    if value.count is None:
        return True
    return value.count.of_what in ("", sample.of_what) and (value.count.events or 0) <= sample.n


def _has_both(value: Value) -> bool:
    return value.amount is not None and value.count is not None and value.count.events is not None


def _latest(samples: Sequence[Sample]) -> tuple[Sample, ...]:
    """The whole samples of the last sentence that prints any."""
    whole = [s for s in samples if s.whole]
    return tuple(s for s in whole if s.index == whole[-1].index) if whole else ()


def _searched(samples: Sequence[Sample]) -> tuple[Sample, ...]:
    """Those that toxicity was looked for in, else all of them."""
    return tuple(s for s in samples if s.safety) or tuple(samples)


def _only(samples: Iterable[Sample]) -> int | None:
    """The one size that they have; of several that of the last in which toxicity was looked for, else None."""
    found = tuple(samples)
    sizes = {s.n for s in found}
    safe = [s.n for s in found if s.safety]
    if len(sizes) > 1 and safe:
        return safe[-1]
    return sizes.pop() if len(sizes) == 1 else None
