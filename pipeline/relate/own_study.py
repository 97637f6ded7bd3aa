"""Whether a paper reports a study of its own, or reviews those of others."""

from __future__ import annotations

import re

from pipeline.model.document import Document

_METHODS = re.compile(r"\b(?:methods?|patients and|study design|statistical|trial design|eligibility)\b", re.I)
_RESULTS = re.compile(r"\b(?:results?|patient characteristics)\b", re.I)
_ENROLLED = r"(?:enrolled|included|conducted|performed|randomi[sz]ed|recruited|analy[sz]ed|treated)"
_OWN_WORK = re.compile(
    rf"\b(?:we|this (?:study|trial)) (?:[a-z]+ly )?{_ENROLLED}\b|\bwe (?:retrospectively )?reviewed\b"
    r"|\bwere (?:enrolled|randomi[sz]ed|randomly assigned)\b|\b(?:study|trial) protocol\b|\bcase report\b",
    re.I,
)
_REVIEW = re.compile(
    r"\b(?:this|the present|our) (?:narrative |systematic |mini-?)?review\b|\bwe (?:review|summari[sz]e|discuss)\b"
    r"|\breview of\b|\b(?:narrative|literature|systematic) review\b|^review\b",
    re.I | re.M,
)
_REGISTERED = re.compile(r"\b(?:NCT[0-9]{8}|UMIN[0-9]{9}|ISRCTN[0-9]{8}|(?:trial )?registration)\b")
FRONT = 4000


def is_primary(document: Document) -> bool:
    """True where the evidence for an own study (own methods and results, enrolment, registration) outweighs a review's.

    Weights: a heading of methods 2, of results 2, a registry id in the front matter 2, "we enrolled" and the like in
    title or abstract 2; words of a review there take 3 away. A report needs 4.
    """
    headings = [s.heading for s in document.sections]
    front = f"{document.title}\n{document.text[:FRONT]}"
    score = 2 * any(_METHODS.search(h) for h in headings) + 2 * any(_RESULTS.search(h) for h in headings)
    registered = bool(document.registry_ids) or bool(_REGISTERED.search(front))
    score += 2 * registered + 2 * bool(_OWN_WORK.search(front))
    return score - 3 * bool(_REVIEW.search(front)) >= 4
