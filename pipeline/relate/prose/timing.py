"""When a course was given relative to a drug: "4–6 weeks after completion of docetaxel", "concurrently with cisplatin".

The interval counts from the drug or from the irradiation itself; one that counts from surgery, diagnosis or a scan is
none. "Before" and "after" stay in the printed words; the magnitude is in days (evidence schema: weeks × 7).
"""

from __future__ import annotations

import re
from typing import Any

from pipeline.model.mention import Mention
from pipeline.model.quantity import Amount
from pipeline.relate.sentences import Sentence

_SYSTEMIC = re.compile(
    r"\b(?:chemo\w*|immunotherap\w*|(?:systemic|targeted|hormon\w+|endocrine|drug|study)\s(?:therap\w+|treatment)|"
    r"infusions?|cycles?|doses?|injections?|inhibitors?|administration|antibod\w+)\b",
    re.I,
)
_OTHER_START = re.compile(r"\b(?:surg\w+|resection|operation|\w+ectomy|diagnosis|imaging|scan|MRI|biops\w+)\b", re.I)
_WORDS = re.compile(
    r"\b(?:concurrent(?:ly)?|concomitant(?:ly)?|simultaneous(?:ly)?(?!\sintegrated)|synchronous(?:ly)?|sequential(?:ly)?|"
    r"during\s(?:the\s)?(?:course\sof\s)?(?:radio\w+|radiation|irradiation|RT))\b",
    re.I,
)
_AT_LEAST = re.compile(r"(?:\bat least|\ba minimum of|\bmore than|\bno (?:less|sooner|earlier) than|[≥>])\s?$", re.I)
_AT_MOST = re.compile(r"(?:\bwithin|\bup to|\bless than|\bat most|\bno (?:more|later) than|[≤<])\s?$", re.I)
REACH = 160


def timing_of(sentence: Sentence, dose: Mention) -> dict[str, Any]:
    """`timing` as printed and its ends in days; empty where the sentence ties the course to no drug.

    Weeks are days by the recogniser; months and years stay in the printed words alone.
    """
    intervals = [m for m in sentence.of_kind("rt_timing") if isinstance(m.value, Amount) and _of_drug(sentence, m)]
    near = [m for m in intervals if _with_dose(sentence, m.start, m.end, dose)]
    if near:
        return _interval(sentence, min(near, key=lambda m: abs(m.start - dose.start)))
    for word in _WORDS.finditer(sentence.text):
        start, end = sentence.start + word.start(), sentence.start + word.end()
        if _with_dose(sentence, start, end, dose) and _names_systemic(sentence):
            return {"timing": word[0]}
    return {}


def _of_drug(sentence: Sentence, timing: Mention) -> bool:
    """Whether the interval counts from a drug, or from the irradiation in a sentence that speaks of a drug."""
    return not _OTHER_START.search(timing.text) and _names_systemic(sentence)


def _names_systemic(sentence: Sentence) -> bool:
    return bool(sentence.of_kind("drug")) or _SYSTEMIC.search(sentence.text) is not None


def _with_dose(sentence: Sentence, start: int, end: int, dose: Mention) -> bool:
    gap = sentence.between(min(end, dose.end), max(start, dose.start))
    return len(gap) <= REACH and ";" not in gap


def _interval(sentence: Sentence, timing: Mention) -> dict[str, Any]:
    amount = timing.value
    assert isinstance(amount, Amount)
    before = sentence.between(sentence.start, timing.start)
    least, most = _AT_LEAST.search(before), _AT_MOST.search(before)
    bound = least or most
    printed = f"{bound[0].strip()} {timing.text}" if bound else timing.text
    if amount.unit != "days":
        return {"timing": printed}
    low = amount.low if amount.value is None or amount.low is not None else amount.value
    high = amount.high if amount.value is None or amount.high is not None else amount.value
    low = None if most or amount.bound in ("<", "<=") else low
    high = None if least or amount.bound in (">", ">=") else high
    return {"timing": printed, "timing_days_low": low, "timing_days_high": high}
