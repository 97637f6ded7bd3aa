"""What a heading says about the text below it."""

from __future__ import annotations

import re

from pipeline.model.document import SectionKind

NUMBER = re.compile(r"^(?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}\.?|[IVX]{1,5}\.)\s+")
ABSTRACT = re.compile(r"(?:(?:structured |graphical |short )?abstract|(?:plain language |lay )?summary|synopsis)")
REFERENCES = re.compile(
    r"(?:references?(?: list| and notes)?|bibliography|literature(?: cited)?|works cited|citations)"
)
COMMON = re.compile(
    r"(?:general )?introduction|background|(?:patients?|subjects?|materials?)(?: and|,) methods|"
    r"methods?(?: and materials)?|methodology|statistical analys[ie]s|results?(?: and discussion)?|findings|discussion|"
    r"conclusions?|(?:discussion and|summary and) conclusions?|limitations|outlook|future (?:directions|perspectives)"
)
DECLARATIONS = re.compile(
    r"(?:acknowledge?ments?|abbreviations?(?: used)?|declarations?|statements and declarations|disclosures?|funding|"
    r"author(?:s|s'|'s)? contributions?|contributions|contributors|credit authorship contribution statement|"
    r"(?:declaration of |potential )?(?:conflicts? of|competing|conflicting)(?: financial)? interests?|"
    r"declaration of interests?|ethic(?:s|al)(?: approval| statement| declaration| consideration)s?|"
    r"ethics approval and consent to participate|consent (?:for publication|to participate|to publish)|"
    r"(?:patient )?informed consent(?: statement)?|institutional review board statement|human ethics|"
    r"(?:data|code)(?: and materials?)? availability|availability of (?:data|supporting data)(?: and materials?)?|"
    r"data sharing|supplement(?:ary|al) (?:materials?|information|data|files?)|supporting information|"
    r"additional (?:information|files?)|author (?:details|information|notes)|authors' information|"
    r"publisher'?s note|open access|rights and permissions|copyright|patient consent|orcid(?: ids?)?|"
    r"provenance and peer review|role of the (?:funding source|sponsor)|financial (?:support|disclosure)|grants?)"
    r"(?: statement| of interest)?"
)


def plain(heading: str) -> str:
    """The heading in lower case without its number, letter-spacing and closing punctuation."""
    bare = NUMBER.sub("", " ".join(heading.split())).strip(" .:*#|").replace("’", "'").lower()
    return bare.replace(" ", "") if re.fullmatch(r"(?:\w )+\w", bare) else bare


def kind_of(heading: str, within: SectionKind = "body") -> SectionKind:
    """What the section holds; a section inside abstract or declarations belongs to them whatever its heading."""
    if within != "body":
        return within
    name = plain(heading)
    if ABSTRACT.fullmatch(name):
        return "abstract"
    return "declarations" if DECLARATIONS.fullmatch(name) else "body"


def is_common(heading: str) -> bool:
    """Whether papers commonly head a section with these words, so that a line of its own with them is a heading."""
    name = plain(heading)
    return kind_of(heading) != "body" or REFERENCES.fullmatch(name) is not None or COMMON.fullmatch(name) is not None


def heads_references(heading: str) -> bool:
    """Whether the reference list begins below this heading."""
    return REFERENCES.fullmatch(plain(heading)) is not None
