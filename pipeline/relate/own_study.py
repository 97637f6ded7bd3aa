"""Whether a paper reports a study of its own, or reviews those of others."""

from __future__ import annotations

import re

from pipeline.model.document import Document

_METHODS = re.compile(r"\b(?:methods?|patients and|study design|statistical|trial design|eligibility)\b", re.I)
_ABSTRACT = re.compile(r"\b(?:abstract|summary)\b", re.I)
_RESULTS = re.compile(r"\b(?:results?|patient characteristics)\b", re.I)
_ENROLLED = r"(?:enrolled|included|conducted|performed|randomi[sz]ed|recruited|analy[sz]ed|treated|reviewed|evaluated)"
_OWN_WORK = re.compile(
    rf"\b(?:we|this (?:study|trial)) (?:[a-z]+ly )?{_ENROLLED}\b|\b(?:study|trial) protocol\b|\bcase report\b"
    r"|\b(?:this is|this was|we report) an? (?:[a-z-]+ ){0,3}(?:cohort|study|trial|series)\b",
    re.I,
)
_ENROLMENT = re.compile(r"\bwere (?:enrolled|included|randomi[sz]ed|randomly assigned)\b", re.I)
_OF_PATIENTS = r"(?:[a-z-]+ ){0,3}(?:patients|cases|records|charts|files|notes|data|databases?|registr(?:y|ies))\b"
_REVIEW = re.compile(
    r"\b(?:this|the present|our) (?:narrative |systematic |mini-?)?review\b|\bwe (?:review|summari[sz]e|discuss)\b"
    rf"|(?<!retrospective )(?<!chart )(?<!record )\breview of (?!{_OF_PATIENTS})"
    r"|\b(?:narrative|literature|systematic) review\b|^review\b",
    re.I | re.M,
)
_CASE = re.compile(r"\bcase (?:report|series)\b|\breport of (?:an? |[a-z]+ )cases?\b", re.I)
_SYNTHESIS = re.compile(r"\b(?:meta-?analys[ie]s|pooled analys[ie]s|individual (?:patient|participant) data)\b", re.I)
_REGISTRATION = re.compile(r"\b(?:NCT[0-9]{8}|UMIN[0-9]{9}|ISRCTN[0-9]{8}|[Tt]rial [Rr]egistration)\b")
OTHERS = re.compile(r"\b(?:introduction|background|discussion|comment|literature|previous|related work)", re.I)
FRONT = 4000
NEEDED = 4


def is_primary(document: Document) -> bool:
    """True where the evidence for an own study (own methods and results, enrolment, registration) outweighs a review's.

    Weights: a heading of methods 2, of results 2, registration in the front matter 2 (in the words of title or abstract
    1), "we enrolled" and the like there 2, "were enrolled" 1; words of a review there take 3 away, unless the title
    names a meta-analysis or a case report. A report needs 4.
    """
    headings = [s.heading for s in document.sections]
    front = front_of(document)
    score = 2 * any(_METHODS.search(h) for h in headings) + 2 * any(_RESULTS.search(h) for h in headings)
    score += 2 if document.registry_ids else bool(_REGISTRATION.search(front))
    score += 2 * bool(_OWN_WORK.search(front)) + bool(_ENROLMENT.search(front))
    own_by_title = is_synthesis(document) or bool(_CASE.search(document.title))
    reviews = bool(_REVIEW.search(front)) and not own_by_title
    return score - 3 * reviews >= NEEDED


def is_synthesis(document: Document) -> bool:
    """Whether the title says that the paper pools the results of studies: its pooled figures are its own."""
    return bool(_SYNTHESIS.search(document.title))


def front_of(document: Document) -> str:
    """Title and abstract; where no section is marked as such, the title and the beginning of the text."""
    marked = [s for s in document.sections if s.kind in ("title", "abstract", "front") or _ABSTRACT.search(s.heading)]
    parts = [document.text[s.start : s.end] for s in marked] or [document.text[:FRONT]]
    return "\n".join((document.title, *parts))
