"""What a paper's first pages print about the paper itself: DOI, year, its own registration."""

from __future__ import annotations

import re
from collections.abc import Iterable

DOI = re.compile(r"\b10\.[0-9]{4,9}/[^\s\"<>;,|()\[\]]+")
YEAR = r"((?:19|20)[0-9]{2})\b"
YEAR_PLACES = (  # best evidence first: what was published when, then copyright, then a citation line "2021;12(3):45"
    re.compile(rf"publi(?:shed|cation)\b[^.;]{{0,40}}?\b{YEAR}", re.I),
    re.compile(rf"(?:©|\(c\)|copyright)[^.;]{{0,60}}?\b{YEAR}", re.I),
    re.compile(rf"\b{YEAR}\)?\s?[;:,]\s?[0-9]"),
    re.compile(rf"\({YEAR}\)"),
)
REGISTERED = re.compile(r"regist(?:er|r)|trial number|identifier|clinicaltrials\.gov", re.I)
REGISTRY_ID = re.compile(
    r"\b(?:NCT\s?[0-9]{8}|ISRCTN\s?[0-9]{6,8}|ChiCTR[-A-Z]{0,8}[0-9]{8,10}|UMIN(?:-?CTR)?\s?[0-9]{9}|jRCT[a-z]?[0-9]{9,10}|"
    r"ACTRN[0-9]{14}|DRKS[0-9]{8}|CTRI/[0-9]{4}/[0-9]{2,3}/[0-9]{6}|KCT[0-9]{7}|IRCT[0-9A-Z]{10,18}|"
    r"(?:EudraCT\s(?:number\s|no\.\s)?)?20[0-9]{2}-[0-9]{6}-[0-9]{2}|CRD[0-9]{11})\b"
)
BESIDE = 80  # characters: how near a word of registration stands to the paper's own id


def doi_of(texts: Iterable[str]) -> str:
    """The first DOI in the texts, without the stop that closes a sentence; empty where there is none."""
    found = next((m for text in texts if (m := DOI.search(text))), None)
    return found[0].rstrip(".") if found else ""


def year_of(texts: Iterable[str]) -> int | None:
    """The year of publication by the best evidence there is; None where no line tells."""
    texts = list(texts)
    found = (m for place in YEAR_PLACES for text in texts if (m := place.search(text)))
    first = next(found, None)
    return int(first[1]) if first else None


def registry_ids_of(text: str) -> tuple[str, ...]:
    """The registry ids that stand beside words of registration, blanks taken out, each once, as printed first."""
    ids = []
    for found in REGISTRY_ID.finditer(text):
        around = text[max(0, found.start() - BESIDE) : found.end() + BESIDE]
        if REGISTERED.search(around):
            ids.append(re.sub(r"(?i)^eudract\s(?:number\s|no\.\s)?|\s", "", found[0]))
    return tuple(dict.fromkeys(ids))
