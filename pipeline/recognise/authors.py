"""Authors that stand for a study: "Stumpf et al.", "Park et al., 2009", "Park and Kim (2009)".

The concept's name is the first surname, with the year where one is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model.mention import Concept, Mention
from pipeline.recognise.patterns import GAP, WORD_GAP

_PARTICLE = r"(?:(?:von|van|de|der|den|di|da|del|la|le|Le|Mac|St\.?|El|Al|Ben|Dos)[ -](?:der |den |la )?)?"
_CAPITAL, _LETTER = "A-ZÀ-ÖØ-Þ", "A-Za-zÀ-ÖØ-öø-ÿ'’"
_SURNAME = rf"{_PARTICLE}[{_CAPITAL}][{_LETTER}]{{1,20}}(?:[-\u2010][{_CAPITAL}][{_LETTER}]{{1,20}})?"
_YEAR = rf"{GAP},?{GAP}(?P<open>[(\[])?(?P<year>(?:19|20)[0-9]{{2}})[a-c]?(?![0-9])(?(open)[)\]]?)"
_AND = rf"{WORD_GAP}(?:and|&){WORD_GAP}"
_GROUP = rf"(?:(?:{WORD_GAP}[A-Z]{{1,3}})?{WORD_GAP}et{WORD_GAP}al\.?(?:['’]s)?|{_AND}(?:colleagues|co-?workers))"
_YEAR_OF_TWO = _YEAR.replace("year", "year2").replace("open", "open2")
_AUTHORS = re.compile(rf"(?P<name>{_SURNAME})(?:{_GROUP}(?:{_YEAR})?|{_AND}{_SURNAME}{_YEAR_OF_TWO})")


def find_authors(text: str) -> Iterator[Mention]:
    """The authors named in the text."""
    for match in _AUTHORS.finditer(text):
        year = match["year"] or match["year2"]
        label = f"{match['name']} {year}" if year else match["name"]
        yield Mention.at(text, "author_year", match.start(), match.end(), Concept(label), "author_year")
