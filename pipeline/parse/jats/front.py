"""What the front matter says of the article itself."""

from __future__ import annotations

import re

from lxml import etree

from pipeline.parse import imprint
from pipeline.parse.jats.inline import plain_text

META = "front/article-meta"
YEAR = re.compile(r"(?:18|19|20)[0-9]{2}")
REGISTERS = re.compile(r"clinical[-_ ]?trial|trial[-_ ]regist|registr(?:y|ies|ation)", re.IGNORECASE)
PRINTED_FIRST = ("collection", "ppub", "pub", "epub", "epub-ppub", "pmc-release")


def title_of(article: etree._Element) -> str:
    """The title with its subtitle; empty where there is none."""
    group = article.find(f"{META}/title-group")
    if group is None:
        return ""
    parts = [plain_text(group.find(tag)) for tag in ("article-title", "subtitle")]
    return ": ".join(part for part in parts if part)


def doi_of(article: etree._Element) -> str:
    """The DOI as declared; empty where there is none."""
    return plain_text(article.find(f"{META}/article-id[@pub-id-type='doi']"))


def year_of(article: etree._Element) -> int | None:
    """The year of the printed issue, else the earliest that is declared."""
    years: dict[str, int] = {}
    for date in article.iterfind(f"{META}/pub-date"):
        if match := YEAR.search(plain_text(date.find("year"))):
            years.setdefault(date.get("pub-type") or date.get("date-type") or "pub", int(match[0]))
    ranked = [years[kind] for kind in PRINTED_FIRST if kind in years] + sorted(years.values())
    return ranked[0] if ranked else None


def language_of(article: etree._Element) -> str:
    """The declared language as two small letters; empty where none is declared."""
    return next((value[:2].lower() for key, value in article.items() if key.endswith("lang")), "")


def registry_ids_of(article: etree._Element) -> tuple[str, ...]:
    """The ids in elements that JATS keeps for trial registrations and those that the front matter prints as its own.

    Blanks are taken out; each id stands once. (JATS4R's advice: the id is the `document-id` of a `related-object`.)
    """
    front = article.find("front")
    if front is None:
        return ()
    marked = [e for e in front.iter("related-object", "ext-link", "named-content", "custom-meta") if _registers(e)]
    declared = [e.get("document-id") or "" for e in marked]
    printed = [found for e in marked for found in imprint.REGISTRY_ID.findall(plain_text(e))]
    ids = ["".join(i.split()).upper() for i in (*declared, *printed) if i]
    return tuple(dict.fromkeys([*ids, *imprint.registry_ids_of(plain_text(front))]))


def _registers(element: etree._Element) -> bool:
    told = " ".join(value for _, value in element.items()) + " " + plain_text(element.find("meta-name"))
    return REGISTERS.search(told) is not None
