"""The reference list of an article, from its marked-up citations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.model.document import Reference
from pipeline.parse.jats.inline import plain_text
from pipeline.parse.linear import BLANKS
from pipeline.parse.references.fields import read_entry

CITATIONS = ("element-citation", "mixed-citation", "nlm-citation", "citation")
YEAR = re.compile(r"(?:18|19|20)[0-9]{2}")
LABEL = re.compile(r"[\[(\s]*([0-9]{1,4})[\]).\s]*")
DOI = re.compile(r"10\.[0-9]{4,9}/\S+")
INITIALS = re.compile(r"[A-Z]{1,4}")


def numbers_by_id(article: etree._Element) -> dict[str, int]:
    """The number of each reference by the id that cross-references use."""
    return {ref.get("id"): number for number, ref in _numbered(article) if ref.get("id")}


def read_references(article: etree._Element) -> tuple[Reference, ...]:
    """The list as printed; `number` is the printed label where all labels are numbers, else the place in the list."""
    return tuple(_reference(number, ref) for number, ref in _numbered(article))


def _numbered(article: etree._Element) -> list[tuple[int, etree._Element]]:
    refs = list(article.iterfind("back//ref"))
    labels = [LABEL.fullmatch(ref.findtext("label") or "") for ref in refs]
    printed = [int(label[1]) for label in labels if label]
    if len(set(printed)) == len(refs):
        return list(zip(printed, refs))
    return list(enumerate(refs, 1))


def _reference(number: int, ref: etree._Element) -> Reference:
    """The marked-up fields; an entry without any markup is read as a printed one."""
    citation = next((c for c in ref.iter(*CITATIONS)), ref)
    authors, title, raw = tuple(_authors(citation)), _first(citation, "article-title"), _raw(ref)
    if not authors and not title:
        return read_entry(number, raw)
    year = YEAR.search(_first(citation, "year") or _first(citation, "date"))
    source = _first(citation, "source")
    return Reference(
        number=number,
        authors=authors,
        year=int(year[0]) if year else None,
        title=title or _first(citation, "chapter-title") or source,
        journal=source,
        doi=_doi(citation),
        pmid=_identifier(citation, "pmid"),
        raw=raw,
    )


def _first(citation: etree._Element, tag: str) -> str:
    return plain_text(citation.find(f".//{tag}"))


def _authors(citation: etree._Element) -> Iterator[str]:
    """ "Surname Initials" of the authors; of the editors where no author is named; groups by their name."""
    group = citation.find(".//person-group[@person-group-type='author']")
    group = group if group is not None else citation.find(".//person-group")
    for person in (citation if group is None else group).iter("name", "string-name", "collab"):
        surname = plain_text(person.find("surname"))
        if person.tag == "collab" or not surname:
            yield plain_text(person)
        else:
            yield f"{surname} {_initials(plain_text(person.find('given-names')))}".strip()
    if group is not None:
        yield from (plain_text(collab) for collab in citation.iterfind("collab"))


def _initials(given: str) -> str:
    """JF, J. F., Jean-François and Jean F all give JF."""
    if INITIALS.fullmatch(given):
        return given
    return "".join(word[0].upper() for word in re.split(r"[\s.\-‐]+", given) if word)


def _identifier(citation: etree._Element, kind: str) -> str:
    return plain_text(citation.find(f".//pub-id[@pub-id-type='{kind}']"))


def _doi(citation: etree._Element) -> str:
    links = (value for link in citation.iter("ext-link", "uri") for key, value in link.items() if key.endswith("href"))
    found = DOI.search(_identifier(citation, "doi") or " ".join(links))
    return found[0].rstrip(".,;") if found else ""


def _raw(ref: etree._Element) -> str:
    """The entry on one line without its label; bare markup (no punctuation between elements) gets blanks."""
    printed = ref.find(".//mixed-citation") is not None
    parts = [text for child in ref if child.tag != "label" for text in child.itertext(etree.Element) if text.strip()]
    return BLANKS.sub(" ", ("" if printed else " ").join(parts)).strip()
