"""On which scale a paper grades adverse events: said once, where it tells how toxicity was assessed.

A grade that prints its own scale keeps it. A paper that names several scales (CTCAE for acute, RTOG for late toxicity)
leaves open which one a grade is on, unless the sentence itself says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.relate.sentences import Sentence

_ASSESSED = re.compile(
    r"\b(?:grad(?:ed|ing)|assess(?:ed|ment)|scored?|scoring|evaluat(?:ed|ion)|classified|categori[sz]ed|recorded|"
    r"defined|reported|documented|monitored|rated|according to|using|based on)\b",
    re.I,
)
_CRITERIA = (
    r"(?:(?:NCI[- ]?)?CTCAE|(?:NCI[- ]?)?CTC(?:AE)?|Common (?:Terminology|Toxicity) Criteria(?: for Adverse Events?)?"
    r"(?: \((?:NCI[- ]?)?CTC(?:AE)?\))?)"
)
_VERSION = r"(?:,?\s?\(?(?:version|vers\.|ver\.|v\.?)?\s?(?P<version>[2-6](?:\.[0-9]{1,2})?)(?![0-9%]))?"
_CTCAE = re.compile(rf"\b{_CRITERIA}{_VERSION}", re.I)
_OTHERS: dict[str, re.Pattern[str]] = {
    "RTOG": re.compile(r"\b(?:RTOG|Radiation Therapy Oncology Group)\b"),
    "LENT": re.compile(r"\bLENT\b"),
    "WHO": re.compile(r"\b(?:WHO|World Health Organi[sz]ation)\s(?:toxicity\s|grading\s)?(?:criteria|scale|grad\w+)"),
    "Clavien-Dindo": re.compile(r"\bClavien[-–]Dindo\b"),
}


def scales_in(sentence: Sentence) -> tuple[str, ...]:
    """The scales that the sentence says toxicity was graded on: "CTCAE 4.03", "CTCAE", "RTOG" …, each once."""
    if not _ASSESSED.search(sentence.text):
        return ()
    found = {_named(m) for m in _CTCAE.finditer(sentence.text)}
    versions = {name for name in found if name != "CTCAE"}
    others = {name for name, pattern in _OTHERS.items() if pattern.search(sentence.text)}
    return tuple(sorted((versions or found) | others))


def scale_of_paper(sentences: Sequence[Sentence]) -> str:
    """The one scale that the paper grades on; empty where it names none or several."""
    return _only({scale for sentence in sentences for scale in scales_in(sentence)})


def scale_by_paragraph(sentences: Sequence[Sentence]) -> dict[int, str]:
    """Paragraph -> the one scale that it names; empty where it names none or several."""
    named: dict[int, set[str]] = {}
    for sentence in sentences:
        named.setdefault(sentence.paragraph, set()).update(scales_in(sentence))
    return {paragraph: _only(scales) for paragraph, scales in named.items()}


def _only(named: set[str]) -> str:
    versions = {n for n in named if n.startswith("CTCAE ")}
    if versions:
        named.discard("CTCAE")
    return named.pop() if len(named) == 1 else ""


def _named(match: re.Match[str]) -> str:
    """The canonical name of the criteria with the version where printed; "4" is version 4.0."""
    version = match["version"]
    if version is None:
        return "CTCAE"
    return f"CTCAE {version if '.' in version else version + '.0'}"
