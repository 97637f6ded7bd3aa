"""Author names at the head of an entry -> "Surname Initials"."""

from __future__ import annotations

import re

CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĖĘĚĞĠĢĦĪİĶĹĻĽŁŃŅŇŐŘŚŞŠŤŢŪŮŰŲŹŻŽΑ-Ω"
PARTICLE = (
    r"(?:(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|ter|ten|el|al|bin|ben|af|zu|zur|st)[\s'’-]{1,2}){0,3}"
)
WORD = rf"(?:[dlDLO]['’])?[{CAPITAL}][\w'’‐-]{{1,30}}"
SURNAME = rf"(?:(?i:{PARTICLE}){WORD}(?:\s(?i:{PARTICLE}){WORD}){{0,3}}?(?:\s\({WORD}\))?)"
GLUED = rf"[{CAPITAL}](?:[{CAPITAL}]|[‐-][{CAPITAL}]){{0,4}}"
SPACED = rf"[{CAPITAL}]\.?(?:\s?[‐-]?\s?[{CAPITAL}]\.?(?![\w])){{0,3}}"
DOTTED = rf"(?:[{CAPITAL}][a-zà-ÿ]?\.[\s‐-]{{0,2}}){{1,4}}"
SUFFIX = r"(?:,?\s(?:Jr|Sr|II|III|[234](?:nd|rd|th))\.?(?![\w]))?"
AFTER = r"(?=\s*(?:[,;.:&(]|and\b|et\b|$|[“\"]))"
VANCOUVER = re.compile(rf"(?P<surname>{SURNAME})\s(?P<initials>{GLUED}){SUFFIX}{AFTER}")
AFTER_COMMA_STYLE = rf"(?=\s*(?:[,;:&(]|and\b|et\b|$|[{CAPITAL}“\"])|\s)"
COMMA = re.compile(rf"(?P<surname>{SURNAME}),\s?(?P<initials>{SPACED}){SUFFIX}{AFTER_COMMA_STYLE}")
FIRST_DOTTED = re.compile(rf"(?P<initials>{DOTTED})\s?(?P<surname>{SURNAME}){SUFFIX}{AFTER}")
SEPARATOR = re.compile(r"\s*(?:,\s*(?:and|&)|;\s*(?:and|&)?|,|&|and\b)\s*")
ET_AL = re.compile(r"\s*[,;]?\s*(?:et\s?al\.?|and others|and colleagues|[.…]{3})[,;]?", re.IGNORECASE)
STYLES = (COMMA, VANCOUVER, FIRST_DOTTED)
LONGEST_GROUP = 200  # characters of a group's name, or of a title that stands in its place
GROUP_END = re.compile(r"(?<![A-Z])\.\s(?=[A-Z“\"0-9])|:\s|\s\((?=(?:19|20)[0-9]{2})|[.,]?\s(?=[“\"])|\.$")


def begins_with_author(text: str) -> bool:
    """Whether the text begins with a person's name as reference lists print it."""
    return any(style.match(text) for style in STYLES)


def authors_of(entry: str) -> tuple[tuple[str, ...], str]:
    """The authors of an entry, and what follows them; a group (or a title without author) counts as one author."""
    read = max((_people(entry, style) for style in STYLES), key=lambda found: (len(found[0]), -len(found[1])))
    if read[0]:
        return tuple(read[0]), read[1]
    end = GROUP_END.search(entry, 0, LONGEST_GROUP)
    if end is None:
        return (), entry
    return (entry[: end.start()].strip(" .,:"),), entry[end.start() :]


def _people(entry: str, style: re.Pattern[str]) -> tuple[list[str], str]:
    """The names from the start of the entry in one style, and the rest."""
    names: list[str] = []
    place = 0
    while match := style.match(entry, place):
        names.append(f"{match['surname']} {_initials(match['initials'])}")
        place = match.end()
        separator = SEPARATOR.match(entry, place)
        if ET_AL.match(entry, place) or separator is None or not style.match(entry, separator.end()):
            break
        place = separator.end()
    if names and (others := ET_AL.match(entry, place)):
        place = others.end()
    return names, entry[place:]


def _initials(printed: str) -> str:
    """J. F., J-F and JF all give JF."""
    return "".join(c for c in printed if c.isalpha() and c.isupper())
