"""Words that journals print over the parts of a paper, as regexes over a heading without its number."""

from __future__ import annotations

import re

NUMBERING = re.compile(r"^(?:(?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}|[IVX]{1,5}|[A-Z])[.)]?|[0-9]{1,2}\s?[|:])\s+(?=\S)")
ABSTRACT = re.compile(
    r"(?:(?:structured|graphical|extended) )?(?:abstract|summary|synopsis|r[ée]sum[ée]|zusammenfassung)", re.I
)
RUN_IN_ABSTRACT = re.compile(rf"(?i:{ABSTRACT.pattern})\b[\s:.—–-]*(?=[A-Z])")
KEYWORDS = re.compile(r"^(?:key\s?-?words?|index terms|mesh terms|subject headings|abbreviations(?=:))\b", re.I)
OPENING = re.compile(r"introduction|backgrounds?|context|rationale", re.I)
CLOSING = re.compile(
    r"^(?:publisher['’]?s? note|how to cite|cite this|submit your|ready to submit|open access|copyright|©|received:)",
    re.I,
)
LICENCE = re.compile(
    r"creative commons|open access (?:article|this article)|licensee |permits (?:unrestricted|use)|"
    r"^(?:©|\(c\)|copyright)\W.{0,60}\b(?:19|20)[0-9]{2}\b",
    re.I,
)
CAPTION = re.compile(
    r"^(?:(?:supplementa(?:ry|l)|online|extended data|continued)\s)?"
    r"(?P<kind>fig(?:ure|\.)?s?|table|tab\.|scheme|chart|plate|graph|box|algorithm|image|photo|video|abbildung|tabelle)"
    r"\s?(?P<number>[SA]?[0-9]{1,3}[a-z]?|[IVXL]{1,6})(?![0-9A-Za-z])(?P<stop>\s?[.:|–—-])?",
    re.I,
)


def bare(heading: str) -> str:
    """The heading without its number, letter-spacing and closing stop: "1. I N T R O" is "INTRO"."""
    text = NUMBERING.sub("", heading.strip()).strip(" .:|■▪•")
    return re.sub(r"(?<=\b\w) (?=\w\b)", "", text) if re.fullmatch(r"(?:\w )+\w", text) else text
