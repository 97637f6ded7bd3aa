"""How many a study had, as a sentence tells it: samples, planned samples, "n = …" behind a study's name, totals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.mention import Mention
from pipeline.model.quantity import Amount
from pipeline.relate.sentences import Sentence
from pipeline.relate.values import Value, all_values, is_sample

OBJECTS = {"patients": "patients", "lesions": "lesions", "studies": "studies"}
_VERB = (
    r"(?:enroll?|recruit|includ|accru|randomi[sz]|register|irradiat|follow|assess|examin|investigat|manag|identif|review|"
    r"stud|describ|analy[sz]|evaluat|treat|assign|allocat)"
)
_BEHIND_STUDY = re.compile(
    r"(?:\b(?:trials?|stud(?:y|ies)|series|analys[ei]s|report|registry|publication|al\.?|colleagues|co-?workers)|[A-Z]{2,10}[0-9]{6,14}|\]|"
    r"(?:19|20)[0-9]{2}\)?)[\s,;]{0,2}[(\[]?$"
)
_PLANNED = re.compile(
    rf"\b(?:will|to|would|target of|planned|estimated|aims? (?:at|for))\s(?:be\s)?(?:{_VERB}[a-z]*\s)?"
    r"(?:a total of\s|approximately\s|about\s|up to\s|at least\s)?$",
    re.I,
)
_WILL_BE = re.compile(rf"[^.;,]{{0,90}}?\b(?:will|are to|are planned to|have to) be (?:[a-z]+ly )?{_VERB}", re.I)
_STUDIED = re.compile(
    rf"\b(?:(?:al\.?|colleagues|co-?workers|group|authors|investigators)(?:\s?[\[(][^\])]{{1,30}}[\])])?,?\s"
    rf"(?:[a-z]+ly\s)?{_VERB}[a-z]*|we\s(?:(?:[a-z]+ly\s)?{_VERB}[a-z]*|report|present|describe))"
    r"\s(?:a total of\s|data (?:of|from)\s|on\s|the cases of\s)?$",
    re.I,
)
_WERE_ENROLLED = re.compile(
    r"\s(?:patients\s|of (?:these|them|whom)\s)?were\s(?:finally\s|eventually\s|then\s|subsequently\s)?"
    r"(?:enrolled|randomi[sz]ed|randomly assigned|recruited|registered|included)\b"
    r"(?!\sin the (?:[a-z]+\s)?(?:arm|group))",
    re.I,
)
_SCREENED = re.compile(
    r"\s?(?:[a-z]+\s){0,2}?(?:were\s)?(?:screened|assessed for eligibility|invited|approached)\b", re.I
)
_SCREENS = re.compile(r"\b(?:screen(?:ed|ing)?|approached|invited)\s(?:a total of\s|of\s)?$", re.I)

_NUMBER = r"(?:[0-9]{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]{3,6}teen|twenty)"
_OF_POOLED = re.compile(
    rf"\b{_NUMBER}\s(?:[\w-]+\s){{0,4}}?(?:trials|studies|cohorts)\s?(?:\(|,?\s?(?:and|with|including|comprising)\s)"
    r"(?:a total of\s)?$",
    re.I,
)
_AIMS = re.compile(r"\baim(?:s|ed|ing)?\s(?:at|for|to\s(?:enroll?|recruit|include|accrue|randomi[sz]e))\s$", re.I)
_CLAUSE_ENDS = re.compile(r"\s?(?:[.,;)]|$)|\s(?:patients|women|men|participants)\b")
_CASE = re.compile(r"\bcase\b|\ba patient\b", re.I)


@dataclass(frozen=True)
class Size:
    """A number of patients (or lesions, studies) from `start` to `end`.

    `rank` says how surely it is the size of the study: 2 a sample that was studied, 1 one that a plan tells, 0 the
    total that events are counted of.
    """

    n: int
    unit: str
    start: int
    end: int
    rank: int = 2


def sizes_of(sentence: Sentence, is_plan: bool) -> Iterator[Size]:
    """The sizes of whole studies that the sentence prints; `is_plan` where it speaks of the design of one."""
    for value in all_values(sentence):
        if value.count is None:
            continue
        total, n = value.count.total, value.count.events
        if total is not None and value.rule == "count.of" and value.count.of_what in ("", "patients"):
            yield Size(total, "patients", value.start, value.end, 0)
        elif n is not None and n > 0 and _is_size(sentence, value):
            unit = OBJECTS.get(value.count.of_what, "patients")
            yield Size(n, unit, value.start, value.end, 1 if is_plan else 2)
    yield from _bare(sentence)


def _is_size(sentence: Sentence, value: Value) -> bool:
    """Whether a count is the size of a whole study: no arm's ("lapatinib (n = 40)"), and not of those screened."""
    before = sentence.between(sentence.start, value.start)
    behind = sentence.between(value.end, sentence.span.end)
    if _SCREENED.search(sentence.between(value.start, value.end)):
        return False
    if value.rule == "count.n":
        return bool(_BEHIND_STUDY.search(before)) or _one_for_each_id(sentence)
    if value.count is None or value.count.total is not None or _SCREENED.match(behind) or _SCREENS.search(before):
        return False
    if value.count.events == 1 and not _CASE.search(sentence.text):
        return False
    told = _PLANNED.search(before) or _WILL_BE.match(behind) or _STUDIED.search(before) or _OF_POOLED.search(before)
    return is_sample(sentence, value) or bool(told and value.rule == "count.noun")


def _one_for_each_id(sentence: Sentence) -> bool:
    """Whether each registry id of the sentence is followed by one "n = …" before the next."""
    sizes = [m.start for m in sentence.of_kind("count") if m.by == "count.n"]
    ids = [m.start for m in sentence.of_kind("registry_id")]
    bounds = [*ids[1:], sentence.span.end]
    return bool(ids) and all(sum(a < n < b for n in sizes) == 1 for a, b in zip(ids, bounds, strict=True))


def _bare(sentence: Sentence) -> Iterator[Size]:
    """A number without its noun: "Of 102 patients screened, 81 were randomized", "aims to enrol 42"."""
    for mention in sentence.of_kind("number"):
        amount = mention.value
        if not isinstance(amount, Amount) or amount.value is None or amount.value != int(amount.value):
            continue
        if amount.value > 1 and _WERE_ENROLLED.match(sentence.between(mention.end, mention.end + 60)):
            yield Size(int(amount.value), "patients", mention.start, mention.end)
        elif amount.value > 1 and _is_aim(sentence, mention):
            yield Size(int(amount.value), "patients", mention.start, mention.end, 1)


def _is_aim(sentence: Sentence, mention: Mention) -> bool:
    aims = _AIMS.search(sentence.between(mention.start - 40, mention.start))
    return bool(aims and _CLAUSE_ENDS.match(sentence.between(mention.end, mention.end + 20)))
