"""One entry of a reference list -> its fields."""

from __future__ import annotations

import re

from pipeline.model.document import Reference
from pipeline.parse.references.names import authors_of

DOI = re.compile(r"10\.[0-9]{4,9}/[^\s\"<>]{1,200}")
PMID = re.compile(r"(?:PMID|PubMed(?: ID)?)\s*:?\s*([0-9]{5,8})", re.IGNORECASE)
LINK = re.compile(r"(?:https?://|www\.|doi\s*:?\s*10\.|\b10\.[0-9]{4,9}/)\S*", re.IGNORECASE)
YEAR = re.compile(r"(?<![0-9A-Za-z/.:–-])(?P<year>(?:18|19|20)[0-9]{2})(?P<letter>[a-z]?)(?![0-9A-Za-z]|[–-][0-9])")
BRACKETED_YEAR = r"\((?:[^()]{0,30}\b)?(?:18|19|20)[0-9]{2}[a-z]?[^()]{0,20}\)"
LEAD = re.compile(rf"^[\s.,:;]*(?:{BRACKETED_YEAR}|(?:18|19|20)[0-9]{{2}}[a-z]?[.:])?[\s.,:;]*")
QUOTED = re.compile(r"[“\"]([^”\"]{5,400})[”\"]")
TITLE_END = re.compile(r"(?<=[\w)\]”\"%’+])[.?!]\s+(?=[A-Z0-9“(])")
JOURNAL_END = re.compile(r"[.,;:]?\s*(?:\(?(?:18|19|20)[0-9]{2}\b|[0-9]{1,4}\s*[(:,;]|vol\b)", re.IGNORECASE)
LAST_YEAR = 2035  # later numbers of this form are pages; fixed, for the output must not change with the day of the run


def read_entry(number: int, raw: str) -> Reference:
    """The fields that the entry shows; empty where none is found."""
    authors, rest = authors_of(raw)
    title, after = _title(LEAD.sub("", rest, count=1))
    doi, pmid = DOI.search(raw), PMID.search(raw)
    return Reference(
        number=number,
        authors=authors,
        year=year_of(raw),
        title=title,
        journal=_journal(after),
        doi=doi[0].rstrip(".,;)]") if doi else "",
        pmid=pmid[1] if pmid else "",
        raw=raw,
    )


def year_of(raw: str) -> int | None:
    """The year of publication: the one printed where years stand in such lists, before those inside titles."""
    text = LINK.sub(" ", raw)
    found = [(_weight(text, m), m.start(), int(m["year"])) for m in YEAR.finditer(text) if int(m["year"]) <= LAST_YEAR]
    return max(found)[2] if found else None


def _weight(text: str, match: re.Match[str]) -> int:
    """How much the surroundings speak for a year of publication."""
    before, after = text[max(0, match.start() - 24) : match.start()], text[match.end() : match.end() + 12]
    weight = 0
    if re.search(r"\($", before) and re.match(r"\)", after):
        weight += 4
    if re.match(r"\s?(?:[A-Z][a-z]{2,8}\.?\s?)?(?:[0-9]{1,2})?\s?;", after) or re.match(r"\s?[;:,]\s?[0-9]", after):
        weight += 5
    if re.search(r"[.,]\s?$", before) and re.match(r"[.,;]|\s*$", after):
        weight += 3
    if match["letter"]:
        weight += 1
    if re.search(r"(?:accessed|cited|available|retrieved|updated)[^.;]{0,20}$", before, re.IGNORECASE):
        weight -= 6
    return weight


def _title(text: str) -> tuple[str, str]:
    """The title, and what follows it."""
    if quoted := QUOTED.match(text):
        return quoted[1].strip(" ,."), text[quoted.end() :]
    end = TITLE_END.search(text)
    if end is None:
        return text.strip(" ."), ""
    return text[: end.start() + 1].rstrip(".").strip(), text[end.end() :]


def _journal(text: str) -> str:
    end = JOURNAL_END.search(text)
    return (text[: end.start()] if end else text[:120]).strip(" .,;:")
